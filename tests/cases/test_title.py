"""The title that a case has in lists where nobody gave one."""

from __future__ import annotations

import pytest

from amends.cases.models import Case
from amends.people.tenancy import organisation
from tests.makers import govern, registered, town

pytestmark = pytest.mark.django_db


def test_the_title_of_a_long_complaint_ends_with_a_whole_word() -> None:
    told = "About thirty pieces out of the last delivery show stains under the plating."
    inn = town("inn")
    with organisation(inn.org.id):
        govern(inn, "complaint-mechanism")
        number = registered(inn, category="goods", description=told)

        case = Case.objects.get(number=number)

    assert (case.title, case.description) == ("About thirty pieces out of the last delivery show stains…", told)
