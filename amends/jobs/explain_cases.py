"""What a regulation says of a case, for the shell: as lines and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.cases.facts import read
from amends.core.dues import proof
from amends.core.fact_types import fact_types
from amends.core.pack import Pack
from amends.core.plain_words import Words
from amends.core.text import Text
from amends.core.trying import Tried, TriedClock, rules_alone, try_facts


def tried(pack: Pack, facts: Mapping[str, Any], at: datetime) -> Tried:
    """Return what a pack says of facts. Raises ValueError for a fact it has not, Refused for a value it cannot read."""
    types = fact_types(pack)
    if strange := sorted(set(facts) - set(types)):
        raise ValueError(f"{pack.id} has no fact {', '.join(strange)}")
    rules = rules_alone(pack)
    return try_facts(read(facts, rules), rules, at=at)


def case_of(one: Tried) -> dict[str, Any]:
    """Return the answer as JSON."""
    pack = one.rules.lead
    return {
        "pack": pack.id, "at": one.at.isoformat(),
        "grades": [
            {"list": found.list.id, "grade": found.grading.grade, "rows": list(found.grading.rows),
             "asked": list(found.grading.asked)}
            for found in one.grades
        ],
        "flags": [row.id for row in one.flags],
        "route": {"to": one.route.to, "row": one.route.row, "article": one.route.article} if one.route else None,
        "clocks": [_clock(clock, one) for clock in one.clocks],
        "remedies": [{"offer": row.row, "article": row.article, "allows": list(row.allows)} for row in one.offers],
        "parts": [row.id for row in one.parts],
        "refusals": [{"row": row.id, "article": row.article} for row in one.refusals],
    }  # fmt: skip


def _clock(clock: TriedClock, one: Tried) -> dict[str, Any]:
    run = clock.obligation
    moments = {"due_at": run.due_at, "wakes_at": run.wakes_at}
    return {
        "duty": run.duty, "article": run.article, "owner": run.owner, "after_dispatch": clock.after_dispatch,
        **{key: at.isoformat() if at else None for key, at in moments.items()},
        "proof": {language: proof(run, one.rules, language=language) for language in ("zh", "en")},
    }  # fmt: skip


def case_in_words(one: Tried, language: str) -> list[str]:
    """Return the answer as lines."""
    pack, words = one.rules.lead, Words(one.rules.lead, language)
    lines = [f"{pack.title.in_(language)} ({pack.id} {pack.version})"]
    for found in one.grades:
        says = [f"{row.says.in_(language)} ({row.article})" for row in pack.row if row.id in found.grading.rows]
        grade = words.grade(found.grading.grade, found.list.id) or words.say("不定级", "no grade")
        lines.append(f"  {found.list.title.in_(language)}: {grade}{': ' if says else ''}{'; '.join(says)}")
    lines += [f"  {row.title.in_(language)} ({row.article})" for row in one.flags]
    if one.route:
        lines.append(f"  → {words.function(one.route.to)}: {one.route.says.in_(language)} ({one.route.article})")
    for clock in one.clocks:
        lines += _clock_in_words(clock, one, words)
    for offer in one.offers:
        lines.append(f"  {offer.says.in_(language)} ({offer.article})")
    if one.parts:
        title = Text(zh="答复须写明", en="the reply says").in_(language)
        lines.append(f"  {title}: {', '.join(row.title.in_(language) for row in one.parts)}")
    lines += [f"  {row.says.in_(language)} ({row.article})" for row in one.refusals]
    return lines


def _clock_in_words(clock: TriedClock, one: Tried, words: Words) -> list[str]:
    run, pack = clock.obligation, clock.pack
    title = pack.duties[run.duty].title.in_(words.language)
    at = run.due_at or run.wakes_at
    zone = one.rules.calendars[pack.id].zone
    due = f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else words.say("无期限", "no time")
    after = words.say("，派单后", ", once dispatched") if clock.after_dispatch else ""
    head = f"  {due}  {run.duty} {title} ({run.article}){after}: {words.role(run.owner)}"
    return [head, *(f"      {line}" for line in proof(run, one.rules, language=words.language))]
