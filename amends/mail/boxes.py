"""The mailbox of an organisation, as its administrator sets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name, validate_email, validate_ipv46_address

from amends.mail.models import SECURITY, Mailbox
from amends.mail.passwords import seal
from amends.people.models import Organisation
from amends.people.staff import check_admin, note, refused
from amends.people.viewer import Viewer

PORTS = {"tls": 993, "starttls": 143, "plain": 143}
"""Ports are not asked for: a field for them would let an administrator sound out a network by our errors."""
HERE = ("localhost", "127.0.0.1", "::1")
SETTING = "mail"
"""In an organisation's settings: it reads mail, so the desk shows the place where it waits."""


def mailbox() -> Mailbox | None:
    """Return the mailbox of the open organisation, or None."""
    return Mailbox.objects.first()


def set_mailbox(viewer: Viewer, values: Mapping[str, Any], *, at: datetime) -> Mailbox:
    """Set the mailbox; an empty password leaves the one that is kept. Raises Refused for what is wrong, NotAdmin."""
    check_admin(viewer)
    box = Mailbox.objects.select_for_update().first() or Mailbox(org_id=viewer.org)
    before = (box.host, box.login, box.folder, box.security)
    _fill(viewer, box, values)
    if box._state.adding or before != (box.host, box.login, box.folder, box.security):
        box.port, box.validity, box.seen_to, box.error = PORTS[box.security], 0, 0, ""
        if before[0] and before[0] != box.host and not values.get("password"):
            raise refused("password", zh="换了服务器，请重新填写密码", en="Another server: give the password again")
    box.next_look_at = at
    box.save()
    org = Organisation.objects.get(pk=viewer.org)
    org.settings = {**org.settings, SETTING: True}
    org.directory_version = uuid4()
    org.save(update_fields=["settings", "directory_version"])
    note(viewer, at=at, about="mailbox", did="set" if box.is_active else "stopped")
    return box


def _fill(viewer: Viewer, box: Mailbox, values: Mapping[str, Any]) -> None:
    told = {name: str(values.get(name, "") or "").strip() for name in ("unit", "address", "host", "login", "folder")}
    unit = next((u.id for u in viewer.directory.units.values() if str(u.id) == told["unit"] and u.is_active), None)
    if unit is None:
        raise refused("unit", zh="请选择受理部门", en="Choose the unit that receives")
    box.unit_id, box.security = unit, str(values.get("security", "tls"))
    box.address = _checked("address", told["address"])
    box.host = _checked_host(told["host"].lower(), box.security)
    box.login, box.folder = _ascii("login", told["login"], 254), _ascii("folder", told["folder"] or "INBOX", 100)
    box.is_active = bool(values.get("is_active"))
    if password := str(values.get("password", "") or ""):
        if not password.isprintable():  # a line break would end the command of the sign-in and begin another
            raise refused("password", zh="密码不能含换行等控制字符", en="No line breaks or control signs in a password")
        box.password = seal(password[:1000])
    if box.host and not (box.login and box.password):
        raise refused("login", zh="请填写登录名和密码", en="Sign-in name and password are needed")


def _checked(field: str, address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise refused(field, zh="请填写邮箱地址", en="Write an e-mail address") from None
    return address.lower()


def _checked_host(host: str, security: str) -> str:
    if security not in SECURITY or (security == "plain" and host and host not in HERE):
        raise refused(
            "security", zh="只有本机可以不加密", en="Without encryption only on this machine itself"
        )  # fmt: skip
    for check in (validate_domain_name, validate_ipv46_address):
        try:
            check(host)
        except ValidationError:
            continue
        return host
    if host in ("", *HERE):
        return host
    raise refused("host", zh="请填写服务器名称，例如 imap.example.com", en="Write a server's name: imap.example.com")


def _ascii(field: str, text: str, most: int) -> str:
    if not text.isascii() or not (text.isprintable() or not text) or len(text) > most:
        raise refused(field, zh="只能用英文字母、数字和符号", en="Letters, digits and signs of ASCII only")
    return text
