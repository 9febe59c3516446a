"""Register: from the first word to a numbered case with its rules, grade, clocks and first-asked person."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from amends.cases.agreements import tie_to_agreement
from amends.cases.facts import read
from amends.cases.first_asked import first_asked_owner
from amends.cases.gate import secret_hash
from amends.cases.journal import Ask, Extra, Locked, StepResult, begin
from amends.cases.journal.moving import check_moment
from amends.cases.models import Case, CaseRule, Channel, Link, Party
from amends.cases.queries.visible import case_of
from amends.cases.referee_check import check_judged
from amends.cases.suggested import SUGGESTED, note_suggestion
from amends.core.given import check_texts
from amends.core.intake import fields_of_form
from amends.core.ledger import CaseState, Rules
from amends.core.page import Page
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.directory import Directory
from amends.people.models import Complainant
from amends.people.rows import new_id
from amends.people.tenancy import organisation
from amends.people.viewer import NOBODY, Viewer
from amends.regulations.shelf import rules_for

SECRET_ALPHABET = "abcdefghjkmnpqrstuvwxyz234567890"
SECRET_LENGTH = 28  # 140 bits
OF_COMPLAINANT = {"email": "email", "address": "address", "customer_number": "customer_number"}
"""Form fields that live with the complainant, not with the case."""


@dataclass(frozen=True)
class Intake:
    """What a door hands in. ``facts`` are the form's fields by id; ``unit`` is a unit's code, empty: the viewer's."""

    facts: Mapping[str, Any]
    unit: str = ""
    happened_at: datetime | None = None  # when customer service had it
    told_at: datetime | None = None  # when the first employee was told, where that was earlier (FR-021)
    backdate_reason: str = ""
    first_asked: UUID | None = None  # when somebody registers for a colleague
    second_of: str = ""  # number of the earlier case on the same problem (FR-014)
    complainant: UUID | None = None  # a complainant who is known already
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = ""  # the complainant's, for letters
    imported: bool = False  # taken over from elsewhere: however long ago, under the rules of today
    secret: str = ""  # for the portal page; empty: a new one. A door that answers a repeated request makes it anew


@dataclass(frozen=True, slots=True)
class Registered:
    """The new case, and the secret for its portal page, which nobody can read again."""

    result: StepResult
    secret: str

    @property
    def number(self) -> str:
        """The number of the case."""
        return self.result.number


def register(viewer: Viewer, intake: Intake, *, at: datetime) -> Registered:
    """Register a complaint. Raises Refused (channel, required fields, the pack's own refusals), leaving nothing."""
    check_texts({
        **intake.facts, **intake.words, "unit": intake.unit, "second_of": intake.second_of,
        "backdate_reason": intake.backdate_reason,
    })  # fmt: skip
    with organisation(viewer.org):
        unit = _unit(viewer, intake)
        moment = intake.happened_at or at
        governing = rules_for(unit, at if intake.imported else moment, known=viewer.directory)
        step = next(row.id for row in governing.rules.lead.step if row.kind == "register")
        ask = Ask(
            viewer, "", step, at, happened_at=moment, detail=_facts(intake), words=intake.words,
            backdate_reason=intake.backdate_reason, told_at=intake.told_at,
        )  # fmt: skip
        if not intake.imported or moment > at:
            check_moment(ask, earliest=None)
        facts = read(ask.detail, governing.rules)
        _check_channel(str(facts.get("channel", "")))
        _check_form(facts, governing.rules, at=moment, portal=viewer.person == NOBODY)
        _check_lengths(governing.rules, {**facts, **intake.facts})
        told = intake.first_asked or (viewer.person if viewer.person != NOBODY else None)
        owner = first_asked_owner(viewer.directory, told, facts, governing.rules.lead, unit=unit, at=at)
        case, secret = _case(viewer, intake, unit=unit, at=at, moment=moment, owner=owner)
        complainant, is_new = _complainant(viewer.org, intake, facts, at=at)
        extra = _extra(viewer, intake, case, complainant, governing.published, at=at)
        extra.rows += [complainant] if complainant and is_new else []
        tie_to_agreement(extra, case, facts, at=at)
        note_suggestion(extra, facts, governing.rules, received_at=moment)
        locked = Locked(case, governing.rules, viewer.directory, CaseState())
        check_judged(locked, facts)
        number = lambda: next_number(viewer.directory, unit, at=moment)  # noqa: E731
        actor = viewer.actor([unit])
        return Registered(begin(locked, ask, actor, extra, complainant=complainant, number_of=number), secret)


def _unit(viewer: Viewer, intake: Intake) -> UUID:
    units = viewer.directory.units.values()
    named = next((u.id for u in units if u.code == intake.unit and u.is_active), None)
    if intake.unit and named is None:
        raise _missing("unit", zh="没有这个单位", en="There is no such unit")
    own = next((held.unit for held in viewer.memberships), None)
    found = named or own
    if found is None:
        raise _missing("unit", zh="未指明受理单位", en="No unit is named for this complaint")
    return found


def _facts(intake: Intake) -> dict[str, Any]:
    ours = {*OF_COMPLAINANT, SUGGESTED}
    return {name: value for name, value in intake.facts.items() if name not in ours}


def _check_channel(channel: str) -> None:
    """Refuse by name a channel that the organisation has not enabled (FR-001)."""
    rows = {row.kind: row for row in Channel.objects.all()}
    row = rows.get(channel)
    if rows and channel and (row is None or not row.enabled):
        zh, en = (row.name_zh, row.name_en) if row else (channel, channel)
        raise _missing("channel", zh=f"渠道“{zh}”未启用", en=f"The channel “{en}” is not enabled")


def _check_form(facts: Mapping[str, Any], rules: Rules, *, at: datetime, portal: bool) -> None:
    """Refuse a form that lacks an obligatory field, naming each (FR-002)."""
    page = Page(CaseState(facts=dict(facts)), rules, {}, now=at)
    missing = tuple(
        Missing(
            f"known:{row.id}",
            Text(zh=f"缺少“{title.zh}”", en=f"“{title.en}” is not filled in"),
            row.article,
            row.id,
            pack.id,
        )
        for pack in rules.packs
        for row in fields_of_form(pack, "complaint", page.scene(pack))
        if row.required and (row.portal or not portal) and facts.get(row.id) in (None, "", ())
        for title in [row.title or Text(zh=row.id, en=row.id)]
    )
    if missing:
        says = Text(zh="；".join(m.says.zh for m in missing), en="; ".join(m.says.en for m in missing))
        raise Refused("missing", says=says, missing=missing)


def _check_lengths(rules: Rules, facts: Mapping[str, Any]) -> None:
    """Refuse what is longer than its column holds, each by name."""
    missing = tuple(
        Missing(
            f"invalid:{name}",
            Text(zh=f"“{title.zh}”最多 {most} 个字符", en=f"“{title.en}”: at most {most} characters"),
            field=name,
        )
        for name, column in {"phone": "phone", **OF_COMPLAINANT}.items()
        for most in [getattr(Complainant._meta.get_field(column), "max_length", None)]
        if most and len(str(facts.get(name) or "")) > most
        for row in [rules.pack_of_field(name).fields.get(name)]
        for title in [row.title if row and row.title else Text(zh=name, en=name)]
    )  # fmt: skip
    if missing:
        says = Text(zh="；".join(m.says.zh for m in missing), en="; ".join(m.says.en for m in missing))
        raise Refused("invalid", says=says, missing=missing)


def _case(
    viewer: Viewer, intake: Intake, *, unit: UUID, at: datetime, moment: datetime, owner: UUID | None
) -> tuple[Case, str]:
    secret = intake.secret or "".join(secrets.choice(SECRET_ALPHABET) for _ in range(SECRET_LENGTH))
    case = Case(
        id=new_id(), org_id=viewer.org, unit_id=unit, received_at=moment, registered_at=at,
        first_asked_id=owner, holder_id=owner, units=[unit], portal_secret_hash=secret_hash(secret),
    )  # fmt: skip
    return case, secret


def _complainant(
    org: UUID, intake: Intake, facts: Mapping[str, Any], *, at: datetime
) -> tuple[Complainant | None, bool]:
    """Return the complainant and whether the row is new; the same name and phone is the same person."""
    if intake.complainant:
        return Complainant.objects.get(pk=intake.complainant), False
    name, phone = str(facts.get("complainant", "")), str(facts.get("phone", ""))
    if facts.get("anonymous") is True or not (name or phone):
        return None, False
    known = Complainant.objects.filter(phone=phone, name=name).order_by("made_at").first() if phone else None
    if known:
        return known, False
    more = {column: str(intake.facts.get(field, "") or "") for field, column in OF_COMPLAINANT.items()}
    more |= {"language": intake.language} if intake.language else {}
    return Complainant(id=new_id(), org_id=org, name=name, phone=phone, made_at=at, **more), True


def _extra(
    viewer: Viewer, intake: Intake, case: Case, complainant: Complainant | None, published: tuple[UUID, ...], *,
    at: datetime,
) -> Extra:  # fmt: skip
    rows: list[Model] = [
        CaseRule(org_id=case.org_id, case_id=case.id, published_id=one, position="companion" if nth else "lead")
        for nth, one in enumerate(published)
    ]
    extra = Extra(rows=rows, said={"unit_id": str(case.unit_id), "rules": [str(one) for one in published]})
    if function := viewer.directory.units[case.unit_id].function:
        extra.detail["registered_by"] = function
    parties: dict[str, Any] = {"first_asked": str(case.first_asked_id or ""), "holder": str(case.holder_id or "")}
    if intake.first_asked and intake.first_asked != case.first_asked_id:
        parties["told_to"] = str(intake.first_asked)
    if complainant:
        case.complainant_id = complainant.id
        extra.detail["complainant"] = parties["complainant"] = str(complainant.id)
        rows.append(
            Party(org_id=case.org_id, case_id=case.id, role="complainant", complainant_id=complainant.id, joined_at=at)
        )
    if intake.second_of:
        earlier = case_of(viewer, intake.second_of)
        case.second_of_id = earlier.pk
        extra.detail["second_time"] = True
        extra.said["links"] = {
            "second_of": {"id": str(earlier.pk), "number": earlier.number, "head": earlier.head_hash}
        }
        rows.append(Link(org_id=case.org_id, case_id=case.id, other_id=earlier.pk, kind="second_of", made_at=at))
    extra.said["parties"] = {key: value for key, value in parties.items() if value}
    return extra


def next_number(directory: Directory, unit: UUID, *, at: datetime) -> str:
    """Return the next number of a unit and year. Registrations do not wait for each other, so there may be gaps."""
    year = at.astimezone(directory.zone(unit)).year
    prefix = f"{directory.units[unit].code}-{year}-"
    with connection.cursor() as cursor:
        cursor.execute("SELECT amends_next_number(%s, %s, %s, %s)", [directory.id, unit, year, prefix])
        (number,) = cursor.fetchone() or (0,)
    return f"{prefix}{number}"


def _missing(field: str, *, zh: str, en: str) -> Refused:
    says = Text(zh=zh, en=en)
    return Refused(field, says=says, missing=(Missing(f"known:{field}", says, field=field),))
