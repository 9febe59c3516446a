"""ANCHORS 34: files that everybody on the machine may read or write, because of a generous umask (django-helpdesk CVE-2018-25111)."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from amends import environment


@pytest.fixture(autouse=True)
def generous() -> Iterator[None]:
    """Create files as a careless service manager would."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_secrets_and_the_data_folder_are_their_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_DATA", str(tmp_path / "data"))

    environment.kept_secret("secret-key")

    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) & 0o066 == 0


def test_two_that_start_together_end_with_one_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_DATA", str(tmp_path / "data"))

    assert environment.kept_secret("x") == environment.kept_secret("x")
    assert len(environment.kept_secret("x")) >= 48
