"""How dates, spans, articles and money look in Chinese and in English."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_ZH_DAYS = "一二三四五六日"
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def english() -> bool:
    """Return whether the page is being shown in English."""
    return (get_language() or "zh").lower().startswith("en")


def day(local: datetime, now: datetime) -> str:
    """Return 11月21日 周六, or Sat 21 Nov; with the year when it is not this one."""
    if english():
        year = f" {local.year}" if local.year != now.year else ""
        return f"{_EN_DAYS[local.weekday()]} {local.day} {_EN_MONTHS[local.month - 1]}{year}"
    year = f"{local.year}年" if local.year != now.year else ""
    return f"{year}{local.month}月{local.day}日 周{_ZH_DAYS[local.weekday()]}"


def moment(local: datetime, now: datetime) -> str:
    """Return 11月21日 周六 14:40, or Sat 21 Nov 14:40."""
    return f"{day(local, now)} {local:%H:%M}"


def near_moment(local: datetime, now: datetime) -> str:
    """Return the shortest text that is still clear: 17:00, tomorrow 10:00, 周一 12:00, 11月25日 周三 17:00."""
    away = (local.date() - now.date()).days
    if away == 0:
        return f"{local:%H:%M}"
    if away == 1:
        return _("tomorrow %(time)s") % {"time": f"{local:%H:%M}"}
    if away == -1:
        return _("yesterday %(time)s") % {"time": f"{local:%H:%M}"}
    if 1 < away < 7 and local.isocalendar()[:2] == now.isocalendar()[:2]:
        return f"{_EN_DAYS[local.weekday()] if english() else '周' + _ZH_DAYS[local.weekday()]} {local:%H:%M}"
    return moment(local, now)


def past_moment(local: datetime, now: datetime) -> str:
    """Return a time gone by as lists have room for: 10:34, 昨天 09:46 or Sat 09:46, 11月13日, 2025年11月13日."""
    away = (now.date() - local.date()).days
    if away == 1 and english():
        return f"{_EN_DAYS[local.weekday()]} {local:%H:%M}"
    if away < 2:
        return near_moment(local, now)
    return day(local, now).partition(" ")[2 if english() else 0]


def full(local: datetime) -> str:
    """Return the date with year, seconds and zone, for the hover text."""
    offset = local.strftime("%z")
    zone = getattr(local.tzinfo, "key", None) or local.tzname() or ""
    return f"{local:%Y-%m-%d %H:%M:%S} {zone} (UTC{offset[:3]}:{offset[3:]})"


def length(span: timedelta) -> str:
    """Return a length of time in at most two units: 18 min, 4 h 18 min, 2 d 3 h, 9 d."""
    span = abs(span)
    days, rest = span // DAY, span % DAY
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days:
        parts = [ngettext("%(n)s d", "%(n)s d", days) % {"n": days}]
        return " ".join(parts + ([_("%(n)s h") % {"n": hours}] if hours and days < 3 else []))
    if hours:
        parts = [_("%(n)s h") % {"n": hours}]
        return " ".join(parts + ([_("%(n)s min") % {"n": minutes}] if minutes else []))
    if minutes:
        return _("%(n)s min") % {"n": minutes}
    return _("%(n)s s") % {"n": span // timedelta(seconds=1)}


def article(number: str) -> str:
    """Return 第 4.2.4 条, or Art. 4.2.4."""
    return _("Art. %(number)s") % {"number": number} if number else ""


def money(amount: Any, currency: str) -> str:
    """Return 800 元, or CNY 800; two digits after the point only when there are cents."""
    value = Decimal(str(amount))
    shown = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    if currency != "CNY":
        return f"{currency} {shown}"
    return _("CNY %(amount)s") % {"amount": shown}


def size(count: int) -> str:
    """Return the size of a file: 312 kB, 4.2 MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
