"""The machine half of a regulation, read aloud: each row of a pack as a sentence in both languages.

What a person signs is what the machine runs, so a row says everything that decides:
when it holds, who acts, from when and for how long, who is told, what stands in the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from amends.core import (
    plain_disciplines,
    plain_duties,
    plain_inquiry,
    plain_logs,
    plain_measures,
    plain_papers,
    plain_referee,
    plain_reply,
    plain_rights,
    plain_samples,
    plain_steps,
)
from amends.core.citing import called
from amends.core.conditions import ALWAYS, Condition
from amends.core.limits import told
from amends.core.pack import (
    AdviceRow,
    AuthorityRow,
    CauseClassRow,
    CheckListRow,
    CheckRow,
    ConfidentialRow,
    DisciplineRow,
    DutyRow,
    FieldRow,
    FingerprintRow,
    FlagRow,
    GateRow,
    GradingRow,
    InquiryRow,
    LetterRow,
    ListRow,
    LogRow,
    MeasureRow,
    OfferRow,
    Pack,
    PaperRow,
    PartRow,
    PhraseRow,
    RefereeRow,
    ReferenceRow,
    RefusalRow,
    RemedyKind,
    ReportRow,
    ReviewRow,
    RightRow,
    RoleRow,
    RouteRow,
    Row,
    SampleRow,
    StageRow,
    StepRow,
    SupervisionRow,
    TemplateRow,
)  # fmt: skip
from amends.core.plain_conditions import says
from amends.core.plain_fingerprints import says as fingerprint_says
from amends.core.plain_words import Words
from amends.core.text import Text

_CODE = re.compile(r"[A-Z]{1,3}[0-9]+[A-Za-z0-9-]*")
"""An id that is a number of the regulation, and is read as it stands."""


def condition(pack: Pack, of: Condition) -> Text:
    """Return a condition as a sentence; empty for one that always holds."""
    return Text(zh=says(Words(pack, "zh"), of), en=says(Words(pack, "en"), of))


def sentence(pack: Pack, row: Row) -> Text:
    """Return what a row does, as one sentence. Raises KeyError for a row that is never read alone."""
    return Text(zh=read_aloud(Words(pack, "zh"), row), en=read_aloud(Words(pack, "en"), row))


def read_aloud(words: Words, row: Row) -> str:
    """Return what a row does in one language; ``words`` are made once for many rows of a pack."""
    return READERS[type(row)](words, row)


def is_read(row: Row) -> bool:
    """Return whether a row has a sentence of its own."""
    return type(row) in READERS


def given(words: Words, when: Condition, then: str) -> str:
    """Return "if …: then"."""
    return then if when == ALWAYS else words.say(f"若{says(words, when)}：{then}", f"If {says(words, when)}: {then}")


def _grading(words: Words, row: GradingRow) -> str:
    grade = words.grade(row.grade, row.list)
    group = words.say("，同组各件一并", ", every case of the group with it") if row.marks == "all_in_group" else ""
    held = says(words, row.when) or words.say("总是", "always")
    return f"{held} → {grade}{group}"


def _list(words: Words, row: ListRow) -> str:
    grades = words.say(" > ", " > ").join(words.grade(one, row.id) for one in row.grades)
    default = words.grade(row.default, row.id) if row.default else words.say("不定级", "no grade")
    moves = _move(words, row.rises, "升级", "rises"), _move(words, row.falls, "降级", "falls")
    text = words.say(f"{grades}；各条都不成立时为{default}", f"{grades}; where no row holds: {default}")
    hand = words.say(f"；由{words.roles(row.set_by)}评定", f"; set by {words.roles(row.set_by)}") if row.set_by else ""
    return f"{text}{words.say('；', '; ')}{words.say('，', ', ').join(moves)}{hand}"


def _move(words: Words, how: str, zh: str, en: str) -> str:
    by_itself = how == "by_itself"
    return words.say(
        f"{zh}{'自动' if by_itself else '须批准'}", f"{en} {'by itself' if by_itself else 'with approval'}"
    )


def _flag(words: Words, row: FlagRow) -> str:
    mark = words.say(f"标记{words.quoted(row.title.zh)}", f"marked {words.quoted(row.title.en)}")
    by_hand = (
        words.say(f"由{words.roles(row.set_by)}{mark}", f"{mark} by {words.roles(row.set_by)}") if row.set_by else ""
    )
    by_rule = given(words, row.when, mark) if row.when is not None else ""
    return words.say("；", "; ").join(part for part in (by_rule, by_hand) if part)


def _route(words: Words, row: RouteRow) -> str:
    return given(
        words,
        row.when,
        words.say(f"转{words.function(row.to)}（{row.says.zh}）", f"goes to {words.function(row.to)} ({row.says.en})"),
    )


def _confidential(words: Words, row: ConfidentialRow) -> str:
    seen = words.both(words.role(one) for one in row.seen_by)
    return given(words, row.when, words.say(f"仅{seen}可见", f"seen by {seen} only"))


def _refusal(words: Words, row: RefusalRow) -> str:
    return given(
        words, row.when, words.say(f"不作为投诉登记（{row.says.zh}）", f"not taken as a complaint ({row.says.en})")
    )


def _offer(words: Words, row: OfferRow) -> str:
    kinds = [words.kind(one) for one in row.allows]
    how = {
        "one": words.say(f"可选其一：{words.either(kinds)}", f"one of: {words.either(kinds)}"),
        "any": words.say(f"可给予：{words.either(kinds)}", f"may be given: {words.either(kinds)}"),
        "all": words.say(f"一并给予：{words.both(kinds)}", f"all of: {words.both(kinds)}"),
        "in_order": words.say(f"依次：{words.say('、', ', ').join(kinds)}", f"in this order: {', '.join(kinds)}"),
    }
    text = how[row.choose] if len(kinds) > 1 else _only(words, kinds)
    if row.at_most is not None:
        text += words.say(f"，至多{words.near(amount(words, row.at_most))}", f", at most {amount(words, row.at_most)}")
    if row.decision_by:
        text += words.say(f"，由{words.role(row.decision_by)}决定", f", decided by {words.role(row.decision_by)}")
    elif row.by_right and kinds:
        text += words.say("，投诉人有权要求", ", as of right")
    if row.proof:
        proof = words.both(words.fact(one) for one in row.proof)
        text += words.say(f"，须有{proof}", f", on proof of {proof}")
    text += _standing(words, row)
    if row.only_besides:
        text += words.say("；只随主要措施给出，单独给出即提醒", "; beside a main measure, alone with a warning")
    return given(words, row.when, text)


def _standing(words: Words, row: OfferRow) -> str:
    """Return which other offers give way to one, and which may be given together with it."""
    over = words.both(_offer_name(words, one) for one in row.over)
    beside = words.both(_offer_name(words, one) for one in row.beside)
    text = words.say(f"；优先于{over}", f"; before {over}") if over else ""
    return text + (words.say(f"；可与{beside}并用", f"; together with {beside}") if beside else "")


def _offer_name(words: Words, offer_id: str) -> str:
    says = next((one.says.in_(words.language) for one in words.pack.offer if one.id == offer_id), offer_id)
    return words.near(offer_id) if is_number(offer_id) else words.quoted(says)


def is_number(row_id: str) -> bool:
    """Return whether the id of a row is its number in the regulation, which people know it by."""
    return bool(_CODE.fullmatch(row_id))


def _only(words: Words, kinds: list[str]) -> str:
    if not kinds:
        return words.say("不予补偿", "no remedy")
    return words.say(f"给予{kinds[0]}", f"may be given: {kinds[0]}")


def amount(words: Words, written: Any) -> str:
    """Return a limit of an amount in words."""
    if not isinstance(written, Mapping):
        return told(written, words.pack.currency, words.language)
    if "setting" in written:
        return words.setting(str(written["setting"]))
    if "share" in written:
        return words.say(
            f"{words.fact(written['of'])}的 {written['share']:.0%}",
            f"{written['share']:.0%} of {words.fact(written['of'])}",
        )
    return words.say(f"低于{words.fact(written['below'])}", f"below {words.fact(written['below'])}")


def _authority(words: Words, row: AuthorityRow) -> str:
    kinds, role = words.both(words.kind(one) for one in row.kinds), words.role(row.role)
    limit = (
        words.say("不限额", "without limit")
        if row.up_to is None
        else words.say(f"至多{words.near(amount(words, row.up_to))}", f"up to {amount(words, row.up_to)}")
    )
    bare = row.up_to is None and not any(one.money for one in words.pack.remedy if one.id in row.kinds)
    text = words.say(f"{role}可批准{kinds}", f"{role} may grant {kinds}")
    return given(words, row.when, text if bare else text + words.say(f"，{limit}", f", {limit}"))


def _phrase(words: Words, row: PhraseRow) -> str:
    texts = words.either(words.quoted(one) for one in row.texts)
    if row.rule == "prescribed":
        return words.say(f"规范用语：{texts}（{row.says.zh}）", f"prescribed words: {texts} ({row.says.en})")
    instead = (
        words.say(f"；改说{words.quoted(row.instead.zh)}", f"; instead {words.quoted(row.instead.en)}")
        if row.instead
        else ""
    )
    return words.say(f"禁止说{texts}（{row.says.zh}）{instead}", f"never said: {texts} ({row.says.en}){instead}")


def _letter(words: Words, row: LetterRow) -> str:
    to = words.say("投诉人", "the complainant") if row.to == "complainant" else words.role(row.to)
    sent = words.events(row.sent_at) if row.sent_at else ""
    later = words.span(row.after) if row.after is not None else ""
    gone = words.events(row.void_by) if row.void_by else ""
    return words.say(
        f"{sent + ('后' + words.near(later) if later else '时') if sent else ''}发给{to}：{words.quoted(row.title.zh)}"
        + (f"；{gone}则不再发出" if gone else ""),
        f"sent to {to}{' ' + later + ' after' if later else ' on' if sent else ''}{' ' + sent if sent else ''}: "
        f"{words.quoted(row.title.en)}" + (f"; not after {gone}" if gone else ""),
    )


def _advice(words: Words, row: AdviceRow) -> str:
    parts = []
    if row.say:
        parts.append(words.say(f"可以说{words.quoted(row.say.zh)}", f"say {words.quoted(row.say.en)}"))
    if row.never:
        parts.append(words.say(f"不要说{words.quoted(row.never.zh)}", f"never say {words.quoted(row.never.en)}"))
    return given(words, row.when, words.say("；", "; ").join(parts))


def _field(words: Words, row: FieldRow) -> str:
    must = words.say("必填", "has to be filled in") if row.required else words.say("可填", "may be filled in")
    portal = words.say("，门户可见", ", also on the portal") if row.portal else ""
    own = words.say("，个人信息", ", personal data") if row.personal else ""
    seen = words.both(words.role(one) for one in row.seen_by)
    few = words.say(f"，仅{seen}可见", f", seen by {seen} only") if seen else ""
    return given(
        words,
        row.when,
        words.quoted(words.fact(row.id)) + words.say("", " ") + must + portal + own + few + _judged(words, row),
    )


def _judged(words: Words, row: FieldRow) -> str:
    if not row.judged_as:
        return ""
    part = words.quoted(words.say(*plain_referee.FIELDS[row.judged_as]))
    return words.say(f"，按 8D 的{part}审核", f", judged by the referee as {part}")


def _supervision(words: Words, row: SupervisionRow) -> str:
    return given(words, row.when, words.say("建议督办", "supervision is suggested"))


def _reference(words: Words, row: ReferenceRow) -> str:
    edition = words.say(f"（{row.edition}）", f" ({row.edition})") if row.edition else ""
    edition += "".join(words.say("；", "; ") + called(row, one).in_(words.language) for one in row.editions)
    if row.replaced_by is None:
        return words.quoted(row.title.in_(words.language)) + edition
    by = words.quoted(row.replaced_by.in_(words.language))
    return words.quoted(row.title.in_(words.language)) + edition + words.say(f"，已被{by}取代", f", replaced by {by}")


def _titled(words: Words, row: Any) -> str:
    return str(row.title.in_(words.language))


def _role(words: Words, row: RoleRow) -> str:
    title = _titled(words, row)
    if not row.never:
        return title
    who, then = words.roles(row.never), words.role(row.instead)
    return words.say(f"{title}：遇{who}，由{then}承担", f"{title}: where that is {who}, {then} is it instead")


READERS: dict[type[Row], Callable[[Words, Any], str]] = {
    RefereeRow: plain_referee.says,
    GradingRow: _grading, ListRow: _list, FlagRow: _flag, RouteRow: _route, ConfidentialRow: _confidential,
    RefusalRow: _refusal, OfferRow: _offer, AuthorityRow: _authority, PhraseRow: _phrase,
    PartRow: plain_reply.says_part, LetterRow: _letter, ReferenceRow: _reference,
    AdviceRow: _advice, FieldRow: _field, SupervisionRow: _supervision, StageRow: _titled,
    RoleRow: _role, RemedyKind: _titled, ReportRow: _titled, DutyRow: plain_duties.says,
    InquiryRow: plain_inquiry.says, SampleRow: plain_samples.says,
    RightRow: plain_rights.says, StepRow: plain_steps.says_step, GateRow: plain_steps.says_gate,
    CheckListRow: _titled, CheckRow: plain_steps.says_check,
    MeasureRow: plain_measures.says, DisciplineRow: plain_disciplines.says,
    PaperRow: plain_papers.says, LogRow: plain_logs.says, FingerprintRow: fingerprint_says, CauseClassRow: _titled,
    TemplateRow: plain_reply.says_template, ReviewRow: plain_reply.says_review,
}  # fmt: skip
