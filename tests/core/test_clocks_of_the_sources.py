"""The clocks of the regulations as rows of one pack: each loads, opens at its start event and is due at its figure.

Rows C39 to C44 are the telephone's and C48 is a customer's right: see the last test.
"""

from __future__ import annotations

import pytest

from amends.core.checker import check, errors_of, load_sound
from amends.core.dues import unit_due
from amends.core.finding import BrokenPack
from amends.core.grading import look_again
from amends.core.ledger import Obligation
from amends.core.pack import Pack
from amends.core.plans import plan_of
from tests.core.small_packs import scene
from tests.core.telling import HEAD, OFFICE, at, event, happen, rules, texts_of

WEEK: dict[str, object] = {"week": OFFICE}
SAID = {
    "agreed_time": at("2024-03-05 15:00"), "node_date": at("2024-03-20 18:00"), "order_limit": at("2024-03-04 12:00"),
}  # fmt: skip

HEADER = """
[[article]]
no = "4"
zh = "时限"
en = "Time limits"
[[setting]]
id = "containment_within"
article = "4"
type = "span"
question = { zh = "步骤（a）的时限？", en = "How long for step (a)?" }
[[setting]]
id = "case_file_within"
article = "4"
type = "span"
question = { zh = "案卷何时报批？", en = "By when does the director approve the file?" }
[[field]]
id = "answer_class"
article = "4"
$T
choices = [
  { id = "ordinary", zh = "一般", en = "ordinary" },
  { id = "difficult", zh = "疑难", en = "difficult" },
  { id = "special", zh = "特殊", en = "special" },
  { id = "government", zh = "政府", en = "government" },
]
type = "choice"
[[list]]
id = "r37"
$T
grades = ["major", "hot", "ordinary"]
default = "ordinary"
[[row]]
id = "C29"
list = "r37"
grade = "hot"
article = "4"
says = { zh = "我方原因满一周", en = "A week for our cause" }
when = { age = { since = "received", at_least = "1 wk" }, settled = false, delay_cause = "ours" }
[[row]]
id = "C30"
list = "r37"
grade = "major"
article = "4"
says = { zh = "我方原因满一月", en = "A month for our cause" }
when = { age = { since = "received", at_least = "1 mo" }, settled = false, delay_cause = "ours" }
"""

# id, start event, figure and unit, stop event, due after a start on Friday 2024-03-01 at 10:00 (office hours 9–12, 13–18)
CASE_CLOCKS = [
    ("C01", "told", 'within = "5 min"', "dispatched", "03-01 10:05"),
    ("C02", "order_received", 'within = "12 h"\nfor_each = "order"', "handled", "03-01 22:00"),
    ("C03", "order_received", 'within = "24 h"\nfor_each = "order"', "progress_reported", "03-02 10:00"),
    ("C04", "told", 'within = "24 h"', "handled", "03-02 10:00"),
    ("C06", "handled", 'within = "same_day"', "followed_up", "03-01 23:59:59"),
    ("C07", "visit_decided", 'within = "12 h"\nyields_to = "agreed_time"', "visited", "03-01 22:00"),
    ("C09", "time_agreed", 'due = "agreed_time"', "handled", "03-05 15:00"),
    ("C10", "received", 'within = "1 h"', "sheet_issued", "03-01 11:00"),
    ("C11", "received_by_quality", 'within = "3 wd"', "replied", "03-06 18:00"),
    ("C12", "received_by_quality", 'within = "8 wh"', "containment_proposed", "03-04 10:00"),
    ("C13", "received_by_quality", 'within = "2 wd"', "permanent_replied", "03-05 18:00"),
    ("C14", "goods_returned", 'within = "7 wd"', "test_finished", "03-12 18:00"),
    ("C15", "received", 'within = { setting = "containment_within" }', "containment_proposed", ""),
    ("C16", "received", 'within = "3 d"', "plan_sent", "03-04 10:00"),
    ("C17", "received", 'within = "7 d"', "effect_confirmed", "03-08 10:00"),
    ("C19", "received", 'within = "at_once"', "acknowledged", "03-01 10:10"),
    ("C20", "received", 'within = "1 wd"', "replied", "03-04 18:00"),
    ("C21", "received", 'within = "5 wd"', "replied", "03-08 18:00"),
    ("C22", "told", 'within = "0.5 h"', "registered", "03-01 10:30"),
    ("C23", "told", 'within = "30 min"', "registered", "03-01 10:30"),
    ("C25", "received", 'within = "1 h"', "transferred", "03-01 11:00"),
    ("C26", "time_agreed", 'due = "agreed_time"', "checked", "03-05 15:00"),
    ("C27", "graded", 'within = "at_once"', "reported", "03-01 10:10"),
    ("C28", "order_received", 'due = "order_limit"\nfor_each = "order"', "plan_returned", "03-04 12:00"),
    ("C31", "node_set", 'due = "node_date"\nfor_each = "node"', "node_done", "03-20 18:00"),
    ("C32", "accepted", 'within = "1 h"', "dispatched", "03-01 11:00"),
    ("C33", "order_received", 'within = "24 h"\nfor_each = "order"', "contacted", "03-02 10:00"),
    ("C34", "order_received", 'within = "3 wd"\nfor_each = "order"', "handled", "03-06 18:00"),
    ("C36", "handled", 'within = "3 wd"', "rated", "03-06 18:00"),
    ("C37", "received", 'within = "same_day"', "replied", "03-01 23:59:59"),
    ("C38/ordinary", "told", 'within = "same_day"\nwhen = { answer_class = "ordinary" }', "replied", "03-01 23:59:59"),
    ("C38/difficult", "told", 'within = "2 d"\nwhen = { answer_class = "difficult" }', "replied", "03-03 10:00"),
    ("C38/special", "told", 'within = "1 wk"\nwhen = { answer_class = "special" }', "replied", "03-08 10:00"),
    ("C38/government", "told", 'within = "at_once"\nwhen = { answer_class = "government" }', "replied", "03-01 10:10"),
    ("C45", "time_agreed", 'due = "agreed_time"', "handled", "03-05 15:00"),
    ("C46", "marked", 'within = "at_once"', "reported", "03-01 10:10"),
    ("C49", "closed", 'within = { setting = "case_file_within" }', "approved", ""),
]
# Clocks of the calendar: id, when, next due after Friday 2024-03-01 at 10:00
UNIT_CLOCKS = [
    ("C08", "every_month_on = 25", "03-25 23:59:59"),
    ("C18", 'every_month_on = 31\ncovers = "calendar_month"', "03-31 23:59:59"),
    ("C24", "every_month_on = 31", "03-31 23:59:59"),
    ("C35", 'every_week_on = "fri"', "03-01 23:59:59"),
]
OPEN_ORDERS = 'while = "order_open"\nfor_each = "order"\nevery_day_at = "17:00"'
NOTICE = 'opens = "node_set"\nfor_each = "node"\ndue = "node_date"\nrungs = [{ at = "due - 1 wk", tell = ["desk"] }]'


def row(name: str, body: str, met_by: str) -> str:
    warned = "" if "rungs" in body or "setting" in body else '\nrungs = [{ at = "due", tell = ["head"] }]'
    return f'[[duty]]\nid = "{name}"\narticle = "4"\n$T\nowner = "desk"\n{body}\nmet_by = "{met_by}"{warned}\n'


def clocks() -> dict[str, str]:
    rows = [row(name, f'opens = "{start}"\n{figure}', stop) for name, start, figure, stop, _ in CASE_CLOCKS]
    rows += [row(name, f'of = "unit"\n{when}', "sheet_sent") for name, when, _ in UNIT_CLOCKS]
    rows += [row("C05", OPEN_ORDERS, "progress_reported"), row("C47", NOTICE, "node_done")]
    people = "".join(f'[[role]]\nid = "{role}"\n$T\n' for role in ("desk", "head"))
    return texts_of(HEADER + people + "".join(rows), head=HEAD)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_sound(clocks())


def opened(pack: Pack, name: str, start: str, **facts: str) -> Obligation:
    about = {"node_set": "node-1", "order_received": "order-1", "goods_returned": "lot-1"}.get(start, "")
    happened = event("2024-03-01 10:00", start, about, matter="complaint", **SAID, **facts)
    (run,) = [one for one in happen(pack, happened, calendar=WEEK).obligations if one.duty == name]
    return run


def test_the_clocks_of_section_4_load_and_the_pack_is_sound(pack: Pack) -> None:
    """FR-069: C01 to C38, C45 to C47 and C49."""
    ids = {one.id.partition("/")[0] for one in pack.duty} | {one.id for one in pack.row}
    beyond = {f"C{n}" for n in (39, 40, 41, 42, 43, 44, 48)}

    assert ids == {f"C{n:02d}" for n in range(1, 50)} - beyond
    assert errors_of(check(pack)) == ()


@pytest.mark.parametrize(
    ("name", "start", "due"), [(name, start, due) for name, start, _, _, due in CASE_CLOCKS], ids=lambda value: value
)
def test_each_clock_runs_from_its_start_event_to_its_figure(pack: Pack, name: str, start: str, due: str) -> None:
    """FR-069, FR-070, FR-080: what a source leaves open (C15, C49) is owed without a due time, not guessed."""
    run = opened(pack, name, start, answer_class=name.partition("/")[2] or "ordinary")

    assert run.due_at == (at(f"2024-{due}") if due else None)


@pytest.mark.parametrize(("name", "due"), [(name, due) for name, _, due in UNIT_CLOCKS], ids=lambda value: value)
def test_each_clock_of_the_calendar_says_when_it_is_due_next(pack: Pack, name: str, due: str) -> None:
    """FR-069, FR-070."""
    (duty,) = [one for one in pack.duty if one.id == name]

    assert unit_due(plan_of(duty, pack), at("2024-03-01 10:00"), rules(pack, WEEK)).at == at(f"2024-{due}")


def test_daily_17_00_and_a_notice_a_week_before_are_clocks_too(pack: Pack) -> None:
    """FR-069, FR-070: C05 and C47."""
    assert opened(pack, "C05", "order_received").due_at == at("2024-03-01 17:00")
    assert [one.at for one in opened(pack, "C47", "node_set").rungs] == [at("2024-03-13 18:00")]


def test_ageing_is_a_row_of_the_grades_with_its_moment(pack: Pack) -> None:
    """FR-069: C29 and C30."""
    young = scene(pack, now="2024-03-01 10:00", received="2024-03-01 10:00", settled=False, delay_cause="ours")
    older = scene(pack, now="2024-03-08 10:00", received="2024-03-01 10:00", settled=False, delay_cause="ours")

    assert (look_again(pack, young), look_again(pack, older)) == (at("2024-03-08 10:00"), at("2024-04-01 10:00"))


@pytest.mark.parametrize("event_name", ["rang", "call_answered", "connected"])
def test_an_event_name_that_nobody_knows_is_refused(event_name: str) -> None:
    """FR-069. The clocks of a ringing telephone (C39 to C44) start at events that no case knows."""
    texts = clocks()
    texts["rows.toml"] += row("C40", f'opens = "{event_name}"\nwithin = "5 min"', "contacted").replace(
        "$T", 'title = { zh = "题", en = "Title" }'
    )

    with pytest.raises(BrokenPack, match=f"C40.*{event_name}"):
        load_sound(texts)
