"""The promises of a case on its page: found where they were written, kept by one click, not shown twice (FR-140)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from amends.cases.models import Entry, EntryValue, ObligationRow
from amends.cases.steps import take_step
from amends.core.vocabulary import STEP_KINDS
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.web.desk import promises_found
from tests.makers import Town, govern, registered, two_towns, viewer
from tests.quality.eight_ds import at, complained, grievance_works, step, who
from tests.shipped import pack_in
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db
NOTE = "已告知客户：明天上午十点前给您回电。客户要求三天内修好。"


def noted(river: Town, text: str = NOTE) -> str:
    number = registered(river, at=timezone.now())
    written(river, number, text)
    return number


def written(river: Town, number: str, text: str) -> None:
    now = timezone.now()
    take_step(viewer(river, "lan", at=now), number, "contact", at=now, words={"note": text})


def panel(client: Client, number: str) -> str:
    answer = client.get(reverse("desk:promises", args=[number]))
    assert answer.status_code == 200
    return answer.content.decode()


def place(html: str) -> str:
    """Return the place of the first promise that is shown."""
    return html.split('name="on" value="')[1].split('"')[0]


def settled(client: Client, number: str, **sent: str) -> int:
    return client.post(reverse("desk:promise_settle", args=[number]), sent).status_code


def test_what_was_promised_is_shown_and_what_the_customer_demands_is_not(river: Town) -> None:
    number, lan = noted(river), signed_in(river.lan)

    html = panel(lan, number)

    assert "明天上午十点前给您回电" in html
    assert "三天内修好" not in html
    assert reverse("desk:promises", args=[number]) in lan.get(reverse("desk:case", args=[number])).content.decode()


def test_one_click_makes_it_an_obligation_of_whoever_clicks(river: Town) -> None:
    """FR-140."""
    number, lan = noted(river), signed_in(river.lan)
    html = panel(lan, number)
    shown_due = html.split('name="promised_for" value="')[1].split('"')[0]

    assert settled(lan, number, on=place(html), do="keep", promised_for=shown_due, promised_by=str(river.lan.pk)) == 302

    row = ObligationRow.objects.get(duty="promised_call")
    tomorrow = (localtime(timezone.now()) + timedelta(days=1)).date()
    assert row.due_at is not None
    assert (row.owner_person_id, localtime(row.due_at).date(), localtime(row.due_at).hour) == (
        river.lan.pk,
        tomorrow,
        10,
    )
    again = panel(lan, number)
    assert 'name="on"' not in again
    assert "明天上午十点前给您回电" in again


def test_the_same_words_in_a_later_entry_are_not_shown_again(river: Town) -> None:
    number, lan = noted(river), signed_in(river.lan)
    settled(lan, number, on=place(panel(lan, number)), do="keep")

    written(river, number, "明天上午十点前给您回电。")

    assert 'name="on"' not in panel(lan, number)


def test_what_is_no_promise_is_set_aside_with_its_words_in_the_journal(river: Town) -> None:
    number, lan = noted(river), signed_in(river.lan)

    assert settled(lan, number, on=place(panel(lan, number)), do="decline") == 302

    assert panel(lan, number).strip() == ""
    assert EntryValue.objects.filter(name="note", value__contains="明天上午十点前给您回电").count() == 2


def test_a_promise_may_be_given_to_another_at_another_time(river: Town) -> None:
    number, lan = noted(river), signed_in(river.lan)

    settled(lan, number, on=place(panel(lan, number)), do="keep", promised_for="2030-01-02T09:30",
            promised_by=str(river.mo.pk))  # fmt: skip

    row = ObligationRow.objects.get(duty="promised_call")
    assert row.due_at is not None
    assert (row.owner_person_id, f"{localtime(row.due_at):%Y-%m-%d %H:%M}") == (river.mo.pk, "2030-01-02 09:30")


@pytest.mark.parametrize(("field", "value", "status"), [
    ("promised_for", "next week or so", 422),
    ("promised_by", "0190aaaa-0000-7000-8000-000000000000", 409),
    ("on", "said-1-0", 404),
    ("on", "'; drop table", 404),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_leaves_nothing_behind(river: Town, field: str, value: str, status: int) -> None:
    number, lan = noted(river), signed_in(river.lan)
    sent = {"on": place(panel(lan, number)), "do": "keep", field: value}
    before = Entry.objects.count()

    assert settled(lan, number, **sent) == status

    assert Entry.objects.count() == before


def test_words_of_the_complainant_are_not_our_promises(river: Town) -> None:
    number = registered(river, at=timezone.now(), description="我明天上午十点前给您回电")

    assert 'name="on"' not in panel(signed_in(river.lan), number)


def test_a_promise_stays_on_the_panel_however_much_is_noted_of_other_things(
    river: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what tells what was said counts among the entries that are read; beyond them the panel says so."""
    monkeypatch.setattr(promises_found, "LOOKED_AT", 1)
    number, lan, now = noted(river), signed_in(river.lan), timezone.now()
    for _ in range(2):
        take_step(viewer(river, "lan", at=now), number, "evidence", at=now)
    before = panel(lan, number)

    written(river, number, "已致歉。")
    after = panel(lan, number)

    assert ("明天上午十点前给您回电" in before, "1 条记录未查看" in before) == (True, False)
    assert ("明天上午十点前给您回电" in after, "1 条记录未查看" in after) == (False, True)


def test_what_a_plan_promises_to_the_customer_is_found_when_it_is_conveyed() -> None:
    """The answer of a maker is a plan: what it promises is a promise as in any other answer."""
    works = grievance_works()
    with organisation(works.org.id):
        number = planned(works)
        words = {"part/cause": "模温偏低。", "part/actions": "已修模。我们三月八日下班前给您补发一百件。"}
        desk = who(works, "front_desk", "03-03 10:00")
        take_step(desk, number, "convey", at=at("03-03 10:00"), words=words)

        html = panel(signed_in(works.people["front_desk"]), number)

    assert "三月八日下班前给您补发一百件" in html


def planned(works: Town) -> str:
    """Return a grievance whose actions are approved, to be conveyed."""
    number = complained(works, "03-01 09:00", category="grievance")
    step(works, number, "03-01 09:10", "dispatch", "front_desk", to="HQ")
    step(works, number, "03-01 09:20", "accept", "quality", on="order-1")
    step(works, number, "03-01 09:30", "investigate", "quality")
    step(works, number, "03-01 10:00", "find", "quality", responsible_department="production", liable="ours")
    plan = {"root_cause": "模温", "corrective_action": "修模", "preventive_action": "点检"}
    step(works, number, "03-02 09:00", "draft", "department", kind="actions", **plan)
    for kind in ("corrective", "preventive"):
        measure = {"kind": kind, "measure": "修模", "measure_owner": "马工", "action_date": at("03-20 18:00")}
        step(works, number, "03-02 09:10", "plan_action", "department", kind, **measure)
    step(works, number, "03-02 10:00", "approve", "management_representative", kind="actions")
    return number


ANSWERS = {"reply", "contact", "follow_up", "acknowledge", "settle"}


@pytest.mark.parametrize("folder", folders.shipped(), ids=lambda folder: folder.name)
def test_every_step_that_speaks_to_the_complainant_is_looked_through_for_promises(folder: Path) -> None:
    silent = [
        row.id
        for row in pack_in(folder).step
        if row.kind in ANSWERS and not promises_found.SPOKEN & set(row.causes or STEP_KINDS[row.kind].causes)
    ]

    assert silent == []


def test_a_stranger_finds_no_such_case() -> None:
    ours, theirs = two_towns()
    with organisation(ours.org.id):
        govern(ours, "property-instruction")
        number = noted(ours)
        place_ = place(panel(signed_in(ours.lan), number))
    with organisation(theirs.org.id):
        stranger = signed_in(theirs.lan)

        assert stranger.get(reverse("desk:promises", args=[number])).status_code == 404
        assert settled(stranger, number, on=place_, do="keep") == 404
