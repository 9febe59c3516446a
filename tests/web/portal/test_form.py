"""The form of the portal follows the regulation's conditions and changes its language without losing a word."""

from __future__ import annotations

import re

import pytest

from amends.cases.models import Case, Entry
from amends.people.tenancy import organisation
from tests.makers import Town
from tests.web.portal.conftest import WORDS, Outsider


def is_open(html: str, name: str) -> bool:
    """Return whether a question that depends on answers is open on a page."""
    found = re.search(rf'<div data-when="{name}"( hidden)?>', html)
    assert found
    return found[1] is None


def test_a_question_that_the_answers_do_not_open_is_closed_and_keeps_its_text(wang: Outsider, river: Town) -> None:
    assert is_open(wang.get("say/").content.decode(), "complainant")

    html = wang.post("say/", {**WORDS, "anonymous": "yes", "do": "again"}).content.decode()

    assert not is_open(html, "complainant")
    assert 'value="王先生"' in html
    with organisation(river.org.id):
        assert not Case.objects.exists()


def test_a_question_that_an_answer_opens_is_asked_before_anything_is_registered(wang: Outsider, river: Town) -> None:
    """Without a script: the form was closed for the name when it was sent."""
    sent = {**WORDS, "complainant": "", "anonymous": "no", "seen": "description wish matter anonymous"}

    page = wang.post("say/", sent)

    html = page.content.decode()
    assert page.status_code == 422
    assert "open one more question" in html
    assert is_open(html, "complainant")
    seen = re.search(r'name="seen" value="([^"]*)"', html)
    assert seen
    assert "complainant" in seen[1].split()
    with organisation(river.org.id):
        assert not Case.objects.exists()


def test_a_form_in_the_other_language_keeps_every_word_and_blames_nothing(wang: Outsider, river: Town) -> None:
    page = wang.post("say/?lang=zh-hans", {**WORDS, "description": "", "happened_on": "昨天", "do": "again"})

    html = page.content.decode()
    assert page.status_code == 200
    assert "我要投诉" in html
    assert 'value="8-1201"' in html
    assert 'class="wrong"' not in html
    assert "我要投诉" in wang.get("say/").content.decode()
    with organisation(river.org.id):
        assert not Case.objects.exists()


def test_the_number_typed_stays_when_the_language_changes(wang: Outsider) -> None:
    page = wang.post("my/?lang=zh-hans", {"number": "CS-2026-7", "do": "again"})

    assert page.status_code == 200
    assert 'value="CS-2026-7"' in page.content.decode()


@pytest.mark.parametrize("where", ["add", "wrong", "withdraw"])
def test_what_was_typed_on_the_page_of_a_case_stays_when_the_language_changes(
    wang: Outsider, river: Town, where: str
) -> None:
    wang.say()

    page = wang.post(f"my/{where}/?lang=zh-hans", {"words": "今天又停了", "do": "again"})

    html = page.content.decode()
    assert page.status_code == 200
    assert "今天又停了" in html
    assert 'role="alert"' not in html
    with organisation(river.org.id):
        assert Entry.objects.count() == 1


def test_a_phone_that_opens_the_page_of_a_refused_form_again_sees_the_case(wang: Outsider) -> None:
    number, _secret = wang.say()

    for where in ("add", "wrong", "rate", "withdraw"):
        answer = wang.get(f"my/{where}/", follow=True)
        assert number in answer.content.decode()
