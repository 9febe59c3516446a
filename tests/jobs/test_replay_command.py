"""`amends replay`: readable and JSON, and an exit code that says whether anything differs."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from amends.jobs import replay_command as command
from amends.jobs.tick import tick
from amends.people.tenancy import organisation
from amends.regulations.models import PublishedPack
from tests.makers import Town, govern, registered, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    """The property firm with one complaint of yesterday, its clocks up to date."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        registered(made, at=timezone.now() - timedelta(days=1))
    tick(timezone.now())
    return made


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args([*words, "--processes", "1"]))


def since() -> str:
    return f"--from={timezone.localdate() - timedelta(days=3)}"


def test_another_regime_differs_and_says_so_in_words_and_in_json(
    river: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("river", "developer-four-grades", since(), "--language", "en") == command.DIFFERS
    assert "1 cases, 1 differ, 0 failed" in capsys.readouterr().out

    assert run("river", "developer-four-grades", since(), "--json", "--unit", "CS") == command.DIFFERS
    told = json.loads(capsys.readouterr().out)
    assert (told["cases"], told["pack"], told["kind"]) == (1, "developer-four-grades", "regime")


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh", "1  无等级 → 一般投诉 [grade:-:>ordinary]"),
        ("en", "1  Dispatch within five minutes: was late [late_before:C01]"),
    ],
)
def test_what_differs_is_said_in_words_with_its_mark_behind(
    river: Town, capsys: pytest.CaptureFixture[str], language: str, says: str
) -> None:
    run("river", "developer-four-grades", since(), "--language", language)

    lines = capsys.readouterr().out.splitlines()
    assert says in [line.strip() for line in lines]
    assert [line for line in lines if "_" in line.partition("[")[0]] == []  # no bare code


def test_the_version_in_force_differs_in_nothing(river: Town) -> None:
    with organisation(river.org.id):
        version = PublishedPack.objects.get()

    assert run("river", str(version.pk), since()) == command.NOTHING


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere", "developer-four-grades"),
        ("river", "no-such-pack"),
        ("river", "01a202fd-0000-7000-8000-000000000000"),
        ("river", "developer-four-grades", "--unit", "XX"),
        ("river", "developer-four-grades", "--to", "2020-01-01"),
    ],
)
def test_what_cannot_be_done_says_why(river: Town, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert run(*words, since()) == command.FAULT
    assert capsys.readouterr().err.startswith("amends replay: ")


def test_without_a_period_nothing_is_asked(river: Town) -> None:
    assert run("river", "developer-four-grades") == command.FAULT
    assert run("--waiting") == command.NOTHING
