"""What the operator may set from outside: every environment variable, once.

The table is the documentation: `make docs` prints it, and a variable that is not
listed here is never read.
"""

import gc
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default and what it is for."""

    name: str
    default: str
    sentence: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATABASE_URL",
        "",
        "The PostgreSQL (15 or newer) to use, as its owner. Empty: the embedded one.",
    ),
    Setting(
        "AMENDS_APP_DATABASE_URL",
        "",
        "The same database as the role that serves. Empty: Amends makes the role amends_app "
        "and keeps its password in the data folder. Needed when several machines serve.",
    ),
    Setting(
        "AMENDS_ROLE",
        "app",
        "Which role Django connects as: app (serves, works) or owner (migrates).",
    ),
    Setting(
        "AMENDS_DATA",
        "",
        "The data folder. Empty: /var/lib/amends for root, else ~/.local/share/amends.",
    ),
    Setting("AMENDS_ADDRESS", "127.0.0.1:8000", "Host and port on which `amends run` serves the site."),
    Setting("AMENDS_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the site answers to."),
    Setting(
        "AMENDS_ORIGINS",
        "",
        "Origins trusted for forms behind a proxy, as https://host, separated by commas.",
    ),
    Setting(
        "AMENDS_PUBLIC_URL",
        "http://127.0.0.1:8000",
        "The address that letters print before a path of the portal.",
    ),
    Setting("AMENDS_HTTPS", "0", "1 when the site is reached over HTTPS: secure cookies, HSTS."),
    Setting(
        "AMENDS_PROXY_TLS",
        "0",
        "1 when a proxy in front ends TLS and itself sets X-Forwarded-Proto.",
    ),
    Setting(
        "AMENDS_TRUSTED_PROXIES",
        "",
        "Addresses or networks of proxies in front, separated by commas. Only theirs is the word about who "
        "calls (X-Forwarded-For), by which tries are counted.",
    ),
    Setting("AMENDS_DEBUG", "0", "1 shows error pages with source. Never on a site others reach."),
    Setting("AMENDS_DEMO", "1", "0 keeps `amends run` from filling an empty database."),
    Setting("AMENDS_SECRET_KEY", "", "Signs sessions. Empty: made once, kept in the data folder."),
    Setting(
        "AMENDS_OLD_SECRET_KEYS",
        "",
        "Former keys, separated by commas, still accepted while one is being replaced.",
    ),
    Setting("AMENDS_THREADS", "4", "Requests that one web process works on at the same time."),
    Setting("AMENDS_WEB_PROCESSES", "2", "Web processes that `amends run` starts."),
    Setting("AMENDS_POOLED", "0", "1 when a transaction pooler (pgbouncer) stands before PostgreSQL."),
    Setting("AMENDS_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Setting("AMENDS_LOG_FORMAT", "", "json or text. Empty: text on a terminal, else json."),
    Setting("AMENDS_SMTP_URL", "", "smtp://user:password@host:587. Empty: letters are printed."),
    Setting("AMENDS_MAIL_FROM", "amends@localhost", "The sender of letters by mail."),
)

_DEFAULTS: Mapping[str, str] = {setting.name: setting.default for setting in SETTINGS}


def text(name: str) -> str:
    """Return the value of a listed setting; KeyError when it is not listed."""
    default = _DEFAULTS[name]
    return os.environ.get(name, "").strip() or default


def switch(name: str) -> bool:
    """Return a listed setting as on or off."""
    return text(name).lower() in {"1", "true", "yes", "on"}


def number(name: str) -> int:
    """Return a listed setting as an integer; ValueError names the setting."""
    try:
        return int(text(name))
    except ValueError as error:
        raise ValueError(f"{name} must be a whole number, not {text(name)!r}") from error


def names(name: str) -> list[str]:
    """Return a listed setting that holds several values separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def data_folder() -> Path:
    """Return the folder that holds everything Amends keeps outside the database, made if new."""
    if given := text("AMENDS_DATA"):
        folder = Path(given).expanduser().absolute()
    elif os.geteuid() == 0:
        folder = Path("/var/lib/amends")
    else:
        folder = Path.home() / ".local" / "share" / "amends"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        # As root the embedded server runs as another user, which must pass through.
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder


def kept_secret(name: str) -> str:
    """Return a random secret of this installation, made at first use, readable by us alone."""
    path = data_folder() / name
    try:
        # O_EXCL: two processes that start together must end with the same secret.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def setup_django() -> None:
    """Load Django's settings and apps, for a command that needs them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
    django.setup()


def keep_what_is_loaded() -> None:
    """Take what a long-running process has loaded out of the collector's rounds: it stays anyway."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
