"""An analysis as a browser sends it, read or refused: nothing that is no tree, no score or no text gets in (FR-107)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from amends.core.causes import SCORES, WEIGHTS, Analysis, Cause, CauseClass, Effect, Kind
from amends.core.given import Unfit, checked_text
from amends.core.refusal import Missing, Refused
from amends.core.text import Text

LONGEST = 500
"""Letters of one cause, effect or control point."""
MOST_CAUSES = 400
MOST_EFFECTS = 12
DEEPEST = 10
"""So many causes one below the other; a chain of whys that is longer has lost its way."""
LONGEST_ID = 24


def read_analysis(kind: Kind, content: Any, classes: tuple[CauseClass, ...]) -> Analysis:
    """Return what a browser sent as an analysis. Raises Refused with everything that cannot be kept."""
    given = content if isinstance(content, Mapping) else {}
    try:
        read = _matrix(given) if kind == "matrix" else _tree(kind, given, classes)
        faults = tuple(_faults(read))
    except Unfit as unfit:
        faults = (Missing("invalid", unfit.says),)
    except (TypeError, ValueError, KeyError):
        says = Text(zh="内容无法读取，请重新载入页面", en="This cannot be read; please load the page again")
        faults = (Missing("invalid", says),)
    if faults:
        says = Text(zh="；".join(one.says.zh for one in faults), en="; ".join(one.says.en for one in faults))
        raise Refused("invalid", says=says, missing=faults)
    return read


def _tree(kind: Kind, given: Mapping[str, Any], classes: tuple[CauseClass, ...]) -> Analysis:
    return Analysis(kind, classes, _text(given.get("effect", "")), _causes(given))


def _matrix(given: Mapping[str, Any]) -> Analysis:
    effects = tuple(
        Effect(_id(one["id"]), _text(one["text"]), _whole(one["weight"])) for one in _rows(given.get("effects", ()))
    )
    return Analysis("matrix", (), causes=_causes(given), effects=effects)


def _causes(given: Mapping[str, Any]) -> tuple[Cause, ...]:
    return tuple(
        Cause(
            _id(one["id"]), _text(one["text"]), _id(one.get("under", "")), one.get("main") is True,
            _text(one.get("control", "")), {_id(key): _whole(n) for key, n in dict(one.get("scores", {})).items()},
        )
        for one in _rows(given.get("causes", ()))
    )  # fmt: skip


def _rows(given: Any) -> Iterable[Mapping[str, Any]]:
    if not isinstance(given, list | tuple) or not all(isinstance(one, Mapping) for one in given):
        raise TypeError("no list of causes")
    return given


def _id(given: Any) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_ID or not all(c.isalnum() or c in "_-/" for c in given):
        raise ValueError("no id")
    return given


def _whole(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise TypeError("no whole number")
    return given


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError("no text")
    text = checked_text(" ".join(given.split()))
    if len(text) > LONGEST:
        raise Unfit(zh=f"一条最多 {LONGEST} 个字符", en=f"One line has at most {LONGEST} characters")
    return text


def _faults(read: Analysis) -> Iterator[Missing]:
    if len(read.causes) > MOST_CAUSES:
        yield _fault("causes", zh=f"最多 {MOST_CAUSES} 条原因", en=f"At most {MOST_CAUSES} causes")
        return
    known = [*(one.id for one in read.classes), *(one.id for one in read.causes)]
    if len(set(known)) < len(known) or "" in known:
        yield _fault("twice", zh="同一条原因出现了两次", en="The same cause stands in it twice")
    elif read.kind == "matrix":
        yield from _matrix_faults(read)
    else:
        yield from _tree_faults(read)


def _tree_faults(read: Analysis) -> Iterator[Missing]:
    """Yield causes that hang on nothing, or on themselves, or deeper than anybody reads."""
    depths = {one.id: 0 for one in read.classes}
    waiting = list(read.classes)
    while waiting:
        above = waiting.pop().id
        for one in read.below.get(above, ()):
            depths[one.id] = depths[above] + 1
            waiting.append(CauseClass(one.id, Text(zh="", en="")))
    if any(one.id not in depths for one in read.causes):
        yield _fault("loose", zh="有原因不在任何一支上", en="A cause hangs on no bone")
    if max(depths.values(), default=0) > DEEPEST:
        yield _fault("deep", zh=f"最多 {DEEPEST} 层", en=f"At most {DEEPEST} levels")


def _matrix_faults(read: Analysis) -> Iterator[Missing]:
    effects = {one.id for one in read.effects}
    if len(effects) < len(read.effects) or len(effects) > MOST_EFFECTS:
        yield _fault("effects", zh=f"最多 {MOST_EFFECTS} 个结果，各不相同", en=f"At most {MOST_EFFECTS} effects")
    if any(one.weight not in WEIGHTS for one in read.effects):
        yield _fault("weight", zh="权重为 1 至 10", en="A weight is 1 to 10")
    if any(n not in SCORES for one in read.causes for n in one.scores.values()):
        yield _fault("score", zh="评分为 0、1、3 或 9", en="A score is 0, 1, 3 or 9")
    if any(not effects.issuperset(one.scores) for one in read.causes):
        yield _fault("score", zh="评分没有对应的结果", en="A score belongs to no effect")


def _fault(what: str, *, zh: str, en: str) -> Missing:
    return Missing(f"invalid:{what}", Text(zh=zh, en=en))
