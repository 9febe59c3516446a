"""What the checker says of a draft while it is written: within a time, and honest about what it did not ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.checker import check_texts
from amends.core.finding import NOT_FINISHED, Finding
from amends.core.loading import load
from amends.regulations import folders
from amends.regulations.looking import look

HOTEL = Path(__file__).parents[1] / "packs" / "hotel-chain"


@pytest.fixture
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    """A regulation that no other test has looked at: the answer is kept in the process."""
    found = dict(folders.read(HOTEL))
    return {**found, "pack.toml": found["pack.toml"] + f"\n# {request.node.name}\n"}


def named(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.row) for one in findings]


def test_a_check_without_time_says_that_it_is_not_finished_and_calls_nothing_sound(files: dict[str, str]) -> None:
    found = look(files, seconds=0)

    assert not found.finished
    assert found.findings[0].kind == NOT_FINISHED
    assert "not proven" in found.findings[0].says.en
    assert found.errors == ()
    assert [one.kind for one in found.about("duties.toml", "duty", 1)] == [NOT_FINISHED]


def test_what_needs_no_search_is_found_without_time(files: dict[str, str]) -> None:
    broken = {
        **files,
        "duties.toml": files["duties.toml"].replace('owner = "first_asked"', 'owner = "nobody_there"', 1),
    }

    assert "unknown_role" in [one.kind for one in look(broken, seconds=0).errors]


def test_whoever_publishes_gets_the_whole_check_though_an_unfinished_one_is_kept(files: dict[str, str]) -> None:
    look(files, seconds=0)

    whole = look(files, seconds=None)

    assert whole.finished
    assert named(whole.findings) == named(check_texts(files, load(files)))
    assert look(files, seconds=0) is whole


def test_a_check_within_its_time_is_the_whole_check(files: dict[str, str]) -> None:
    assert named(look(files).findings) == named(check_texts(files, load(files)))
