"""Mail at the desk: who may read it, and the three things that may come of it: a case, words of a case, a reason.

A mail is read by those who may register for the unit that receives it, and by nobody else: until it is
registered it may name anybody. One that is proven to belong to a case is read by those who see that case.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from amends.cases.evidence import add_evidence, evidence_step
from amends.cases.models import Case
from amends.cases.queries.case_page import case_page
from amends.cases.queries.reading import read_case
from amends.cases.queries.visible import NotFound, visible
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.mail.models import PROVEN, IncomingMail, Mailbox
from amends.mail.storing import uploads
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.regulations.shelf import NoRegulation, rules_for

OPEN = ("waiting", "automatic", "held", "unreadable")
"""States out of which a registrar may take a mail."""
BY_ITSELF = ("automatic", "held")
LISTS: Mapping[str, tuple[str, ...]] = {
    "waiting": ("waiting",), "unreadable": ("unreadable",), "by_itself": BY_ITSELF,
    "done": ("added", "registered", "set_aside"),
}  # fmt: skip
PAGE = 50
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, how many stand in each, and whether there are more."""

    rows: tuple[IncomingMail, ...]
    numbers: Mapping[str, int]
    more: bool


def registers(viewer: Viewer) -> bool:
    """Return whether the viewer may register for the unit that receives mail."""
    box = Mailbox.objects.first()
    if box is None or box.unit_id not in viewer.units:
        return False
    try:
        steps = rules_for(box.unit_id, viewer.at, known=viewer.directory).rules.lead.step
    except NoRegulation:
        return False
    by = next((step.by for step in steps if step.kind == "register"), ())
    return not by or bool(viewer.roles_at([box.unit_id]) & set(by))


def readable(viewer: Viewer) -> QuerySet[IncomingMail]:
    """Return the mails that the viewer may read."""
    belongs = Q(reason__in=PROVEN) | ~Q(state__in=OPEN)
    seen = Q(case__in=visible(viewer)) & belongs
    if registers(viewer):
        seen |= Q(case__isnull=True) | (Q(state__in=OPEN) & ~Q(reason__in=PROVEN))
    shown = Exists(visible(viewer).filter(pk=OuterRef("case")))
    return IncomingMail.objects.filter(seen).annotate(case_shown=shown).select_related("case", "handled_by")


def listed(viewer: Viewer, of: str, *, page: int = 0) -> Listed:
    """Return a page of one of the lists, the newest first."""
    rows = readable(viewer).filter(state__in=LISTS.get(of, LISTS["waiting"])).order_by("-received_at", "-id")
    found = list(rows[page * PAGE : (page + 1) * PAGE + 1])
    counted = {name: Count("id", filter=Q(state__in=states)) for name, states in LISTS.items()}
    numbers = readable(viewer).order_by().select_related(None).aggregate(**counted)
    return Listed(tuple(found[:PAGE]), numbers, len(found) > PAGE)


def waiting(viewer: Viewer) -> int:
    """Return how many mails wait for a registrar."""
    return readable(viewer).filter(state="waiting").count()


def mail_of(viewer: Viewer, key: UUID, *, to_write: bool = False) -> IncomingMail:
    """Return a mail that the viewer may read. Raises NotFound; Refused when somebody was faster."""
    if to_write:
        list(IncomingMail.objects.select_for_update().filter(pk=key).values_list("pk"))
    row = readable(viewer).filter(pk=key).first()
    if row is None:
        raise NotFound(str(key))
    if to_write and row.state not in OPEN:
        raise _refused("done", zh="这封来信已经处理过了", en="This mail was dealt with already")
    return row


def shown_case(viewer: Viewer, row: IncomingMail) -> str:
    """Return the number of the case that a mail names or belongs to, if the viewer sees that case; else nothing."""
    return row.case.number if row.case and visible(viewer).filter(pk=row.case.pk).exists() else ""


def set_aside(viewer: Viewer, key: UUID, *, reason: str, at: datetime) -> IncomingMail:
    """Lay a mail aside with a reason; it stays listed. Raises NotFound, Refused.

    One that is proven to belong to a case stays with it: apart from it, whoever registers could read it.
    """
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise _refused("reason", zh="请写明理由", en="A reason is needed")
    with organisation(viewer.org):
        row = mail_of(viewer, key, to_write=True)
        row.said, row.case = reason, row.case if row.reason in PROVEN else None
        return _done(viewer, row, "set_aside", at=at)


def put_to_case(viewer: Viewer, key: UUID, number: str, *, at: datetime) -> IncomingMail:
    """Keep a mail with a case, by the step by which its regulation takes evidence in.

    Raises NotFound for a mail or a case that is not the viewer's to see, and whatever the step refuses.
    """
    with organisation(viewer.org):
        row = mail_of(viewer, key, to_write=True)
        case: Case = read_case(viewer, number).case
        step = evidence_step(one.step for one in case_page(viewer, number, at).steps)
        if step is None:
            raise _refused(
                "number", zh="该案件此环节不收新的材料", en="At its stage this case takes nothing in from you"
            )  # fmt: skip
        note = f"{row.sender_name} {row.sender}\n{row.subject}\n{row.text}".strip()
        add_evidence(viewer, number, step.id, uploads(row), at=at, note=note, source="complainant")
        row.case = case
        return _done(viewer, row, "added", at=at)


def registered(viewer: Viewer, key: UUID, number: str, step: str, *, at: datetime) -> None:
    """Write down that a mail became a case, and keep its files with it by the step that takes evidence, if any.

    Call it in the transaction that registers. Raises NotFound, Refused; then nothing of either remains.
    """
    row = mail_of(viewer, key, to_write=True)
    if step:
        with suppress(Refused), organisation(viewer.org):  # another keeps evidence here: the mail has the files still
            add_evidence(viewer, number, step, uploads(row), at=at, source="complainant")
    row.case = read_case(viewer, number).case
    _done(viewer, row, "registered", at=at)


def _done(viewer: Viewer, row: IncomingMail, state: str, *, at: datetime) -> IncomingMail:
    row.state, row.handled_at, row.handled_by_id = state, at, viewer.person
    row.save(update_fields=["state", "said", "case", "handled_at", "handled_by"])
    return row


def _refused(field: str, *, zh: str, en: str) -> Refused:
    says = Text(zh=zh, en=en)
    return Refused("mail", says=says, missing=(Missing(f"mail:{field}", says, field=field),))
