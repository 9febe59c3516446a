"""Filters and tags of every screen: ``{% load face %}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.core.finding import Finding
from amends.core.pack import Pack
from amends.core.plain_hours import hours_in_words
from amends.core.plain_words import SETTING_MARKS
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.web import clocks, formatting
from amends.web.desk.regulation_key_words import finding_words

register = template.Library()
SETTING = re.compile("|".join(map(re.escape, SETTING_MARKS)))


@register.filter
def said(text: Any) -> str:
    """Return a pack's text in the language of the page."""
    if isinstance(text, Text):
        return text.in_(get_language() or "zh")
    return "" if text is None else str(text)


@register.filter
def finding_said(finding: Finding) -> str:
    """Return what the checker says of a row, its keys called by their titles."""
    return finding_words(finding, get_language() or "zh")


@register.filter
def headline(refused: Refused) -> str:
    """Return what a refusal says, without the sentences that stand as a list below it."""
    text, listed = said(refused.says), [said(one.says) for one in refused.missing]
    if len(listed) < 2 or not all(one in text for one in listed):
        return text
    return text[: min(text.index(one) for one in listed)].rstrip("：: ") or text


@register.filter
def named(row: Any) -> str:
    """Return the name of a unit or person in the language of the page."""
    language = get_language() or "zh"
    if row is None:
        return ""
    if hasattr(row, "name_in"):
        return str(row.name_in(language))
    return str(row.name(language)) if callable(getattr(row, "name", None)) else str(row)


@register.filter
def at(table: Any, key: Any) -> Any:
    """Return what a table holds under a key, or None."""
    return table.get(key) if table else None


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """Return 11月21日 周六 14:40 with the full date and zone on hover."""
    return _time(at, formatting.moment) if at else ""


@register.filter
def short_moment(at: datetime | None) -> SafeString | str:
    """Return the shortest clear time: 17:00, tomorrow 10:00, 周一 12:00."""
    return _time(at, formatting.near_moment) if at else ""


@register.filter
def day(at: datetime | None) -> SafeString | str:
    """Return 11月21日 周六."""
    return _time(at, formatting.day) if at else ""


@register.filter
def hour(at: datetime | None) -> SafeString | str:
    """Return 14:40."""
    return _time(at, lambda local, _now: f"{local:%H:%M}") if at else ""


def _time(at: datetime, shown: Any) -> SafeString:
    local = localtime(at)
    text, title = shown(local, localtime(now())), formatting.full(local)
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), title, text)


@register.filter
def marked(text: str, words: Iterable[str]) -> SafeString:
    """Return a text with each of some words in a ``mark``; everything else stays text."""
    known = sorted({one for one in words if one}, key=len, reverse=True)
    if not known:
        return format_html("{}", text)
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", text)
    rows = ((format_html("<mark>{}</mark>", one) if nth % 2 else one,) for nth, one in enumerate(parts))
    return format_html_join("", "{}", rows)


@register.filter
def settings_marked(text: str) -> SafeString:
    """Return a row read aloud, with a sign that leads to the settings after each value that the organisation sets."""
    parts = SETTING.split(text)
    sign = format_html(
        '<a class="set" href="#settings" title="{0}"><span aria-hidden="true">◇</span>'
        '<span class="only-read">{0}</span></a>',
        _("set by the organisation"),
    )  # fmt: skip
    return format_html_join(sign, "{}", ((one,) for one in parts))


@register.filter
def article_no(number: str) -> str:
    """Return 第 4.2.4 条, or Art. 4.2.4."""
    return formatting.article(number)


@register.filter
def money(amount: Any, currency: str) -> str:
    """Return 800 元, or GBP 800: an amount in the currency of its regulation."""
    return formatting.money(amount, currency) if amount not in (None, "") else ""


@register.filter
def week(hours: str) -> str:
    """Return hours of a week in words; what somebody wrote otherwise stays."""
    try:
        return said(hours_in_words(hours))
    except (KeyError, ValueError):
        return hours


@register.filter
def file_size(count: int) -> str:
    """Return 312 kB."""
    return formatting.size(count)


@register.simple_tag
def icon(name: str, more: str = "") -> SafeString:
    """Return an icon of the sprite; it is decoration, the word stands beside it."""
    return _icon(name, more)


@lru_cache(maxsize=500)
def _icon(name: str, more: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        more, static("vendor/icons.svg"), name,
    )  # fmt: skip


@register.simple_tag
def clock(of: Any, at: datetime | None = None, brief: bool = False) -> SafeString:
    """Show the clock of an obligation, of a ``Clock``, or of a due time. No template: lists show fifty."""
    shown = _clock_of(of, at or now())
    return format_html(
        '<span class="clock {}{}" title="{}"><i aria-hidden="true"></i><span>{}</span></span>',
        shown.shape, " held" if shown.held else "", shown.title, CLOCKS.get(shown.shape, _ahead)(shown, brief),
    )  # fmt: skip


def _clock_of(of: Any, moment_now: datetime) -> clocks.Clock:
    if isinstance(of, clocks.Clock):
        return of
    if of is None or isinstance(of, datetime):
        return clocks.clock(of, moment_now)
    return clocks.clock(
        of.due_at, moment_now, starts=of.starts_at, ended=of.ended_at, state=str(of.state),
        paused=bool(getattr(of, "paused_at", None)),
    )  # fmt: skip


def _late(clock: clocks.Clock, brief: bool) -> SafeString:
    if brief:
        return format_html('<span class="only-read">{} </span>{}', clock.word, clock.left)
    return format_html('{}<span class="left quiet"> · {}</span>', clock.left, clock.time)


def _stopped(clock: clocks.Clock, brief: bool) -> SafeString:
    time = f" {clock.time}" if clock.time and not brief else ""
    return format_html("{}{}{}", clock.word, time, f" · {clock.left}" if clock.left else "")


def _ahead(clock: clocks.Clock, _brief: bool) -> SafeString:
    left = format_html('<span class="left"> · {}</span>', clock.left) if clock.left else ""
    return format_html('<span class="only-read">{} </span>{}{}', clock.word, clock.time, left)


CLOCKS = {"late": _late, "stopped": _stopped}
"""How each shape reads; whatever else is still ahead."""


@register.simple_tag
def article(source: Pack | Text | Mapping[str, Pack] | None, number: str, side: str = "") -> SafeString | str:
    """Show the number of an article; opening it shows the wording. ``source``: a pack, packs, or the wording.

    No template: a case shows some twenty.
    """
    if not number:
        return ""
    packs = list(source.values()) if isinstance(source, Mapping) else [source] if isinstance(source, Pack) else []
    pack = next((one for one in packs if number in one.articles), None)
    text = pack.articles[number].text if pack else source if isinstance(source, Text) else None
    shown = article_no(number)
    if not text:
        return format_html('<span class="small quiet">{}</span>', shown)
    of = format_html('<span class="quiet small">{}</span>', said(pack.title)) if pack else ""
    return format_html(
        '<details class="art {}"><summary>{}</summary><div class="pop"><h3><span>{}</span>{}</h3>'
        '<div class="words">{}</div></div></details>', side, shown, shown, of, said(text),
    )  # fmt: skip


@register.simple_tag
def grade(title: Any, tone: str = "plain") -> SafeString | str:
    """Show a grade as a word; the tone only adds to it."""
    word = said(title)
    return format_html('<span class="chip {}">{}</span>', tone, word) if word else ""


@register.simple_tag
def options(of: Iterable[Any]) -> SafeString:
    """Show what a select offers. No template: some offer hundreds."""
    rows = ((one.value, " selected" if one.chosen else "", one.indent, one.label) for one in of)
    return format_html_join("", '<option value="{}"{}>{}{}</option>', rows)


@register.inclusion_tag("parts/empty.html")
def empty(icon_name: str, title: str, text: str = "", link: str = "", link_text: str = "") -> dict[str, Any]:
    """Show why nothing is here and what would fill it."""
    return {"icon_name": icon_name, "title": title, "text": text, "link": link, "link_text": link_text}
