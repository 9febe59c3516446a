"""Faults of meaning planted one at a time in a sound regulation: each is found, with a case that shows it."""

from __future__ import annotations

import pytest

from amends.core.check_roles import unheld
from amends.core.checker import check
from amends.core.finding import Finding
from amends.core.pack import Pack
from tests.core.small_packs import FOUR_GRADES, HEAD, T, small_pack

BEFORE = 'owner = "desk"\nopens = "received"\n'
SOUND = f"""{FOUR_GRADES}
[[role]]
id = "desk"
title = {{ zh = "客服", en = "Desk" }}
[[role]]
id = "manager"
title = {{ zh = "经理", en = "Manager" }}
[[field]]
id = "fault"
article = "3.2"
[[stage]]
id = "new"
title = {T}
kind = "new"
[[stage]]
id = "answered"
title = {T}
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
[[step]]
id = "reply"
kind = "reply"
article = "3.2"
title = {T}
from = ["new"]
to = "answered"
by = ["desk"]
[[step]]
id = "close"
kind = "close"
article = "3.2"
title = {T}
from = ["answered"]
to = "closed"
by = ["desk"]
needs = [{{ done = "replied" }}]
[[duty]]
id = "answer"
article = "3.2"
title = {T}
{BEFORE}met_by = "replied"
within = "3 d"
rungs = [{{ at = "50 %", tell = ["owner"] }}, {{ at = "due - 1 d", tell = ["desk"] }}, {{ at = "due", tell = ["manager"] }}]
when = {{ grade = ["major", "hot"] }}
[[duty.extension]]
to = "10 d"
approver = "manager"
total_at_most = "20 d"
[[duty.extension]]
to = "20 d"
approver = "manager"
[[duty]]
id = "answer_ordinary"
article = "3.2"
title = {T}
{BEFORE}met_by = "replied"
within = "5 d"
when = {{ grade = "ordinary" }}
[[duty]]
id = "end"
article = "3.2"
title = {T}
{BEFORE}waits = "1 mo"
within = "1 d"
met_by = "closed"
[[route]]
id = "R1"
article = "3.2"
to = "quality"
says = {T}
when = {{ in_warranty = true }}
over = ["R2"]
[[route]]
id = "R2"
article = "3.2"
to = "finance"
says = {T}
when = {{ demand_amount = {{ at_least = 1000 }} }}
[[route]]
id = "R3"
article = "3.2"
to = "service"
says = {T}
[[remedy]]
id = "refund"
title = {T}
money = true
[[remedy]]
id = "apology"
title = {T}
[[offer]]
id = "L1"
article = "3.2"
says = {T}
when = {{ in_warranty = true }}
allows = ["refund"]
at_most = 500
[[offer]]
id = "L2"
article = "3.2"
says = {T}
when = {{ in_warranty = false }}
allows = ["apology"]
[[authority]]
role = "desk"
article = "3.2"
kinds = ["refund", "apology"]
up_to = 100
[[authority]]
role = "manager"
article = "3.2"
kinds = ["refund", "apology"]
[[part]]
id = "result"
article = "3.2"
title = {T}
[[letter]]
id = "reply"
article = "3.2"
title = {T}
sent_at = "replied"
body = {{ zh = "{{number}}：{{result}}", en = "{{number}}: {{result}}" }}
"""
LIFT = f"""
[[row]]
id = "X"
list = "r37"
article = "3.2"
says = {T}
"""
NEW_ROUTE = f"""
[[route]]
id = "X"
article = "3.2"
to = "legal"
says = {T}
"""

GATE = """
[[gate]]
id = "X"
step = "close"
article = "3.2"
"""
FEW = "{ is = { complainants = { less_than = 3 } } }"
MANY = "{ is = { complainants = { more_than = 3 } } }"
NEEDS = 'needs = [{ done = "replied" }]'


TEMPLATE = f'[[template]]\nid = "T"\narticle = "3.2"\ntitle = {T}\n'

PLANTED = [
    # a row that cannot fire, and rows that another always stands before
    ("unreachable", "M3", "and_above = 5", "and_above = 5, less_than = 4"),
    ("unreachable", "R2", 'when = { in_warranty = true }\nover = ["R2"]\n', ""),
    ("never_decides", "X", LIFT, f'{LIFT}grade = "hot"\nwhen = {{ complainants = {{ at_least = 9 }} }}\n'),
    ("shadowed", "X", LIFT, f'{LIFT}grade = "major"\nwhen = {{ complainants = {{ at_least = 9 }} }}\n'),
    ("shadowed", "X", LIFT, f'{LIFT}grade = "major"\nwhen = {{ complainants = {{ and_above = 5 }} }}\n'),
    ("shadowed", "L1", 'when = { in_warranty = false }', 'over = ["L1"]\nwhen = { in_warranty = { known = true } }'),
    # cases that no row answers
    ("gap", "r37", 'default = "ordinary"', ""),
    ("gap", "R3", 'to = "service"\nsays = ' + T, 'to = "service"\nsays = ' + T + "\nwhen = { fault = 'broken' }"),
    ("not_complete", "answer", 'when = { grade = ["major", "hot"] }', 'when = { grade = "major" }'),
    # rows that answer differently in one case
    ("overlap", "L2", "when = { in_warranty = false }", "when = { fault = 'broken' }"),
    ("overlap", "R2", 'over = ["R2"]', ""),
    ("overlap", "X", "[[remedy]]", f"{NEW_ROUTE}when = {{ outside = {{ any = ['court'] }} }}\n[[remedy]]"),
    ("not_disjoint", "answer_ordinary", 'when = { grade = "ordinary" }', 'when = { grade = ["ordinary", "hot"] }'),
    ("never_binds", "answer_ordinary", 'when = { grade = ["major", "hot"] }', "when = { grade = { known = true } }"),
    # times that contradict each other
    ("contradiction", "answer", 'to = "10 d"', 'to = "2 d"'),
    ("contradiction", "answer", 'to = "10 d"', 'to = "3 d"'),
    ("contradiction", "answer", 'to = "20 d"', 'to = "9 d"'),
    ("contradiction", "answer", 'total_at_most = "20 d"', 'total_at_most = "9 d"'),
    ("contradiction", "answer", '"50 %"', '"150 %"'),
    ("contradiction", "answer", '"due - 1 d"', '"due - 4 d"'),
    ("rungs_out_of_order", "answer", '"50 %", tell = ["owner"] }, { at = "due - 1 d"', '"due", tell = ["owner"] }, { at = "due - 1 d"'),
    ("rungs_out_of_order", "answer", '{ at = "due - 1 d", tell = ["desk"] }, { at = "due"', '{ at = "due + 2 d", tell = ["desk"] }, { at = "due + 1 d"'),
    ("rungs_out_of_order", "answer", '"due - 1 d"', '"40 %"'),
    ("contradiction", "end", 'within = "1 d"\nmet_by = "closed"', 'within = "1 d"\nmet_by = "replied"'),
    ("contradiction", "answer", 'to = "answered"\nby = ["desk"]', 'to = "answered"\nby = ["desk"]\nneeds = [{ met = "end" }]'),
    # times that cannot be read
    ("value", "answer", 'within = "3 d"', 'within = "3 d"\npause = { allowed = true, cap = "five days" }'),
    ("value", "answer", 'within = "3 d"', 'within = "3 d"\npause = "yes"'),
    ("value", "answer", 'within = "3 d"', 'within = "3 d"\nfirst_after = "soon"'),
    ("value", "answer", 'met_by = "replied"\nwithin = "3 d"', 'met_by = { event = "replied", within = "soon" }\nwithin = "3 d"'),
    ("value", "answer", 'met_by = "replied"\nwithin = "3 d"', 'met_by = { event = "replied", before = "noon" }\nwithin = "3 d"'),
    ("unknown_due", "answer", 'met_by = "replied"\nwithin = "3 d"', 'met_by = { event = "replied", then_due = "moon" }\nwithin = "3 d"'),
    ("wrong_type", "answer", 'within = "3 d"', 'within = { setting = "and_above" }'),
    # stages
    ("no_exit", "answered", 'from = ["answered"]', 'from = ["new"]'),
    ("no_exit", "answered", '{ done = "replied" }', '{ done = "followed_up" }'),
    ("no_exit", "answered", '{ done = "replied" }', '{ signed = "manager" }'),
    ("no_end", "new", 'from = ["answered"]\nto = "closed"', 'from = ["answered"]\nto = "new"'),
    ("never_reached", "closed", 'from = ["answered"]\nto = "closed"', 'from = ["answered"]\nto = "new"'),
    ("asks_nothing", "X", LIFT, GATE),
    # needs that exclude each other: of one gate, of gate and step, of three together, of two gates in some cases only
    ("never_taken", "X", LIFT, f"{GATE}needs = [{MANY}, {FEW}]\n"),
    ("never_taken", "X", NEEDS, f"needs = [{MANY}]\n{GATE}needs = [{FEW}]\n"),
    ("never_taken", "close", NEEDS, "needs = [{ is = { complainants = { at_least = 3 } } }, { is = { complainants = { at_most = 3 } } }, { is = { unless = { complainants = 3 } } }]"),
    ("never_taken", "X", LIFT, f"{GATE.replace('X', 'W')}when = {{ in_warranty = true }}\nneeds = [{MANY}]\n{GATE}when = {{ fault = 'ours' }}\nneeds = [{FEW}]\n"),
    # answers
    ("part_unfilled", "reply", "{number}：{result}", "{number}"),
    ("never_sent", "reply", 'sent_at = "replied"', 'sent_at = "replied"\nto = "manager"'),
    ("unknown_part", "T", "[[remedy]]", f"{TEMPLATE}[template.parts]\nresult_ = {T}\n[[remedy]]"),
    ("unknown_fact", "T", "[[remedy]]", f"{TEMPLATE}text = {{ zh = '{{colour}}', en = 'x' }}\n[[remedy]]"),
    ("missing_key", "result", '[[part]]\nid = "result"', '[[part]]\nid = "result"\nnear = ["refund"]'),
    ("never_read", "S", "[[remedy]]", f'[[review]]\nid = "S"\narticle = "3.2"\ntitle = {T}\nby = []\n[[remedy]]'),
    ("part_unfilled", "result", '[[part]]\nid = "result"', '[[part]]\nid = "result"\nof = "final_response"'),
    ("part_unfilled", "result", 'kind = "reply"', 'kind = "contact"\ncauses = ["replied"]'),
    # marks
    ("unable", "watched", "[[remedy]]", f'[[flag]]\nid = "watched"\narticle = "3.2"\ntitle = {T}\nset_by = ["manager"]\n[[remedy]]'),
    # remedies
    ("nobody_may_grant", "L1", 'role = "manager"\narticle = "3.2"\nkinds = ["refund", "apology"]', 'role = "manager"\narticle = "3.2"\nkinds = ["refund", "apology"]\nup_to = 400'),
    ("nobody_may_grant", "L1", 'role = "manager"\narticle = "3.2"\nkinds = ["refund", "apology"]', 'role = "manager"\narticle = "3.2"\nkinds = ["refund", "apology"]\nwhen = { grade = "major" }'),
    ("nobody_may_grant", "L1", 'at_most = 500', 'at_most = { share = 0.6, of = "repair_cost" }'),
    ("nobody_may_grant", "L2", 'role = "manager"\narticle = "3.2"\nkinds = ["refund", "apology"]', 'role = "manager"\narticle = "3.2"\nkinds = ["refund"]'),
]  # fmt: skip
WITH_CASE = {
    "never_decides",
    "shadowed",
    "gap",
    "overlap",
    "not_disjoint",
    "not_complete",
    "never_binds",
    "nobody_may_grant",
    "never_taken",
}


def pack_with(sound: str, planted: str) -> Pack:
    if sound == LIFT:
        return small_pack(SOUND + planted)
    if "share" in planted:  # the manager's own limit is a share as well, but a smaller one
        rows = SOUND.replace(
            'kinds = ["refund", "apology"]\n[[part]]',
            'kinds = ["refund", "apology"]\nup_to = { share = 0.5, of = "repair_cost" }\n[[part]]',
        )
        return small_pack(rows.replace(sound, planted, 1))
    assert sound in SOUND
    return small_pack(SOUND.replace(sound, planted, 1))


def test_the_sound_regulation_has_no_findings() -> None:
    assert [str(finding) for finding in check(small_pack(SOUND))] == []


@pytest.mark.parametrize(("kind", "row", "sound", "planted"), PLANTED)
def test_a_planted_fault_is_found_at_its_row_with_its_case(kind: str, row: str, sound: str, planted: str) -> None:
    found = {(finding.kind, finding.row): finding for finding in check(pack_with(sound, planted))}

    assert (kind, row) in found
    finding = found[kind, row]
    assert all((finding.file, finding.nth, finding.says.zh, finding.says.en))
    assert finding.case is not None or kind not in WITH_CASE


@pytest.mark.parametrize(
    ("held", "kinds"),
    [
        ({"desk", "manager"}, set()),
        ({"manager"}, {("duty", "answer"), ("duty", "answer_ordinary"), ("duty", "end"), ("step", "register"),
                       ("step", "reply"), ("step", "close"), ("authority", "desk")}),
        ({"desk"}, {("duty", "answer"), ("authority", "manager")}),
    ],
)  # fmt: skip
def test_an_obligation_whose_owner_role_nobody_holds_is_found(held: set[str], kinds: set[tuple[str, str]]) -> None:
    found = unheld(small_pack(SOUND), held)

    assert {(finding.table, finding.row) for finding in found} == kinds
    assert all(finding.kind == "vacant" for finding in found)


def test_a_regulation_that_nobody_can_sign_is_found() -> None:
    """FR-236."""
    pack = small_pack(SOUND, head='signatures = ["manager"]\n' + HEAD)

    first = unheld(pack, {"desk"})[0]

    assert str(first) == "pack.toml: nobody can sign this regulation: nobody holds Manager"


def test_what_nobody_owes_says_which_role_is_vacant_in_both_languages() -> None:
    first = unheld(small_pack(SOUND), {"manager"})[0]

    assert first.line("zh") == "rows.toml，duty 第1行（answer，条款3.2）：这项义务没有人承担：无人担任客服"
    assert str(first) == "rows.toml, duty row 1 (answer, article 3.2): nobody owes this: nobody holds Desk"


def case_of(kind: str, row: str, sound: str, planted: str) -> Finding:
    return next(one for one in check(pack_with(sound, planted)) if (one.kind, one.row) == (kind, row))


@pytest.mark.parametrize(
    ("sound", "planted", "level"),
    [
        (LIFT, f"{GATE}needs = [{MANY}, {FEW}]\n", "error"),
        (LIFT, f"{GATE}when = {{ in_warranty = true }}\nneeds = [{MANY}, {FEW}]\n", "note"),
        (NEEDS, f"{NEEDS}\noverride = {{ role = 'manager' }}\n{GATE}needs = [{MANY}]\n", ""),
        (NEEDS, f"needs = [{MANY}]\noverride = {{ role = 'manager' }}\n{GATE}needs = [{FEW}]\n", ""),
        (NEEDS, f"needs = [{MANY}]\n{GATE.replace('close', 'reply')}needs = [{FEW}]\n", ""),
    ],
)
def test_a_step_that_no_case_can_take_is_a_fault_and_one_that_some_cannot_a_note(
    sound: str, planted: str, level: str
) -> None:
    """What may be waived with a reason stands in nobody's way, nor does what is asked before another step."""
    found = [one for one in check(pack_with(sound, planted)) if one.kind == "never_taken"]

    assert [one.level for one in found] == [level] * bool(level)
    assert all(one.key == "needs.1.is" and (one.witness or {})["complainants"] > 3 for one in found)


def test_a_gap_tells_the_case_in_words() -> None:
    finding = case_of(*PLANTED[6])

    assert finding.case is not None
    assert finding.case.just_told
    assert finding.case.says.en.startswith("Number of complainants: ")
    assert set(finding.case.facts) == {"complainants", "delay_cause"}


@pytest.mark.parametrize(
    ("kind", "row", "level"),
    [("gap", "R3", "error"), ("nobody_may_grant", "L2", "error"), ("overlap", "R2", "note")],
    ids=["a case would be stuck", "a remedy would be waited for for ever", "the order of routes decides"],
)
def test_where_a_case_would_be_stuck_it_is_a_fault_and_where_an_order_decides_a_note(
    kind: str, row: str, level: str
) -> None:
    sound, planted = next((one[2], one[3]) for one in PLANTED if one[:2] == (kind, row))

    assert {one.level for one in check(pack_with(sound, planted)) if (one.kind, one.row) == (kind, row)} == {level}
