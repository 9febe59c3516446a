"""Reading a regulation: how often each row spoke, controlled copies, the document for Word (FR-236)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.regulations.models import ControlledCopy, PublishedPack
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


def test_a_copy_is_issued_signed_for_by_its_holder_and_listed_at_hand_over(river: Town) -> None:
    """FR-236: issue against signature, hand-over list, no-copy mark."""
    key = key_of(river)
    with organisation(river.org.id):
        he, chen = signed_in(river.he, "en"), signed_in(river.chen, "en")
    assert chen.get(f"/regulation/{key}/?copy").status_code == 404

    he.post(f"/regulation/{key}/copies/", {"holder": str(river.chen.pk)})
    twice = he.post(f"/regulation/{key}/copies/", {"holder": str(river.chen.pk)})
    with organisation(river.org.id):
        copy = ControlledCopy.objects.get()
    assert (copy.number, copy.signed_at, twice.status_code) == (1, None, 422)
    assert he.post(f"/regulation/copies/{copy.pk}/sign/").status_code == 404
    chen.post(f"/regulation/copies/{copy.pk}/sign/")

    mark = chen.get(f"/regulation/{key}/?copy").content.decode()
    assert "Controlled copy no. 1" in mark
    assert "Not to be copied" in mark
    listed = he.get(f"/regulation/copies/?person={river.chen.pk}").content.decode()
    assert "Developer: four grades of complaint" in listed
    he.post(f"/regulation/copies/{copy.pk}/back/")
    assert "No controlled copies" in he.get("/regulation/copies/").content.decode()
    assert chen.get(f"/regulation/{key}/?copy").status_code == 404


def test_who_writes_no_regulations_sees_their_own_copies_and_issues_none(river: Town) -> None:
    key = key_of(river)
    with organisation(river.org.id):
        he, chen, wu = (signed_in(one, "en") for one in (river.he, river.chen, river.wu))
    he.post(f"/regulation/{key}/copies/", {"holder": str(river.chen.pk)})

    assert "Chen" in chen.get("/regulation/copies/").content.decode()
    assert "Chen" not in wu.get("/regulation/copies/").content.decode()
    assert wu.get(f"/regulation/{key}/copies/").status_code == 404
    assert wu.post(f"/regulation/{key}/copies/", {"holder": str(river.wu.pk)}).status_code == 404
    with organisation(river.org.id):
        copy = ControlledCopy.objects.get()
    assert wu.post(f"/regulation/copies/{copy.pk}/sign/").status_code == 404
    assert wu.post(f"/regulation/copies/{copy.pk}/back/").status_code == 404
