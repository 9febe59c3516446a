"""Real PostgreSQL for every test that asks for it, used as the app role.

Tests with the plain `db` mark are rolled back. After a test that really commits
(`transaction=True`, browsers, processes) the database is made fresh (fresh.py): journals
refuse to be truncated, even by their owner.
"""

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django import DjangoDbBlocker

from amends import postgres
from amends.people.tenancy import organisation
from tests import databases
from tests.fresh import Copy
from tests.makers import Town, govern, town

# What takes long on a busy machine is no fault of what is proved.
properties.register_profile("amends", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("amends")

# The headless shell first: the same engine without the windows around it, two thirds of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
NO_CHROMIUM = "no Chromium (as root: apt-get install chromium-headless-shell)"


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let tests read static files where they lie and hash passwords fast."""
    if not config.pluginmanager.has_plugin("django"):
        return
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything below tests/browser, and skip it where there is no Chromium."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_collection_finish() -> None:
    """Search for garbage less often, and never again among the thousands of tests that were collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which tests did not run, and why."""
    if left_out := _left_out(terminalreporter):
        terminalreporter.section(f"BROWSER TESTS THAT DID NOT RUN: {NO_CHROMIUM}", red=True)
        for name in left_out:
            terminalreporter.line(name)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a browser test that did not run is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and os.environ.get("CI") == "true" and reporter and _left_out(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _left_out(reporter: pytest.TerminalReporter) -> list[str]:
    return [report.nodeid for report in reporter.stats.get("skipped", []) if NO_CHROMIUM in str(report.longrepr)]


@pytest.fixture(scope="session")
def engine() -> Iterator[postgres.Engine]:
    """The PostgreSQL server of this test run."""
    with postgres.running(durable=False) as engine:
        yield engine


@pytest.fixture(scope="session")
def django_db_setup(
    engine: postgres.Engine,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[None]:
    """Clone a migrated database for this process and connect to it as the app role."""
    name = databases.name_for(worker_id)
    with django_db_blocker.unblock():
        source = databases.template(engine)
        copy = Copy(engine, source, name)
        copy.anew()
        connection.close()
        connection.settings_dict["NAME"] = name

    def start_afresh(self: TransactionTestCase) -> None:
        connections.close_all()
        copy.refresh()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
        yield
    with django_db_blocker.unblock():
        connections.close_all()
        copy.leave()
        databases.drop(engine, name)


@pytest.fixture
def river(db: None) -> Iterator[Town]:
    """The town under the property instruction, its organisation open."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        yield made


@pytest.fixture
def process_environment(engine: postgres.Engine, transactional_db: None) -> dict[str, str]:
    """The environment with which another process works on this test's database."""
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": postgres.with_parts(engine.owner_url, dbname=name),
        "AMENDS_APP_DATABASE_URL": postgres.with_parts(engine.app_url, dbname=name),
    }
