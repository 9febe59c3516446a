"""ANCHORS 38: the open form as a way to flood somebody's mailbox (Zendesk customers, 2025 and 2026)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case, Letter
from amends.people.tenancy import organisation
from amends.web.portal import saying
from tests.makers import Town, govern, town
from tests.web.portal.conftest import WORDS


@pytest.fixture
def mill(db: None, settings: Any, tmp_path: Any) -> Town:
    """A manufacturer, whose form asks for an e-mail address."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    made = town("mill")
    with organisation(made.org.id):
        govern(made, "manufacturing")
    return made


def said(n: int) -> Any:
    """Complain once more, with the address of a victim."""
    facts = {
        "description": f"第 {n} 批开裂",
        "complainant": "某某",
        "email": "victim@example.com",
        "product": "阀",
        "market": "home",
    }
    return Client().post("/p/mill/say/", facts)


def test_one_address_gets_few_letters_a_day_however_often_it_is_named(mill: Town) -> None:
    answers = [said(n) for n in range(saying.LETTERS_MOST + 3)]

    assert [one.status_code for one in answers][-3:] == [422] * 3
    with organisation(mill.org.id):
        assert Letter.objects.filter(address="victim@example.com").count() <= saying.LETTERS_MOST


def test_one_place_makes_few_complaints_an_hour(mill: Town) -> None:
    for n in range(saying.SAID_MOST + 2):
        answer = Client().post(
            "/p/mill/say/", {**WORDS, "product": "阀", "market": "home", "description": f"第 {n} 次"}
        )

    assert answer.status_code == 429
    assert "第 21 次" in answer.content.decode()
    with organisation(mill.org.id):
        assert Case.objects.count() <= saying.SAID_MOST
