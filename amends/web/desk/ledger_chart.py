"""A control chart as a drawing: where its points, limits and middle lie. The table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from amends.core.control_chart import Point

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 680, 250, 40, 12, 26, 34
LABELS_MOST = 8
MARKS = {
    "": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
    "high": "M0-6L6 5L-6 5Z",
    "low": "M0 6L6-5L-6-5Z",
    "run": "M0-6L6 0L0 6L-6 0Z",
}
"""A circle for what is nothing unusual; triangles beyond a limit, a diamond at the end of a run."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: where it lies, its shape, and the label below it, where there is room."""

    point: Point
    x: float
    y: float
    shape: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn, in the units of the view box."""

    marks: tuple[Mark, ...]
    line: str
    middle: str
    high: str
    low: str
    action_x: float
    ticks: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def drawing(points: Sequence[Point]) -> Drawing | None:
    """Return a chart's drawing; None where there is nothing to draw."""
    if not points:
        return None
    top = max(1, *(max(one.high, one.period.count) for one in points))
    xs = [_x(nth, len(points)) for nth in range(len(points))]
    every = -(-len(points) // LABELS_MOST)
    marks = tuple(
        Mark(
            one,
            x,
            _y(one.period.count, top),
            MARKS[one.signal],
            f"{one.period.first:%m-%d}" if nth % every == 0 else "",
        )
        for nth, (one, x) in enumerate(zip(points, xs, strict=True))
    )
    first_after = next((nth for nth, one in enumerate(points) if one.is_after), len(points))
    return Drawing(
        marks, " ".join(f"{one.x},{one.y}" for one in marks), _steps(points, [one.middle for one in points], top),
        _steps(points, [one.high for one in points], top), _steps(points, [one.low for one in points], top),
        round(_x(first_after, len(points)) - _half(len(points)), 1), _ticks(top),
    )  # fmt: skip


def _half(many: int) -> float:
    return (WIDTH - LEFT - RIGHT) / many / 2


def _x(nth: int, many: int) -> float:
    return round(LEFT + (2 * nth + 1) * _half(many), 1)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)


def _steps(points: Sequence[Point], values: Sequence[float], top: float) -> str:
    """Return a line that is level over each period: limits follow what was exposed."""
    many = len(points)
    edges = [round(LEFT + 2 * nth * _half(many), 1) for nth in range(many + 1)]
    spans = zip(pairwise(edges), values, strict=True)
    return " ".join(f"{left},{_y(value, top)} {right},{_y(value, top)}" for (left, right), value in spans)


def _ticks(top: int) -> tuple[tuple[float, int], ...]:
    step = max(1, -(-top // 4))
    return tuple((_y(value, top), value) for value in range(0, top + 1, step))
