"""ANCHORS 16: a request carries fields that its form never showed (FreeScout CVE-2026-40569)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from amends.cases.models import Case, Entry
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.viewer import outsider
from tests.attacks.conftest import Browser
from tests.makers import MONDAY, Town, complaint, registered, viewer

LATER = MONDAY + timedelta(minutes=5)
FORGED = (
    {"accused": ["00000000-0000-0000-0000-000000000001"]}, {"category": "service/attitude"}, {"harm": ["injury"]},
    {"complainants": 99}, {"satisfaction": "satisfied"}, {"liable": "nobody"}, {"second_time": True},
)  # fmt: skip


@pytest.mark.parametrize("detail", FORGED)
def test_a_note_cannot_carry_facts_that_it_does_not_ask(river: Town, detail: dict[str, object]) -> None:
    """Whoever may write a note is not by that allowed to classify, to find, or to name the accused."""
    number = registered(river)
    before = Case.objects.values("facts", "accused", "category", "complainants", "grade").get()

    with pytest.raises(Refused) as no:
        take_step(viewer(river, "lan", at=LATER), number, "note", at=LATER, detail=detail, words={"note": "备注"})

    assert {one.field for one in no.value.missing} == set(detail)
    assert Case.objects.values("facts", "accused", "category", "complainants", "grade").get() == before


@pytest.mark.parametrize("detail", FORGED)
def test_the_complainant_cannot_carry_facts_either(river: Town, detail: dict[str, object]) -> None:
    made = register(viewer(river, "lan"), Intake(complaint(), unit="CS"), at=MONDAY)
    before = Case.objects.values("facts", "accused", "category", "complainants", "grade").get()
    outside = outsider(river.org.id, at=LATER)

    with pytest.raises(Refused):
        take_step(outside, made.number, "note", at=LATER, detail=detail, words={"note": "x"}, secret=made.secret)

    assert Case.objects.values("facts", "accused", "category", "complainants", "grade").get() == before


def test_nobody_signs_in_the_name_of_another_role(river: Town) -> None:
    """A signature counts for the roles that are held, not for one that the request names."""
    number = registered(river)
    for who, step, minute, detail in (
        ("lan", "read_back", 1, {}), ("lan", "dispatch", 2, {}), ("chen", "accept", 3, {}),
        ("chen", "handle", 4, {"result": "已修好"}), ("mo", "follow_up", 5, {"satisfaction": "satisfied"}),
    ):  # fmt: skip
        at = MONDAY + timedelta(minutes=minute)
        take_step(viewer(river, who, at=at), number, step, at=at, detail=detail)
    at = MONDAY + timedelta(minutes=6)

    with pytest.raises(Refused):
        take_step(viewer(river, "mo", at=at), number, "sign", at=at, detail={"role": "department_head"})
    with pytest.raises(Refused) as no:
        take_step(viewer(river, "lan", at=at), number, "close", at=at)

    assert "signed:department_head" in {one.what for one in no.value.missing}


@pytest.mark.parametrize(
    "forged", [{"grade/main": "minor"}, {"settled": True}, {"overdue": False}, {"stage": "closed"}]
)
def test_computed_facts_are_not_taken_from_a_form(river: Town, forged: dict[str, object]) -> None:
    plain = registered(river)
    other = register(viewer(river, "lan"), Intake(complaint(**forged), unit="CS"), at=MONDAY).number

    one, two = (Case.objects.get(number=number) for number in (plain, other))
    assert (two.stage, two.grade, two.facts.get("settled")) == (one.stage, one.grade, one.facts.get("settled"))


def test_a_form_of_the_desk_takes_only_its_own_fields(river: Town, browser: Browser) -> None:
    number = registered(river, at=timezone.now())
    sent = {"note": "备注", "version": "1", "accused": str(river.mo.id), "stage": "closed", "by": str(river.mo.id),
            "org": "x", "recorded_at": "2001-01-01T00:00", "complainants": "99"}  # fmt: skip

    browser(river.lan).post(reverse("desk:step", args=[number, "read_back"]), sent)

    case, entry = Case.objects.get(), Entry.objects.order_by("-seq").first()
    assert entry is not None
    assert (case.accused, case.stage, case.complainants) == ([], "registered", 1)
    assert (entry.by, entry.step) == (river.lan, "read_back")
    assert entry.recorded_at.year > 2001
