"""Pages for what is not there, not allowed, or broken: in the reader's language, with the way on."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_an_address_that_is_not_there_answers_in_the_language_of_the_reader(settings: Settings) -> None:
    settings.DEBUG = False
    client = Client()

    client.cookies["django_language"] = "zh-hans"
    chinese = client.get("/nothing/")
    client.cookies["django_language"] = "en"
    english = client.get("/nothing/")

    assert (chinese.status_code, english.status_code) == (404, 404)
    assert "没有" in chinese.content.decode()
    assert "There is nothing here" in english.content.decode()


def test_a_complainant_is_not_sent_to_the_desk_from_a_page_that_is_not_there(settings: Settings) -> None:
    settings.DEBUG = False

    shown = Client().get("/p/nobody/nothing/at/all/").content.decode()

    assert 'href="/"' not in shown


def test_a_form_without_its_token_says_that_nothing_is_lost() -> None:
    answer = Client(enforce_csrf_checks=True, HTTP_ACCEPT_LANGUAGE="en").post("/sign-in/", {"login": "x"})

    assert answer.status_code == 403
    assert "Nothing was sent and nothing is lost" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_for_a_fault_of_ours_needs_no_request(language: str) -> None:
    with override(language):
        shown = render_to_string("500.html")

    assert ("Something went wrong here" in shown) == (language == "en")


def test_the_page_for_a_fault_of_ours_sends_nobody_to_the_desk() -> None:
    assert 'href="/"' not in render_to_string("500.html")
