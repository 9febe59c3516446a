"""A duty that is met only by a report to somebody can be met at the desk: the form asks to whom."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.cases.models import Case, ObligationRow
from amends.people.models import Membership
from amends.people.tenancy import organisation
from tests.makers import START, Town, govern, registered, town
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    """A developer with four grades; Lan is customer service of the project."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        Membership.objects.create(
            org=made.org, person=made.people["lan"], unit=made.desk, role="project_cs", from_date=START
        )
    return made


def test_an_upper_grade_is_reported_to_headquarters_in_the_browser(river: Town) -> None:
    """C27 of R-37: the report that meets it says to whom, and the form has chosen whom it is owed."""
    with organisation(river.org.id):
        number = registered(
            river, at=timezone.now() - timedelta(minutes=3), category="engineering/leak", complainants=5
        )
        desk = signed_in(river.people["lan"], "en")
    form = desk.get(f"/cases/{number}/steps/report/").content.decode()
    with organisation(river.org.id):
        version = Case.objects.get(number=number).version

    chosen = re.findall(r'<option value="(\w+)" selected', form.split('id="in-to"')[1].split("</select>")[0])
    assert chosen == ["hq_cs"]
    desk.post(f"/cases/{number}/steps/report/", {"to": "hq_cs", "version": str(version)})
    with organisation(river.org.id):
        assert ObligationRow.objects.get(duty="C27").state == "met"
    assert 'name="step" value="report"' not in desk.get(f"/cases/{number}/").content.decode()


def test_a_batch_that_made_three_unwell_is_reported_to_the_head_of_the_unit_in_the_browser() -> None:
    """S.1 of the food handbook (FR-180): the report asks to whom, has chosen the head of the unit, and meets the duty."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "food-handbook")
        at = timezone.now() - timedelta(minutes=3)
        batch: dict[str, Any] = {"product": "海苔饼干", "batch_no": "B0215", "eaten_by": 3}
        number = registered(made, at=at, category="ill_effect", **batch)
        assert ObligationRow.objects.get(duty="tell_head").state == "open"
        desk = signed_in(made.people["mo"], "en")
    form = desk.get(f"/cases/{number}/steps/report_up/").content.decode()
    with organisation(made.org.id):
        version = str(Case.objects.get(number=number).version)

    chosen = re.findall(r'<option value="(\w+)" selected', form.split('id="in-to"')[1].split("</select>")[0])
    assert chosen == ["unit_head"]
    desk.post(f"/cases/{number}/steps/report_up/", {"to": "unit_head", "version": version})
    with organisation(made.org.id):
        assert ObligationRow.objects.get(duty="tell_head").state == "met"
