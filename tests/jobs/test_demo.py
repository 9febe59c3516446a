"""The demonstration shows every stage and grade, through the real steps."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from amends.cases.models import Case
from amends.jobs import demo
from amends.people.tenancy import organisation, organisations

NOW = datetime(2026, 11, 19, 7, 40, tzinfo=UTC)  # a Thursday, 15:40 in Shanghai


@pytest.mark.django_db
def test_try() -> None:
    began = time.monotonic()
    print(list(demo.fill_if_empty(NOW))[:2], time.monotonic() - began)
    for org in organisations():
        with organisation(org.id):
            print(org.code, Counter(Case.objects.values_list("stage", flat=True)), Counter(Case.objects.values_list("grade", flat=True)))
