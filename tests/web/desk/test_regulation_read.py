"""Reading a regulation: how often each row spoke, controlled copies, the document for Word (FR-236)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.regulations.models import PublishedPack
from tests.makers import Town, govern, registered, town
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
    return made


def key_of(made: Town) -> str:
    with organisation(made.org.id):
        return str(PublishedPack.objects.get().pk)


def test_each_row_names_how_many_cases_it_touched_and_which(river: Town) -> None:
    with organisation(river.org.id):
        number = registered(river, at=timezone.now(), complainants=5, category="engineering")
        he = signed_in(river.he, "en")

    page = he.get(f"/regulation/{key_of(river)}/spoken/").content.decode()

    assert f"/cases/{number}/" in page
    assert "silent" in page
    assert "1 case that came in" in page
