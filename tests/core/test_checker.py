"""Faults planted one at a time in a sound pack are found, by kind, row and article (FR-049)."""

import pytest

from amends.core.checker import check, errors_of, load_sound
from amends.core.finding import BrokenPack, Finding
from tests.core.small_packs import FOUR_GRADES, HEAD, T, small_pack

SOUND = f"""{FOUR_GRADES}
[[role]]
id = "desk"
title = {T}
[[role]]
id = "manager"
title = {T}
[[setting]]
id = "limit"
article = "3.2"
type = "money"
default = 500
question = {T}
[[stage]]
id = "new"
title = {T}
kind = "new"
[[stage]]
id = "closed"
title = {T}
kind = "closed"
[[step]]
id = "register"
kind = "register"
article = "3.2"
title = {T}
to = "new"
by = ["desk"]
asks = ["complainants"]
[[step]]
id = "close"
kind = "close"
article = "3.2"
title = {T}
from = ["new"]
to = "closed"
[[gate]]
step = "close"
article = "3.2"
when = {{ grade = "major" }}
needs = [{{ done = "replied" }}, {{ signed = "manager" }}]
[[step]]
id = "reply"
kind = "reply"
article = "3.2"
title = {T}
from = ["new"]
[[duty]]
id = "C1"
article = "3.2"
title = {T}
owner = "desk"
opens = "received"
met_by = "replied"
within = "3 wd"
rungs = [{{ at = "75 %", tell = ["owner"] }}, {{ at = "due + 12 h", tell = ["manager"] }}]
[[route]]
id = "R1"
article = "3.2"
to = "quality"
says = {T}
when = {{ in_warranty = true }}
[[route]]
id = "R2"
article = "3.2"
to = "service"
says = {T}
[[remedy]]
id = "discount"
title = {T}
money = true
[[remedy]]
id = "return"
title = {T}
[[offer]]
id = "L1"
article = "3.2"
says = {T}
when = {{ in_warranty = true }}
allows = ["return"]
[[offer]]
id = "L2"
article = "3.2"
says = {T}
when = {{ in_warranty = false }}
allows = ["discount"]
at_most = {{ setting = "limit" }}
[[authority]]
role = "manager"
article = "3.2"
kinds = ["discount"]
up_to = {{ setting = "limit" }}
[[example]]
title = {T}
[[example.event]]
at = 2024-03-01T14:20:00+08:00
do = "register"
expect.due = {{ C1 = 2024-03-06T18:00:00+08:00 }}
expect.grade = "ordinary"
"""


def test_the_sound_pack_has_no_findings() -> None:
    assert [str(finding) for finding in check(small_pack(SOUND))] == []


PLANTED = [
    ("in_warranty = true }\nallows", "in_waranty = true }\nallows", "unknown_fact", "L1"),
    ('asks = ["complainants"]', 'asks = ["complainant_count"]', "unknown_fact", "register"),
    ('[[role]]\nid = "manager"', '[[role]]\nid = "manager"\nfunction_from = "at_fault"', "unknown_fact", "manager"),
    ('met_by = "replied"', 'met_by = "answered"', "unknown_event", "C1"),
    ('opens = "received"', 'opens = { late = "C9" }', "unknown_duty", "C1"),
    ('{ done = "replied" }', '{ done = { event = "answered" } }', "unknown_event", "close"),
    ('since = "received", at_least = "1 wk"', 'since = "arrived", at_least = "1 wk"', "unknown_event", "H4"),
    ('kind = "reply"', 'kind = "respond"', "unknown_step_kind", "reply"),
    ('up_to = { setting = "limit" }', 'up_to = { setting = "limits" }', "unknown_setting", "manager"),
    ("in_warranty = false }", "damage = { at_least = { setting = 'large' } } }", "unknown_setting", "L2"),
    ('owner = "desk"', 'owner = "clerk"', "unknown_role", "C1"),
    ('tell = ["manager"]', 'tell = ["director"]', "unknown_role", "C1"),
    ('by = ["desk"]', 'by = ["clerk"]', "unknown_role", "register"),
    ('id = "M4"\nlist = "r37"\ngrade = "major"\narticle = "3.2"', 'id = "M4"\nlist = "r37"\ngrade = "major"\narticle = "9.9"', "unknown_article", "M4"),
    ('to = "closed"', 'to = "shut"', "unknown_stage", "close"),
    ('id = "H3"\nlist = "r37"', 'id = "H3"\nlist = "r38"', "unknown_list", "H3"),
    ('id = "H3"\nlist = "r37"\ngrade = "hot"', 'id = "H3"\nlist = "r37"\ngrade = "warm"', "unknown_grade", "H3"),
    ('default = "ordinary"', 'default = "normal"', "unknown_grade", "r37"),
    ('delay_cause = "ours" }\n[[row]]', 'delay_cause = "us" }\n[[row]]', "unknown_choice", "M4"),
    ("{ complainants = { and_above = 3 } }", '{ complainants = { any = ["3"] } }', "wrong_type", "H3"),
    ("{ complainants = { and_above = 3 } }", '{ complainants = { and_above = "3" } }', "wrong_type", "H3"),
    ('step = "close"', 'step = "shut"', "unknown_step", "shut"),
    ('allows = ["return"]', 'allows = ["refund"]', "unknown_remedy", "L1"),
    ("{ complainants = { and_above = 5 } }", "{ complainants = { and_above = 5, less_than = 3 } }", "unreachable", "M3"),
    ('id = "R1"\narticle = "3.2"\nto = "quality"\nsays = ' + T + "\nwhen = { in_warranty = true }", 'id = "R1"\narticle = "3.2"\nto = "quality"\nsays = ' + T, "unreachable", "R2"),
    ("{ in_warranty = false }", "{ fault = 'broken' }", "overlap", "L2"),
    ('default = "ordinary"', "", "gap", "r37"),
    ('from = ["new"]\nto = "closed"', 'from = ["new"]', "no_exit", "new"),
    ('kind = "closed"', 'kind = "closed"\n[[stage]]\nid = "island"\ntitle = ' + T + "\nkind = 'closed'", "never_reached", "island"),
    ('met_by = "replied"\n', "", "never_met", "C1"),
    ('id = "reply"\nkind = "reply"', 'id = "reply"\nkind = "contact"', "never_met", "C1"),
    ('within = "3 wd"', 'within = "three days"', "value", "C1"),
    ('at = "75 %"', 'at = "nearly"', "value", "C1"),
    ('{ signed = "manager" }', '{ signed = "manager", known = "wish" }', "value", "close"),
    ('up_to = { setting = "limit" }', 'up_to = "much"', "value", "manager"),
    ("default = 500\n", "", "open_setting", "limit"),
    ("expect.due = { C1", "expect.due = { C9", "unknown_duty", ""),
    ("expect.due = { C1 = 2024-03-06T18:00:00+08:00 }", "expect.due = 3", "value", ""),
    ('do = "register"', 'do = "registering"', "unknown_step", ""),
    ('expect.grade = "ordinary"', 'expect.grade = "normal"', "unknown_grade", ""),
    ("{ complainants = { and_above = 3 } }", "{ complainants = { and_above = 7 } }", "never_decides", "H3"),
    ('[[article]]\nno = "3.2"', '[[article]]\nno = "1"\nzh = "总则"\nen = "General"\n[[article]]\nno = "3.2"', "uncited", "1"),
]  # fmt: skip


def found_in(fault: str, instead: str) -> tuple[Finding, ...]:
    assert fault in SOUND or fault in HEAD
    return check(small_pack(SOUND.replace(fault, instead, 1), head=HEAD.replace(fault, instead, 1)))


@pytest.mark.parametrize(("sound", "planted", "kind", "row"), PLANTED)
def test_a_planted_fault_is_found(sound: str, planted: str, kind: str, row: str) -> None:
    found = found_in(sound, planted)

    assert (kind, row) in {(finding.kind, finding.row) for finding in found}
    assert all(finding.says.zh and finding.says.en and finding.file and finding.nth for finding in found)


def test_an_unknown_fact_in_the_third_row_is_refused_with_row_3() -> None:
    """FR-049."""
    rows = FOUR_GRADES.replace("{ complainants = { and_above = 3 } }", "{ complainers = { and_above = 3 } }")

    with pytest.raises(BrokenPack) as refused:
        load_sound({"pack.toml": HEAD, "grading.toml": rows})

    (finding,) = refused.value.findings
    assert str(finding) == "grading.toml, row 3 (H3, article 3.2): when: there is no fact “complainers”"
    assert finding.line("zh") == "grading.toml，第3行（H3，条款3.2）：“when”：没有事实“complainers”"


def test_an_overlap_shows_a_case_in_which_both_offers_fire() -> None:
    pack = small_pack(SOUND.replace("{ in_warranty = false }", "{ fault = 'broken' }"))

    (overlap,) = [finding for finding in check(pack) if finding.kind == "overlap"]

    assert overlap.witness == {"in_warranty": True, "fault": "broken"}


@pytest.mark.parametrize("said", ['over = ["L1"]', 'beside = ["L1"]'])
def test_an_overlap_that_the_pack_has_ordered_is_none(said: str) -> None:
    rows = SOUND.replace(
        '{ in_warranty = false }\nallows = ["discount"]', f"{{ fault = 'broken' }}\nallows = [\"discount\"]\n{said}"
    )

    assert errors_of(check(small_pack(rows))) == ()


def test_alternatives_that_meet_or_leave_a_case_out_are_noted_with_a_witness() -> None:
    duty = SOUND[SOUND.index("[[duty]]") : SOUND.index("[[route]]")]
    narrow = duty.replace('"C1"', '"C2"').replace(
        'within = "3 wd"', 'within = "1 wd"\nwhen = { grade = ["major", "hot"] }'
    )
    wide = duty.replace('within = "3 wd"', 'within = "3 wd"\nwhen = { grade = ["hot"] }')
    pack = small_pack(SOUND.replace(duty, wide + narrow))

    notes = {finding.kind: finding for finding in check(pack)}

    assert notes["not_disjoint"].witness == {"grade": "hot", "complainants": 3}
    assert notes["not_complete"].witness == {"grade": "ordinary"}
