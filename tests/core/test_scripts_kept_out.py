"""What coerces, misleads or makes payment late or little becomes no rule (FR-135)."""

from __future__ import annotations

import pytest

from amends.core.checker import check, load_sound
from amends.core.finding import BrokenPack
from tests.core.small_packs import T, small_pack
from tests.core.telling import texts_of

SCRIPT = '[[advice]]\nid = "tempt"\n$A\n$T\nsay = { zh = "再闹就报警", en = "Make trouble and we call the police" }\n'
ROWS = {
    "advice": SCRIPT,
    "phrase": '[[phrase]]\nid = "p"\n$A\nrule = "prescribed"\ntexts = ["等通知"]\nsays = { zh = "拖", en = "Wait" }\n',
    "letter": '[[letter]]\nid = "l"\n$A\n$T\nbody = { zh = "请等", en = "Wait" }\n',
    "offer": '[[offer]]\nid = "o"\n$A\nsays = { zh = "少赔", en = "Pay little" }\nwhen = {}\nallows = []\n',
}


@pytest.mark.parametrize("tag", ["coercive", "misleading", "pays_late", "pays_little"])
@pytest.mark.parametrize("table", ROWS)
def test_the_import_of_a_row_with_such_a_mark_is_refused(table: str, tag: str) -> None:
    """FR-135: import of a script tagged coercive is refused."""
    sound = texts_of(ROWS[table])
    marked = texts_of(ROWS[table] + f'tags = ["{tag}"]\n')

    load_sound(sound)
    with pytest.raises(BrokenPack) as broken:
        load_sound(marked)

    (finding,) = [one for one in broken.value.findings if one.kind == "kept_out"]
    assert (finding.table, finding.key, finding.level) == (table, "tags", "error")
    assert finding.article


def test_a_phrase_that_is_forbidden_may_say_why() -> None:
    rows = '[[phrase]]\nid = "p"\n$A\nrule = "forbidden"\ntexts = ["拖着"]\nsays = { zh = "拖", en = "x" }\ntags = ["pays_late"]\n'

    assert [one.tags for one in load_sound(texts_of(rows)).phrase] == [("pays_late",)]


def test_a_mark_that_nobody_knows_is_a_fault_of_the_pack() -> None:
    with pytest.raises(BrokenPack):
        load_sound(texts_of(SCRIPT + 'tags = ["clever"]\n'))


def test_a_pack_without_marks_has_no_such_finding() -> None:
    pack = small_pack(f'[[advice]]\nid = "a"\ntitle = {T}\n')

    assert [one for one in check(pack) if one.kind == "kept_out"] == []
