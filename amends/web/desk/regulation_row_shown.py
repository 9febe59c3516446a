"""The form of a row as its page shows it: each key with its control, its choices and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.core.finding import Finding
from amends.core.vocabulary import Type
from amends.web.desk.condition_nodes import COUNTS, GROUPS, LIST_OPS, Node
from amends.web.desk.regulation_asks import ORDERED, Ask
from amends.web.desk.regulation_key_words import NODES, OPERATORS, code_words, finding_words, hint_of, key_title
from amends.web.desk.regulation_names import Names, Pair
from amends.web.desk.regulation_row_values import MARKS, State

FEW = 14
Options = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class ShownNode:
    """One row of a condition. ``control``: how the right side is given (choose, choose_many, list, text)."""

    name: str
    place: str
    root: str
    kind: str
    title: str
    says: Mapping[str, Any] = field(default_factory=dict)
    facts: tuple[tuple[str, Options], ...] = ()
    ops: Options = ()
    control: str = ""
    options: Options = ()
    rights: tuple[str, ...] = ()
    since: Options = ()
    until: Options = ()
    windows: Options = ()
    events: Options = ()
    parts: tuple[ShownNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A row below a key: what is filled in, and what may be besides."""

    fields: tuple[Shown, ...]
    more: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One key of the form."""

    name: str
    label: str
    ask: Ask
    value: Any = ""
    options: Options = ()
    rows: tuple[Part, ...] = ()
    items: tuple[Any, ...] = ()
    node: ShownNode | None = None
    errors: tuple[str, ...] = ()
    filled: bool = True

    @property
    def widget(self) -> str:
        """Return which control shows it."""
        if self.ask.kind == "names":
            return "checks" if self.options and len(self.options) <= FEW and self.ask.key not in ORDERED else "names"
        return self.ask.kind

    @property
    def hint(self) -> str:
        """Return how to write what a plain input takes."""
        return hint_of(self.ask.key) if self.widget in ("valued", "written", "text") else ""

    @property
    def id(self) -> str:
        """Return its name as an id of the page."""
        return self.name.replace(".", "-")


def shown(
    asks: Iterable[Ask], state: State, names: Names, *, findings: Iterable[Finding] = (), above: str = ""
) -> tuple[Shown, ...]:
    """Return the keys of a form in their state, each with its findings."""
    by_key: dict[str, list[str]] = {}
    for one in findings:
        if one.level != "note":
            by_key.setdefault(one.key.partition(".")[0].rstrip("_"), []).append(finding_words(one, names.language))
    return tuple(_shown(ask, state[ask.key], names, f"{above}{ask.key}", by_key.get(ask.key, ())) for ask in asks)


def _shown(ask: Ask, value: Any, names: Names, name: str, errors: Iterable[str]) -> Shown:
    given: dict[str, Any] = {"name": name, "label": key_title(ask.key), "ask": ask, "errors": tuple(errors)}
    match ask.kind:
        case "condition":
            return Shown(**given, node=_node(value, names, name, "", name), filled=bool(value.parts))
        case "rows":
            rows = tuple(_part(shown(ask.below, one, names, above=f"{name}.{nth}.")) for nth, one in enumerate(value))
            return Shown(**given, rows=rows, filled=bool(rows))
        case "events":
            items = tuple(_item(one, names, ask, f"{name}.{nth}") for nth, one in enumerate(value["items"]))
            return Shown(**given, value=value["many"], items=items, filled=bool(items))
        case "names":
            options = _options(names.of(ask.suggests), value)
            words = dict(names.of(ask.suggests))
            told = tuple((one, words.get(one, "")) for one in value)
            return Shown(**given, value=value, options=options, items=told, filled=bool(value))
        case "name" | "owner":
            return Shown(**given, value=value, options=_options(names.of(ask.suggests), [value]), filled=bool(value))
        case "choice":
            pairs = tuple((one, code_words(one, ask.key)) for one in ask.options)
            return Shown(**given, value=value, options=_options(pairs, [value]), filled=bool(value))
        case "bilingual":
            return Shown(**given, value=value, filled=any(value.values()))
        case "lines":
            return Shown(**given, value="\n".join(value), filled=bool(value))
    return Shown(**given, value=value, filled=bool(value))


def _part(fields: tuple[Shown, ...]) -> Part:
    if not any(one.filled for one in fields):
        return Part(fields, ())
    mine = tuple(one for one in fields if one.filled or one.ask.required)
    return Part(mine, tuple(one for one in fields if one not in mine))


def _options(pairs: Iterable[Pair], given: Iterable[str]) -> Options:
    """Return choices with those given chosen; what is given and not known stays a choice, for the checker to name."""
    chosen = [one for one in given if one]
    found = dict(pairs)
    found |= {one: one for one in chosen if one not in found}
    return tuple((value, title, value in chosen) for value, title in found.items())


def _item(said: Mapping[str, str], names: Names, ask: Ask, name: str) -> dict[str, Any]:
    pairs = (*names.of("opens" if ask.suggests == "opens" else "event"), *names.of("setting"))
    marks = [(key, key_title(key), said.get(key, "")) for key in MARKS]
    options = _options(pairs, [said.get("event", "")])
    return {
        "name": name, "options": options, "marks": marks, "more": said.get("more", ""),
        "marked": any(value for _key, _title, value in marks) or bool(said.get("more")),
    }  # fmt: skip


def _node(node: Node, names: Names, name: str, place: str, root: str) -> ShownNode:
    given: dict[str, Any] = {
        "name": name,
        "place": place,
        "root": root,
        "kind": node.kind,
        "title": str(NODES[node.kind]),
        "says": node.says,
    }
    if node.kind in GROUPS:
        at = f"{place}." if place else ""
        parts = (_node(one, names, f"{name}.{nth}", f"{at}{nth}", root) for nth, one in enumerate(node.parts))
        return ShownNode(**given, parts=tuple(parts))
    if node.kind == "test":
        return _test(node, names, given)
    windows = (("rolling", code_words("rolling")), ("calendar_month", code_words("calendar_month")),
               ("calendar_year", code_words("calendar_year")), *names.of("setting"))  # fmt: skip
    return ShownNode(
        **given, since=_options((*names.instants, *names.of("setting")), [str(node.says.get("since", ""))]),
        until=_options(names.instants, [str(node.says.get("until", ""))]),
        windows=_options(windows, [str(node.says.get("window", ""))]),
        events=_options(names.of("event"), [str(node.says.get("event", ""))]),
        facts=_facts(names, str(node.says.get("different", ""))),
        ops=_options(((one, str(OPERATORS[one])) for one in ("at_least", "more_than", "and_above")),
                     [str(node.says.get("op", ""))]),
        rights=tuple(node.says.get("right", ())) or ("",),
        options=_options((), node.says.get("same", ())) if node.kind in COUNTS else (),
    )  # fmt: skip


def _test(node: Node, names: Names, given: dict[str, Any]) -> ShownNode:
    fact, op = str(node.says.get("fact", "")), str(node.says.get("op") or "is")
    rights = [one for one in node.says.get("right", ()) if one]
    known = names.facts.get(fact)
    choices = names.yes_no if op == "known" else names.choices(fact)
    is_figure = known is not None and known.type in (Type.NUMBER, Type.MONEY)
    control = "text" if is_figure or not choices else "choose"
    if op in LIST_OPS:
        control = "choose_many" if choices else "list"
    if control == "choose":
        choices = (*choices, *(pair for pair in names.of("setting") if pair[0] in rights))
    return ShownNode(
        **given, facts=_facts(names, fact), ops=_options(_ops(known.type if known else None), [op]), control=control,
        options=_options(choices, rights) if control.startswith("choose") else (),
        rights=(*rights, "") if control == "list" else tuple(rights[:1]) or ("",),
    )  # fmt: skip


def _facts(names: Names, chosen: str) -> tuple[tuple[str, Options], ...]:
    groups = [(title, _options(pairs, [])) for title, pairs in names.facts_grouped]
    found = [(title, tuple((value, words, value == chosen) for value, words, _no in pairs)) for title, pairs in groups]
    if chosen and not any(one[2] for _title, pairs in found for one in pairs):
        found.append(("others", ((chosen, names.words.fact(chosen), True),)))
    return tuple(found)


OPS = {
    Type.NUMBER: ("and_above", "at_least", "at_most", "more_than", "less_than", "is", "one_of", "known"),
    Type.SET: ("any", "every", "none", "known"), Type.PEOPLE: ("any", "every", "none", "known"),
    Type.TREE: ("under", "not_under", "is", "one_of", "known"), Type.YES_NO: ("is", "known"),
    Type.CHOICE: ("is", "one_of", "known"), Type.INSTANT: ("at_least", "at_most", "more_than", "less_than", "known"),
}  # fmt: skip
OPS[Type.MONEY] = OPS[Type.NUMBER]
OPS[Type.TIME] = (*OPS[Type.INSTANT][:-1], "is", "known")


def _ops(kind: Type | None) -> tuple[Pair, ...]:
    known = OPS.get(kind, tuple(OPERATORS)) if kind else tuple(OPERATORS)
    return tuple((one, str(OPERATORS[one])) for one in known)
