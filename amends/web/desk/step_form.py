"""The form of any step of any pack: what it asks, what it still lacks, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.mirror_rights import RightShown, rights_begun
from amends.cases.queries.case_page import CasePage
from amends.core.checks_in_order import out_of_reach
from amends.core.conditions import ALWAYS
from amends.core.follow_up import FOLLOW_UP, ScriptLine, script
from amends.core.granted import knows_only_money
from amends.core.lifecycle import OfferedStep
from amends.core.needs import stands
from amends.core.pack import Pack, StepRow
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.reply_compiler import SECOND
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.web.answers import read
from amends.web.desk.case_steps import Way, ways
from amends.web.desk.edition_choice import only_valid
from amends.web.desk.lot_field import known_facts
from amends.web.desk.remedy_advice import RemedyAdvice, remedy_advice
from amends.web.desk.reply_form import ReplyShown, reply_shown
from amends.web.desk.step_fields import DETAIL, EVENT, ON, PLACES, WORDS, extra_fields, people, units
from amends.web.fields import Choices, FormField, fields_of

WHEN = ("happened_at", "backdate_reason")
ITS_OWN = frozenset({"park", "pause", "propose", "rate", "follow_up"})
"""Each step of these kinds is about something new, as is what is recorded without moving the case: its form is empty.
Any other that is taken again takes the matter up again, and begins with what was said."""


@dataclass(frozen=True, slots=True)
class StepForm:
    """What ``parts/step_form.html`` shows."""

    title: Text
    article: str
    pack: Pack
    packs: Mapping[str, Pack]
    action: str
    back: str
    version: int
    on: str
    fields: tuple[FormField, ...]
    when_fields: tuple[FormField, ...]
    lacking: tuple[Missing, ...] = ()
    refused: Refused | None = None
    draft_url: str = ""
    draft_says: str = ""
    ways: Mapping[str, Way] = field(default_factory=dict)
    advice: RemedyAdvice | None = None
    reply: ReplyShown | None = None
    judge_url: str = ""  # where its causes and actions are judged while one types; empty: it asks none
    begins: tuple[RightShown, ...] = ()
    follows_up: bool = False
    script: tuple[ScriptLine, ...] = ()  # what the packs would have said in a follow-up

    @property
    def own_fields(self) -> tuple[FormField, ...]:
        """Return the fields without those of the same reply in another language."""
        return tuple(one for one in self.fields if not one.name.startswith(SECOND))

    @property
    def second_fields(self) -> tuple[FormField, ...]:
        """Return the fields of the same reply in another language; none for any other step."""
        return tuple(one for one in self.fields if one.name.startswith(SECOND))

    @property
    def second_open(self) -> bool:
        """Return whether the other language must be in sight."""
        return any(one.value or one.errors for one in self.second_fields)

    @property
    def when_open(self) -> bool:
        """Return whether the part about an earlier time must be in sight."""
        return any(one.value or one.errors for one in self.when_fields)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form said, apart for the step: facts, words, subject, event."""

    detail: dict[str, Any]
    words: dict[str, str]
    on: str
    event: str
    override_reason: str
    happened_at: Any
    backdate_reason: str


def step_form(page: CasePage, step: StepRow, given: Mapping[str, Any], *, on: str = "") -> StepForm:
    """Return the form of a step on a case, filled with what is known or was typed."""
    language = get_language() or "zh"
    rules = page.reading.rules
    passed_over = _passed_over(page)
    asked = [name for name in (*step.asks, *_needed(page, step)) if name not in passed_over]
    sees, facts = page.reading.sees, known_facts(page, step, on)
    told = {name: one for name, one in facts.items() if sees(rules.pack_of_field(name).fields.get(name))}
    known = {**_proposed(page, step, told, on), **given}
    choices = Choices(tuple(people(page, language)), tuple(units(page, language)))
    fields = fields_of(rules, asked, language=language, given=known, choices=choices)
    fields = tuple(only_valid(page, one) for one in fields)
    taken = {one.name for one in fields}
    more = tuple(one for one in extra_fields(page, step, {"on": on, **given}, language) if one.name not in taken)
    offer = _offer(page, step)
    lacking = tuple(one for one in (offer.missing if offer else ()) if one.field not in taken | {m.name for m in more})
    if offer and offer.override and lacking:
        more = (*more, _override())
    return StepForm(
        title=step.title, article=step.article, pack=rules.pack_of_step(step), packs={p.id: p for p in rules.packs},
        action=reverse("desk:step", args=[page.case.number, step.id]),
        back=reverse("desk:case", args=[page.case.number]),
        version=page.case.version, on=on, fields=(*_with_needed(fields, step, rules.lead), *more),
        when_fields=_when(given), lacking=lacking, ways=ways(page, lacking, but=step.id),
        advice=remedy_advice(page, step), reply=reply_shown(page, step, timezone.now()),
        judge_url=_judge_url(page, step, taken), begins=rights_begun(page.reading, step, timezone.now()),
        follows_up=step.kind == FOLLOW_UP, script=script(rules.packs) if step.kind == FOLLOW_UP else (),
    )  # fmt: skip


def _proposed(page: CasePage, step: StepRow, told: Mapping[str, Any], on: str) -> Mapping[str, Any]:
    """Return with what a form begins: what is known, but for what another entry of its own was about."""
    if step.anew:
        return {}
    if step.kind not in ITS_OWN and (step.kind != "record" or step.to):
        return told
    done = page.reading.state.done
    return {name: value for name, value in told.items() if stands(name, done, step=step.id, on=on)}


def answered(form: StepForm, sent: QueryDict) -> tuple[Answers, StepForm]:
    """Return the answers and the form filled with them, each unreadable field with its message."""
    values, fields = read(form.fields, sent)
    values.pop("files", None)  # files are sent as such; what somebody writes there is none
    when, when_fields = read(form.when_fields, sent)
    placed: dict[str, dict[str, Any]] = {DETAIL: {}, WORDS: {}, ON: {}, EVENT: {}}
    for name, value in values.items():
        place = WORDS if name.startswith(("part/", SECOND)) else PLACES.get(name, DETAIL)
        placed[place][name] = value
    override = str(placed[DETAIL].pop("override_reason", ""))
    on = str(placed[ON].get("on", "")) or sent.get("on", "")[:60]
    answers = Answers(
        placed[DETAIL], placed[WORDS], on, str(placed[EVENT].get("event", "")), override,
        when.get("happened_at"), str(when.get("backdate_reason", "")),
    )  # fmt: skip
    return answers, replace(form, fields=fields, when_fields=when_fields, on=on)


def unreadable(form: StepForm) -> bool:
    """Return whether any field holds something that cannot be read."""
    return any(one.errors for one in (*form.fields, *form.when_fields))


def with_refusal(form: StepForm, refused: Refused, page: CasePage) -> StepForm:
    """Return the form with a refusal: each missing thing beside its field, the rest above with the way to it."""
    language = get_language() or "zh"
    by_field: dict[str, list[str]] = {}
    for one in refused.missing:
        by_field.setdefault(one.field, []).append(one.says.in_(language))
    fields = tuple(one.wrong(*by_field.get(one.name, ())) for one in form.fields)
    when_fields = tuple(one.wrong(*by_field.get(one.name, ())) for one in form.when_fields)
    names = {one.name for one in (*fields, *when_fields)}
    elsewhere = ways(page, (one for one in refused.missing if one.field not in names))
    return replace(form, fields=fields, when_fields=when_fields, refused=refused, lacking=(), ways=elsewhere)


def _passed_over(page: CasePage) -> frozenset[str]:
    """Return the fields of checks that the case does not ask any more (FR-025)."""
    state, rules = page.reading.state, page.reading.rules
    written = Page(state, rules, {}, now=state.done[-1].at)
    return frozenset(name for pack in rules.packs if pack.check for name in out_of_reach(pack, written.scene(pack)))


def _needed(page: CasePage, step: StepRow) -> Iterable[str]:
    """Yield the facts that the step still lacks and that a form can take."""
    offer = _offer(page, step)
    on_forms = {name for pack in page.reading.rules.packs for name in pack.fields}
    for one in offer.missing if offer else ():
        if one.what.startswith("known:") and one.field in on_forms:
            yield one.field


def _with_needed(fields: tuple[FormField, ...], step: StepRow, lead: Pack) -> tuple[FormField, ...]:
    """Return fields with those marked that nobody can leave empty."""
    needed = {one.known for one in step.needs if one.known and one.when == ALWAYS}
    needed |= {"amount"} if knows_only_money(step, lead) else set()
    return tuple(replace(one, required=one.name in needed) for one in fields)


def _judge_url(page: CasePage, step: StepRow, names: Iterable[str]) -> str:
    fields = (pack.fields[name] for pack in page.reading.rules.packs for name in names if name in pack.fields)
    is_judged = any(one.judged_as for one in fields)
    return reverse("desk:judged", args=[page.case.number, step.id]) if is_judged else ""


def _offer(page: CasePage, step: StepRow) -> OfferedStep | None:
    return next((one for one in page.steps if one.step.id == step.id), None)


def _override() -> FormField:
    hint = _("You may go past what is missing. The reason is kept in the journal.")
    return FormField("override_reason", Type.LONG_TEXT, _("Reason to go past it"), "long", hint=hint)


def _when(given: Mapping[str, Any]) -> tuple[FormField, ...]:
    hint = _("Left empty: now. Clocks count from this time.")
    return (
        FormField(
            "happened_at",
            Type.INSTANT,
            _("When it happened"),
            "datetime-local",
            str(given.get("happened_at", "")),
            hint=hint,
        ),
        FormField(
            "backdate_reason", Type.TEXT, _("Why it is entered later"), "text", str(given.get("backdate_reason", ""))
        ),
    )
