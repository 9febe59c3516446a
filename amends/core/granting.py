"""What kinds of steps need beyond a pack's own words: grades and flags by role, proof of agreements,
extensions and pauses only where the regulation has them (FR-036, FR-078, FR-086)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from amends.core.due import due_after
from amends.core.dues import latest_allowed
from amends.core.evaluate import Scene, holds
from amends.core.giving import giving_missing
from amends.core.granted import GRANTING, amount_missing, granted, proposal_missing
from amends.core.ledger import CaseState, Obligation, Rules, State, StepCall
from amends.core.matching import happened, parse
from amends.core.needs import SceneOf, role_titles
from amends.core.pack import Extension, Pack, StepRow
from amends.core.plans import Plan, plans
from amends.core.postponing import next_extension
from amends.core.refusal import Missing, Refused
from amends.core.returned import names_lot
from amends.core.span import Span
from amends.core.text import Text
from amends.core.vocabulary import STEP_KINDS
from amends.core.whole_offers import begun_offers_missing


def kind_missing(call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> Iterator[Missing]:
    """Yield what a step of this kind lacks by the rules of its kind."""
    yield from _kind(call, step, rules.pack_of_step(step))
    yield from _kind_of_another(call, step, rules)
    yield from _lot(call, step, rules.pack_of_step(step))
    yield from _file(call, step)
    yield from giving_missing(call, step, state, rules, scene_of)
    match step.kind:
        case "register":
            yield from _not_taken(rules, scene_of)
        case "regrade":
            yield from _regrade(call, step, rules)
        case "mark":
            yield from _mark(call, step, rules)
        case "agree_time":
            yield from _agree(call, step, state, rules)
        case "extend":
            yield from _extend(call, step, state, rules, scene_of)
        case "pause":
            yield from _pause(call, step, state, rules)
        case "close":
            yield from begun_offers_missing(rules.lead, scene_of(rules.lead))
        case one if one in GRANTING:
            yield from _remedy(call, step, state, rules, scene_of)


def _of(step: StepRow, what: str, *, zh: str, en: str, article: str = "", field: str = "") -> Missing:
    return Missing(what, Text(zh=zh, en=en), article or step.article, field=field)


def _kind(call: StepCall, step: StepRow, pack: Pack) -> Iterator[Missing]:
    """Yield a missing kind: a step with several says which, and no step may carry a kind that is not its own."""
    named = call.detail.get("kind")
    if step.kinds and named not in step.kinds and not (named is None and len(step.kinds) == 1):
        rows = {row.id: row.title for row in pack.remedy} | {row.id: row.title for row in pack.report}
        titles = [rows[one] for one in step.kinds if one in rows]
        if len(titles) < len(step.kinds):  # codes are no words for people; the form has their names
            yield _of(step, "known:kind", zh="未选是哪一种", en="it is not said which kind it is", field="kind")
            return
        zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
        yield _of(step, "known:kind", zh=f"请选定：{zh}", en=f"choose one of: {en}", field="kind")


def _kind_of_another(call: StepCall, step: StepRow, rules: Rules) -> Iterator[Missing]:
    """Yield that a kind belongs to other steps: consent to the director's matter is not given by the desk's consent."""
    named = call.detail.get("kind")
    if step.kinds or not isinstance(named, str):
        return
    caused = set(_caused(step))
    owners = [one for one in rules.steps.values() if named in one.kinds and caused & set(_caused(one))]
    if owners and not any(set(step.by) <= set(one.by) for one in owners):
        title = owners[0].title
        zh, en = f"这一种由“{title.zh}”办理", f"that kind is the matter of “{title.en}”"
        yield _of(step, "invalid:kind", zh=zh, en=en, article=owners[0].article, field="kind")


def _caused(step: StepRow) -> tuple[str, ...]:
    return step.causes or STEP_KINDS[step.kind].causes


def _lot(call: StepCall, step: StepRow, pack: Pack) -> Iterator[Missing]:
    """Yield a lot that is not named: one lot's confirmation would let in the goods of another (FR-243)."""
    if not call.on and names_lot(step, pack):
        yield _of(step, "known:on", zh="未指明是哪一批退货", en="it is not said which lot", field="on")


def _file(call: StepCall, step: StepRow) -> Iterator[Missing]:
    """Yield that no file comes with a step that is taken with one: words alone are no report (FR-163)."""
    if step.with_file and not call.detail.get("files"):
        yield _of(step, "file:files", zh="须附上文件", en="a file has to come with it", field="files")


def _not_taken(rules: Rules, scene_of: SceneOf) -> Iterator[Missing]:
    """Yield the rows by which this is no complaint at all, each with a hint where it belongs (FR-028)."""
    scene = scene_of(rules.lead)
    for row in rules.lead.refusal:
        if holds(row.when, scene).true:
            yield Missing(f"refusal:{row.id}", row.says, row.article, pack=rules.lead.id)


def _regrade(call: StepCall, step: StepRow, rules: Rules) -> Iterator[Missing]:
    if "grade" not in call.detail:
        yield _of(step, "known:grade", zh="未选等级", en="no grade chosen", field="grade")
        return
    named = str(call.detail.get("list", ""))
    for pack in rules.packs:
        rows = [row for row in pack.list if row.id == named or (not named and pack is rules.lead)]
        for row in rows[:1]:
            if call.detail["grade"] not in row.grades:
                yield _of(step, "known:grade", zh="没有这个等级", en="there is no such grade", field="grade")
            if row.set_by and not call.by.roles & set(row.set_by):
                roles = role_titles(pack, row.set_by)
                yield _of(
                    step, "role", zh=f"等级由{roles.zh}确定", en=f"the grade is set by {roles.en}", article=row.article
                )


def _mark(call: StepCall, step: StepRow, rules: Rules) -> Iterator[Missing]:
    named = call.detail.get("flag", call.detail.get("kind"))
    pack, row = next(((pack, row) for pack in rules.packs for row in pack.flag if row.id == named), (rules.lead, None))
    if named and row is None:
        yield _of(step, "known:flag", zh="没有这个标记", en="there is no such mark", field="flag")
    elif row is not None and not call.by.roles & set(row.set_by):
        roles = role_titles(pack, row.set_by)
        yield _of(step, "role", zh=f"该标记由{roles.zh}作出", en=f"this mark is put by {roles.en}", article=row.article)


def _running(call: StepCall, state: CaseState, rules: Rules) -> Iterator[tuple[Pack, Plan, Obligation]]:
    """Yield what is owed and concerned: on the call's subject, and the duty that it names, if any."""
    for pack in rules.packs:
        for run in state.obligations:
            plan = plans(pack).by_id.get(run.duty) if run.pack == pack.id else None
            named = call.detail.get("duty") in (None, "", run.duty)
            if plan and named and run.state is State.OPEN and (not call.on or run.subject in ("", call.on)):
                yield pack, plan, run


def _agree(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> Iterator[Missing]:
    due_at = call.detail.get("agreed_time", call.detail.get("due"))
    if not isinstance(due_at, datetime):
        yield _of(
            step, "known:agreed_time", zh="未填约定的时间", en="the agreed time is not filled in", field="agreed_time"
        )
    if not call.detail.get("proof"):
        yield _of(step, "known:proof", zh="约定须有凭证", en="an agreement needs proof", field="proof")
    if not isinstance(due_at, datetime):
        return
    for _, plan, run in _running(call, state, rules):
        cap = latest_allowed(plan, run, rules) if plan.yields else None
        if cap is not None and due_at > cap:
            span = plan.postpone_at_most
            yield _of(
                step, f"at_most:{run.duty}", article=run.article, field="agreed_time",
                zh=f"最多推迟 {span.text('zh') if span else ''}",
                en=f"postponed by {span.text('en') if span else ''} at most",
            )  # fmt: skip


def _extend(call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> Iterator[Missing]:
    able = [(pack, plan, run) for pack, plan, run in _running(call, state, rules) if next_extension(plan, run)]
    if not able:
        yield _of(step, "extension", zh="没有可延长的时限", en="nothing may be extended (further)")
    for pack, plan, run in able:
        row = next_extension(plan, run)
        if row is not None:
            yield from _extension(call, step, state, run, row, scene_of(pack), plan, rules)
            yield from _notice(step, state, pack, run, row)


def _extension(
    call: StepCall,
    step: StepRow,
    state: CaseState,
    run: Obligation,
    row: Extension,
    scene: Scene,
    plan: Plan,
    rules: Rules,
) -> Iterator[Missing]:
    article = row.article or run.article
    if row.asked_before == "due" and run.late_at(call.at):
        yield _of(
            step, f"before_due:{run.duty}", zh="须在到期前提出", en="to be asked before the due time", article=article
        )
    if not holds(row.when, scene).true:
        yield _of(
            step,
            f"when:{run.duty}",
            zh="不符合延长的条件",
            en="the condition for extending is not met",
            article=article,
        )
    if row.approver and row.approver not in call.by.roles and not _approved(state, row.approver, run, rules):
        yield _of(
            step,
            f"approved:{row.approver}",
            zh=f"须经{role_titles(scene.pack, (row.approver,)).zh}批准",
            en=f"{role_titles(scene.pack, (row.approver,)).en} has to approve it",
            article=article,
        )
    if row.total_at_most and run.due_at is not None:
        most = due_after(
            run.starts_at, Span.parse(row.total_at_most), calendar=plan.calendar(rules), counting=plan.counting
        ).at
        if run.due_at >= most:
            yield _of(
                step,
                f"total:{run.duty}",
                zh=f"总时限已满 {row.total_at_most}",
                en=f"the total of {row.total_at_most} is used",
                article=article,
            )


def _notice(step: StepRow, state: CaseState, pack: Pack, run: Obligation, row: Extension) -> Iterator[Missing]:
    """Yield that the complainant was not told yet: the letter of this extension goes out before the time is longer."""
    letter = next((one for one in pack.letter if one.id == row.notice), None)
    if letter is None:
        return
    since = max((done.at for done in state.done if done.event == "extended"), default=run.opened_at)
    told = (done for done in state.done if done.at >= since)
    if not any(happened(matcher, done) for done in told for matcher in parse(letter.sent_at, pack)):
        yield _of(
            step, f"notice:{letter.id}", article=row.article or run.article,
            zh=f"须先告知投诉人（{letter.title.zh}）", en=f"tell the complainant first ({letter.title.en})",
        )  # fmt: skip


def _approved(state: CaseState, role: str, run: Obligation, rules: Rules) -> bool:
    """Return whether a role consented since the duty ran; consent to a remedy is no consent to more time."""
    remedies = {row.id for row in rules.lead.remedy}
    return any(
        done.event == "approved"
        and done.at >= run.opened_at
        and done.detail.get("kind") not in remedies
        and (role in done.roles or done.detail.get("role") == role)
        for done in state.done
    )


def _pause(call: StepCall, step: StepRow, state: CaseState, rules: Rules) -> Iterator[Missing]:
    if not any(plan.may_pause and run.paused_at is None for _, plan, run in _running(call, state, rules)):
        yield _of(step, "pause", zh="本制度不允许暂停计时", en="this regulation does not let the clock be paused")


def _remedy(call: StepCall, step: StepRow, state: CaseState, rules: Rules, scene_of: SceneOf) -> Iterator[Missing]:
    """Ask the remedy rules: a proposal must be on offer, an approval also within somebody's authority (FR-127)."""
    if step.kind == "propose":
        yield from amount_missing(call, step, state, rules)
    if step.kind == "approve":
        yield from proposal_missing(call, step, state, rules)
    try:
        granted(call, step, state, rules, scene_of)
    except Refused as refused:
        yield from refused.missing or [
            Missing(refused.code, refused.says, refused.article or step.article, pack=rules.lead.id)
        ]
