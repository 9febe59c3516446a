"""A duty as a sentence: who, from when, how long, by doing what, who is told (FR-069, FR-070, FR-085)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.conditions import ALWAYS
from amends.core.matching import Matcher, parse
from amends.core.opening_hours import WEEKDAYS
from amends.core.pack import DutyRow, Extension, Rung
from amends.core.plain_conditions import says as condition_says
from amends.core.plain_names import SETTINGS, SUBJECTS
from amends.core.plain_words import Words

WHILES = {
    "open": ("办理期间", "while it is open"),
    "order_open": ("派单未办结期间", "while an order is open"),
    "parked": ("挂起期间", "while it is parked"),
}
COVERS = {
    "since_last": ("所报为上次报送日次日起至本次报送日", "it is about the days since the last one"),
    "calendar_month": ("所报为上一个自然月", "it is about the calendar month before"),
}


def says(words: Words, row: DutyRow) -> str:
    """Return a duty as a sentence."""
    if words.language == "en":
        first = " ".join(
            part for part in (_who(words, row), _what(words, row), _by(words, row), _start(words, row)) if part
        )
    else:
        first = "".join((_start(words, row), _who(words, row), _by(words, row), _what(words, row)))
    lines = [first, *_told(words, row), *_more(words, row)]
    return _given(words, row) + words.say("；", "; ").join(lines)


def _given(words: Words, row: DutyRow) -> str:
    parts = (
        []
        if row.when == ALWAYS
        else [words.say(f"若{condition_says(words, row.when)}", f"If {condition_says(words, row.when)}")]
    )
    if row.for_each in SUBJECTS:
        parts.append(words.say(*SUBJECTS[row.for_each]))
    return words.say("，", ", ").join(parts) + words.say("：", ": ") if parts else ""


def _who(words: Words, row: DutyRow) -> str:
    owner = words.role(row.owner)
    if row.owner_from:
        field = words.quoted(words.fact(row.owner_from))
        owner = words.say(f"{field}所指的人（未指明则{owner}）", f"whom {field} names, else {owner},")
    return words.say(
        f"{owner}{'须' if row.force == 'must' else '应'}", f"{owner} {'must' if row.force == 'must' else 'should'}"
    )


def _start(words: Words, row: DutyRow) -> str:
    parts = []
    if row.while_:
        parts.append(words.say(*WHILES.get(row.while_, (row.while_, row.while_))))
    if row.opens:
        opened = words.events(row.opens)
        parts.append(words.say(f"{opened}后", f"after {opened}"))
    if row.counts_from and row.counts_from != row.opens:
        start = words.events(row.counts_from)
        parts.append(words.say(f"自{start}起算", f"counted from {start}"))
    if row.waits:
        parts.append(
            words.say(f"满{words.near(words.span(row.waits))}未完成的", f"if not done within {words.span(row.waits)}")
        )
    if not parts:
        return ""
    return "，".join(parts) + "，" if words.language == "zh" else ", ".join(parts)


def _by(words: Words, row: DutyRow) -> str:
    if row.every_day_at:
        hour = _when_due(words, row.every_day_at)
        return words.say(f"在每日 {hour} 前", f"every day by {hour}")
    if row.every_week_on:
        day = _weekday(words, row.every_week_on)
        return words.say(f"在每{day}前", f"every week by {day}")
    if row.every_month_on:
        day = _when_due(words, row.every_month_on)
        if row.months_apart:
            first, apart = _when_due(words, row.first_month or 1), _when_due(words, row.months_apart)
            return words.say(
                f"自 {first} 月起每 {apart} 个月的 {day} 日前", f"every {apart} months from month {first}, by day {day}"
            )
        return words.say(f"在每月 {day} 日前", f"every month by day {day}")
    if row.due:
        moment = words.quoted(_moment(words, row.due))
        if row.before:
            ahead = words.span(row.before)
            return words.say(f"在{moment}之前 {ahead}", f"{ahead} before {moment}")
        return words.say(f"在{moment}前", f"by {moment}")
    return _within(words, row.within)


def _when_due(words: Words, written: Any) -> str:
    return words.setting(str(written["setting"])) if isinstance(written, Mapping) else str(written)


def _weekday(words: Words, written: Any) -> str:
    return words.say(*SETTINGS[written]) if written in WEEKDAYS else _when_due(words, written)


def _within(words: Words, within: Any) -> str:
    if within == "at_once":
        grace = (
            words.setting("at_once")
            if any(one.id == "at_once" for one in words.pack.setting)
            else words.span(words.pack.at_once)
        )
        return words.say(f"立即（{grace}内）", f"at once (within {grace})")
    if within == "same_day":
        return words.say("在当日内", "the same day")
    if within is None:
        return words.say("（不设时限）", "(no limit set)")
    span = words.span(within)
    return words.say(f"在{words.near(span)}内", f"within {span}")


def _moment(words: Words, name: str) -> str:
    own = {
        "agreed_time": ("约定时间", "agreed time"),
        "order_limit": ("派单时限", "limit of the order"),
        "node_date": ("节点日期", "date of the node"),
    }
    return words.say(*own[name]) if name in own else words.fact(name)


def _what(words: Words, row: DutyRow) -> str:
    if not row.met_by:
        return row.title.in_(words.language)
    done = words.events(row.met_by)
    moves = [one for one in _matchers(words, row.met_by) if one.then_due]
    later = words.say("（并改定到期日）", " (which sets another due time)") if moves else ""
    return words.say(f"完成{done}{later}", f"see to {done}{later}")


def _matchers(words: Words, written: Any) -> tuple[Matcher, ...]:
    return parse(written, words.pack)


def _told(words: Words, row: DutyRow) -> list[str]:
    return [_rung(words, one) for one in row.rungs]


def _rung(words: Words, rung: Rung) -> str:
    who = words.both(words.role(one) for one in rung.tell)
    warning = words.say("预警", "warns") if rung.as_ == "warning" else words.say("告知", "tells")
    if rung.at == "due":
        return words.say(f"到期未完成{warning}{who}", f"when due, {warning} {who}")
    if rung.at.endswith("%"):
        return words.say(f"时间过 {rung.at} {warning}{who}", f"after {rung.at} of the time, {warning} {who}")
    sign, span = ("+" in rung.at), rung.at.replace("due", "").strip(" +-")
    shown = words.span(span)
    return words.say(
        f"到期{'后' if sign else '前'}{words.near(shown)}{warning}{who}",
        f"{shown} {'after' if sign else 'before'} it is due, {warning} {who}",
    )


def _more(words: Words, row: DutyRow) -> list[str]:
    found = [words.say(*COVERS[row.covers])] if row.covers else []
    if row.void_by:
        gone = words.events(list(row.void_by))
        found.append(words.say(f"{gone}后不再需要", f"no longer after {gone}"))
    if row.yields_to:
        found.append(_yields(words, row))
    found += [_extension(words, one) for one in row.extension]
    if isinstance(row.pause, Mapping) and row.pause.get("allowed"):
        cap = words.span(row.pause["cap"]) if row.pause.get("cap") else ""
        found.append(
            words.say(
                f"可暂停{'，累计至多' + words.near(cap) if cap else ''}",
                f"may be paused{', at most ' + cap + ' in all' if cap else ''}",
            )
        )
    if row.holds_for_open:
        found.append(words.say("本版施行时在办的案件也适用", "it holds for cases open when this version begins"))
    if row.not_by:
        found.append(words.say(f"不得由{words.roles(row.not_by)}完成", f"never by {words.roles(row.not_by)}"))
    return found


def _yields(words: Words, row: DutyRow) -> str:
    most = words.span(row.postpone_at_most) if row.postpone_at_most else ""
    return words.say(
        f"与投诉人约定时间的，以约定为准{'，至多顺延' + words.near(most) if most else ''}",
        f"a time agreed with the complainant takes its place{', at most ' + most + ' later' if most else ''}",
    )


def _extension(words: Words, row: Extension) -> str:
    if_ = condition_says(words, row.when)
    zh = f"{f'若{if_}，' if if_ else ''}可延至{words.near(words.span(row.to))}"
    en = f"may be extended to {words.span(row.to)}{f' if {if_}' if if_ else ''}"
    if row.approver:
        zh, en = f"{zh}，须{words.role(row.approver)}批准", f"{en}, approved by {words.role(row.approver)}"
    if letter := next((one for one in words.pack.letter if one.id == row.notice), None):
        title = words.quoted(letter.title.in_(words.language))
        zh, en = f"{zh}，并先以{title}告知投诉人", f"{en}, after telling the complainant with {title}"
    if row.total_at_most:
        zh, en = (
            f"{zh}，合计至多{words.near(words.span(row.total_at_most))}",
            f"{en}, at most {words.span(row.total_at_most)} in all",
        )
    return words.say(zh, en)
