"""An 8D on paper: every discipline as it stands in its round, actions with proof, samples, signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.returned import samples_of, samples_told
from amends.core.eight_d import KIND_TITLES, PART_TITLES, Place, awaits_approval
from amends.people.viewer import Viewer
from amends.quality.models import PlanApproval
from amends.quality.queries.page import ActionLine, EightDPage, eight_d_page
from amends.quality.queries.shown import Shown, shown_to_customer
from amends.quality.records import Record
from amends.reports.document import Block, Document, Facts, Grid, Signatures, Words
from amends.reports.document import Place as SignedPlace
from amends.web.desk.door import desk
from amends.web.desk.eight_d_words import STANDINGS, STATES
from amends.web.desk.prints_files import as_file
from amends.web.desk.prints_parts import at, facts, paper
from amends.web.desk.rows import said


@require_GET
@desk
def eight_d_print(request: HttpRequest, viewer: Viewer, number: str, form: str) -> HttpResponse:
    """Send an 8D as a file; ``for=customer``: only what was approved (FR-115). Raises NotFound."""
    page = eight_d_page(viewer, number)
    for_customer = request.GET.get("for") == "customer"
    with timezone.override(viewer.directory.zone(page.record.row.unit_id)):
        return as_file(eight_d_sheet(page, for_customer=for_customer), form, f"{number}-8D")


def eight_d_sheet(page: EightDPage, *, for_customer: bool) -> Document:
    """Return the sheet of an 8D; for the customer what he reads at the portal too: shown to him and approved."""
    record = page.record
    blocks: list[Block] = [Facts(_("8D report"), facts(_head(page)))]
    if for_customer:
        blocks += _for_customer(page)
    else:
        signed = Signatures(_("Signatures"), tuple(_signed(page)), _("Seal and date"))
        blocks += [*(_discipline(page, one) for one in record.places), *_actions(page), *_samples(page), signed]
    return paper(record.reading, _("8D report"), record.row.number, blocks)


def _head(page: EightDPage) -> Iterator[tuple[str, str]]:
    row, reading = page.record.row, page.record.reading
    customer_no = reading.state.facts.get("customer_8d_no")
    yield _("Case"), f"{row.case.number} {row.case.title}"
    yield _("Number at the customer"), str(customer_no or "")
    yield _("Opened"), at(row.opened_at)
    yield _("State"), str(STATES[row.state])
    yield _("Round"), str(row.loops) if row.loops > 1 else ""


def _for_customer(page: EightDPage) -> Iterator[Block]:
    """Yield what leaves the house: what was approved, the kept samples (FR-248), room for both sides to sign.

    Nothing is signed for where nothing was approved yet. Staff are not named: whoever releases it signs by hand.
    """
    shown = shown_to_customer(page.record.row.case.number)
    if not shown:
        yield Words("", _("Nothing has been approved for the customer yet."))
        return
    yield from (_customers(page, one) for one in shown)
    keys = {str(one.key) for one in shown}
    words = (one for one in reversed(page.record.approvals) if one.is_approved and keys & set(one.versions))
    approval = next(words, None)
    if kept := _samples_released(page.record, approval):
        yield Facts(_("Kept samples"), facts([(_("Number"), "\n".join(kept))]))
    released = SignedPlace(_("Released by"), _title(page, approval.role if approval else ""))
    yield Signatures(_("Signatures"), (released, SignedPlace(_("Acknowledged by the customer"))), _("Seal and date"))


def _samples_released(record: Record, approval: PlanApproval | None) -> tuple[str, ...]:
    """Return the numbers that the customer reads: those that were there to be approved."""
    return samples_told(record.reading, approval.at) if approval else ()


def _title(page: EightDPage, role: str) -> str:
    """Return what the regulation calls a role; empty for none, for a name of the program is nothing to print."""
    rows = (row for pack in page.record.reading.rules.packs for row in pack.role)
    return next((said(row.title) for row in rows if row.id == role), "")


def _customers(page: EightDPage, one: Shown) -> Block:
    title = _of_round(page, f"{one.id} {said(one.title)}", one.loop)
    return Facts(title, facts((said(PART_TITLES[part]), text) for part, text in one.parts.items()))


def _of_round(page: EightDPage, text: str, loop: int) -> str:
    """Return a text with the round it belongs to, where there is more than one."""
    of = _("round %(n)s") % {"n": loop}
    return f"{text} · {of}" if page.record.row.loops > 1 else text


def _discipline(page: EightDPage, place: Place) -> Block:
    of = place.discipline
    version = page.record.standing(place)  # from the cause on, what an earlier round wrote does not stand here
    told = [(said(PART_TITLES[part]), version.content.get(part, "")) for part in of.parts] if version else []
    title = f"{of.row.id} {said(of.row.title)} ({STANDINGS[place.standing]})"
    return Facts(title, facts(told) or ((_("Not written yet"), " "),))


def _actions(page: EightDPage) -> Iterator[Block]:
    names = _names(page)
    rows = tuple(_action(page, one, names.get(one.row.owner_id, "")) for one in page.actions)
    head = (_("Kind"), _("Action"), _("Owner"), _("Due"), _("Done"))
    yield Grid(_("Actions"), head, rows, empty=_("No action yet."), widths=(2, 6, 2, 3, 4))
    spread = tuple(
        (one.process, at(one.done_at) or one.reason or _("open")) for line in page.actions for one in line.spreads
    )
    if spread:
        yield Grid(_("Carried over to"), (_("Similar process"), _("Done, or why not")), spread)
    checks = tuple(
        (f"{one.day:%Y-%m-%d}", one.result or _("open")) for line in page.actions for one in line.checks
    )  # fmt: skip
    if checks:
        yield Grid(_("Later checks"), (_("Day"), _("Result")), checks, widths=(1, 4))


def _action(page: EightDPage, line: ActionLine, owner: str) -> tuple[str, ...]:
    row = line.row
    proof = row.proof or (row.evidence.name if row.evidence else "")
    kind = _of_round(page, said(KIND_TITLES[row.kind]), row.loop)
    return kind, row.text, owner, at(row.due_at), f"{at(row.done_at)} {proof}".strip()


def _samples(page: EightDPage) -> Iterator[Block]:
    """Yield the samples that were kept, by number (FR-248)."""
    kept = samples_of(page.record.viewer, page.record.row.case.number)
    if kept:
        yield Grid(_("Kept samples"), (_("Lot"), _("Sample")), kept)


def _signed(page: EightDPage) -> Iterator[SignedPlace]:
    """Yield who reviewed and approved what stands in this round, and a blank place for each that is still to sign.

    What was signed for a version that no longer stands is no signature of this paper (FR-115, FR-117).
    """
    names, record, reviewed, approval = _names(page), page.record, _("reviewed"), _("Approved")
    for place in record.places:
        version = record.in_force(place.discipline.row.id)
        role = f"{place.discipline.row.id} · {reviewed}"
        if version is not None and version.reviewed_by_id:
            yield SignedPlace(role, "", names.get(version.reviewed_by_id, ""), at(version.reviewed_at))
        elif place.discipline.reviewed_by:
            yield SignedPlace(role)
    for one in record.approvals:
        if one.is_approved and (of := _approves(record, one)):
            role = _of_round(page, f"{approval} {', '.join(of)}", one.loop)
            yield SignedPlace(role, "", names.get(one.by_id, ""), at(one.at))
    yield from _to_sign(page, approval)


def _to_sign(page: EightDPage, approval: str) -> Iterator[SignedPlace]:
    """Yield a blank place for each pack whose approver has not signed what stands, named where several ask."""
    record, asked, waiting = page.record, awaits_approval(page.record.places), defaultdict[str, list[str]](list)
    several = len({one.pack.id for place in asked for one in place.discipline.approvers}) > 1
    who: dict[str, str] = {}
    for place in asked:
        for one in record.lacking(place):
            waiting[one.pack.id].append(place.discipline.id)
            who.setdefault(one.pack.id, said(one.title) if several else "")
    for pack, of in waiting.items():
        yield SignedPlace(_of_round(page, f"{approval} {', '.join(of)}", record.row.loops), who[pack])


def _approves(record: Record, one: PlanApproval) -> list[str]:
    """Return the disciplines whose version that stands now was approved by an approval."""
    standing = ((place.discipline.row.id, record.in_force(place.discipline.row.id)) for place in record.places)
    return [of for of, version in standing if version is not None and str(version.pk) in one.versions]


def _names(page: EightDPage) -> dict[UUID, str]:
    language = get_language() or "zh"
    return {key: one.name(language) for key, one in page.record.viewer.directory.people.items()}
