"""A witness as a case that a person can read, and open in Try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from amends.core.conditions import Test, walk
from amends.core.fact_types import conditions_in, rows_of
from amends.core.finding import ShownCase
from amends.core.first_telling import NOT_YET, is_computed
from amends.core.named_values import OTHER
from amends.core.pack import Pack
from amends.core.plain_conditions import says
from amends.core.plain_words import Words
from amends.core.span import Span
from amends.core.text import Text
from amends.core.told_moment import TOLD_FACTS
from amends.core.vocabulary import EVENTS
from amends.core.witness import Witness


def shown(pack: Pack, witness: Witness) -> dict[str, Any]:
    """Return a witness as the two keys of a finding that show it: ``witness``, a table, and ``case``."""
    return {"witness": witness.told(), "case": case_of(pack, witness)}


def case_of(pack: Pack, witness: Witness) -> ShownCase:
    """Return the case in words, what of it the form of Try takes, and what Try cannot be told."""
    zh, en = (_Told(Words(pack, language), witness) for language in ("zh", "en"))
    facts = {name: _as_json(value, name, pack) for name, value in witness.facts.items() if not is_computed(name)}
    ages = {name: age for name, age in witness.ages.items() if name not in EVENTS}
    told = {name: value for name, value in witness.facts.items() if name in TOLD_FACTS}
    return ShownCase(
        says=Text(zh=zh.all(), en=en.all()),
        facts={name: value for name, value in facts.items() if value not in ("", [])},
        ages=ages,
        beside=tuple(Text(zh=a, en=b) for a, b in zip(zh.beside(), en.beside(), strict=True)),
        told=told,
        calendar=pack.calendar if told else "",
        certain=witness.certain,
        just_told=witness.just_told,
    )


def _as_json(value: Any, name: str, pack: Pack) -> Any:
    if isinstance(value, tuple | list):
        return [_as_json(one, name, pack) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value.replace(OTHER, _unnamed(name, pack)) if isinstance(value, str) else value


def _unnamed(name: str, pack: Pack) -> str:
    """Return a value that no condition of the pack names for this fact."""
    tests = (node for _, row in rows_of(pack) for _, one in conditions_in(row) for node in walk(one))
    named = {str(test.right) for test in tests if isinstance(test, Test) and test.fact == name}
    return "other" if not any("other" in one for one in named) else "something-else"


class _Told:
    """One witness told in one language."""

    def __init__(self, words: Words, witness: Witness) -> None:
        self.words, self.witness = words, witness

    def all(self) -> str:
        """Return everything that is said of the case; where nothing is, any case shows it."""
        parts = [*self._facts(), *self._ages(of_facts=True), *self.beside()]
        return self.words.say("；", "; ").join(parts) or self.words.say("任何案件", "any case")

    def _facts(self) -> Iterator[str]:
        for name, value in self.witness.facts.items():
            if not is_computed(name) or name in TOLD_FACTS or (self.witness.just_told and name not in NOT_YET):
                yield self._fact(name, value)

    def _fact(self, name: str, value: Any) -> str:
        words = self.words
        several = words.both(self._value(name, one) for one in value) if isinstance(value, tuple) else ""
        return words.say(f"{words.fact(name)}：", f"{words.fact(name)}: ") + (several or self._value(name, value))

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, tuple):
            return self.words.say("无", "none")
        if isinstance(value, Decimal):
            return self.words.value(name, int(value) if value == int(value) else float(value))
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d}"
        if isinstance(value, str) and value.endswith(OTHER):
            return self.words.say("其他", "some other")
        return self.words.value(name, value)

    def beside(self) -> list[str]:
        """Return what Try cannot be told: how long ago, how many, which grade stood, which settings."""
        just_told = self.witness.just_told
        history = [] if just_told else [*self._worked_out(), *self._ages(of_facts=False), *self._counts()]
        return [*history, *self._settings()]

    def _worked_out(self) -> Iterator[str]:
        computed = ((name, value) for name, value in self.witness.facts.items() if is_computed(name))
        yield from (self._fact(name, value) for name, value in computed if name not in TOLD_FACTS)

    def _ages(self, *, of_facts: bool) -> Iterator[str]:
        words = self.words
        for name, age in self.witness.ages.items():
            if (name not in EVENTS) is of_facts:
                title = EVENTS[name].title.in_(words.language) if name in EVENTS else words.fact(name)
                yield words.say(f"“{title}”在 {_long(age).zh}前", f"“{title}” {_long(age).en} ago")

    def _counts(self) -> Iterator[str]:
        for count, number in self.witness.counts.values():
            yield says(self.words, replace(count, op="at_least", right=number))

    def _settings(self) -> Iterator[str]:
        for name, value in self.witness.settings.items():
            row = next((one for one in self.words.pack.setting if f"setting:{one.id}" == name), None)
            question = row.question.in_(self.words.language) if row else name
            is_span = row is not None and row.type == "span"
            shown = _long(Span.parse(str(value)).length).in_(self.words.language) if is_span else str(value)
            yield f"{question} → {shown}"


def _long(age: timedelta) -> Text:
    """Return a length of time in days and hours, to the minute where it is short."""
    minutes = int(abs(age).total_seconds() // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        zh, en = f"{days} 天" + (f" {hours} 小时" if hours else ""), f"{days} d" + (f" {hours} h" if hours else "")
        return Text(zh=zh, en=en)
    return Text(zh=f"{hours} 小时 {minutes % 60} 分", en=f"{hours} h {minutes % 60} min")
