"""Grades and flags of a case: regraded by rows, set by hand, written down with their direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from amends.core.grading import flags, grade, set_by_hand, weight
from amends.core.ledger import Done, Event, Grading, Value
from amends.core.pack import ListRow, Pack
from amends.core.page import Page


def graded_by_hand(page: Page, event: Event, done: Done) -> Done:
    """Put a grade as a person set it, and return what happened with the direction it took (FR-040)."""
    for pack in page.rules.packs:
        row = _list_named(pack, str(event.detail.get("list", "")))
        if row is not None and event.detail["grade"] in row.grades:
            by, key = (event.by.id if event.by else "by_hand"), f"{pack.id}/{row.id}"
            before = page.gradings.get(key) or grade(pack, row, page.scene(pack), None)
            after = set_by_hand(row, before, grade=event.detail["grade"], by=by, at=event.at)
            marks = _put_grade(page, pack, row, before, after, derived=False)
            return replace(done, detail={**done.detail, **marks})
    return done


def _list_named(pack: Pack, named: str) -> ListRow | None:
    return pack.lists.get(named) if named else next(iter(pack.list), None)


def marked(page: Page, event: Event) -> None:
    """Put or take off a flag that is set by hand (FR-048)."""
    for pack in page.rules.packs:
        named = event.detail.get("flag", event.detail.get("kind"))
        row = next((one for one in pack.flag if one.id == named and one.set_by), None)
        if row is not None:
            after = (
                page.flags - {f"{pack.id}/{row.id}"}
                if event.detail.get("off")
                else page.flags | {f"{pack.id}/{row.id}"}
            )
            _put_flags(page, pack.id, after)


def regrade(page: Page, pack: Pack) -> list[Done]:
    """Grade every list of a pack anew and return the ``graded`` events that come of it.

    Nothing is asked again while all that the rows read stays as it was.
    """
    if pack.id not in page.stirred.grades:
        return []
    changes = page.changes
    derived = _regrade(page, pack)
    if page.changes == changes:
        page.stirred.grades.discard(pack.id)
    return derived


def _regrade(page: Page, pack: Pack) -> list[Done]:
    derived = []
    for row in pack.list:
        key = f"{pack.id}/{row.id}"
        before = page.gradings.get(key)
        after = grade(pack, row, page.scene(pack), before)
        if before is None or after.grade != before.grade:
            marks = _put_grade(page, pack, row, before, after, derived=True)
            if marks["becomes"] != "same":
                derived.append(Done("graded", page.now, detail=marks))
        elif after != before:
            page.put_grading(key, after)
            lighter = weight(row, after.computed) > weight(row, after.grade) and after.computed != before.computed
            page.note_grading("fall_proposed" if lighter else "asked", pack.id, row.id, after)
    seen = flags(pack, page.scene(pack), frozenset(_flags_of(page, pack.id)))
    _put_flags(page, pack.id, _without(page, pack.id) | {f"{pack.id}/{flag}" for flag in seen.flags})
    return derived


def _put_grade(
    page: Page, pack: Pack, row: ListRow, before: Grading | None, after: Grading, *, derived: bool
) -> Mapping[str, Value]:
    """Write a grade down and return the marks of the ``graded`` event."""
    key, was = f"{pack.id}/{row.id}", before.grade if before else (row.default or "")
    difference = weight(row, after.grade) - weight(row, was)
    becomes = "heavier" if difference < 0 else "lighter" if difference else "same"
    page.put_grading(key, after)
    page.becomes[pack.id] = becomes
    highest = min(page.highest.get(key, after.grade), after.grade, key=lambda one: weight(row, one))
    page.highest[key] = highest
    page.forget_scenes()
    page.stirred.by_grades(pack.id)
    marks = {"pack": pack.id, "list": row.id, "grade": after.grade, "was": was, "becomes": becomes}
    page.note_grading(
        "graded", pack.id, row.id, after, highest=highest, becomes=becomes, was=was,
        derived=marks if derived and becomes != "same" else {},
    )  # fmt: skip
    return marks


def _flags_of(page: Page, pack_id: str) -> set[str]:
    return {flag.removeprefix(f"{pack_id}/") for flag in page.flags if flag.startswith(f"{pack_id}/")}


def _without(page: Page, pack_id: str) -> frozenset[str]:
    return frozenset(flag for flag in page.flags if not flag.startswith(f"{pack_id}/"))


def _put_flags(page: Page, pack_id: str, after: frozenset[str]) -> None:
    for flag in sorted(after - page.flags):
        page.note("flagged", pack=pack_id, id=flag.removeprefix(f"{pack_id}/"))
    for flag in sorted(page.flags - after):
        page.note("unflagged", pack=pack_id, id=flag.removeprefix(f"{pack_id}/"))
    if after != page.flags:
        page.flags = after
        page.stirred.grades.add(pack_id)
