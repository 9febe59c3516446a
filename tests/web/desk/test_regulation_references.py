"""The laws and booklets on which the regulations in force rest, as a screen to read."""

from __future__ import annotations

import pytest
from django.test import Client

from amends.core.loading import load
from amends.people.models import Person
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.makers import MONDAY, START, Town, govern, town
from tests.web import screens

pytestmark = pytest.mark.django_db
PAGE, LAW = "/regulation/references/", 'id = "securities_law"'
NEWER = 'replaced_by = { zh = "<b>新证券法</b>", en = "New Securities Law" }'


def signed_in(person: Person, language: str = "zh-hans") -> Client:
    with organisation(person.org_id):
        return screens.signed_in(person, language)


def superseded() -> Town:
    """Govern by a regulation whose first law was superseded."""
    made = town()
    files = dict(folders.read(folders.find("guangzhou-securities")))
    files["pack.toml"] = files["pack.toml"].replace(LAW, f"{LAW}\n{NEWER}")
    signed = tuple({"role": role, "person": str(made.he.id)} for role in load(files).signatures)
    with organisation(made.org.id):
        row = publish(made.org.id, files, at=MONDAY, chosen={}, signatures=signed)
        bind(made.org.id, unit=made.office.id, published=row.id, position="lead", from_date=START, at=MONDAY)
    return made


def read(client: Client, **asked: str) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_superseded_law_is_marked_with_what_replaced_it_and_the_articles_that_rest_on_it() -> None:
    """FR-206: superseded law is marked."""
    made = superseded()

    page = read(signed_in(made.lan))
    in_english = read(signed_in(made.lan, "en"))

    assert page.count("已被取代") == 1
    assert "由&lt;b&gt;新证券法&lt;/b&gt;取代" in page
    assert page.count('#article-1"') == 3, "each of the three texts carries article 1"
    assert in_english.count("superseded") == 1
    assert "Replaced by New Securities Law" in in_english


def test_laws_are_found_by_their_words_in_either_language_and_by_what_replaced_them() -> None:
    """FR-206."""
    client = signed_in(superseded().lan)

    for words in ("新证券法", "new SECURITIES"):
        assert read(client, q=words).count("<dt>") == 1, words
    assert "没有符合的法律或手册" in read(client, q="无此法")
    assert "<script>x" not in read(client, q="<script>x")


def test_without_a_law_in_any_regulation_in_force_the_page_says_so() -> None:
    made = town()
    with organisation(made.org.id):
        govern(made, "property-instruction")

    assert "尚未列明法律或手册" in read(signed_in(made.lan))
    assert "No law or booklet is named" in read(signed_in(made.lan, "en"))
    assert 'href="/regulation/references/"' in signed_in(made.lan).get("/regulation/").content.decode()
