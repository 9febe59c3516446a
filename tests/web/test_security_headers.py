"""What every answer tells the browser."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from amends.web.security import ContentSecurityPolicy


@pytest.mark.django_db
def test_every_answer_forbids_foreign_and_inline_script() -> None:
    headers = Client().get("/no-such-page/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_stricter_policy_of_a_view_is_kept() -> None:
    def download(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

    answer = ContentSecurityPolicy(download)(HttpRequest())

    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
