"""The walk of one value: what a complainant says happened, from a door to the screens (docs/walks/description.md)."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from amends.cases.models import Case
from tests.api.conftest import caller
from tests.makers import Town, complaint
from tests.web.screens import signed_in

MARKER = "紫藤花架下第七块石板"
SAID = f"电梯停运两天\n当时我就站在{MARKER}旁边，<b>老人</b>无法下楼"


def places_of(marker: str) -> set[str]:
    """Return the columns of our tables in which a word is kept; search words aside, which hold no sentence."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("amends.")
        for field in model._meta.local_fields
        if isinstance(field, kinds)
        and any(marker in str(value) for value in model._default_manager.values_list(field.name, flat=True))
    }


def test_a_description_sent_twice_is_kept_once_in_its_case_and_its_journal(
    river: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    door, form = caller(river, "lan"), {"facts": complaint(channel="api", description=SAID), "unit": "CS"}

    first = door.post("cases", form, Idempotency_Key="walk-of-a-description")
    again = door.post("cases", form, Idempotency_Key="walk-of-a-description")

    assert (first.status_code, again.status_code) == (201, 201)
    assert Case.objects.get().description == SAID
    assert places_of(MARKER) == {"Case.description", "EntryValue.value"}
    assert MARKER not in caplog.text + again.content.decode()


def test_a_description_is_found_and_read_by_whoever_may_and_by_nobody_else(river: Town) -> None:
    door, guard = caller(river, "lan"), caller(river, "zhou")
    number = door.post("cases", {"facts": complaint(channel="api", description=SAID), "unit": "CS"}).json()["number"]

    found = [[one["number"] for one in who.get("cases", q="石板").json()["cases"]] for who in (door, guard)]
    page = signed_in(river.lan).get(reverse("desk:case", args=[number])).content.decode()

    assert found == [[number], []]
    assert door.get(f"cases/{number}").json()["description"] == SAID
    assert guard.get(f"cases/{number}").status_code == 404
    assert MARKER in page
    assert "&lt;b&gt;老人" in page


def test_a_dispatched_description_stays_out_of_letters_and_entries(river: Town) -> None:
    door = caller(river, "lan")
    number = door.post("cases", {"facts": complaint(channel="api", description=SAID), "unit": "CS"}).json()["number"]

    for step in ("read_back", "dispatch"):
        assert door.post(f"cases/{number}/steps/{step}", {"detail": {}}).status_code == 200

    assert places_of(MARKER) == {"Case.description", "EntryValue.value"}
