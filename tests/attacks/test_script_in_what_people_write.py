"""ANCHORS 5, 6, 7: scripts in names, titles and notes (trudesk, HelpDeskZ, GLPI, uvdesk)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.attacks.conftest import Browser
from tests.makers import Town
from tests.web.portal.conftest import WORDS, shown

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}javascript:alert(1)"


@pytest.fixture(autouse=True)
def tries_in_memory(settings: Any, tmp_path: Any) -> None:
    """Count tries in memory."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


def is_harmless(page: str) -> bool:
    """Return whether nothing of it became markup."""
    return "<script>alert" not in page and "<img src=x" not in page and "49javascript" not in page


def test_what_a_complainant_writes_is_text_on_every_page(river: Town, browser: Browser) -> None:
    outsider, lan = Client(), browser(river.lan)
    kept = {"matter": "complaint", "phone": "13812341234"}
    sent = {name: kept.get(name, EVIL) for name in WORDS}

    page = outsider.post("/p/river/say/", sent)
    number = shown(page, "number")
    outsider.post("/p/river/my/wrong/", {"words": EVIL})

    for address in ("/", "/queues/", f"/cases/{number}/", "/find/?q=alert"):
        assert is_harmless(lan.get(address).content.decode()), address
    assert is_harmless(outsider.get("/p/river/my/").content.decode())


def test_what_is_refused_comes_back_as_text(river: Town) -> None:
    page = Client().post("/p/river/say/", {"wish": EVIL, "complainant": EVIL})
    again = Client().post("/p/river/my/", {"number": EVIL, "secret": "x"})

    assert is_harmless(page.content.decode())
    assert is_harmless(again.content.decode())
