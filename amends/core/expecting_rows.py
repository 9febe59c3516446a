"""What a story expects of rows that move no clock: forms, wording, advice, authority, sheets of a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from amends.core.cautions import cautions
from amends.core.checks_in_order import next_check
from amends.core.dues import ladder, unit_due
from amends.core.evaluate import holds
from amends.core.expecting_inquiry import INQUIRY_CHECKS
from amends.core.expecting_logs import LOG_CHECKS
from amends.core.expecting_measures import MEASURE_CHECKS
from amends.core.expecting_people import PEOPLE_CHECKS, differing
from amends.core.expecting_referee import REFEREE_CHECKS
from amends.core.expecting_reply import REPLY_CHECKS
from amends.core.first_asked import FIRST_ASKED, owner_instead
from amends.core.granted import chain_now
from amends.core.intake import fields_of_form, suggest_categories
from amends.core.later_letters import leaves_at
from amends.core.matching import happened, parse
from amends.core.moment import Moment
from amends.core.pack import ReportRow
from amends.core.papers import papers
from amends.core.plans import plan_of
from amends.core.references import articles_on
from amends.core.remedies import offers
from amends.core.rights import rights
from amends.core.story import Difference

REQUIRED = "!"
"""After the id of a field that has to be filled in: ``phone!``."""
HIDDEN = "-"
"""Before the id of a field that is not shown."""


def _same(moment: Moment, what: str, wanted: Iterable[Any], got: Iterable[Any]) -> Iterator[Difference]:
    if list(wanted) != list(got):
        yield moment.differ(what, list(wanted), list(got))


def _not_late(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    late = [duty for duty in wanted if any(run.late_at(moment.at) for run in moment.runs(duty))]
    yield from _same(moment, "not_late", [], late)


def _form(moment: Moment, wanted: Mapping[str, list[str]]) -> Iterator[Difference]:
    for form, expected in wanted.items():
        rows = fields_of_form(moment.told.pack, form, moment.scene())
        yield from _same(moment, f"form {form}", expected, [row.id + REQUIRED * row.required for row in rows])


def _fields(moment: Moment, wanted: Mapping[str, list[str]]) -> Iterator[Difference]:
    """Compare single fields of a form: ``phone!`` has to be filled in, ``-phone`` is not shown; others may exist."""
    for form, expected in wanted.items():
        shown = {row.id + REQUIRED * row.required for row in fields_of_form(moment.told.pack, form, moment.scene())}
        bare = {one.rstrip(REQUIRED) for one in shown}
        wrong = [one for one in expected if (one[1:] in bare if one.startswith(HIDDEN) else one not in shown)]
        if wrong:
            yield moment.differ(f"fields {form}", wrong, sorted(shown))


def _suggests(moment: Moment, wanted: Mapping[str, str]) -> Iterator[Difference]:
    for text, category in wanted.items():
        found = [row.id for row in suggest_categories(moment.told.pack, text, moment.at.date())]
        yield from _same(moment, f"suggests {text}", [category], found[:1])


def _category(moment: Moment, wanted: str) -> Iterator[Difference]:
    got = moment.state.facts.get("category")
    known = {row.id for row in moment.told.pack.category}
    if got != wanted or wanted not in known:
        yield moment.differ("category", wanted, got if got in known else f"{got}, which the pack does not have")


def _advice(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    scene = moment.scene()
    yield from _same(
        moment, "advice", wanted, [row.id for row in moment.told.pack.advice if holds(row.when, scene).true]
    )


def _letters(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    yield from _same(moment, "letters", wanted, _letters_by(moment, "sent_at"))


def _letters_void(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    yield from _same(moment, "letters_void", wanted, _letters_by(moment, "void_by"))


def _letters_by(moment: Moment, key: str) -> list[str]:
    """Return the letters that this event sends, or calls off while they wait to leave."""
    pack, now = moment.told.pack, [done for done in moment.state.done if done.at == moment.at]
    by = {row.id: parse(getattr(row, key), pack) for row in pack.letter}
    return [name for name, matchers in by.items() if any(happened(one, done) for one in matchers for done in now)]


def _letters_leave(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    pack = moment.told.pack
    known = {row.id: row for row in pack.letter}
    calendar = moment.told.rules.calendars[pack.id]
    for name, at in wanted.items():
        got = leaves_at(pack, known[name], moment.at, calendar=calendar) if name in known else None
        if got != at:
            yield moment.differ(f"letters_leave {name}", at, got)


def _chain(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    got = chain_now(moment.told.pack, wanted["kind"], wanted.get("amount"), moment.scene())
    yield from _same(moment, f"chain {wanted['kind']} {wanted.get('amount', '')}", wanted["roles"], got)


def _cautions(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    yield from _same(moment, "cautions", wanted, [one.code for one in cautions(moment.told.pack, moment.scene())])


def _by_right(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    found = offers(moment.told.pack, moment.scene())
    yield from _same(moment, "by_right", wanted, [offer.row for offer in found if offer.by_right])


def _unit_due(moment: Moment, wanted: Mapping[str, datetime]) -> Iterator[Difference]:
    pack = moment.told.pack
    for duty, due_at in wanted.items():
        got = unit_due(plan_of(pack.duties[duty], pack), moment.at, moment.told.rules).at
        if got != due_at:
            yield moment.differ(f"unit_due {duty}", due_at, got)


def _unit_rungs(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    """Compare the ladder of a unit's sheet: its moments, or a table of whom each rung tells."""
    pack, rules = moment.told.pack, moment.told.rules
    for duty, expected in wanted.items():
        plan = plan_of(pack.duties[duty], pack)
        rungs = ladder(plan, moment.at, unit_due(plan, moment.at, rules).at, rules)
        if isinstance(expected, Mapping):
            yield from _same(moment, f"unit_rungs {duty}", list(expected), [rung.name for rung in rungs])
            told = {rung.name: rung.tell for rung in rungs if rung.name in expected}
            yield from differing(moment, f"unit_rungs {duty}", {name: expected[name] for name in told}, told)
        else:
            yield from _same(moment, f"unit_rungs {duty}", expected, [rung.at for rung in rungs])


def _tones(moment: Moment, wanted: Mapping[str, str]) -> Iterator[Difference]:
    got = {row.id: row.tone for row in moment.told.pack.grade}
    if got != dict(wanted):
        yield moment.differ("tones", dict(wanted), got)


def _undecided(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    pack = moment.told.pack
    yield from _same(
        moment, "undecided", wanted, [row.id for row in pack.setting if pack.setting_value(row.id) is None]
    )


def _decided(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    """Compare figures that no row reads: how long a file is kept, from how many complaints on a firm is published."""
    pack = moment.told.pack
    got = {name: pack.setting_value(name) for name in wanted}
    if got != dict(wanted):
        yield moment.differ("decided", dict(wanted), got)


def _first_asked(moment: Moment, wanted: str) -> Iterator[Difference]:
    """Compare who owns what was told first: ``first_asked`` for whoever was told, else the role that is it instead."""
    state = moment.state
    told = next(done for done in state.done if done.event in ("told", "received"))
    parts = {"accused": state.accused, "interested": state.facts.get("interested", ())}
    concerned = frozenset(part for part, people in parts.items() if told.by in people)
    got = owner_instead(moment.told.pack, roles=told.roles, concerned=concerned) or FIRST_ASKED
    yield from _same(moment, "first_asked", [wanted], [got])


def _rights(moment: Moment, wanted: Mapping[str, datetime | str]) -> Iterator[Difference]:
    """Compare every right that has begun: ``may`` or its last moment, ``used``, ``over``."""
    found = rights(moment.told.pack, moment.scene())
    got = {one.row.id: (one.until or one.standing) if one.standing == "may" else one.standing for one in found}
    if got != dict(wanted):
        yield moment.differ("rights", dict(wanted), got)


def _next_check(moment: Moment, wanted: Mapping[str, str]) -> Iterator[Difference]:
    for list_id, expected in wanted.items():
        row = next_check(moment.told.pack, list_id, moment.scene())
        yield from _same(moment, f"next_check {list_id}", [expected], [row.id if row else ""])


def _papers(moment: Moment, wanted: list[str]) -> Iterator[Difference]:
    yield from _same(moment, "papers", wanted, [row.id for row in papers(moment.told.pack)])


def _reports(moment: Moment, wanted: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare the reports that name the case; a table also says by which lists, flags and logs each of them looks."""
    flags = {flag.partition("/")[2] for flag in moment.state.flags}
    lists = {key.partition("/")[2] for key in moment.state.gradings}

    def shows(row: ReportRow) -> bool:
        return not (row.lists or row.logs) or bool(set(row.lists) & (flags | lists))

    got = {row.id: (*row.lists, *row.logs) for row in moment.told.pack.report if shows(row)}
    yield from _same(moment, "reports", wanted, got)
    if isinstance(wanted, Mapping) and list(wanted) == list(got):
        yield from differing(moment, "reports", wanted, got)


def _rests_on(moment: Moment, wanted: Mapping[str, list[str]]) -> Iterator[Difference]:
    """Compare which articles rest on a reference; one that is replaced has ``-`` before its id."""
    known = {HIDDEN * bool(row.replaced_by) + row.id: row.id for row in moment.told.pack.reference}
    for name, articles in wanted.items():
        got = [one.no for one in articles_on(moment.told.pack, known[name])] if name in known else None
        yield from _same(moment, f"rests_on {name}", articles, got or [])


ROW_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {
    "not_late": _not_late,
    "form": _form,
    "fields": _fields,
    "suggests": _suggests,
    "category": _category,
    "advice": _advice,
    "letters": _letters,
    "letters_leave": _letters_leave,
    "letters_void": _letters_void,
    "chain": _chain,
    "cautions": _cautions,
    "by_right": _by_right,
    "unit_due": _unit_due,
    "unit_rungs": _unit_rungs,
    "tones": _tones,
    "undecided": _undecided,
    "decided": _decided,
    "first_asked": _first_asked,
    "papers": _papers,
    "reports": _reports,
    "next_check": _next_check,
    "rights": _rights,
    "rests_on": _rests_on,
    **INQUIRY_CHECKS,
    **LOG_CHECKS,
    **MEASURE_CHECKS,
    **PEOPLE_CHECKS,
    **REFEREE_CHECKS,
    **REPLY_CHECKS,
}
"""By the key under ``expect`` of a story's event."""
