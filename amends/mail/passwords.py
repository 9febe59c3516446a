"""The password of a mailbox, kept so that a copy of the database alone does not open it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(ValueError):
    """The password was sealed under a key that this installation no longer has."""


def seal(password: str) -> str:
    """Return what is kept of a password."""
    return _keys().encrypt(password.encode()).decode()


def unseal(kept: str) -> str:
    """Return the password. Raises Unreadable after the site's key was replaced without keeping the old one."""
    try:
        return _keys().decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("sealed under another key") from error


def _keys() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"mailbox {key}".encode()).digest())) for key in keys])
