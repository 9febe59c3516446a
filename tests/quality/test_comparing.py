"""What is compared of earlier 8Ds stands beside them, and says the same as their texts (FR-109)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import InternalError, ProgrammingError, transaction

from amends.core.kept_runs import kept_of, packed, unpacked
from amends.quality import comparing
from amends.quality.models import ComparedText, DisciplineVersion
from tests.makers import Town
from tests.quality.eight_ds import GOOD, complained, handed, handled, opened

OTHER = {"part_no": "ZC-900", "product": "端盖", "description": "端盖渗漏"}


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    comparing._known.clear()


def copied(works: Town, number: str) -> set[str]:
    made = handed(works, number, "D2", "03-04 15:00", problem=GOOD["D3"]["containment"])
    return {one["code"] for one in made.version.objections}


def another(works: Town) -> str:
    number = opened(works, complained(works, "03-04 14:00", **OTHER), "03-04 14:10")
    handed(works, number, "D1", "03-04 14:20")
    return number


def test_what_was_handed_in_is_kept_to_be_compared_and_never_changed(works: Town) -> None:
    """FR-109."""
    handled(works)

    kept = {one.version_id: unpacked(bytes(one.runs)) for one in ComparedText.objects.all()}

    assert kept == {one.pk: kept_of(one.content) for one in DisciplineVersion.objects.filter(verdict="accepted")}
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ComparedText.objects.update(runs=b"")


@pytest.mark.parametrize("few", [0, 64])
def test_a_copied_text_is_found_by_what_is_kept_and_by_the_texts_alike(
    works: Town, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """FR-109: also where nothing is kept yet, or another Python made it; a few or thousands asked for."""
    monkeypatch.setattr(comparing, "FEW", few)
    handled(works)
    number = another(works)
    by_runs = copied(works, number)
    comparing._known.clear()
    monkeypatch.setattr("amends.core.kept_runs.MADE_BY", b"another!")
    by_texts = copied(works, number)

    assert by_runs == by_texts
    assert "copied" in by_runs


def test_the_migration_keeps_what_was_handed_in_before_it(works: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-109: organisation by organisation, drafts and refused versions left out."""
    handled(works)
    made: list[Any] = []
    monkeypatch.setattr(ComparedText._default_manager.__class__, "bulk_create", lambda _, rows, **__: made.extend(rows))

    import_module("amends.quality.migrations.0009_compared_texts").fill(apps, None)

    assert {one.version_id for one in made} == set(DisciplineVersion.objects.values_list("pk", flat=True))
    assert {bytes(one.runs) for one in made} == {bytes(one.runs) for one in ComparedText.objects.all()}
    assert all(bytes(one.runs) == packed(kept_of(one.version.content)) for one in made)
