"""The sheet of the 25th at the desk: found on Today by the one who owes it, sent there, and met by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from amends.cases.journal.units import open_units, tick_units
from amends.cases.models import ObligationRow, UnitEntry
from amends.cases.queries.sheets import sheet_of
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.cases.steps.send_sheet import send_sheet
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town, govern, registered, town, viewer
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db

DUE = datetime(2024, 3, 25, 15, 59, 59, tzinfo=UTC)  # the end of the 25th in Shanghai


@pytest.fixture
def river() -> Iterator[Town]:
    """The town under the property instruction, its sheet of March open since the 4th."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        open_units(org=made.org.id, at=MONDAY)
        yield made


def owed(river: Town) -> ObligationRow:
    found: ObligationRow = ObligationRow.objects.filter(unit=river.desk, duty="C08", state="open").earliest("due_at")
    return found


def test_the_supervisor_finds_the_sheet_on_today_and_sends_it_there(river: Town) -> None:
    """FR-186, C08: the statistics sheet is sent by the 25th; sending it meets the duty."""
    row, client = owed(river), signed_in(river.mo)
    address = reverse("desk:sheet", args=[row.pk])
    assert address in client.get("/").content.decode()
    assert client.get(address).status_code == 200

    answer = client.post(address, follow=True)

    assert answer.redirect_chain == [("/", 302)]
    row.refresh_from_db()
    assert (row.state, row.ended_at is not None) == ("met", True)
    entry = UnitEntry.objects.filter(unit=river.desk).latest("seq")
    assert (entry.step, entry.by_id, entry.body["detail"]) == ("sheet_sent", river.mo.pk, {"kind": "statistics"})


def test_a_sheet_is_sent_once(river: Town) -> None:
    row, client = owed(river), signed_in(river.mo)
    address = reverse("desk:sheet", args=[row.pk])
    client.post(address)

    again = client.post(address)

    assert again.status_code == 409
    assert UnitEntry.objects.filter(unit=river.desk, step="sheet_sent").count() == 1


def test_sent_on_the_25th_it_is_not_late_and_the_next_month_is_owed_in_its_time(river: Town) -> None:
    """C08: by the 25th; a second later it is late."""
    row = owed(river)
    assert row.due_at == DUE
    send_sheet(viewer(river, "mo", at=DUE), row.pk, at=DUE)

    tick_units(org=river.org.id, at=DUE + timedelta(seconds=1))

    row.refresh_from_db()
    assert (row.state, row.rest.get("missed", [])) == ("met", [])
    assert owed(river).due_at == datetime(2024, 4, 25, 15, 59, 59, tzinfo=UTC)


def test_an_unsent_sheet_is_late_and_still_met_when_it_is_sent(river: Town) -> None:
    row, later = owed(river), DUE + timedelta(hours=1)
    tick_units(org=river.org.id, at=later)
    row.refresh_from_db()
    assert row.rest["missed"]

    send_sheet(viewer(river, "mo", at=later), row.pk, at=later)

    row.refresh_from_db()
    assert (row.state, bool(row.rest["missed"])) == ("met", True)


def test_two_flagged_cases_in_march_are_on_the_sheet_of_25_march(river: Town) -> None:
    """FR-048: the days since the last sheet, 26 February to 25 March, and each list with its cases."""
    row = owed(river)
    first, second = (registered(river, at=MONDAY + timedelta(hours=nth)) for nth in (1, 2))
    other = registered(river, at=MONDAY + timedelta(hours=3))
    for number in (first, second):
        take_step(
            viewer(river, "mo", at=MONDAY + timedelta(hours=4)), number, "mark", at=MONDAY + timedelta(hours=4),
            detail={"flag": "major", "reason": "影响大"},
        )  # fmt: skip

    found = sheet_of(viewer(river, "mo", at=DUE), row.pk)

    assert found.days is not None
    assert [f"{day:%m-%d}" for day in found.days] == ["02-26", "03-25"]
    majors = next(one for one in found.lists if one.title.en.lower().startswith("major"))
    assert ([line.number for line in majors.cases], majors.count) == ([first, second], 2)
    assert other not in {line.number for one in found.lists for line in one.cases}
    page = signed_in(river.mo).get(reverse("desk:sheet", args=[row.pk])).content.decode()
    assert first in page
    assert second in page


def test_who_does_not_hold_the_role_sees_the_sheet_but_does_not_send_it(river: Town) -> None:
    row = owed(river)
    with pytest.raises(Refused) as no:
        send_sheet(viewer(river, "lan"), row.pk, at=MONDAY)

    client = signed_in(river.lan)

    assert no.value.missing[0].what == "role"
    assert '<form method="post"><input' not in client.get(reverse("desk:sheet", args=[row.pk])).content.decode()
    assert client.post(reverse("desk:sheet", args=[row.pk])).status_code == 409


def test_a_sheet_of_a_unit_that_one_does_not_belong_to_is_not_there(river: Town) -> None:
    row = owed(river)

    with pytest.raises(NotFound):
        sheet_of(viewer(river, "chen"), row.pk)
    assert signed_in(river.chen).get(reverse("desk:sheet", args=[row.pk])).status_code == 404
