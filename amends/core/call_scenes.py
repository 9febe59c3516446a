"""What the conditions of a step read: the case, what was said of its lot or order, and what the step brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from amends.core.evaluate import Scene
from amends.core.ledger import StepCall, Value
from amends.core.needs import SceneOf
from amends.core.pack import Pack, StepRow
from amends.core.page import Page
from amends.core.returned import is_of_another_lot


def scenes(page: Page, call: StepCall) -> SceneOf:
    """Return the scenes in which a call is judged: the case's facts, what was said of its lot, what the step brings.

    They are as of now: what is written on the page later is not in them.
    """
    return each_once(lambda pack: _scene_of_call(page, call, pack))


def each_once(scene_of: SceneOf) -> SceneOf:
    """Return scenes that are made only once for each pack."""
    known: dict[str, Scene] = {}

    def found(pack: Pack) -> Scene:
        if pack.id not in known:
            known[pack.id] = scene_of(pack)
        return known[pack.id]

    return found


def _scene_of_call(page: Page, call: StepCall, pack: Pack) -> Scene:
    scene = page.scene(pack)
    said = _without_anew(scene.facts, page.rules.steps.get(call.step))
    facts = {**_without_other_lots(page, said, call.on), **_of_subject(page, call.on), **_brought(call.detail)}
    return replace(scene, facts={**facts, **_becomes(pack, scene, call)}, done=tuple(scene.done))


def _without_anew(facts: Mapping[str, Value], step: StepRow | None) -> Mapping[str, Value]:
    """Return what is known without the answers that a step asks anew: the second statement is not the first."""
    if step is None or not step.anew:
        return facts
    return {key: value for key, value in facts.items() if key not in step.asks}


def _without_other_lots(page: Page, facts: Mapping[str, Value], subject: str) -> Mapping[str, Value]:
    """Return what is known without what was told of other lots alone (FR-244)."""
    others = [done for done in page.done if is_of_another_lot(done, subject)]
    if not others:
        return facts
    rest = [done for done in page.done if not is_of_another_lot(done, subject)]
    return {
        name: value
        for name, value in facts.items()
        if any(one.tells(name) for one in rest) or not any(one.tells(name) for one in others)
    }


def _of_subject(page: Page, subject: str) -> dict[str, Value]:
    """Return what was said of one lot, order or node: two lots of a case have each their own figures (FR-244)."""
    said = (done.detail for done in page.done if subject and done.on == subject)
    return {key: value for detail in said for key, value in _brought(detail).items() if key in page.facts}


def _brought(detail: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in detail.items() if key not in ("grade", "list")}


def _becomes(pack: Pack, scene: Scene, call: StepCall) -> dict[str, str]:
    """Return the direction of a regrade by hand, for the gates that read it (FR-040)."""
    to, row = call.detail.get("grade"), pack.lists.get(str(call.detail.get("list", "")))
    row = row or (pack.list[0] if len(pack.list) == 1 else None)
    if to is None or row is None or to not in row.grades:
        return {}
    now = scene.facts.get(f"grade/{row.id}", row.default)
    if now not in row.grades:
        return {"becomes": "heavier"}
    difference = row.grades.index(to) - row.grades.index(now)
    return {"becomes": "heavier" if difference < 0 else "lighter" if difference else "same"}
