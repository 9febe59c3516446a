"""What a rule owner may choose from: the names that a pack and the vocabulary know, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from amends.core.fact_types import FactType, fact_types
from amends.core.known_names import DUE_WORDS, EVERYWHERE, PERSONS_BARRED, WHILE
from amends.core.pack import Pack
from amends.core.plain_names import FUNCTIONS
from amends.core.plain_words import Words
from amends.core.vocabulary import COMPLAINANT, EVENTS, STEP_KINDS, Type

Pair = tuple[str, str]
LONGEST = 70


class Names:
    """The names of one pack in one language."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack = pack
        self.words = Words(pack, language, marks_settings=False)
        self.language = self.words.language
        self._found: dict[str, tuple[Pair, ...]] = {}

    @cached_property
    def facts(self) -> dict[str, FactType]:
        """The facts of the pack with their types."""
        return fact_types(self.pack)

    def of(self, kind: str) -> tuple[Pair, ...]:
        """Return what may be named for a kind of reference, as (name, words); nothing for an unknown kind."""
        if kind not in self._found:
            make = MAKERS.get(kind)
            self._found[kind] = tuple(make(self)) if make else ()
        return self._found[kind]

    def choices(self, fact: str) -> tuple[Pair, ...]:
        """Return the values that a fact may have, as (value, words)."""
        known = self.facts.get(fact)
        if known is None:
            return ()
        if known.type is Type.YES_NO:
            return self.yes_no
        return tuple((one, self.words.value(fact, one)) for one in known.choices)

    @cached_property
    def yes_no(self) -> tuple[Pair, ...]:
        """Yes and no, as a form sends them."""
        return (("yes", self.words.say("是", "yes")), ("no", self.words.say("否", "no")))

    @cached_property
    def facts_grouped(self) -> tuple[tuple[str, tuple[Pair, ...]], ...]:
        """The facts to choose from: those of the forms first, then the others."""
        own = {row.id for row in self.pack.field}
        mine = tuple(pair for pair in self.of("fact") if pair[0] in own)
        return (("forms", mine), ("others", tuple(pair for pair in self.of("fact") if pair[0] not in own)))

    @cached_property
    def instants(self) -> tuple[Pair, ...]:
        """What an age may count from: events, and facts that are moments."""
        moments = [(name, self.words.fact(name)) for name, known in self.facts.items() if known.type is Type.INSTANT]
        return (*self.of("event"), *moments)


def _events(names: Names) -> Iterable[Pair]:
    return sorted(((one, word.title.in_(names.language)) for one, word in EVENTS.items()), key=lambda pair: pair[1])


def _opens(names: Names) -> Iterable[Pair]:
    yield from _events(names)
    yield from ((f"late:{row.id}", f"{row.id} {row.title.in_(names.language)} …") for row in names.pack.duty)


def _roles(names: Names) -> Iterable[Pair]:
    return ((row.id, row.title.in_(names.language)) for row in names.pack.role)


def _with(*more: str) -> Callable[[Names], Iterable[Pair]]:
    return lambda names: (*_roles(names), *((one, names.words.role(one)) for one in more))


def _articles(names: Names) -> Iterable[Pair]:
    for row in names.pack.article:
        text = row.text.in_(names.language)
        yield row.no, f"{row.no} {text[:LONGEST]}{'…' if len(text) > LONGEST else ''}"


def _settings(names: Names) -> Iterable[Pair]:
    return ((f"setting:{row.id}", row.question.in_(names.language)) for row in names.pack.setting)


def _grades(names: Names) -> Iterable[Pair]:
    return dict.fromkeys((row.id, row.title.in_(names.language)) for row in names.pack.grade)


def _functions(names: Names) -> Iterable[Pair]:
    own = {row.function for row in names.pack.role if row.function} | {row.to for row in names.pack.route}
    return ((one, names.words.function(one)) for one in sorted(own | set(FUNCTIONS)))


def _texts(names: Names) -> Iterable[Pair]:
    yield "reply", names.words.kind("reply")
    yield from ((row.id, row.title.in_(names.language)) for row in names.pack.letter)


def _titled(table: str) -> Callable[[Names], Iterable[Pair]]:
    return lambda names: ((row.id, row.title.in_(names.language)) for row in getattr(names.pack, table))


MOMENTS = {
    "agreed_time": ("约定时间", "the agreed time"), "order_limit": ("派单时限", "the limit of the order"),
    "node_date": ("节点日期", "the date of the node"), "announced_time": ("告知的时间", "the announced time"),
}  # fmt: skip
"""Moments that belong to an order, a node or a promise, and are no facts of the case."""


def _moments(names: Names) -> Iterable[Pair]:
    yield from ((one, names.words.say(*MOMENTS[one])) for one in sorted(DUE_WORDS))
    instants = (name for name, known in names.facts.items() if known.type is Type.INSTANT)
    yield from ((name, names.words.fact(name)) for name in instants if name not in DUE_WORDS)


MAKERS: dict[str, Callable[[Names], Iterable[Pair]]] = {
    "fact": lambda n: ((name, n.words.fact(name)) for name in (*(row.id for row in n.pack.field), *sorted(
        set(n.facts) - {row.id for row in n.pack.field}))),
    "stated": lambda n: ((name, n.words.fact(name)) for name in sorted(n.facts)),
    "field": lambda n: ((row.id, n.words.fact(row.id)) for row in n.pack.field),
    "event": _events, "opens": _opens, "setting": _settings, "article": _articles,
    "role": _roles, "owner": _with("first_asked", "handler"), "told": _with("owner", COMPLAINANT),
    "addressee": _with(COMPLAINANT), "taker": _with(COMPLAINANT), "barred": _with(*sorted(PERSONS_BARRED)),
    "stage": lambda n: (*_titled("stage")(n), (EVERYWHERE, n.words.say("所有环节", "any stage"))),
    "step": _titled("step"), "duty": _titled("duty"), "remedy": _titled("remedy"), "letter": _titled("letter"),
    "list": _titled("list"), "grade": _grades, "grade_id": _grades, "function": _functions, "text_of": _texts,
    "offer": lambda n: ((row.id, row.says.in_(n.language)) for row in n.pack.offer),
    "step_kind": lambda n: ((one, kind.title.in_(n.language)) for one, kind in STEP_KINDS.items()),
    "gated": _titled("step"),
    "form": lambda n: ((one, one) for one in dict.fromkeys(["complaint", *(row.form for row in n.pack.field)])),
    "while": lambda n: ((one, one.replace("_", " ")) for one in sorted(WHILE)),
    "due": _moments,
    "check_list": _titled("check_list"),
    "list_or_flag": lambda n: (*_titled("list")(n), *_titled("flag")(n)),
}  # fmt: skip
