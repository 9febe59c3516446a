"""Facts, marks and changes of a case as sentences in the language of the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amends.cases.facts import OURS, types_of
from amends.cases.queries.case_page import CasePage, FactLine
from amends.cases.queries.journal_lines import Change, EntryLine, Word
from amends.core.ledger import Rules
from amends.core.pack import Pack
from amends.core.vocabulary import FACTS, OF_UNITS, Type
from amends.people.viewer import Viewer
from amends.web.desk.rows import said
from amends.web.fields import choice_title, fact_title, kind_title
from amends.web.formatting import english, moment, money, near_moment
from amends.web.words import YES_NO

SENTENCES = {
    "allowed": gettext_lazy("Allowed by: %(what)s"),
    "opened": gettext_lazy("Clock started: %(what)s"),
    "slept": gettext_lazy("Will be owed later: %(what)s"),
    "woke": gettext_lazy("Clock started: %(what)s"),
    "met": gettext_lazy("Done: %(what)s"),
    "voided": gettext_lazy("No longer owed: %(what)s"),
    "superseded": gettext_lazy("Replaced: %(what)s"),
    "revived": gettext_lazy("Owed again: %(what)s"),
    "moved": gettext_lazy("Due time moved: %(what)s"),
    "paused": gettext_lazy("Clock paused: %(what)s"),
    "resumed": gettext_lazy("Clock goes on: %(what)s"),
    "late": gettext_lazy("Late: %(what)s"),
    "told": gettext_lazy("Reminded: %(what)s"),
    "stage": gettext_lazy("Stage: %(what)s"),
    "by_itself": gettext_lazy("By itself, on its date: %(what)s"),
    "graded": gettext_lazy("Grade: %(what)s"),
    "fall_proposed": gettext_lazy("A lower grade waits for approval: %(what)s"),
    "flagged": gettext_lazy("Marked: %(what)s"),
    "unflagged": gettext_lazy("Mark taken away: %(what)s"),
}
WITH_DUE = ("opened", "woke", "revived", "moved", "resumed")
ALWAYS_QUOTED = ("note", "description", "text", "result")
SHORT = 40
"""Words as short as this stand in one line with the marks."""
SILENT_STEPS = ("tick", "recount", "follows")
FOLD_FROM = 3
MARK_TITLES = {
    "other": gettext_lazy("Other case"), "to_person": gettext_lazy("To person"), "duty": gettext_lazy("Which clock"),
    "order_limit": gettext_lazy("To be done by"), "override_reason": gettext_lazy("Reason to go past it"),
    "role": gettext_lazy("Signed as"), "flag": gettext_lazy("Mark"), "proof": gettext_lazy("Proof"),
}  # fmt: skip
"""What marks of an entry are called that are no facts of the regulation's vocabulary."""
HIDDEN_MARKS = frozenset({
    "complainant", "complainants_alone", "list", "letter", "pack", "in_writing", "files", "to_function",
    "registered_by",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the article behind it."""

    text: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An entry as the page shows it."""

    entry: EntryLine
    day: str
    marks: tuple[str, ...]
    words: tuple[Word, ...]
    effects: tuple[Line, ...]
    on: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Entries that time alone made, one after the other: a line that opens."""

    rows: tuple[JournalRow, ...]
    late: int


def journal_rows(page: CasePage, entries: Iterable[EntryLine]) -> Iterator[JournalRow]:
    """Yield entries with their marks and what the regulation made of them."""
    rules, viewer = page.reading.rules, page.reading.viewer
    for entry in entries:
        changes = tuple(_changes(entry.changes))
        if entry.step in SILENT_STEPS and not changes:
            continue  # time passed, and nothing came of it that a reader could use
        short = [one for one in entry.words if one.text and one.name not in ALWAYS_QUOTED and len(one.text) <= SHORT]
        said_short = [named(said(one.title), one.text or "") for one in short]
        yield JournalRow(
            entry, f"{localtime(entry.happened_at):%Y-%m-%d}", (*_marks(rules, entry, viewer), *said_short),
            tuple(one for one in entry.words if one not in short), changes,
            order_name(entry.on),
        )  # fmt: skip


def folded(rows: Iterable[JournalRow]) -> list[JournalRow | Fold]:
    """Return the rows with each run of several that only time made as one; what people did stays in sight."""
    found: list[JournalRow | Fold] = []
    for by_time, run in groupby(rows, key=lambda row: row.entry.step in SILENT_STEPS and not row.words):
        several = tuple(run)
        if by_time and len(several) >= FOLD_FROM:
            late = sum(one.kind == "late" for row in several for one in row.entry.changes)
            found.append(Fold(several, late))
        else:
            found.extend(several)
    return found


def fact_rows(page: CasePage, *, only: Collection[str] = (), dated: bool = False) -> Iterator[tuple[str, str]]:
    """Yield title and value of each fact, or of those that are named; ``dated``: moments with their year, for paper."""
    rules, viewer = page.reading.rules, page.reading.viewer
    for fact in page.facts:
        computed = fact.name in FACTS and FACTS[fact.name].source == "computed" and isinstance(fact.value, bool)
        asked = fact.name in only if only else fact.name not in HIDDEN_MARKS and fact.name != "phone" and not computed
        if asked:
            text = shown_fact(rules.pack_of_field(fact.name), fact, viewer)
            if dated and isinstance(fact.value, datetime):
                text = f"{localtime(fact.value):%Y-%m-%d %H:%M}"
            yield said(fact.title), text


def shown_fact(pack: Pack, fact: FactLine, viewer: Viewer) -> str:
    """Return the value of a fact in words."""
    return shown_value(pack, fact.name, fact.type, fact.value, viewer)


def shown_value(pack: Pack, name: str, kind: Type, value: Any, viewer: Viewer) -> str:
    """Return a value in words: codes by their titles, moments in the reader's way, people by name."""
    language = get_language() or "zh"
    if isinstance(value, bool):
        return str(YES_NO[0][1] if value else YES_NO[1][1])
    if isinstance(value, tuple | list):
        return _("; ").join(shown_value(pack, name, kind, one, viewer) for one in value)
    if isinstance(value, datetime):
        return moment(localtime(value), localtime(now()))
    if kind is Type.MONEY:
        return money(value, pack.currency)
    if isinstance(value, int | float):
        return f"{value:g}"
    if kind in (Type.PERSON, Type.PEOPLE) or name.endswith("_person"):
        return _person(viewer, str(value), language)
    if name in OF_UNITS:
        return _unit(viewer, str(value), language)
    return choice_title(pack, name, str(value), language) if kind in (Type.CHOICE, Type.SET, Type.TREE) else str(value)


def _person(viewer: Viewer, text: str, language: str) -> str:
    try:
        known = viewer.directory.people.get(UUID(text))
    except ValueError:
        return text
    return known.name(language) if known else text


def _unit(viewer: Viewer, code: str, language: str) -> str:
    unit = next((one for one in viewer.directory.units.values() if one.code == code), None)
    return unit.name(language) if unit else code


def _marks(rules: Rules, entry: EntryLine, viewer: Viewer) -> Iterator[str]:
    types, language = types_of(rules), get_language() or "zh"
    for name, value in entry.marks.items():
        if name in HIDDEN_MARKS | OURS or value in (None, "", []):
            continue
        if name == "to":
            yield _("to %(unit)s") % {"unit": _unit(viewer, str(value), language)}
            continue
        if name == "grade":
            continue  # the change below says it
        if name == "kind":
            yield from _kind(rules, entry.step, str(value), language)
            continue
        if name == "suggested_category":
            if value != entry.marks.get("category"):
                text = shown_value(rules.lead, "category", Type.TREE, value, viewer)
                yield named(_("Category by the words"), text)
            continue
        if name == "role":
            yield named(str(MARK_TITLES[name]), _role(rules, str(value), language))
            continue
        kind, pack = types[name].type if name in types else Type.TEXT, rules.pack_of_field(name)
        text = shown_value(pack, name, kind, _moment(value), viewer)
        yield named(str(MARK_TITLES[name]) if name in MARK_TITLES else fact_title(pack, name, language), text)


def named(title: str, text: str) -> str:
    """Return a title and what it says, with the colon of the language."""
    return f"{title}: {text}" if english() else f"{title}：{text}"


def _role(rules: Rules, role: str, language: str) -> str:
    """Return what a role is called by the regulation; a role that it no longer has keeps its code."""
    titles = {row.id: row.title for pack in rules.packs for row in pack.role}
    return titles[role].in_(language) if role in titles else role


def order_name(name: str) -> str:
    """Return what an order is called on the page: order-2 is its second; a place in a text is silent."""
    if name.startswith("said-"):
        return ""
    return f"{_('Order')} {name.removeprefix('order-')}" if name.startswith("order-") else name


def _kind(rules: Rules, step: str, kind: str, language: str) -> Iterator[str]:
    """Yield which of its kinds a step was about; a step with one kind says it in its title."""
    row = rules.steps.get(step)
    if row is None or len(row.kinds) != 1:
        yield kind_title(rules.pack_of_step(row) if row else rules.lead, kind, language)


def _moment(value: Any) -> Any:
    if isinstance(value, str) and len(value) > 18 and value[4:5] == "-" and "T" in value:
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value


def _changes(changes: Iterable[Change]) -> Iterator[Line]:
    here = localtime(now())
    for one in changes:
        sentence = SENTENCES.get(one.kind)
        if sentence is None:
            continue
        text = str(sentence) % {"what": said(one.title)}
        if one.due_at and one.kind in WITH_DUE:
            text += _(", due %(time)s") % {"time": near_moment(localtime(one.due_at), here)}
        if one.rows:
            text += _(" (%(why)s)") % {"why": _("; ").join(said(row) for row in one.rows)}
        if one.told:
            text += _(" → %(who)s") % {"who": _(", ").join(said(who) for who in one.told)}
        yield Line(text, one.article)
