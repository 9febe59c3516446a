"""What a story expects of finding out: where a step is noted, causes, an 8D, the same defect, draws by lot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from amends.core.causes import classes_of
from amends.core.eight_d import disciplines
from amends.core.expecting_people import differing
from amends.core.fingerprints import Fingerprint, compare, fingerprint
from amends.core.ledger import CaseState
from amends.core.looking_back import decided, drawn_until, first_known, still_counts
from amends.core.moment import Moment
from amends.core.pack import FingerprintRow, SampleRow
from amends.core.story import Difference


def _noted_in(moment: Moment, wanted: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterator[Difference]:
    """Compare the sections of the investigation in which this step stands; a table also says their sides."""
    got = {row.id: row.sides for row in moment.told.pack.inquiry if moment.do in (*row.steps, *row.ends)}
    yield from _same(moment, "noted_in", list(wanted), list(got))
    if isinstance(wanted, Mapping) and list(wanted) == list(got):
        yield from differing(moment, "noted_in", wanted, got)


def _cause_classes(moment: Moment, wanted: Iterable[str]) -> Iterator[Difference]:
    got = [one.id for one in classes_of(moment.told.pack, "fishbone")]
    yield from _same(moment, "cause_classes", list(wanted), got)


def _disciplines(moment: Moment, wanted: Mapping[str, Any]) -> Iterator[Difference]:
    """Compare every discipline of an 8D, in order: its steps, or a table of whose it is (``by``, ``approved_by``)."""
    found = {one.id: one.row for one in disciplines([moment.told.pack])}
    yield from _same(moment, "disciplines", list(wanted), list(found))
    for name, row in found.items() if list(wanted) == list(found) else ():
        expected = wanted[name]
        if isinstance(expected, Mapping):
            yield from differing(moment, f"disciplines {name}", expected, {key: getattr(row, key) for key in expected})
        else:
            steps = [*filter(None, (row.step, *row.taken_then))]
            yield from _same(moment, f"disciplines {name}", list(expected), steps)


def _same_defect(moment: Moment, wanted: Iterable[str]) -> Iterator[Difference]:
    """Compare the other cases of the story that have the same defect and are still looked back at."""
    own = first_known(moment.told.pack, moment.state.facts)
    others = [(name, case) for name, case in moment.told.cases.items() if name != moment.case]
    got = [name for name, case in others if own and _is_same(moment, *own, case)]
    yield from _same(moment, "same_defect", sorted(wanted), sorted(got))


def _is_same(moment: Moment, row: FingerprintRow, own: Fingerprint, other: CaseState) -> bool:
    pack, began = moment.told.pack, other.done[0].at
    alike = compare(own, fingerprint(row, other.facts), words_at_least=row.words_at_least).is_same
    return alike and still_counts(pack, row, began, now=moment.at, calendar=moment.told.rules.calendars[pack.id])


def _draws(moment: Moment, wanted: Mapping[str, Mapping[str, Any]]) -> Iterator[Difference]:
    """Compare every draw by lot: how many cases, by when what is drawn now is done, tries on how many days."""
    rows = {row.id: row for row in moment.told.pack.sample}
    people = {name: {key: list(one[key]) for key in ("by", "among") if key in one} for name, one in wanted.items()}
    got = {
        name: _drawn(moment, row) | {key: list(getattr(row, key)) for key in people.get(name, ())}
        for name, row in rows.items()
    }
    yield from _same(moment, "draws", {name: dict(one) for name, one in wanted.items()}, got)


def _drawn(moment: Moment, row: SampleRow) -> dict[str, Any]:
    pack = moment.told.pack
    until = drawn_until(pack, row, moment.at, calendar=moment.told.rules.calendars[pack.id])
    tries = {"tries": row.tries, "on_days": row.on_days} if row.kind == "call_back" else {}
    return {"cases": decided(pack, row.cases), "until": until, **tries}


def _same(moment: Moment, what: str, wanted: Any, got: Any) -> Iterator[Difference]:
    if wanted != got:
        yield moment.differ(what, wanted, got)


INQUIRY_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {
    "noted_in": _noted_in,
    "cause_classes": _cause_classes,
    "disciplines": _disciplines,
    "same_defect": _same_defect,
    "draws": _draws,
}
"""By the key under ``expect`` of a story's event."""
