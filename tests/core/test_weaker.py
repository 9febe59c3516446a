"""A local regulation adds to its parent's and never weakens it: refused with both articles (FR-251)."""

from __future__ import annotations

import pytest

from amends.core.check_weaker import weaker
from amends.core.check_weaker_rows import weaker_rows
from amends.core.checker import check, check_texts, load_sound
from amends.core.finding import NOT_FINISHED, BrokenPack, Finding
from amends.core.loading import load
from amends.core.pack import DutyRow, Pack
from tests.core.small_packs import FOUR_GRADES, HEAD, T, small_pack

ARTICLE = '[[article]]\nno = "{no}"\nzh = "文"\nen = "text"\n'
DUTY = f"""[[duty]]
id = "C02"
article = "7"
title = {T}
owner = "desk"
opens = "received"
met_by = ["handled", "replied"]
within = "12 h"
"""
GROUP = f"""{FOUR_GRADES}
[[role]]
id = "desk"
title = {T}
[[role]]
id = "manager"
title = {T}
{DUTY}rungs = [{{ at = "75 %", tell = ["owner"] }}, {{ at = "due + 1 h", tell = ["manager"] }}]
not_by = ["accused"]
void_by = ["withdrawn"]
when = {{ grade = ["major", "hot"] }}
[[duty.extension]]
to = "24 h"
approver = "manager"
[[stage]]
id = "new"
title = {T}
kind = "new"
[[stage]]
id = "closed"
title = {T}
kind = "closed"
[[step]]
id = "close"
kind = "close"
article = "7"
title = {T}
from = ["new"]
to = "closed"
needs = [{{ done = "followed_up" }}, {{ known = "wish" }}]
not_by = ["handler"]
[[gate]]
step = "close"
id = "major"
article = "7"
when = {{ grade = "major" }}
needs = [{{ signed = "manager" }}]
[[refusal]]
id = "staff"
article = "7"
says = {T}
when = {{ complainant_is_staff = true }}
[[remedy]]
id = "refund"
title = {T}
money = true
[[remedy]]
id = "repair"
title = {T}
[[offer]]
id = "L1"
article = "7"
says = {T}
when = {{ in_warranty = true }}
allows = ["refund", "repair"]
[[authority]]
role = "desk"
article = "7"
kinds = ["refund"]
up_to = 100
[[part]]
id = "result"
article = "7"
title = {T}
[[part]]
id = "by_when"
article = "7"
title = {T}
has = "time"
states = ["return_date"]
[[review]]
id = "read"
article = "7"
title = {T}
by = ["manager"]
when = {{ outside = {{ any = ["media", "court"] }} }}
[[phrase]]
id = "never"
article = "7"
rule = "forbidden"
texts = ["不可能", "不归我管"]
says = {T}
[[flag]]
id = "press"
article = "7"
title = {T}
when = {{ outside = {{ any = ["media"] }} }}
[[confidential]]
id = "staff_only"
article = "7"
title = {T}
when = {{ complainant_is_staff = true }}
seen_by = ["manager"]
"""
HEAD_OF_BOTH = HEAD + ARTICLE.format(no="7") + ARTICLE.format(no="9")
PARENT = small_pack(GROUP, head=HEAD_OF_BOTH)


def local(before: str = "", after: str = "") -> Pack:
    """Return the local pack: the parent's with one thing changed, its rows under article 9."""
    assert before in GROUP
    return small_pack(GROUP.replace(before, after, 1).replace('article = "7"', 'article = "9"'), head=HEAD_OF_BOTH)


def duty(**keys: object) -> DutyRow:
    row = PARENT.duties["C02"]
    return row.model_copy(update={"article": "9", **keys})


def found(parent: Pack, changed: Pack) -> list[Finding]:
    return list(weaker_rows(parent, changed))


def test_a_local_24_h_against_the_groups_12_h_is_refused_with_both_articles() -> None:
    """FR-251."""
    finding = weaker(PARENT.duties["C02"], duty(within="24 h"))

    assert finding is not None
    assert finding.line("zh") == "rows.toml，duty 第1行（C02，条款9）：弱于上级条款7：24 小时长于 12 小时"
    assert (
        str(finding)
        == "rows.toml, duty row 1 (C02, article 9): weaker than article 7 above it: 24 hours is longer than 12 hours"
    )


@pytest.mark.parametrize("within", ["12 h", "8 h", "720 min", "at_once", "1 wd", "12 wh", "same_day"])
def test_a_figure_as_strict_or_in_another_unit_is_not_refused(within: str) -> None:
    assert weaker(PARENT.duties["C02"], duty(within=within)) is None


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"within": "721 min"}, "within"),
        ({"within": None}, "within"),
        ({"waits": "1 h"}, "waits"),
        ({"force": "should"}, "force"),
        ({"counts_from": "registered"}, "counts_from"),
        ({"counting": {"received_when_closed": "next_opening"}}, "counting.received_when_closed"),
        ({"met_by": ["handled", "replied", "contacted"]}, "met_by"),
        ({"opens": "accepted"}, "opens"),
        ({"void_by": ("withdrawn", "parked")}, "void_by"),
        ({"not_by": ()}, "not_by"),
        ({"yields_to": "agreed_time"}, "yields_to"),
        ({"pause": {"allowed": True, "cap": "5 d"}}, "pause"),
        ({"rungs": PARENT.duties["C02"].rungs[:1]}, "rungs"),
        ({"extension": PARENT.duties["C02"].extension * 2}, "extension"),
        ({"extension": (PARENT.duties["C02"].extension[0].model_copy(update={"to": "36 h"}),)}, "extension.0.to"),
        ({"extension": (PARENT.duties["C02"].extension[0].model_copy(update={"approver": ""}),)}, "extension.0.approver"),
    ],
)  # fmt: skip
def test_whatever_makes_a_duty_weaker_is_found(keys: dict[str, object], key: str) -> None:
    finding = weaker(PARENT.duties["C02"], duty(**keys))

    assert finding is not None
    assert finding.key == key


@pytest.mark.parametrize(
    ("theirs", "ours", "key"),
    [
        ({"every_day_at": "17:00"}, {"every_day_at": "18:00"}, "every_day_at"),
        ({"every_week_on": "wed"}, {"every_week_on": "fri"}, "every_week_on"),
        ({"every_month_on": 25}, {"every_month_on": 28}, "every_month_on"),
        ({"every_month_on": 25}, {"every_month_on": 25, "months_apart": 3}, "months_apart"),
        ({"every_day_at": "17:00"}, {"every_week_on": "mon"}, "every_day_at"),
        ({"again": "always"}, {"again": "once"}, "again"),
    ],
)
def test_a_later_day_or_a_longer_rhythm_is_weaker(theirs: dict[str, object], ours: dict[str, object], key: str) -> None:
    finding = weaker(duty(**theirs), duty(**ours))

    assert finding is not None
    assert finding.key == key
    assert weaker(duty(**ours), duty(**ours)) is None


def test_an_earlier_rung_and_one_more_are_stricter() -> None:
    stricter = PARENT.duties["C02"].rungs
    earlier = tuple(rung.model_copy(update={"at": at}) for rung, at in zip(stricter, ("50 %", "due"), strict=True))

    assert weaker(PARENT.duties["C02"], duty(rungs=(*earlier, *stricter))) is None


def test_the_same_rows_under_other_articles_and_titles_are_not_weaker() -> None:
    assert found(PARENT, local()) == []
    assert found(PARENT, PARENT) == []


@pytest.mark.parametrize(
    ("table", "row", "before", "after"),
    [
        ("duty", "C02", 'within = "12 h"', 'within = "24 h"'),
        ("duty", "C02", 'when = { grade = ["major", "hot"] }', 'when = { grade = "major" }'),
        ("duty", "C02", 'within = "12 h"', 'within = "1 wd"'),
        ("list", "r37", 'grades = ["major", "hot", "ordinary"]', 'grades = ["major", "hot", "ordinary"]\nfalls = "by_itself"'),
        ("row", "M3", "{ complainants = { and_above = 5 } }", "{ complainants = { and_above = 8 } }"),
        ("step", "close", '{ done = "followed_up" }, ', ""),
        ("step", "close", 'not_by = ["handler"]', ""),
        ("step", "close", 'not_by = ["handler"]', 'not_by = ["handler"]\noverride = { role = "desk" }'),
        ("gate", "major", 'when = { grade = "major" }\nneeds = [{ signed = "manager" }]', 'when = { grade = "major", in_warranty = true }\nneeds = [{ signed = "manager" }]'),
        ("gate", "major", 'needs = [{ signed = "manager" }]', 'needs = [{ signed = "desk" }]'),
        ("refusal", "staff", "complainant_is_staff = true }\n[[remedy]]", "anonymous = true }\n[[remedy]]"),
        ("offer", "L1", 'allows = ["refund", "repair"]', 'allows = ["repair"]'),
        ("offer", "L1", 'allows = ["refund", "repair"]', 'allows = ["refund", "repair"]\nby_right = false'),
        ("offer", "L1", "when = { in_warranty = true }", "when = { in_warranty = true, damage = { at_least = 100 } }"),
        ("authority", "desk", "up_to = 100", "up_to = 200"),
        ("authority", "desk", "up_to = 100\n", ""),
        ("part", "result", f'[[part]]\nid = "result"\narticle = "7"\ntitle = {T}', f'[[part]]\nid = "result"\narticle = "7"\ntitle = {T}\nwhen = {{ grade = "major" }}'),
        ("part", "by_when", 'has = "time"\n', ""),
        ("part", "by_when", 'states = ["return_date"]\n', ""),
        ("review", "read", 'by = ["manager"]\nwhen = { outside', 'by = ["manager", "desk"]\nwhen = { outside'),
        ("review", "read", '{ any = ["media", "court"] }', '{ any = ["court"] }'),
        ("phrase", "never", '"不可能", ', ""),
        ("flag", "press", '{ any = ["media"] }', '{ every = ["media", "court"] }'),
        ("confidential", "staff_only", 'seen_by = ["manager"]', 'seen_by = ["manager", "desk"]'),
    ],
)  # fmt: skip
def test_whatever_a_local_row_takes_away_is_found(table: str, row: str, before: str, after: str) -> None:
    """FR-251."""
    findings = found(PARENT, local(before, after))

    assert [(one.kind, one.table, one.row) for one in findings] == [("weaker", table, row)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('within = "12 h"', 'within = "8 h"'),
        ('when = { grade = ["major", "hot"] }', ""),
        ("{ complainants = { and_above = 5 } }", "{ complainants = { and_above = 3 } }"),
        ('{ done = "followed_up" }, ', '{ done = "followed_up" }, { known = "cause" }, '),
        ('when = { grade = "major" }\nneeds', "needs"),
        ("up_to = 100", "up_to = 50"),
        ('"不可能", ', '"不可能", "没办法", '),
        (DUTY, DUTY.replace('"C02"', '"local"').replace('"12 h"', '"1 d"') + DUTY),
    ],
)
def test_what_a_local_row_adds_or_tightens_is_allowed(before: str, after: str) -> None:
    assert found(PARENT, local(before, after)) == []


def test_a_laxer_threshold_shows_a_case_that_would_have_been_graded_heavier() -> None:
    (finding,) = found(PARENT, local("{ complainants = { and_above = 5 } }", "{ complainants = { and_above = 8 } }"))

    assert finding.case is not None
    assert finding.case.just_told
    assert 5 <= finding.case.facts["complainants"] < 8


def texts(within: str) -> dict[str, str]:
    """The texts of a branch's pack that extends the group's and gives its duty another time."""
    branch = DUTY.replace('article = "7"', 'article = "9"').replace('within = "12 h"', f'within = "{within}"')
    rungs = 'rungs = [{ at = "75 %", tell = ["owner"] }, { at = "due + 1 h", tell = ["manager"] }]\n'
    head = HEAD.replace('id = "small"', 'id = "branch"\nextends = "small"') + ARTICLE.format(no="9")
    return {
        "pack.toml": head, "duties.toml": branch + rungs + 'not_by = ["accused"]\nvoid_by = ["withdrawn"]\n',
        "parent/small/pack.toml": HEAD_OF_BOTH, "parent/small/rows.toml": GROUP,
    }  # fmt: skip


def test_a_branch_that_gives_itself_more_time_than_the_group_cannot_be_published() -> None:
    """FR-251: local 24 h against the group's 12 h is refused with both articles; 8 h is taken."""
    with pytest.raises(BrokenPack) as refused:
        load_sound(texts("24 h"))

    (finding,) = [one for one in refused.value.findings if one.kind == "weaker"]
    assert str(finding).startswith("duties.toml, duty row 1 (C02, article 9): weaker than article 7 above it")
    assert [one for one in check_texts(texts("8 h"), load(texts("8 h"))) if one.kind == "weaker"] == []


def test_a_comparison_that_is_stopped_says_so_and_calls_nothing_as_strong_as_its_parent() -> None:
    """FR-251: the pack's own rows were asked in time, the parent's were not."""
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) > questions

    questions = 10**9
    check(load(texts("24 h")), enough=enough)
    questions, asked = len(asked), []

    found = [one.kind for one in check_texts(texts("24 h"), load(texts("24 h")), enough=enough)]

    assert "weaker" not in found
    assert found.count(NOT_FINISHED) == 1


def test_a_setting_that_the_unit_fills_in_is_compared_by_its_value() -> None:
    group = GROUP.replace('within = "12 h"', 'within = { setting = "time" }')
    group += f'[[setting]]\nid = "time"\narticle = "7"\ntype = "span"\nquestion = {T}\ndefault = "12 h"\n'
    parent = small_pack(group, head=HEAD_OF_BOTH)
    changed = small_pack(group.replace('article = "7"', 'article = "9"'), head=HEAD_OF_BOTH, chosen={"time": "24 h"})

    assert [(one.kind, one.row) for one in found(parent, changed)] == [("weaker", "C02")]


OPEN = '[[setting]]\nid = "{id}"\narticle = "7"\ntype = "{type}"\nquestion = {T}\ndefault = {value}\n'


@pytest.mark.parametrize(
    ("before", "after", "opened", "weaker_by", "row"),
    [
        ('within = "12 h"', 'within = { setting = "open" }', ("span", '"12 h"'), "24 h", "C02"),
        ("up_to = 100", 'up_to = { setting = "open" }', ("number", "100"), 500, "desk"),
    ],
)
def test_a_unit_cannot_weaken_an_unchanged_row_by_what_it_decides(
    before: str, after: str, opened: tuple[str, str], weaker_by: object, row: str
) -> None:
    """FR-251: the row is the group's to the letter, the open point in it is decided more laxly."""
    of, value = opened
    group = GROUP.replace(before, after, 1) + OPEN.format(id="open", type=of, value=value, T=T)
    assert after in group
    parent = small_pack(group, head=HEAD_OF_BOTH)

    laxer, same = (
        small_pack(group, head=HEAD_OF_BOTH, chosen={"open": one}) for one in (weaker_by, parent.setting_value("open"))
    )

    assert [(one.kind, one.row) for one in found(parent, laxer)] == [("weaker", row)]
    assert found(parent, same) == []


def test_a_unit_cannot_read_a_threshold_more_laxly_than_the_group_decided_it() -> None:
    """FR-251, FR-050: the same condition, a higher number behind it; and what the group left open is free."""
    group = GROUP.replace("and_above = 5 }", 'and_above = { setting = "open" } }', 1)
    assert "open" in group
    rows = group + OPEN.format(id="open", type="number", value="5", T=T)
    parent = small_pack(rows, head=HEAD_OF_BOTH)

    assert {one.kind for one in found(parent, small_pack(rows, head=HEAD_OF_BOTH, chosen={"open": 8}))} == {"weaker"}
    assert found(parent, small_pack(rows, head=HEAD_OF_BOTH, chosen={"open": 4})) == []
    strict = small_pack(rows, head=HEAD_OF_BOTH, chosen={"and_above": "strict"})
    assert "M3" in {one.row for one in found(parent, strict)}
    undecided = small_pack(rows.replace("default = 5\n", ""), head=HEAD_OF_BOTH)
    assert found(undecided, small_pack(rows, head=HEAD_OF_BOTH, chosen={"open": 8})) == []
