"""What a pack takes from a library by name, and from a parent that it extends."""

from __future__ import annotations

import pytest

from amends.core.loading import BrokenPack, load
from amends.core.mutants import mutants
from amends.core.pack import Pack
from amends.core.taking import is_taken

HEAD = """
id = "{id}"
version = "1"
valid_from = 2024-01-01
title = {{ zh = "制度", en = "Regulation" }}
"""
LIBRARY = {
    "pack.toml": HEAD.format(id="shelf"),
    "articles.toml": """
[[article]]
no = "W.1"
zh = "登记"
en = "Registering"

[[article]]
no = "W.2"
zh = "结案"
en = "Closing"
""",
    "rows.toml": """
[[stage]]
id = "registered"
article = "W.1"
title = { zh = "已登记", en = "Registered" }

[[stage]]
id = "closed"
kind = "closed"
article = "W.2"
title = { zh = "已结案", en = "Closed" }

[[role]]
id = "clerk"
article = "W.1"
title = { zh = "客服", en = "Clerk" }
""",
}


def files(own: str, *, head: str = "", inside: str = "library/shelf/") -> dict[str, str]:
    taken = {inside + name: text for name, text in LIBRARY.items()}
    return {"pack.toml": HEAD.format(id="ours") + head, "own.toml": own, **taken}


def ids(pack: Pack, table: str) -> list[str]:
    return [row.id for row in getattr(pack, table)]


def test_a_pack_takes_the_rows_that_it_names_and_the_articles_that_these_cite() -> None:
    pack = load(files('[[take]]\nfrom = "shelf"\nrows = ["stage/closed"]'))

    assert ids(pack, "stage") == ["closed"]
    assert [one.no for one in pack.article] == ["W.2"]
    assert pack.role == ()
    assert is_taken(pack.stage[0])


def test_a_pack_takes_whole_tables_and_everything() -> None:
    assert ids(load(files('[[take]]\nfrom = "shelf"\nrows = ["stage/*"]')), "stage") == ["registered", "closed"]
    everything = load(files('[[take]]\nfrom = "shelf"'))
    assert (ids(everything, "stage"), ids(everything, "role")) == (["registered", "closed"], ["clerk"])


def test_a_row_of_its_own_stands_in_the_place_of_the_taken_one() -> None:
    own = """
[[take]]
from = "shelf"

[[stage]]
id = "weighed"
article = "W.1"
title = { zh = "已称重", en = "Weighed" }

[[stage]]
id = "registered"
article = "W.1"
title = { zh = "已受理", en = "Taken" }
"""
    pack = load(files(own))

    assert ids(pack, "stage") == ["registered", "closed", "weighed"]
    assert pack.stage[0].title.zh == "已受理"


def test_taken_rows_stand_under_an_article_of_the_pack_where_it_names_one() -> None:
    own = """
[[take]]
from = "shelf"
rows = ["stage/*"]
article = "7"

[[article]]
no = "7"
zh = "流程"
en = "The way"
"""
    pack = load(files(own))

    assert {stage.article for stage in pack.stage} == {"7"}
    assert [one.no for one in pack.article] == ["7"]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('[[take]]\nfrom = "nowhere"', "nowhere"),
        ('[[take]]\nfrom = "shelf"\nrows = ["stage/open"]', "stage/open"),
        ('[[take]]\nfrom = "shelf"\nrows = ["flag/*"]', "flag/*"),
    ],
)
def test_what_is_not_in_the_library_is_named(own: str, said: str) -> None:
    with pytest.raises(BrokenPack) as broken:
        load(files(own))

    assert [(one.kind, one.file, one.table) for one in broken.value.findings] == [("unknown_row", "own.toml", "take")]
    assert said in broken.value.findings[0].says.en


def test_a_fault_in_a_library_names_its_file_there() -> None:
    faulty = {**files('[[take]]\nfrom = "shelf"'), "library/shelf/rows.toml": "[[stage]]\nid = 'x'"}

    with pytest.raises(BrokenPack) as broken:
        load(faulty)

    assert {one.file for one in broken.value.findings} == {"library/shelf/rows.toml"}


def test_a_local_pack_has_the_rows_and_the_head_of_the_pack_that_it_extends() -> None:
    """FR-251: local rules add to the group's."""
    above = files("", head='extends = "shelf"', inside="parent/shelf/")
    above["parent/shelf/pack.toml"] += 'calendar = "around_the_clock"\n'

    pack = load(above)

    assert (pack.id, pack.calendar) == ("ours", "around_the_clock")
    assert [one.no for one in pack.article] == ["W.1", "W.2"]
    assert ids(pack, "stage") == ["registered", "closed"]


def test_a_pack_that_extends_what_is_not_there_is_refused() -> None:
    with pytest.raises(BrokenPack, match="no pack “shelf” to extend"):
        load({"pack.toml": HEAD.format(id="ours") + 'extends = "shelf"'})


def test_taken_rows_are_proven_where_they_come_from_but_that_they_are_taken_is_proven_here() -> None:
    letter = """
[[letter]]
id = "{id}"
article = "W.1"
title = {{ zh = "受理告知", en = "Received" }}
body = {{ zh = "已收到", en = "We have it" }}
"""
    own = files('[[take]]\nfrom = "shelf"' + letter.format(id="ours"))
    own["library/shelf/rows.toml"] += letter.format(id="taken")

    assert [mutant.says for mutant in mutants(load(own))] == ["without take shelf", "without letter ours"]
