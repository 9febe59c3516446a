"""Laws, standards and booklets on which articles rest: superseded ones are marked, new editions list what they touch."""

from __future__ import annotations

from amends.core.checker import check
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.plain_language import read_aloud
from amends.core.plain_words import Words
from amends.core.references import articles_on, named, renewed, rows_on

PACK = """
id = "small"
version = "1"
valid_from = 2024-01-01
title = {{ zh = "制度", en = "Regulation" }}

[[article]]
no = "1"
zh = "按保修手册"
en = "As the booklet has it"
rests_on = ["booklet"]

[[article]]
no = "2"
zh = "其他"
en = "Else"

[[reference]]
id = "booklet"
article = "2"
title = {{ zh = "保修手册", en = "Warranty booklet" }}
edition = "{edition}"
{more}

[[letter]]
id = "told"
article = "1"
title = {{ zh = "告知", en = "Told" }}
body = {{ zh = "已知", en = "Known" }}
"""


def pack(edition: str = "2023", more: str = "") -> Pack:
    return load({"pack.toml": PACK.format(edition=edition, more=more)})


def test_a_new_edition_lists_the_rows_that_rest_on_it() -> None:
    """FR-252: a new warranty booklet lists the rules that it touches."""
    found = renewed(pack(), pack("2024"))

    assert [(name, [(table, getattr(row, "id", "")) for table, row in rows]) for name, rows in found.items()] == [
        ("booklet", [("letter", "told")])
    ]
    assert renewed(pack(), pack()) == {}
    assert [article.no for article in articles_on(pack(), "booklet")] == ["1"]
    assert rows_on(pack(), "nothing") == ()


def test_an_article_that_rests_on_a_superseded_text_is_marked() -> None:
    """FR-206: superseded law is marked."""
    superseded = pack(more='replaced_by = { zh = "新手册", en = "New booklet" }')

    notes = [(one.kind, one.row, one.level) for one in check(superseded) if one.kind == "superseded"]
    assert notes == [("superseded", "1", "note")]
    assert not any(one.kind == "superseded" for one in check(pack()))
    said = [read_aloud(Words(superseded, language), superseded.reference[0]) for language in ("zh", "en")]
    assert said == ["“保修手册”（2023），已被“新手册”取代", "“Warranty booklet” (2023), replaced by “New booklet”"]


def test_an_unknown_reference_is_named_and_one_without_articles_is_noted() -> None:
    astray = load({"pack.toml": PACK.format(edition="1", more="").replace('["booklet"]', '["law"]')})

    found = {(one.kind, one.row, one.level) for one in check(astray)}
    assert {("unknown_reference", "1", "error"), ("unused", "booklet", "note")} <= found


def test_a_reference_is_found_by_its_title_its_edition_or_what_replaced_it() -> None:
    """FR-206."""
    superseded = pack(more='replaced_by = { zh = "新手册", en = "New booklet" }')

    for words in ("", " 保修 ", "WARRANTY", "2023", "新手册", "new book"):
        assert [row.id for row in named(superseded, words)] == ["booklet"], words
    assert named(superseded, "law") == ()
