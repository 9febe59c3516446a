"""A real Chromium for tests that look at pages as a person does.

`page` is a fresh, empty browser window on the live server. It fails the test when the
page logs an error or breaks the content security policy, which nobody would see.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
EACH_SIZE_AND_LANGUAGE = [(False, "zh-CN"), (True, "en")]
"""Phone or not, and language: the longer words on the narrower window."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds for which a page is waited for: a busy machine is no fault of what is proved."""
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VIOLATIONS = """
axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']})
   .then((found) => found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))
"""

NewPage = Callable[..., Page]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    # Playwright keeps an event loop in this thread; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def kept_files() -> Iterator[None]:
    """Let browsers keep static files, as they keep those of the site, whose names tell their contents.

    Ten years and more: a story may play years before the browser's today.
    """
    serve = StaticFilesHandler.serve

    def served(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = serve(self, request)
        response["Cache-Control"] = "public, max-age=630720000, immutable"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", served)
        yield


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer, kept_files: None) -> Iterator[NewPage]:
    """Open windows of separate people: `new_page(phone=True, language="en")`, `scripts=False`, `scheme="dark"`."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location.get('url')})")

    def open_page(
        *, phone: bool = False, language: str = "zh-CN", scripts: bool = True, scheme: Scheme = "light"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            locale=language,
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in opened:
        context.close()
    # A step that is refused answers 409, which Chromium logs as an error of the page.
    assert [text for text in complaints if "status of 4" not in text] == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A desktop window in Chinese."""
    return new_page()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Check a page with axe-core: no violation of WCAG 2.2 A and AA."""
    axe = AXE.read_text()

    def check(page: Page) -> None:
        # Through the debugger, not as a script tag: the page's policy stays in force.
        page.evaluate(axe)
        assert page.evaluate(VIOLATIONS) == []

    return check
