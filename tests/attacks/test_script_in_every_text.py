"""ANCHORS 1, 2, 4, 5, 7: script in whatever people write, shown to whoever reads."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from amends.cases.steps import take_step
from tests.attacks.conftest import Browser
from tests.makers import Town, registered, viewer

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>{{7*7}}"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_the_desk_runs_what_was_written(river: Town, browser: Browser, language: str) -> None:
    at = timezone.now()
    river.lan.name = river.lan.name_en = SCRIPT
    river.lan.save()
    river.desk.name_zh = river.desk.name_en = SCRIPT
    river.desk.save()
    number = registered(river, at=at, complainant=SCRIPT, description=SCRIPT, wish=SCRIPT, house_no=SCRIPT)
    take_step(viewer(river, "lan", at=at), number, "note", at=at, words={"note": SCRIPT})
    client = browser(river.lan)
    client.cookies["django_language"] = language
    case = reverse("desk:case", args=[number])
    step = reverse("desk:step", args=[number, "dispatch"])

    pages = [client.get(path) for path in ("/", "/?of=unit", "/queues/", "/approvals/", "/find/?q=script", case, step)]
    pages += [
        client.get("/queues/", {"q": SCRIPT}),
        client.get("/find/", {"q": SCRIPT}),
        client.post(step, {"note": SCRIPT}),
    ]
    pages += [client.get(case, headers={"HX-Request": "true"}), client.get(f"/cases/{SCRIPT}/")]

    for page in pages:
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<svg/onload" not in text
        policy = page["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert not re.search(
            r"<script(?![^>]*\bsrc=)[^>]*>|<[^>]+\son[a-z]+=|<[^>]+\sstyle=|javascript:", re.sub(r'"[^"]*"', '""', text)
        )
        assert "javascript:" not in text
    assert "{{7*7}}" in client.get(case).content.decode()
