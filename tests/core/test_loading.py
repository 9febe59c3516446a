"""Packs load whole or not at all, and each fault names file, row, article and key (FR-049, FR-254)."""

import pytest

from amends.core.finding import BrokenPack, Finding
from amends.core.loading import load
from amends.core.plain_words import Words
from tests.core.small_packs import FOUR_GRADES, HEAD, T, moment, small_pack


def faults(rows: str, *, head: str = HEAD, chosen: dict[str, object] | None = None) -> tuple[Finding, ...]:
    with pytest.raises(BrokenPack) as refused:
        small_pack(rows, head=head, chosen=chosen)
    return refused.value.findings


def test_rows_of_all_files_make_one_pack_and_know_their_place() -> None:
    pack = load({"pack.toml": HEAD, "grading.toml": FOUR_GRADES})

    assert [(row.id, row.file, row.nth) for row in pack.row][:2] == [
        ("M3", "grading.toml", 1),
        ("M4", "grading.toml", 2),
    ]
    assert pack.articles["3.2"].en == "Five or more is major"


def test_one_file_may_carry_the_whole_pack() -> None:
    head = HEAD.split("[[article]]")[0]

    pack = load({"small.toml": f"[pack]{head}[counting]\nday_one = 'opening_day'\n{FOUR_GRADES}"})

    assert pack.id == "small"
    assert pack.counting.day_one == "opening_day"
    assert len(pack.row) == 4


def test_a_fault_in_the_third_row_says_row_3() -> None:
    """FR-049."""
    (fault,) = faults(FOUR_GRADES.replace("{ complainants = { and_above = 3 } }", "{ complainants = { above = 3 } }"))

    assert (fault.kind, fault.file, fault.nth, fault.row, fault.article) == ("condition", "rows.toml", 3, "H3", "3.2")
    assert str(fault).startswith("rows.toml, row 3 (H3, article 3.2): when.complainants")
    assert fault.line("zh").startswith("rows.toml，第3行（H3，条款3.2）：when.complainants")


def test_every_fault_is_told_at_once() -> None:
    rows = FOUR_GRADES.replace('id = "M3"', 'id = "M3"\ncolour = "red"').replace('grade = "hot"\n', "", 1)

    assert {(fault.kind, fault.row) for fault in faults(rows)} == {("unknown_key", "M3"), ("missing_key", "H3")}


@pytest.mark.parametrize(
    ("rows", "kind", "key"),
    [
        ("[[row]\n", "toml", ""),
        (f'[[role]]\nid = "desk"\ntitle = {T}\nfile = "x"\n', "unknown_key", "file"),
        (f'[[role]]\nid = "front.desk"\ntitle = {T}\n', "dotted_id", "id"),
        (f'[[role]]\nid = "desk"\ntitle = {T}\n[[role]]\nid = "desk"\ntitle = {T}\n', "twice", "id"),
        (f'[[role]]\nid = "desk"\narticle = 4.10\ntitle = {T}\n', "article_not_text", "article"),
        ('[role]\nid = "desk"\n', "not_rows", "role"),
        ("[[roles]]\n", "unknown_table", "roles"),
        ("[[article]]\nno = 4\nzh = ''\nen = ''\n", "article_not_text", "no"),
        ('[[role]]\nid = "desk"\ntitle = { zh = "前台" }\n', "missing_key", "title.en"),
        (f"[[example]]\ntitle = {T}\n[[example.event]]\nat = 2024-03-01T14:20:00\ndo = 'received'\n", "naive_time", "event.0.at"),
        (f"[[duty]]\nid = 'C1'\narticle = '3.2'\ntitle = {T}\nowner = 'desk'\nwithin = '1 d'\ncounting = {{ day_on = 'x' }}\n", "unknown_key", "counting.day_on"),
        (f"[[duty]]\nid = 'C1'\narticle = '3.2'\ntitle = {T}\nopens = 'received'\nwithin = '1 d'\n", "missing_key", "owner"),
        (f"[[setting]]\nid = 's'\narticle = '3.2'\ntype = 'span'\ndefault = 'soon'\nquestion = {T}\n", "setting_value", "default"),
        (f"[[setting]]\nid = 's'\narticle = '3.2'\ntype = 'text'\ndefault = {{ zh = '券' }}\nquestion = {T}\n", "setting_value", "default"),
        (f"[[setting]]\nid = 's'\narticle = '3.2'\ntype = 'text'\ndefault = {{ zh = '券', en = '' }}\nquestion = {T}\n", "setting_value", "default"),
        (f"[[setting]]\nid = 's'\narticle = '3.2'\ntype = 'text'\ndefault = {{ zh = '券', en = 'ticket', de = 'x' }}\nquestion = {T}\n", "setting_value", "default"),
        (f"[[setting]]\nid = 's'\narticle = '3.2'\ntype = 'role'\ndefault = {{ zh = '券', en = 'ticket' }}\nquestion = {T}\n", "setting_value", "default"),
    ],
)  # fmt: skip
def test_the_traps_of_toml_are_refused(rows: str, kind: str, key: str) -> None:
    found = faults(rows)

    assert (kind, key) in {(fault.kind, fault.key) for fault in found}
    assert all(fault.says.zh and fault.says.en and fault.file == "rows.toml" for fault in found)


def test_an_unknown_word_in_the_head_or_in_counting_is_refused() -> None:
    assert {fault.key for fault in faults("", head="colour = 1\n" + HEAD)} == {"colour"}
    assert {fault.key for fault in faults("[counting]\nday_one = 'tomorrow'\n")} == {"counting.day_one"}
    assert {fault.key for fault in faults("[counting]\nday_two = 'x'\n")} == {"counting.day_two"}


def test_a_choice_that_does_not_suit_its_setting_is_refused() -> None:
    assert [fault.kind for fault in faults(FOUR_GRADES, chosen={"and_above": "sometimes"})] == ["setting_value"]
    assert [fault.kind for fault in faults(FOUR_GRADES, chosen={"nowhere": 1})] == ["unknown_setting"]


def test_a_choice_of_the_organisation_stands_before_the_default() -> None:
    assert small_pack(FOUR_GRADES).setting_value("and_above") == "inclusive"
    assert small_pack(FOUR_GRADES, chosen={"and_above": "strict"}).setting_value("and_above") == "strict"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("赠早餐券", "赠早餐券", "赠早餐券"),
        ({"zh": "赠早餐券", "en": "A breakfast ticket"}, "赠早餐券", "A breakfast ticket"),
    ],
)
def test_words_of_a_setting_are_one_text_for_both_languages_or_one_of_each(value: object, zh: str, en: str) -> None:
    setting = f"[[setting]]\nid = 's'\narticle = '3.2'\ntype = 'text'\ndefault = '券'\nquestion = {T}\n"

    pack = small_pack(setting, chosen={"s": value})

    assert [Words(pack, one).setting_value("s") for one in ("zh", "en")] == [zh, en]
    assert [Words(pack, one, marks_settings=False).setting("s") for one in ("zh", "en")] == [zh, en]


def test_times_of_stories_keep_their_zone() -> None:
    pack = small_pack(f"[[example]]\ntitle = {T}\n[[example.event]]\nat = 2024-03-01T14:20:00+08:00\ndo = 'received'\n")

    assert pack.example[0].event[0]["at"] == moment("2024-03-01 14:20")
