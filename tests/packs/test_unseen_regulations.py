"""Three regulations that somebody else wrote after the language was made: said in rows alone, and they run.

No program file was changed for them; what the rows cannot say stands in README.md beside this file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.cases.models import Case, ObligationRow
from amends.cases.steps import Intake, register, take_step
from amends.core.checker import check_texts
from amends.core.loading import load
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.refusal import Refused
from amends.core.story import run_story
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.shelf import bind, publish
from tests.makers import Town, town, viewer

HERE = Path(__file__).parent
UNSEEN = ("hotel-chain", "marketplace", "city-hotline")
MUTANTS_TRIED = 8
"""Of each pack, spread over its rows; every one of them was tried when the stories were written."""
NAMES_TOLD = ("marketplace",)
"""Whose stories tell every name of a list; of the other two they tell most."""
AMENDS = HERE.parents[1] / "amends"
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
IN_FORCE = date(2026, 3, 1)


@pytest.fixture(params=UNSEEN, scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(folders.read(HERE / request.param))


def test_the_checker_finds_no_fault_in_it(pack: Pack) -> None:
    files = folders.read(HERE / pack.id)

    assert [found.line("en") for found in check_texts(files, pack) if found.level == "error"] == []


def test_every_article_of_the_text_is_in_it_and_cited_by_a_row(pack: Pack) -> None:
    text = (HERE / pack.id / "regulation.md").read_text(encoding="utf-8")
    paragraphs = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    own = [article.no for article in pack.article if not article.no.startswith("W.")]

    assert own == [str(number) for number in range(1, len(paragraphs) + 1)]
    assert [
        found.line("en")
        for found in check_texts(folders.read(HERE / pack.id), pack)
        if "no row cites" in found.line("en")
    ] == []


def test_every_story_holds_with_its_figures(pack: Pack) -> None:
    assert pack.example
    assert [str(one) for example in pack.example for one in run_story(pack, example)] == []


def test_a_changed_row_figure_or_comparison_fails_some_story(pack: Pack) -> None:
    every = [one for one in mutants(pack) if pack.id in NAMES_TOLD or " without " not in one.says]
    tried = every[:: max(1, len(every) // MUTANTS_TRIED)]

    assert [one.says for one in tried if not killed(one)] == []


def test_no_file_of_the_program_names_one_of_them() -> None:
    files = [path for path in AMENDS.rglob("*") if path.suffix in (".py", ".toml", ".html", ".js", ".po")]
    naming = [f"{path}: {name}" for path in files for name in UNSEEN if name in path.read_text(encoding="utf-8")]

    assert naming == []


def governed(name: str) -> Town:
    """A town under one of the three since the first of March 2026."""
    made, files = town("river"), folders.read(HERE / name)
    with organisation(made.org.id):
        signed = tuple({"role": role, "person": str(made.he.id)} for role in load(files).signatures)
        row = publish(made.org.id, files, at=MONDAY, signatures=signed)
        bind(made.org.id, unit=made.office.id, published=row.id, position="lead", from_date=IN_FORCE, at=MONDAY)
    return made


Taking = Callable[..., None]


def begun(made: Town, **facts: Any) -> tuple[str, Taking]:
    """Register a complaint on the Monday and return its number and how somebody takes a step on it minutes later."""
    ordinary = {"channel": "phone", "matter": "complaint", "complainant": "林女士", "description": "原话照录"}
    number = register(viewer(made, "lan", at=MONDAY), Intake({**ordinary, **facts}, unit="CS"), at=MONDAY).number

    def take(who: str, step: str, minutes: int, **detail: Any) -> None:
        at = MONDAY + timedelta(minutes=minutes)
        take_step(viewer(made, who, at=at), number, step, at=at, detail=detail)

    return number, take


def owed(duty: str) -> datetime | None:
    due: datetime | None = ObligationRow.objects.get(duty=duty).due_at
    return due


@pytest.mark.django_db
def test_a_guest_without_a_room_is_seen_within_fifteen_minutes() -> None:
    made = governed("hotel-chain")
    with organisation(made.org.id):
        number, take = begun(made, in_house=True, category="overbooked", departs_at=MONDAY + timedelta(days=1))
        take("lan", "report_up", 3)
        assert owed("there_by_day") == MONDAY + timedelta(minutes=18)
        with pytest.raises(Refused):
            take("lan", "arrive", 5)
        take("mo", "arrive", 10)
        take("lan", "propose", 11, kind="first_night")

        assert ObligationRow.objects.get(duty="there_by_day").state == "met"
        assert Case.objects.get(number=number).stage == "registered"


@pytest.mark.django_db
def test_a_dispute_about_a_fake_goes_to_the_platform_at_once_and_gets_72_hours_for_evidence() -> None:
    made = governed("marketplace")
    with organisation(made.org.id):
        number, take = begun(made, product="围巾", paid=1000, direct_ground=["fake"])
        take("lan", "ask_platform", 1)
        assert owed("accept") == MONDAY + timedelta(minutes=121)
        take("lan", "accept_dispute", 30)
        assert owed("evidence_time") == MONDAY + timedelta(hours=72, minutes=30)
        with pytest.raises(Refused):
            take("mo", "decide", 60, kind="partial_refund", amount=701, reason="折价")

        assert Case.objects.get(number=number).stage == "handling"


@pytest.mark.django_db
def test_a_burst_pipe_is_sent_out_within_ten_minutes_and_received_within_thirty() -> None:
    made = governed("city-hotline")
    with organisation(made.org.id):
        number, take = begun(made, danger=["supply"], topic="停水", site="东街", wish="尽快供水")
        assert owed("send_out_urgent") == MONDAY + timedelta(minutes=10)
        take("lan", "dispatch", 5, to="ENG")
        assert owed("receive_urgent") == MONDAY + timedelta(minutes=35)
        take("chen", "accept", 12)

        assert owed("urgent") == MONDAY + timedelta(hours=24, minutes=12)
        assert Case.objects.get(number=number).stage == "handling"
