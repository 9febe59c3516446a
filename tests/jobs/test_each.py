"""What breaks one case or one organisation stops neither the others nor the worker."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.cases.models import Case, CaseRule, RungClimbed
from amends.jobs import tick as job
from amends.jobs import worker
from amends.jobs.tick import tick
from amends.people.tenancy import organisation
from amends.regulations.models import PublishedPack
from tests.makers import MONDAY, Town, govern, registered, town

LATER = MONDAY + timedelta(days=2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def new_process() -> None:
    """Forget what this process has seen, as a worker that has just started."""
    job._hour_seen.clear()


def made(code: str) -> Town:
    """Return a town with two complaints that nobody has dispatched."""
    found = town(code)
    with organisation(found.org.id):
        govern(found, "property-instruction")
        for nth in range(2):
            registered(found, phone=f"1380000000{nth}", complainant=f"业主{nth}")
    return found


def break_one(of: Town) -> str:
    """Leave a case under a regulation that cannot be read any more; return the other's number."""
    with organisation(of.org.id):
        broken, sound = Case.objects.order_by("number")
        old = PublishedPack.objects.first()
        assert old is not None
        bad = PublishedPack.objects.create(
            org=of.org, pack=old.pack, version="0", content_hash="0" * 64, title_zh="坏", title_en="Broken",
            files={"pack.toml": "unknown = 1"}, published_at=MONDAY,
        )  # fmt: skip
        CaseRule.objects.filter(case=broken).update(published=bad)
        return sound.number


def climbed(of: Town) -> set[str]:
    """Return the numbers of the cases in which a rung was climbed."""
    with organisation(of.org.id):
        return set(RungClimbed.objects.values_list("obligation__case__number", flat=True))


def test_a_case_whose_regulation_cannot_be_read_is_named_in_the_log_and_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = made("first"), made("second")
    sound = break_one(first)

    tick(LATER)

    assert climbed(first) == {sound}
    assert len(climbed(second)) == 2
    assert "left out" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_stops_neither_the_worker_nor_the_next_job(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    town_of_two = made("first")

    monkeypatch.setattr(worker, "WORK", (lambda now: 1 // 0, tick))
    worker.work_once(LATER)

    assert len(climbed(town_of_two)) == 2
    assert "job failed" in caplog.text
