"""The command `amends check`, as somebody types it: from a fresh data folder and through DATABASE_URL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from amends import postgres
from amends.people.models import Membership
from amends.people.tenancy import organisation
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import content_hash
from tests import databases
from tests.core.telling import texts_of
from tests.makers import MONDAY, Town, govern, town

ROWS = """
[[role]]
id = "front_desk"
$T
[[role]]
id = "handler"
$T
[[stage]]
id = "new"
kind = "new"
$T
[[step]]
id = "register"
kind = "register"
$A
$T
to = "new"
by = ["front_desk"]
[[step]]
id = "send"
kind = "dispatch"
$A
$T
from = ["new"]
by = ["front_desk"]
[[stage]]
id = "closed"
kind = "closed"
$T
[[step]]
id = "close"
kind = "close"
$A
$T
from = ["new"]
to = "closed"
[[step]]
id = "done"
kind = "handle"
$A
$T
from = ["new"]
by = ["handler"]
[[duty]]
id = "D1"
$A
$T
owner = "handler"
for_each = "order"
opens = "dispatched"
met_by = "handled"
within = "12 h"
"""
STORIES = """
[[example]]
title = { zh = "发给一个起了绰号的经销商", en = "Sent to a dealer by nickname" }
  [[example.event]]
  at = 2024-03-04T09:00:00+08:00
  do = "register"
  with = { description = "异响" }
  [[example.event]]
  at = 2024-03-04T09:10:00+08:00
  do = "send"
  on = "order-1"
  with = { to = "dealer-1" }
  [[example.event]]
  at = 2024-03-04T21:10:01+08:00
  do = "nothing"
  expect.late = ["D1"]
[[example]]
title = { zh = "只说事件", en = "Told in bare events" }
  [[example.event]]
  at = 2024-03-04T09:00:00+08:00
  do = "received"
"""
BEGINS_WITH_AN_EVENT = "it begins with “received”, not with a registration"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with a small pack and two stories, of which one can be told in steps."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, text in {**texts_of(ROWS), "examples.toml": STORIES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A data folder of its own, under a path short enough for a socket."""
    with TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o711)  # the server's user must pass
        yield Path(folder) / "data"


def check(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DATABASE_URL", "AMENDS_APP_DATABASE_URL")
    surroundings = {key: value for key, value in os.environ.items() if key not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "amends", "check", *words], env=surroundings | environment, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip


def test_stories_go_through_steps_from_a_fresh_data_folder_and_the_others_are_said(pack: Path, fresh: Path) -> None:
    done = check(str(pack), "--through-steps", AMENDS_DATA=str(fresh))

    assert (done.returncode, done.stderr) == (0, "")
    assert f"not in steps: small: 只说事件: {BEGINS_WITH_AN_EVENT}" in done.stdout
    assert "2 examples, 1 through steps (1 cannot be told in steps), 0 settings to fill, 0 failures" in done.stdout


def test_stories_go_through_steps_in_an_empty_database_by_its_address_and_leave_nothing(
    pack: Path, engine: postgres.Engine, tmp_path: Path
) -> None:
    name = f"{databases.name_for('check')}"
    with databases.admin(engine) as server:
        server.execute(f'CREATE DATABASE "{name}" OWNER "{databases._owner(engine)}"')
    address = {
        "DATABASE_URL": postgres.with_parts(engine.owner_url, dbname=name),
        "AMENDS_APP_DATABASE_URL": postgres.with_parts(engine.app_url, dbname=name),
    }
    try:
        with psycopg.connect(address["DATABASE_URL"]) as owner:
            postgres.allow_app(owner)

        done = check(str(pack), "--through-steps", "--json", AMENDS_DATA=str(tmp_path), **address)

        assert (done.returncode, done.stderr) == (0, "")
        told = json.loads(done.stdout)
        assert told["through_steps"] == 1
        assert told["not_through_steps"] == [{"pack": "small", "example": "只说事件", "why": BEGINS_WITH_AN_EVENT}]
        with psycopg.connect(address["DATABASE_URL"]) as owner:
            assert owner.execute("SELECT count(*) FROM people_organisation").fetchone() == (0,)
    finally:
        databases.drop(engine, name)


def test_a_database_of_another_version_is_left_alone_and_said(pack: Path, process_environment: dict[str, str]) -> None:
    address = process_environment["DATABASE_URL"]
    with psycopg.connect(address) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'cases' AND name NOT LIKE '0001%'")

    done = check(str(pack), "--through-steps", **process_environment)

    assert done.returncode == 2
    assert "run `amends migrate` first" in done.stdout


def test_stories_of_another_file_are_told_and_a_difference_is_a_failure(pack: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine.toml"
    elsewhere.write_text(STORIES.replace('expect.late = ["D1"]', "expect.not_late = ['D1']"), encoding="utf-8")

    done = check(str(pack), "--examples", str(elsewhere))

    assert done.returncode == 1
    assert "late" in done.stdout


def test_a_story_that_cannot_be_told_is_a_failure_with_its_reason(pack: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine.toml"
    elsewhere.write_text(STORIES.replace("  at = 2024-03-04T21:10:01+08:00\n", ""), encoding="utf-8")

    done = check(str(pack), "--examples", str(elsewhere))

    assert done.returncode == 1
    assert "an event needs `at` with a zone" in done.stdout


def test_an_expectation_of_another_kind_is_a_failure_of_its_story_and_the_others_are_told(
    pack: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "mine.toml"
    odd = STORIES.replace('expect.late = ["D1"]', "expect.late = ['D1']\n  expect.due = ['D1']", 1)
    elsewhere.write_text(odd, encoding="utf-8")

    done = check(str(pack), "--examples", str(elsewhere))

    assert (done.returncode, done.stderr) == (1, "")
    assert "mine.toml" in done.stdout
    assert "expect.due cannot be '[D1]'; it is written as { C02 = moment }" in done.stdout
    assert "2 examples" in done.stdout


def test_a_reader_that_has_read_enough_is_no_fault(pack: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m amends check '{pack}' --json | true"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.stderr == ""


def test_what_is_published_is_read_again_and_only_what_cannot_be_read_is_a_failure(
    process_environment: dict[str, str],
) -> None:
    """FR-255, decision 0014."""
    texts = texts_of(ROWS)
    strange = {**texts, "rows.toml": texts["rows.toml"].replace("[[duty]]", '[[duty]]\ncolour = "red"')}
    broken = {**texts, "rows.toml": texts["rows.toml"].replace('within = "12 h"', 'force = "perhaps"')}
    for code, files in (("sea", strange), ("hill", broken)):
        _published(town(code), files)

    done = check("--published", **process_environment)

    assert done.returncode == 1
    assert "left out: sea: small 1: rows.toml D1 art. 1: 本版程序不认识“colour”" in done.stdout
    assert "hill: small 1: rows.toml D1 art. 1: “force”" in done.stdout
    assert "2 published packs, 1 keys left out, 1 failures" in done.stdout


def _published(made: Town, texts: dict[str, str]) -> None:
    """Leave a published pack as a program of another version would have."""
    with organisation(made.org.id):
        PublishedPack.objects.create(
            org=made.org, pack="small", version="1", content_hash=content_hash(texts, {}), title_zh="小",
            title_en="Small", files=texts, checker_version="0", published_at=MONDAY,
        )  # fmt: skip


def test_roles_that_nobody_of_the_organisation_holds_are_failures_with_unit_row_and_article(
    process_environment: dict[str, str],
) -> None:
    made = town("lake")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        Membership.objects.filter(role="front_desk").delete()

    done = check("--org", "lake", **process_environment)

    assert done.returncode == 1
    assert "nobody owes this: nobody holds" in done.stdout
    assert "rows for which nobody holds the role" in done.stdout


def test_an_organisation_that_does_not_exist_is_said(process_environment: dict[str, str]) -> None:
    done = check("--org", "nowhere", **process_environment)

    assert (done.returncode, done.stdout) == (2, "amends check: there is no organisation “nowhere”\n")


def test_a_fault_is_told_in_json_with_a_case_that_try_takes(pack: Path) -> None:
    rows = (pack / "rows.toml").read_text(encoding="utf-8")
    gap = '[[list]]\nid = "g"\n$T\ngrades = ["a"]\n[[row]]\nid = "R"\nlist = "g"\ngrade = "a"\n$A\nsays = { zh = "大", en = "big" }\n'
    gap += "when = { complainants = { at_least = 5 } }\n"
    (pack / "rows.toml").write_text(rows + texts_of(gap)["rows.toml"], encoding="utf-8")

    done = check(str(pack), "--json")

    (failure,) = json.loads(done.stdout)["failures"]
    assert (done.returncode, failure["kind"], failure["row"], failure["level"]) == (1, "gap", "g", "error")
    assert failure["case"]["just_told"] is True
    assert 0 <= failure["case"]["facts"]["complainants"] < 5
