"""What a kind of step asks besides the fields that the pack names: a unit, a person, a grade, a duty, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from amends.cases.queries.case_page import CasePage
from amends.core.ledger import State
from amends.core.pack import StepRow
from amends.core.plain_words import Words
from amends.core.recipients import recipients
from amends.core.vocabulary import EVENTS, Type
from amends.web.desk.lot_field import lot_field
from amends.web.desk.remedy_choice import remedy_choice
from amends.web.desk.reply_form import WRITES, reply_fields
from amends.web.fields import FormField, Option, kind_title, shown
from amends.web.formatting import money

Pairs = Iterable[tuple[str, str]]
DETAIL, WORDS, ON, EVENT = "detail", "words", "on", "event"
PLACES: Mapping[str, str] = {
    "note": WORDS, "content": WORDS, "text": WORDS, "name": WORDS, "phone": WORDS, "on": ON, "event": EVENT,
}  # fmt: skip
"""Where an answer goes when not among the details of the step; see `cases.steps`."""


def extra_fields(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> tuple[FormField, ...]:
    """Return the fields of a step's kind, the note last."""
    make = _KINDS.get(step.kind)
    found = list(make(page, step, given, language)) if make else []
    if len(step.kinds) > 1 and not any(one.name == "kind" for one in found):
        pack = page.reading.rules.pack_of_step(step)
        kinds = [(one, kind_title(pack, one, language)) for one in step.kinds]
        found.insert(0, _choice("kind", _("Which"), kinds, given, required=True))
    found += _recipient(page, step, given, language)
    if lot := lot_field(page, step, given):
        found.insert(0, lot)
    if step.with_file:
        found.append(FormField("files", Type.SET, _("File"), "files", required=True))
    if step.kind not in WRITES:
        found.append(_text("note", _("Note"), given, long=True))
    return tuple(found)


def _dispatch(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    yield _choice("to", _("To unit"), units(page, language), given, hint=_("Left empty: as the regulation routes it."))
    yield _text("content", _("What is to be done"), given, long=True)
    yield FormField(
        "order_limit", Type.INSTANT, _("To be done by"), "datetime-local", shown(Type.INSTANT, given.get("order_limit"))
    )


def _recipient(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    """Yield to whom it goes, where a duty is met only by what goes to somebody; whom it is owed first is chosen."""
    titles: dict[str, str] = {}
    meets: dict[str, str] = {}
    for pack in page.reading.rules.packs:
        for to, duties in recipients(pack, step).items():
            titles.setdefault(to, Words(pack, language).role(to))
            meets = dict.fromkeys(duties, to) | meets
    dues = sorted((one.line.due_at, one.line.duty) for one in page.clocks if one.line.due_at and one.line.duty in meets)
    owed = meets[dues[0][1]] if dues else ""
    if titles and "to" not in step.asks:
        hint = _("What is owed to somebody is met only when it is said that it went there.")
        yield _choice("to", _("To whom"), titles.items(), {"to": owed, **given}, hint=hint)


def _transfer(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    yield _choice("to_person", _("To person"), people(page, language), given, required=step.kind == "transfer")


def _order(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    orders = [
        (row.name, f"{unit.in_(language)} · {_('Order')} {row.name.removeprefix('order-')}")
        for row, unit, _who in page.orders
        if row.state in ("sent", "received")
    ]
    if len(orders) > 1:
        yield _choice("on", _("Order"), orders, given, required=True)


def _regrade(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    pack = page.reading.rules.lead
    if len(pack.list) > 1:
        yield _choice("list", _("List"), [(one.id, one.title.in_(language)) for one in pack.list], given, required=True)
    several = len(pack.list) > 1
    titles = {one.id: one.title.in_(language) for one in pack.list}
    grades = [
        (g.id, f"{titles.get(g.list, '')}: {g.title.in_(language)}" if several else g.title.in_(language))
        for g in pack.grade
    ]
    yield _choice("grade", _("Grade"), grades, given, required=True)


def _mark(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    flags = [(f.id, f.title.in_(language)) for p in page.reading.rules.packs for f in p.flag if f.set_by]
    yield _choice("flag", _("Mark"), flags, given, required=True)


def _agree(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    if "agreed_time" not in step.asks:
        yield FormField(
            "agreed_time",
            Type.INSTANT,
            _("Agreed time"),
            "datetime-local",
            shown(Type.INSTANT, given.get("agreed_time")),
            required=True,
        )
    if "proof" not in step.asks:
        yield _text(
            "proof",
            _("Proof"),
            given,
            hint=_("Where it can be looked up: recording, message, signed sheet."),
            required=True,
        )
    yield from _duty(page, step, given, language)


def _duty(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    live = {one.line.duty: one.line.title.in_(language) for one in page.clocks if one.line.state == State.OPEN}
    if len(live) > 1:
        yield _choice("duty", _("Which clock"), live.items(), given)


def _remedy(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    """Yield the remedies that the step may be about, with what the decision table says of each, and the amount."""
    asked = [one for one in page.reading.rules.lead.remedy if not step.kinds or one.id in step.kinds]
    if asked:
        plain = _choice("kind", _("Remedy"), [(o.id, o.title.in_(language)) for o in asked], given, required=True)
        yield remedy_choice(page, plain)
    if any(one.money for one in asked) and "amount" not in step.asks:
        value, currency = shown(Type.MONEY, given.get("amount")), page.reading.rules.lead.currency
        yield FormField("amount", Type.MONEY, _("Amount"), "money", value, currency=currency)


def _approve(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    waiting = [
        (one.name, _asked_for(page, one.kind, one.role, one.detail, language))
        for one in page.approvals
        if one.state == "waiting"
    ]
    if len(waiting) > 1:
        yield _choice("on", _("Proposal"), waiting, given, required=True)


def _asked_for(page: CasePage, kind: str, role: str, detail: Mapping[str, Any], language: str) -> str:
    """Return what somebody asked for and who is to decide, as people call both."""
    lead = page.reading.rules.lead
    amount, decides = detail.get("amount"), next((one.title.in_(language) for one in lead.role if one.id == role), role)
    what = kind_title(lead, str(detail.get("kind") or kind), language)
    words = (what, "" if amount is None else money(amount, lead.currency), decides)
    return " · ".join(one for one in words if one)


def _join(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    yield _text("name", _("Name"), given)
    yield _text("phone", _("Phone"), given)


def _merge(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    yield _text("other", _("Number of the case it goes on in"), given, required=True)


def _record(page: CasePage, step: StepRow, given: Mapping[str, Any], language: str) -> Iterator[FormField]:
    if not step.causes:
        events = [(key, word.title.in_(language)) for key, word in EVENTS.items() if word.of == "case"]
        yield _choice("event", _("What happened"), events, given, required=True)


_KINDS: Mapping[str, Callable[[CasePage, StepRow, Mapping[str, Any], str], Iterator[FormField]]] = {
    "dispatch": _dispatch, "transfer": _transfer, "investigate": _transfer, "accept": _order, "return_order": _order,
    "progress": _order, "handle": _order, "regrade": _regrade, "mark": _mark, "agree_time": _agree, "extend": _duty,
    "pause": _duty, "resume": _duty, "propose": _remedy, "decide": _remedy, "approve": _approve, "refuse": _approve,
    "reply": reply_fields, "draft": reply_fields, "join": _join, "merge": _merge, "record": _record,
}  # fmt: skip


def units(page: CasePage, language: str) -> list[tuple[str, str]]:
    """Return the active units of the organisation, each below its own."""
    known = sorted(page.reading.viewer.directory.units.values(), key=lambda one: one.path)
    return [(one.code, one.name(language)) for one in known if one.is_active]


def people(page: CasePage, language: str) -> list[tuple[str, str]]:
    """Return active people of the organisation by name, without those complained of in this case."""
    known = page.reading.viewer.directory.people.items()
    found = ((str(key), one.name(language)) for key, one in known if one.is_active and key not in page.case.accused)
    return sorted(found, key=lambda pair: pair[1])


def _choice(
    name: str, label: str, pairs: Pairs, given: Mapping[str, Any], *, required: bool = False, hint: str = ""
) -> FormField:
    chosen = str(given.get(name, ""))
    options = tuple(Option(key, title, key == chosen) for key, title in pairs)
    widget = "radio" if len(options) <= 6 and required else "select"
    return FormField(name, Type.CHOICE, label, widget, options=options, required=required, hint=hint)


def _text(
    name: str, label: str, given: Mapping[str, Any], *, long: bool = False, required: bool = False, hint: str = ""
) -> FormField:
    kind = Type.LONG_TEXT if long else Type.TEXT
    return FormField(
        name, kind, label, "long" if long else "text", str(given.get(name, "")), required=required, hint=hint
    )
