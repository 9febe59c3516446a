"""Can every time of a duty be read: caps, windows of what meets it, settings that stand for a time?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.check_duties import is_span
from amends.core.finding import Finding
from amends.core.known_names import DUE_WORDS, names_at
from amends.core.pack import DutyRow, Pack, SettingRow
from amends.core.places import about

TIMES = ("within", "waits", "first_after", "postpone_at_most")
BEFORE = "due"


def check_times(pack: Pack) -> Iterator[Finding]:
    """Yield caps and windows that are no spans, settings that are no time where one stands, marks without meaning."""
    settings, facts = {row.id: row for row in pack.setting}, frozenset(pack.fields)
    for duty in pack.duty:
        yield from _caps(duty)
        for event in names_at(duty, "met_by"):
            if isinstance(event, Mapping):
                yield from _marks(duty, event, DUE_WORDS | facts)
        cap = duty.pause.get("cap") if isinstance(duty.pause, Mapping) else None
        for key, value in (*((key, getattr(duty, key)) for key in TIMES), ("pause.cap", cap)):
            if isinstance(value, Mapping) and (row := settings.get(str(value.get("setting", "")))) is not None:
                yield from _setting(duty, key, row)


def _caps(duty: DutyRow) -> Iterator[Finding]:
    if duty.first_after and not is_span(duty.first_after, words=()):
        yield _no_span(duty, "first_after", duty.first_after)
    if duty.pause is None:
        return
    if not isinstance(duty.pause, Mapping) or set(duty.pause) - {"allowed", "cap"}:
        yield about(
            "duty", duty, "value", key="pause",
            zh="pause 写作 { allowed = true, cap = \"5 d\" }", en='write pause as { allowed = true, cap = "5 d" }',
        )  # fmt: skip
    elif (cap := duty.pause.get("cap")) is not None and not isinstance(cap, Mapping) and not is_span(cap, words=()):
        yield _no_span(duty, "pause.cap", cap)


def _marks(duty: DutyRow, event: Mapping[str, Any], dues: frozenset[str]) -> Iterator[Finding]:
    within, before, then = event.get("within"), event.get("before", BEFORE), event.get("then_due")
    if within is not None and not isinstance(within, Mapping) and not is_span(within, words=()):
        yield _no_span(duty, "met_by.within", within)
    if before != BEFORE:
        zh, en = f'before 只写 "due"，而非 {before!r}', f'before is "due", not {before!r}'
        yield about("duty", duty, "value", key="met_by.before", zh=zh, en=en)
    if then is not None and str(then) not in dues:
        zh, en = f"没有“{then}”这个时间", f"there is no time “{then}”"
        yield about("duty", duty, "unknown_due", key="met_by.then_due", zh=zh, en=en)


def _setting(duty: DutyRow, key: str, row: SettingRow) -> Iterator[Finding]:
    """Yield a setting that stands for a time and of which some value is none."""
    values = [one for one in (*row.choices, row.default) if one is not None]
    if row.type not in ("span", "choice") or not all(is_span(one) for one in values):
        yield about(
            "duty", duty, "wrong_type", key=key,
            zh=f"设置“{row.id}”不是时长", en=f"the setting “{row.id}” is no time",
        )  # fmt: skip


def _no_span(duty: DutyRow, key: str, value: Any) -> Finding:
    return about("duty", duty, "value", key=key, zh=f"“{key}”不是时长：{value!r}", en=f"“{key}” is no span: {value!r}")
