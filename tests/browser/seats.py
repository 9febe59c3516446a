"""People of a browser story at their seats: they sign in, take steps by their forms, keep pictures and prints."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from amends.jobs import ledger, tick
from amends.jobs.each import each_organisation
from amends.people.models import Person
from amends.people.tenancy import find_login, organisation
from tests.browser.conftest import DESKTOP, PHONE, NewPage


class Clock:
    """The time of a story, which goes on by itself and is moved on from scene to scene."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def on(self, text: str) -> None:
        """Move to a moment in Shanghai; the worker comes round as it would have."""
        moment = moment_of(text)
        self._traveller.move_to(moment)
        ledger.follow(moment)
        tick.tick(moment)
        each_organisation(ledger.look_all, moment)


@contextmanager
def story_time(text: str) -> Iterator[Clock]:
    """Begin a story at a moment in Shanghai."""
    with time_machine.travel(moment_of(text), tick=True) as traveller:
        yield Clock(traveller)


def moment_of(text: str) -> datetime:
    """Return a moment of 2024 in Shanghai."""
    return datetime.fromisoformat(f"2024-{text}:00+08:00")


def seat(page: Page, login: str) -> None:
    """Let a window have the cookies that somebody's signing in leaves there."""
    found = find_login(login)
    assert found, login
    client = Client()
    with organisation(found[1]):
        person = Person.objects.get(pk=found[0])
        client.force_login(person)
    cookies = {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.LANGUAGE_COOKIE_NAME: person.language,
    }
    page.context.add_cookies(
        [{"name": name, "value": value, "domain": "localhost", "path": "/"} for name, value in cookies.items()]
    )


class Seats:
    """The seats of an organisation: one window each, signed in anew on each day."""

    def __init__(self, new_page: NewPage, org: str) -> None:
        self._new_page, self._org, self._nth = new_page, org, 0
        self._taken: dict[str, Page] = {}

    def sit(self, login: str) -> Page:
        """Return a window in which somebody has just signed in; the one they left is closed, which asks on else."""
        if left := self._taken.pop(login, None):
            left.context.close()
        page = self._taken[login] = self._new_page()
        page.set_default_timeout(20_000)
        seat(page, f"{login}@{self._org}")
        return page

    def look(self, page: Page, name: str) -> None:
        """Keep pictures of a screen in both languages and windows, where a folder is named; the seat stays as it was."""
        if not (folder := os.environ.get("AMENDS_PICTURES")):
            return
        self._nth += 1
        page.wait_for_timeout(1500)  # what was typed is kept as a draft by then
        for language in ("zh", "en"):
            for wide, size in (("desk", DESKTOP), ("phone", PHONE)):
                page.set_viewport_size(size)
                page.screenshot(path=Path(folder) / f"{self._nth:02d}-{name}-{language}-{wide}.png", full_page=True)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, language, wide)
            page.set_viewport_size(DESKTOP)
            other = "English" if language == "zh" else "中文"  # a button at the desk, a link at the portal
            page.locator("header :is(button, a)").filter(has_text=other).first.click()
            page.wait_for_load_state("networkidle")


def registered(desk: Page, story: str, *, category: str, **words: str) -> str:
    """Take a complaint by telephone down at the desk and return its number."""
    desk.goto("/register/?unit=CS")
    for name, text in {"phone": "13812342671", **words}.items():
        desk.locator(f"#in-{name}").fill(text)
    desk.locator("#in-description").fill(story)
    desk.locator("#account-finished").check()
    desk.locator("[name=category]").first.select_option(category)
    desk.locator("button[name=do][value=register]").click()
    desk.wait_for_url("**/cases/CS-*/")
    return desk.url.split("/cases/")[1].split("/")[0]


def take(page: Page, number: str, step: str, **answers: str | list[str]) -> None:
    """Take a step of a case by its form; the case's page is shown again."""
    page.goto(f"/cases/{number}/steps/{step}/")
    send(page, **answers)
    expect(page.locator("#step")).to_have_count(0)
    rest(page)


def rest(page: Page) -> None:
    """Wait until the page asks for nothing more; what is cut off by the next one would be logged as an error."""
    expect(page.locator(".htmx-request")).to_have_count(0)


def send(page: Page, **answers: str | list[str]) -> None:
    """Fill the form of a step and send it by keyboard."""
    form = page.locator("#step")
    for name, value in answers.items():
        answer(page, form.locator(f"[name='{name}']:not([type=hidden])"), value)
    page.keyboard.press("Control+Enter")


def answer(page: Page, field: object, value: str | list[str]) -> None:
    """Answer a field, whatever it is: words, a choice, several."""
    first = field.first  # type: ignore[attr-defined]
    kind = first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        for one in [value] if isinstance(value, str) else value:
            page.locator(f"[name={first.get_attribute('name')}][value='{one}']").check(force=True)
    elif first.evaluate("one => one.tagName") == "SELECT":
        first.select_option(value)
    else:
        first.fill(value)


def hand_in(page: Page, number: str, discipline: str, **texts: str) -> None:
    """Write a discipline of an 8D and hand it in by keyboard."""
    page.goto(f"/eight-d/{number}/?d={discipline}")
    for part, text in texts.items():
        page.locator(f"#in-{part}").fill(text)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def letters_of(page: Page, number: str) -> list[str]:
    """Open a case and return the addresses of its letters as PDF, as far as they may be printed."""
    page.goto(f"/cases/{number}/")
    found = page.locator("#papers a[href*='letter.'][href$=pdf]").all()
    return [str(one.get_attribute("href")) for one in found]


def printed(page: Page, address: str, name: str) -> str:
    """Fetch a paper as the browser does and return its words without spaces; kept where a folder is named."""
    got = page.request.get(address)
    assert got.ok, (address, got.status)
    body = got.body()
    if folder := os.environ.get("AMENDS_PICTURES"):
        (Path(folder) / f"{name}.pdf").write_bytes(body)
    assert all("Noto" in font for font in _fonts(body))
    return "".join("".join(one.extract_text() for one in PdfReader(BytesIO(body)).pages).split())


def _fonts(body: bytes) -> Iterator[str]:
    for page in PdfReader(BytesIO(body)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            yield str(font.get_object()["/BaseFont"])
