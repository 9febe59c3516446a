"""Chinese and English are complete: no text without its other half, no Chinese left in English pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from pydantic import BaseModel

from amends.core.pack import Article, Choice
from amends.core.text import Text
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS
from amends.people.tenancy import organisation
from amends.regulations import folders
from tests.makers import Town, govern, town
from tests.shipped import pack_in
from tests.web.screens import FOLLOW, SCREENS, follower, signed_in, work
from tools import messages

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
QUOTED = {"以上"}
"""Words that English texts are about: whether 以上 has the number itself (FR-050)."""
CATALOGUE = messages.read(messages.CATALOGUE)
ENTRIES = [message for message in CATALOGUE if message.id]


def forms(words: object) -> tuple[str, ...]:
    """Return the forms of a message's id or string."""
    return tuple(words) if isinstance(words, list | tuple) else (str(words),)


def test_every_text_of_code_and_templates_has_its_chinese() -> None:
    done = {messages.identity(message) for message in ENTRIES if messages.translated(message)}

    missing = [message for message in messages.collected() if message.id and messages.identity(message) not in done]

    assert [f"{one.locations[0][0]}: {one.id}" for one in missing] == [], "run `make messages`, then translate"


def test_no_translation_is_a_guess_or_left_over() -> None:
    used = {messages.identity(message) for message in messages.collected()}

    assert [message.id for message in ENTRIES if message.fuzzy] == []
    assert [message.id for message in ENTRIES if messages.identity(message) not in used] == [], "run `make messages`"


def test_placeholders_are_the_same_in_both_languages() -> None:
    done = [message for message in ENTRIES if messages.translated(message)]

    astray = [
        message.id
        for message in done
        if {tuple(sorted(PLACEHOLDER.findall(form))) for form in forms(message.string)}
        != {tuple(sorted(PLACEHOLDER.findall(forms(message.id)[-1])))}
    ]

    assert astray == []


def test_source_texts_are_english() -> None:
    assert [message.id for message in ENTRIES if any(CHINESE.search(form) for form in forms(message.id))] == []


@pytest.mark.parametrize("folder", folders.shipped(), ids=lambda folder: folder.name)
def test_every_text_of_a_pack_has_both_languages(folder: Path) -> None:
    pack = pack_in(folder)

    halves = [text for text in texts_of(pack) if not text.zh.strip() or not text.en.strip()]
    chinese = [text.en for text in texts_of(pack) if set(CHINESE.findall(text.en)) - QUOTED]

    assert (halves, chinese) == ([], [])


def texts_of(thing: object) -> Iterator[Text]:
    """Yield every text in a row, a list or a pack."""
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from texts_of(one)
    elif isinstance(thing, Article | Choice):
        yield thing.text
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from texts_of(getattr(thing, name))


def test_every_word_of_the_vocabulary_has_both_languages() -> None:
    words = [word.title for table in (FACTS, EVENTS, STEP_KINDS) for word in table.values()]

    assert [word for word in words if not word.zh or not word.en or CHINESE.search(word.en)] == []


class Shown(HTMLParser):
    """Collects what a reader of a page sees or hears, without parts that say that they are Chinese."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    SPOKEN = {"alt", "aria-label", "placeholder", "title", "data-confirm"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        hidden = tag in ("script", "style") or str(own.get("lang", "")).startswith("zh")
        if tag not in self.VOID:
            self.open.append(hidden)
        if not hidden and not any(self.open):
            self.texts += [value or "" for name, value in attrs if name in self.SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open):
            self.texts.append(data)


def data_of_the_database() -> str:
    """Return every word that somebody wrote. Packs have English, but for phrases: those are said in Chinese."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("amends.")]
    kinds = (models.CharField, models.TextField, models.JSONField)
    fields = [
        (model, field.name)
        for model in ours
        if model.__name__ != "PublishedPack"
        for field in model._meta.local_fields
        if isinstance(field, kinds)
    ]
    written = [str(one) for model, name in fields for one in model._default_manager.values_list(name, flat=True)]
    return "\n".join([*written, *_said_in_packs(), *QUOTED])


@cache
def _said_in_packs() -> tuple[str, ...]:
    packs = [pack_in(folder) for folder in folders.shipped()]
    return tuple(text for pack in packs for row in pack.phrase for text in row.texts)


@pytest.fixture
def river(db: None) -> Iterator[tuple[Town, str]]:
    """The town with some cases, its organisation open; and a number."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        yield made, work(made, 3)[0]


@pytest.mark.parametrize("screen", SCREENS)
def test_an_english_page_has_no_chinese_but_what_people_wrote(river: tuple[Town, str], screen: str) -> None:
    made, number = river

    page = SCREENS[screen].asked(signed_in(made.people[SCREENS[screen].by], "en"), number).content.decode()

    written = data_of_the_database()
    shown = Shown(page)
    found = {run for text in shown.texts for run in CHINESE.findall(text) if run not in written}
    assert 'lang="en"' in page or SCREENS[screen].sends or SCREENS[screen].is_part  # a part of a page has no head
    assert found == set()


def test_the_portal_in_english_has_no_chinese_but_what_people_wrote(river: tuple[Town, str]) -> None:
    page = follower(river[0], "en").get(FOLLOW).content.decode()

    written = data_of_the_database()
    assert {run for text in Shown(page).texts for run in CHINESE.findall(text) if run not in written} == set()


def test_chinese_outside_the_data_is_seen() -> None:
    page = Shown('<p title="关闭">案件<span lang="zh-hans">中文</span><br></p><script>注</script>')

    assert CHINESE.findall(" ".join(page.texts)) == ["关闭", "案件"]
