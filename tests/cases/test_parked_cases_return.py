"""A parked case comes back on its date, by itself (FR-162)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.cases import journal
from amends.cases.fold import rebuild
from amends.cases.models import Case, Entry, ObligationRow
from amends.cases.queries.journal_lines import journal as journal_of
from amends.cases.steps import take_step
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.makers import MONDAY, START, govern, registered, town, viewer

pytestmark = pytest.mark.django_db
BACK = datetime(2024, 3, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pack", "role", "category", "article", "duty"),
    [
        ("developer-four-grades", "project_gm", "engineering/leak", "S.8", "D02"),
        ("after-sales-guideline", "cs_supervisor", None, "W.7", "T02"),
        ("property-instruction", "cs_supervisor", "equipment/lift", "G.3", "D02"),
    ],
)
def test_a_parked_case_returns_on_its_date_and_its_entry_says_why(
    pack: str, role: str, category: str | None, article: str, duty: str
) -> None:
    """FR-162: case returns on its date."""
    made = town("inn")
    with organisation(made.org.id):
        govern(made, pack)
        Membership.objects.create(org=made.org, person=made.mo, unit=made.office, role=role, from_date=START)
        number = registered(made, category=category)
        said: dict[str, Any] = {
            "solvability": "not_at_present", "explanation": "等规划调整", "return_date": BACK,
        }  # fmt: skip
        at = MONDAY + timedelta(minutes=5)
        take_step(viewer(made, "mo", at=at), number, "park", at=at, detail=said)
        case = Case.objects.get(number=number)
        assert case.stage == "parked"

        journal.pass_time([case.id], org=made.org.id, at=BACK - timedelta(seconds=1))
        case.refresh_from_db()
        assert (case.stage, case.next_look_at) == ("parked", BACK)
        came_back = journal.pass_time([case.id], org=made.org.id, at=BACK)

        case.refresh_from_db()
        line = journal_of(viewer(made, "mo", at=BACK), number)[-1]
        assert (came_back, case.stage) == (1, "registered")
        assert (line.step, line.by_id) == ("tick", None)
        assert ("by_itself", article) in [(one.kind, one.article) for one in line.changes]
        assert ObligationRow.objects.get(case=case, duty=duty).state == "met"
        again = rebuild(Entry.objects.filter(case=case).order_by("seq"))
        assert (again.state.stage, [one.event for one in again.state.done].count("unparked")) == ("registered", 1)
