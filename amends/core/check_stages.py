"""Can every stage be reached, left, and brought to an end? Python never names a stage; the steps of the pack do."""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.check_duties import caused_by_steps, event_names
from amends.core.conditions import ALWAYS
from amends.core.finding import Finding
from amends.core.known_names import EVERYWHERE
from amends.core.pack import Need, Pack, StepRow
from amends.core.places import about
from amends.core.stage_walks import leaves, stages_after
from amends.core.vocabulary import FACTS, Type

ENDS = ("closed",)
"""Kinds of stages that may be the last."""
OF_THE_ENGINE = frozenset({"graded"})
"""Events that no step needs to cause."""


def check_stages(pack: Pack) -> Iterator[Finding]:
    """Yield stages that no step leads to, or out of, or from which no way leads to an end; gates that hold nobody."""
    yield from _open_gates(pack)
    reached, dead = _reached(pack), {step.id: lack for step in pack.step if (lack := _lacks(pack, step))}
    ends = {stage.id for stage in pack.stage if stage.kind in ENDS}
    for stage in pack.stage:
        if stage.id not in reached:
            yield about("stage", stage, "never_reached", zh="没有操作能到达这个环节", en="no step leads to this stage")
        if stage.kind in ENDS:
            continue
        out = [step for step in pack.step if leaves(step, stage.id)]
        if all(step.id in dead for step in out):
            yield _no_exit(pack, stage.id, [(step, dead[step.id]) for step in out])
        elif ends and not ends & stages_after(pack, stage.id):
            yield about(
                "stage", stage, "no_end",
                zh="从这个环节走不到任何结束的环节", en="no way leads from this stage to one where a case ends",
            )  # fmt: skip


def _open_gates(pack: Pack) -> Iterator[Finding]:
    for gate in pack.gate:
        if not (gate.needs or gate.not_by):
            yield about(
                "gate", gate, "asks_nothing", key="needs",
                zh="这道关口不要求什么，也不限制谁", en="this gate asks for nothing and bars nobody",
            )  # fmt: skip


def check_by_itself(pack: Pack) -> Iterator[Finding]:
    """Yield steps that take themselves although somebody would have to be asked, or at what is no moment."""
    guarded = {gate.step for gate in pack.gate}
    for step in (one for one in pack.step if one.itself_at):
        if step.needs or step.to is None or EVERYWHERE in step.from_ or guarded & {step.id, step.kind}:
            yield about(
                "step", step, "value", key="itself_at",
                zh="自行进行的操作须从指明的环节到另一环节，且无前提", en="a step that takes itself leads from "
                "stages that it names to another and has nothing before it",
            )  # fmt: skip
        elif _type_of(pack, step.itself_at) is not Type.INSTANT:
            yield about(
                "step", step, "value", key="itself_at",
                zh=f"“{step.itself_at}”不是时刻", en=f"“{step.itself_at}” is no moment",
            )  # fmt: skip


def _type_of(pack: Pack, name: str) -> Type | None:
    row = pack.fields.get(name)
    return (row.type if row else None) or (FACTS[name].type if name in FACTS else None)


def _no_exit(pack: Pack, stage: str, dead: list[tuple[StepRow, str]]) -> Finding:
    row = pack.stages[stage]
    if not dead:
        return about("stage", row, "no_exit", zh="没有操作能离开这个环节", en="no step leads out of this stage")
    zh = "、".join(f"{step.title.zh}（缺少 {lack}）" for step, lack in dead)
    en = ", ".join(f"{step.title.en} (needs {lack})" for step, lack in dead)
    return about(
        "stage", row, "no_exit",
        zh=f"离开这个环节的操作都无法进行：{zh}", en=f"no step that leads out of this stage can ever be taken: {en}",
    )  # fmt: skip


def _lacks(pack: Pack, step: StepRow) -> str:
    """Return what a step always needs and nothing in the pack can bring; empty: it can be taken."""
    gates = [need for gate in pack.gate if gate.step == step.id and gate.when == ALWAYS for need in gate.needs]
    caused = caused_by_steps(pack)
    if step.override or caused is None:
        return ""
    needs = [need for need in (*step.needs, *gates) if need.when == ALWAYS]
    return next((lack for need in needs if (lack := _never_there(pack, need, caused | OF_THE_ENGINE))), "")


def _never_there(pack: Pack, need: Need, caused: frozenset[str]) -> str:
    """Return the events of which one would bring it, where nothing causes any; empty: something does."""
    names = _would_bring(pack, need)
    return ", ".join(names) if names and all(names) and not caused & set(names) else ""


def _would_bring(pack: Pack, need: Need) -> list[str]:
    if need.signed or need.approved:
        return ["signed" if need.signed else "approved"]
    if need.met in pack.duties:
        return event_names(pack.duties[need.met], "met_by") if pack.duties[need.met].of == "case" else []
    return event_names(need, "done") if need.done else []


def _reached(pack: Pack) -> frozenset[str]:
    reached = {step.to for step in pack.step if _begins(step) and step.to}
    if not reached:
        reached = {stage.id for stage in pack.stage if stage.kind == "new"}
    while new := {step.to for step in pack.step for one in reached if step.to and leaves(step, one)} - reached:
        reached |= new
    return frozenset(reached)


def _begins(step: StepRow) -> bool:
    return step.kind == "register" or not step.from_
