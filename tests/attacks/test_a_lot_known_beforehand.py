"""Who knows the number of a draw beforehand closes a case in the month in which the lot does not fall on it (FR-149)."""

from __future__ import annotations

import json

from django.urls import reverse

from amends.cases.models import UnitEntry
from amends.quality.drawing import draw_now
from tests.attacks.conftest import Browser
from tests.makers import Town, viewer
from tests.quality.test_drawing import APRIL, announced, desk

__all__ = ["desk"]


def test_nobody_reads_the_number_before_the_draw(desk: Town, browser: Browser) -> None:
    """Neither the page of the draw nor its file nor the journal of the unit tells number or seed."""
    row, mo = announced(desk), browser(desk.mo)

    page = mo.get(reverse("desk:draw", args=[row.pk])).content.decode()
    file = mo.get(reverse("desk:draw_file", args=[row.pk]))
    told = json.dumps([one.body for one in UnitEntry.objects.filter(unit=desk.desk)])

    assert file.status_code == 404
    for secret in (row.number, row.seed):
        assert secret not in page + file.content.decode() + told


def test_once_drawn_everybody_may_check_it(desk: Town, browser: Browser) -> None:
    """The seal that was published is that of the number by which it was drawn."""
    row, mo = announced(desk), browser(desk.mo)
    before = mo.get(reverse("desk:draw", args=[row.pk])).content.decode()

    draw_now(viewer(desk, "mo", at=APRIL), row.pk, at=APRIL)

    made_of = mo.get(reverse("desk:draw_file", args=[row.pk])).json()
    assert (made_of["number"], made_of["seed"]) == (row.number, row.seed)
    assert made_of["seal"] in before
