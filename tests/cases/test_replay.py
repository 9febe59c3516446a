"""Past cases under other rules: what replay says equals what really happens where those rules govern (FR-258)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import TestCase

from amends.cases import journal
from amends.cases.models import Case, ObligationRow, ReplayedCase, Run
from amends.cases.replay.asking import Wanted, ask_replay, stop_replay
from amends.cases.replay.stories import read
from amends.cases.steps import Intake, register, take_step
from amends.core import paths
from amends.core.finding import BrokenPack
from amends.core.path_values import Telling, told
from amends.core.refusal import Refused
from amends.jobs.replay import work_off
from amends.people.directory import directory
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.drafts import NotRuleOwner
from amends.regulations.shelf import bind, publish
from tests.makers import MONDAY, START, Town, complaint, person, town, viewer

PACK = "developer-four-grades"
FIVE, EIGHT = "complainants = { and_above = 5 }", "complainants = { and_above = 8 }"
BEGAN = datetime.fromisoformat("2024-03-04T09:00:00+08:00")
END = BEGAN + timedelta(days=70)
CASES = 14


def texts(*, eight: bool = False) -> dict[str, str]:
    """Return the regulation of four grades: major from five people on, or from eight."""
    files = folders.read(folders.find(PACK))
    changed = {name: text.replace(FIVE, EIGHT) if eight else text for name, text in files.items()}
    assert (changed != files) is eight
    return {name: text for name, text in changed.items() if not name.startswith("examples")}


def governed(code: str, files: Mapping[str, str]) -> Town:
    """Return a town that these texts govern, with its project's customer service."""
    made = town(code)
    with organisation(made.org.id):
        for login, roles in (("ping", ("project_cs",)), ("gu", ("project_gm",)), ("hua", ("hq_cs",))):
            made.people[login] = person(made, f"{login}@{code}", login, unit=made.desk, roles=roles)
        row = publish(made.org.id, files, at=MONDAY, signatures=tuple({"role": r, "person": ""} for r in SIGNERS))
        bind(
            made.org.id, unit=made.office.id, published=row.id, position="lead", from_date=START, at=MONDAY
        )  # fmt: skip
    return made


SIGNERS = ("customer_service_centre", "project_gm", "hq_cs", "quality_department", "unit_head", "department_head")


@contextmanager
def lived(code: str, files: Mapping[str, str]) -> Iterator[Town]:
    """Let a town live through ten weeks of complaints, step by real step, the worker ticking before each."""
    made = governed(code, files)
    with organisation(made.org.id):
        numbers: dict[int, str] = {}
        for at, case, step, said in _weeks(Random(7)):
            _tick(made, at - timedelta(seconds=1))
            with TestCase.captureOnCommitCallbacks(execute=True):  # siblings are woken when a step is committed
                _do(made, numbers, at, case, step, said)
            _tick(made, at)
        _tick(made, END)
        yield made


def _do(made: Town, numbers: dict[int, str], at: datetime, case: int, step: str, said: dict[str, Any]) -> None:
    ping = viewer(made, "ping", at=at)
    if step == "register":
        numbers[case] = register(ping, Intake(complaint(**said), unit="CS"), at=at).number
        return
    brought = {name: value for name, value in said.items() if name != "on"}
    who = viewer(made, WHO.get(step, "ping"), at=at)
    try:
        take_step(who, numbers[case], step, at=at, detail=brought, on=said.get("on", ""))
    except Refused:
        if step not in ("classify", "handle", "close"):  # gates that both versions have
            raise


def _tick(made: Town, at: datetime) -> None:
    while due := list(Case.objects.filter(next_look_at__lte=at).values_list("pk", flat=True)):
        journal.pass_time(due[:1], org=made.org.id, at=Case.objects.get(pk=due[0]).next_look_at or at)


WHO = {"accept": "wu", "handle": "wu"}


def _weeks(random: Random) -> list[tuple[datetime, int, str, dict[str, Any]]]:
    happenings: list[tuple[datetime, int, str, dict[str, Any]]] = []
    for case in range(CASES):
        at = BEGAN + timedelta(seconds=random.randrange(30 * 86_400))
        said = {
            "category": random.choice(["engineering/leak", "delivery/late"]), "phone": f"1380000{case % 9:04d}",
            "complainant": f"业主{case % 9}", "complainants": random.choice([1, 2, 4, 5, 6, 7, 9]), "estimate": "yes",
            "anonymous": False,
        }  # fmt: skip
        happenings.append((at, case, "register", said))
        for step, brought in (
            ("classify", {"category": "engineering/crack", "delay_cause": random.choice(["ours", "other"])}),
            ("read_back", {}), ("dispatch", {"to": "ENG"}), ("accept", {"on": "order-1"}),
            ("handle", {"on": "order-1", "result": "已修好"}), ("close", {}),
        ):  # fmt: skip
            at += timedelta(seconds=random.randrange(3_600, 6 * 86_400))
            happenings.append((at, case, step, brought))
    return sorted(happenings, key=lambda one: one[0])


def played(made: Town, files: Mapping[str, str], **more: Any) -> Run:
    """Return the finished run of all cases of a town under texts."""
    with organisation(made.org.id):
        head = viewer(made, "he", at=END)
        run = ask_replay(head, Wanted(files, BEGAN.date(), END.date(), **more), at=END)
        work_off(END, only=run.pk, processes=1)
        return Run.objects.get(pk=run.pk)


def recorded(made: Town) -> list[tuple[Any, ...]]:
    """Return what was recorded of each case, in the order of receipt: heaviest grade, grade, what was late."""
    with organisation(made.org.id):
        return [
            (
                dict(case.highest), {key: one["grade"] for key, one in case.gradings.items()},
                sorted(one.duty for one in ObligationRow.objects.filter(case=case) if one.rest.get("missed")),
            )
            for case in Case.objects.order_by("received_at")
        ]  # fmt: skip


@pytest.mark.django_db
def test_replay_under_eight_people_equals_a_town_that_lived_under_eight_people() -> None:
    """Brute force: the same steps, really taken where the other version governs, give what the replay says (FR-258)."""
    with lived("five", texts()) as five:
        run = played(five, texts(eight=True))
        rows = list(ReplayedCase.objects.filter(run=run).order_by("case__received_at"))
    with lived("eight", texts(eight=True)) as eight:
        wanted = recorded(eight)

    assert (run.state, run.result["restless"]) == ("done", [])
    assert len(rows) == len(wanted) == CASES
    for row, (highest, grades, late) in zip(rows, wanted, strict=True):
        assert _after(row, "grade:r37:") == grades[f"{PACK}/r37"]
        assert _after(row, "heaviest:r37:") == highest[f"{PACK}/r37"]
        assert sorted(one.partition(":")[2] for one in row.marks if one.startswith("late_after:")) == sorted(set(late))
    lower = {mark: n for mark, n in run.result["marks"].items() if mark.startswith("heaviest:r37:major>h")}
    assert lower, "raising the threshold grades some past cases lower"


def _after(row: ReplayedCase, kind: str) -> str:
    return next(mark.rpartition(">")[2] for mark in row.marks if mark.startswith(kind))


@pytest.mark.django_db
def test_replay_under_the_version_that_governed_finds_no_difference() -> None:
    with lived("five", texts()) as five:
        run = played(five, texts())

        assert run.result["cases"] == CASES
        assert run.result["differ"] == 0
        assert run.result["work_before"] == run.result["work_after"] != {}
        assert run.progress == run.total == CASES


@pytest.mark.django_db
def test_the_lines_of_a_journal_tell_what_their_steps_tell() -> None:
    """A case finds its path by its lines and is played, and noted, by its steps."""
    with lived("five", texts()) as five:
        ids = list(Case.objects.values_list("pk", flat=True))
        pasts = list(read(ids, known=directory(five.org.id), until=END))

    assert len(pasts) == CASES
    for past in pasts:
        lines, steps = Telling(END), Telling(END)
        assert past.lines.told(lines) == told(past.lines.steps(), steps)
        assert lines.values == steps.values
        assert len(lines.values) > 20


@pytest.mark.django_db
def test_two_processes_are_not_needed_and_a_second_replay_keeps_the_first() -> None:
    with lived("five", texts()) as five:
        first, second = played(five, texts(eight=True)), played(five, texts(eight=True))

        assert first.pk != second.pk
        assert {**first.result, "seconds": 0} == {**second.result, "seconds": 0}
        assert ReplayedCase.objects.filter(run=first).count() == CASES


@pytest.mark.django_db
def test_cases_that_cannot_be_noted_are_played_and_somebody_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> Any:
        raise ValueError("nonsense was read")

    with lived("five", texts()) as five:
        wanted = played(five, texts(eight=True)).result
        monkeypatch.setattr(paths, "noted", fails)
        found = played(five, texts(eight=True)).result

    assert {**found, "seconds": 0} == {**wanted, "seconds": 0}
    assert "shapes of cases that nobody can follow" in caplog.text


@pytest.mark.django_db
def test_a_run_that_lost_its_worker_begins_anew_and_is_given_up_after_three_tries() -> None:
    with lived("five", texts()) as five:
        run = played(five, texts(eight=True))
        later = END + timedelta(minutes=5)
        Run.objects.filter(pk=run.pk).update(state="running", seen_alive_at=END, result={"tries": 1})

        work_off(later, only=run.pk, processes=1)
        again = Run.objects.get(pk=run.pk)
        Run.objects.filter(pk=run.pk).update(state="running", seen_alive_at=END, result={"tries": 3})
        work_off(later, only=run.pk, processes=1)

        assert (again.state, again.result["tries"], again.result["cases"]) == ("done", 2, CASES)
        assert ReplayedCase.objects.filter(run=run).count() == 0
        given_up = Run.objects.get(pk=run.pk)
        assert (given_up.state, given_up.result["fault"]) == ("failed", "given_up")


@pytest.mark.django_db
def test_only_who_writes_regulations_asks_and_only_for_a_period_and_texts_that_are_some() -> None:
    made = governed("five", texts())
    with organisation(made.org.id):
        head, lan = viewer(made, "he", at=END), viewer(made, "lan", at=END)

        with pytest.raises(NotRuleOwner):
            ask_replay(lan, Wanted(texts(), BEGAN.date(), END.date()), at=END)
        with pytest.raises(Refused):
            ask_replay(head, Wanted(texts(), END.date(), BEGAN.date()), at=END)
        with pytest.raises(BrokenPack):
            ask_replay(head, Wanted({"pack.toml": "no = 1"}, BEGAN.date(), END.date()), at=END)
        assert not Run.objects.exists()


@pytest.mark.django_db
def test_what_waits_can_be_taken_back_and_is_not_played() -> None:
    made = governed("five", texts())
    with organisation(made.org.id):
        head = viewer(made, "he", at=END)
        run = ask_replay(head, Wanted(texts(), BEGAN.date(), END.date()), at=END)

        assert stop_replay(head, run.pk, at=END)
        assert not stop_replay(head, run.pk, at=END)
        assert work_off(END, only=run.pk, processes=1) == 0
        assert Run.objects.get(pk=run.pk).state == "failed"
