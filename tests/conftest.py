"""Real PostgreSQL for every test that asks for it, used as the app role.

Tests with the plain `db` mark are rolled back. After a test that really commits
(`transaction=True`, browsers, processes) the database is cloned afresh: journals
refuse to be truncated, even by their owner.
"""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from amends import postgres
from tests import databases


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let tests read static files where they lie and hash passwords fast."""
    if not config.pluginmanager.has_plugin("django"):
        return
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


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
        databases.clone(engine, source, name)
        connection.close()
        connection.settings_dict["NAME"] = name

    def start_afresh(self: TransactionTestCase) -> None:
        connections.close_all()
        databases.clone(engine, source, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
        yield
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop(engine, name)


@pytest.fixture
def process_environment(engine: postgres.Engine, transactional_db: None) -> dict[str, str]:
    """The environment with which another process works on this test's database."""
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": postgres.with_parts(engine.owner_url, dbname=name),
        "AMENDS_APP_DATABASE_URL": postgres.with_parts(engine.app_url, dbname=name),
    }
