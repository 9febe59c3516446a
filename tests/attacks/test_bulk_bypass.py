"""Pains 15 (zammad#4198): what one case refuses, a step for many must refuse as well."""

from django.utils import timezone

from amends.cases.models import Case, Entry
from tests.attacks.conftest import Browser
from tests.makers import Town, registered


def test_many_cases_meet_the_refusals_that_one_meets(river: Town, browser: Browser) -> None:
    numbers = [registered(river, at=timezone.now()) for _ in range(3)]

    answer = browser(river.lan).post("/queues/bulk/", {"number": numbers, "step": "close", "reason": "x", "asked": "1"})

    assert answer.status_code == 409
    assert not Case.objects.filter(stage_kind="closed").exists()
    assert Entry.objects.count() == 3


def test_a_hidden_case_among_many_is_answered_like_one_that_is_not_there(river: Town, browser: Browser) -> None:
    own = registered(river, at=timezone.now())
    hidden = registered(river, by="mo", at=timezone.now(), accused=[str(river.lan.id)])

    text = browser(river.lan).post("/queues/bulk/", {"number": [own, hidden, "CS-9"], "step": "note", "reason": "x"})

    assert Entry.objects.filter(case__number=own).count() == 2
    assert Entry.objects.filter(case__number=hidden).count() == 1
    assert text.content.decode().count("没有这个案件") == 2
