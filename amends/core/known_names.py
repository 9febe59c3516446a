"""Every name that a row may refer to, by kind, and where rows refer to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amends.core.call_moments import CALL_MOMENTS
from amends.core.fact_types import NUMBERS, fact_types
from amends.core.pack import Pack, Row
from amends.core.text import Text
from amends.core.vocabulary import COMPLAINANT, EVENTS, STEP_KINDS, Type

EVERYWHERE = "*"
WHILE = frozenset({"open", "order_open", "parked"})
PERSONS_BARRED = frozenset({"handler", "accused", "proposer", "interested"})
DUE_WORDS = frozenset({"agreed_time", "order_limit", "node_date", "announced_time"})
COUNT_SINCE = frozenset({"first_late"})

REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "article": (("rests_on", "reference"),),
    "grade": (("list", "list"),),
    "list": (("set_by", "role"),),
    "row": (("list", "list"),),
    "flag": (("set_by", "role"),),
    "confidential": (("seen_by", "role"),),
    "field": (("seen_by", "role"), ("valid_on", "fact")),
    "role": (("function_from", "fact"), ("never", "barred"), ("instead", "role")),
    "step": (
        ("kind", "step_kind"), ("from_", "stage"), ("to", "stage"), ("by", "taker"), ("asks", "fact"),
        ("function_from", "fact"), ("itself_at", "fact"),
        ("causes", "event"), ("override.role", "role"), ("not_by", "barred"), ("needs.known", "fact"),
        ("needs.done", "event"), ("needs.signed", "role"), ("needs.approved", "role"), ("needs.met", "duty"),
        ("needs.checked", "check_list"), ("needs.adds_up", "figure"), ("needs.undone_by", "event"),
    ),
    "gate": (
        ("step", "gated"), ("not_by", "barred"), ("needs.known", "fact"), ("needs.done", "event"),
        ("needs.signed", "role"), ("needs.approved", "role"), ("needs.met", "duty"),
        ("needs.checked", "check_list"), ("needs.adds_up", "figure"), ("needs.undone_by", "event"),
    ),
    "check": (("list", "check_list"), ("asks", "field"), ("seen", "field"), ("by", "role")),
    "duty": (
        ("owner", "owner"), ("owner_from", "fact"), ("opens", "opens"), ("while_", "while"),
        ("counts_from", "start"), ("met_by", "event"), ("void_by", "event"), ("yields_to", "due"),
        ("due", "due"), ("not_by", "barred"), ("rungs.tell", "told"),
        ("extension.approver", "role"), ("extension.article", "article"), ("extension.notice", "letter"),
    ),
    "right": (("opens", "event"), ("ends", "event"), ("used_by", "event"), ("to", "owner"), ("told_in", "part")),
    "route": (("over", "route"),),
    "offer": (
        ("allows", "remedy"), ("decision_by", "role"), ("over", "offer"), ("beside", "offer"),
    ),
    "authority": (("role", "role"), ("kinds", "remedy")),
    "measure": (("from_", "moment"), ("to", "moment"), ("of", "moment"), ("over", "moment"), ("duty", "duty")),
    "letter": (("sent_at", "event"), ("void_by", "event"), ("to", "addressee")),
    "paper": (("signed_at", "event"), ("states", "fact")),
    "log": (("by", "role"), ("linked_by", "step")),
    "report": (("logs", "log"),),
    "fingerprint": (
        ("object", "fact"), ("symptom", "fact"), ("place", "fact"), ("words", "fact"), ("declared_by", "step"),
    ),
    "part": (("states", "stated"),),
    "review": (("by", "role"),),
    "sample": (("by", "role"), ("among", "role")),
    "inquiry": (
        ("steps", "step"), ("ends", "step"), ("sides", "fact"), ("due", "fact"), ("person", "fact"), ("item", "fact"),
        ("wanted", "fact"), ("present", "fact"), ("responsible", "fact"),
    ),
    "discipline": (
        ("step", "step"), ("taken_then", "step"), ("facts_filled", "fact"), ("by", "role"), ("reviewed_by", "role"),
        ("approved_by", "role"), ("plans.step", "step"), ("plans.done", "step"), ("plans.facts_filled", "fact"),
        ("drawn.step", "step"), ("drawn.done", "step"), ("drawn.facts_filled", "fact"),
    ),
}  # fmt: skip
"""The keys of each table that name something, and what kind of thing."""

TITLES = {
    "fact": Text(zh="事实", en="fact"),
    "figure": Text(zh="数字字段", en="figure"),
    "stated": Text(zh="事实", en="fact"),
    "event": Text(zh="事件", en="event"),
    "moment": Text(zh="通话时刻或事件", en="moment of a call or event"),
    "opens": Text(zh="事件或义务", en="event or duty"),
    "start": Text(zh="事件或时刻", en="event or moment"),
    "step_kind": Text(zh="操作种类", en="step kind"),
    "setting": Text(zh="设置", en="setting"),
    "role": Text(zh="角色", en="role"),
    "owner": Text(zh="角色", en="role"),
    "told": Text(zh="角色", en="role"),
    "addressee": Text(zh="收件人", en="addressee"),
    "barred": Text(zh="角色", en="role"),
    "taker": Text(zh="角色", en="role"),
    "article": Text(zh="条款", en="article"),
    "reference": Text(zh="依据", en="reference"),
    "field": Text(zh="字段", en="field"),
    "check_list": Text(zh="检查单", en="check list"),
    "stage": Text(zh="环节", en="stage"),
    "list": Text(zh="等级表", en="list"),
    "grade": Text(zh="等级", en="grade"),
    "duty": Text(zh="义务", en="duty"),
    "step": Text(zh="操作", en="step"),
    "gated": Text(zh="操作", en="step"),
    "letter": Text(zh="信函", en="letter"),
    "route": Text(zh="分派行", en="route"),
    "offer": Text(zh="方案", en="offer"),
    "remedy": Text(zh="补偿种类", en="remedy kind"),
    "right": Text(zh="权利", en="right"),
    "log": Text(zh="台账", en="log"),
    "part": Text(zh="答复部分", en="part"),
    "choice": Text(zh="选项", en="choice"),
    "while": Text(zh="状态", en="state"),
    "due": Text(zh="约定时间", en="due time"),
    "row": Text(zh="行", en="row"),
}
"""What each kind is called; a fault of it is ``unknown_<kind>``, by the first English word."""

SAME_AS = {
    "owner": "role", "told": "role", "addressee": "role", "barred": "role", "taker": "role", "opens": "event",
    "start": "event", "gated": "step", "stated": "fact",
}  # fmt: skip


def known_names(pack: Pack) -> dict[str, frozenset[str]]:
    """Return every name that exists in a pack or in the vocabulary, by kind of reference."""
    types, roles = fact_types(pack), frozenset(row.id for row in pack.role)
    facts, duties = frozenset(types), frozenset(pack.duties)
    return {
        "fact": facts,
        "figure": frozenset(name for name, one in types.items() if one.type in NUMBERS),
        "stated": facts | {"number"},
        "event": frozenset(EVENTS),
        "moment": frozenset(EVENTS) | frozenset(CALL_MOMENTS),
        "opens": frozenset(EVENTS),
        "start": frozenset(EVENTS) | frozenset(name for name, one in types.items() if one.type is Type.INSTANT),
        "step_kind": frozenset(STEP_KINDS),
        "setting": frozenset(row.id for row in pack.setting),
        "role": roles,
        "owner": roles,
        "told": roles | {"owner", COMPLAINANT},
        "addressee": roles | {COMPLAINANT},
        "taker": roles | {COMPLAINANT},
        "barred": roles | PERSONS_BARRED,
        "article": frozenset(pack.articles),
        "reference": frozenset(row.id for row in pack.reference),
        "field": frozenset(pack.fields),
        "check_list": frozenset(row.id for row in pack.check_list),
        "stage": frozenset(pack.stages) | {EVERYWHERE},
        "list": frozenset(pack.lists),
        "grade": frozenset(one for row in pack.list for one in row.grades),
        "duty": duties,
        "step": frozenset(pack.steps),
        # A step of its own, or any step of a kind: what an outside body demands, it demands of the lead's steps.
        "gated": frozenset(pack.steps) | (frozenset(STEP_KINDS) if pack.stands_beside else _kinds_of(pack)),
        "letter": frozenset(row.id for row in pack.letter),
        "route": frozenset(row.id for row in pack.route),
        "offer": frozenset(row.id for row in pack.offer),
        "remedy": frozenset(row.id for row in pack.remedy),
        "right": frozenset(row.id for row in pack.right),
        "log": frozenset(row.id for row in pack.log),
        "part": frozenset(row.id for row in pack.part),
        "while": WHILE,
        "due": DUE_WORDS | facts,
        "row": frozenset(
            [
                *(r.id for r in pack.row),
                *(r.id for r in pack.flag),
                *(r.id for r in pack.offer),
                *(r.id for r in pack.route),
            ]
        ),
    }


def _kinds_of(pack: Pack) -> frozenset[str]:
    return frozenset(row.kind for row in pack.step)


def names_at(row: Row, path: str) -> Iterator[Any]:
    """Yield what a row has at a path such as ``needs.done``, one by one; nothing where it is empty."""
    first, _, rest = path.partition(".")
    value = getattr(row, first)
    for one in value if isinstance(value, tuple | list) else (value,):
        if rest and isinstance(one, Row):
            yield from names_at(one, rest)
        elif one not in (None, "") and not rest:
            yield one


def settings_named(value: Any) -> Iterator[str]:
    """Yield the settings that a row names outside its conditions, as ``{ setting = … }``."""
    if isinstance(value, Row):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        if set(value) == {"setting"}:
            yield str(value["setting"])
        for inner in value.values():
            yield from settings_named(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from settings_named(inner)
