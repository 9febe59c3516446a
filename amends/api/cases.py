"""Cases: the list, one case, its journal, its obligations, why it stands as it stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import ConfigDict, Field

from amends.api import answers, shapes
from amends.api.asked import Asked, Code, Line, Moment
from amends.api.door import Call, at_door
from amends.api.problems import Invalid
from amends.cases.export import export_case
from amends.cases.queries.case_page import case_page
from amends.cases.queries.journal_lines import journal
from amends.cases.queries.queue import ORDERS, PAGE, PAGE_MOST, Filters, queue

router = Router(tags=["cases"])
"""`amends.api.acting` adds what changes something: one address has one list of methods."""

Number = Annotated[str, Path(max_length=60, description="Number of the case")]
WRONG: dict[Any, Any] = {frozenset({400, 401, 404, 422}): answers.Problem}


class Chosen(Asked):
    """What a list is narrowed by. Empty means any."""

    model_config = ConfigDict(extra="ignore")

    q: Annotated[Line, Field(description="Words to be found, 1 character and more")] = ""
    state: Annotated[Literal["all", "open"], Field(description="open: without closed cases")] = "all"
    stage: Annotated[Code, Field(description="Stage of the regulation, by id")] = ""
    grade: Annotated[Code, Field(description="Grade of the regulation, by id")] = ""
    flag: Annotated[Code, Field(description="Flag of any regulation by id, of one as `regulation/flag`")] = ""
    category: Annotated[Code, Field(description="Category, by id")] = ""
    channel: Annotated[Code, Field(description="Channel, by kind")] = ""
    unit: Annotated[Code, Field(description="Unit by code, with everything below it")] = ""
    late: Annotated[bool, Field(description="Only cases in which something is late")] = False
    order: Annotated[
        Literal["", "sent"], Field(description="sent: an order of it has not been taken on by its unit")
    ] = ""
    received_from: Annotated[Moment | None, Field(description="Received at or after, with zone")] = None
    received_to: Annotated[Moment | None, Field(description="Received before, with zone")] = None
    sort: Annotated[
        Literal["due", "-due", "received", "-received"], Field(description="By what is due next, or by receipt")
    ] = "-received"
    cursor: Annotated[str, Field(max_length=400, description="`next` of the page before")] = ""
    limit: Annotated[int, Field(ge=1, le=PAGE_MOST, description="Cases on a page")] = PAGE


assert set(ORDERS) == {"due", "-due", "received", "-received"}


@router.get("", response={200: answers.CasesPage, frozenset({400, 401, 422}): answers.Problem}, summary="List cases")
def list_cases(request: HttpRequest, chosen: Query[Chosen]) -> dict[str, Any]:
    """A page of the cases that the token's person may see. ``q`` searches words, 1 character and more."""
    with at_door(request) as call:
        page = queue(
            call.viewer, _filters(call, chosen), now=call.at, sort=chosen.sort, cursor=chosen.cursor, limit=chosen.limit
        )
        return {"cases": [shapes.case_line(line, call.language) for line in page.lines], "next": page.next}


def _filters(call: Call, chosen: Chosen) -> Filters:
    unit = next((one.id for one in call.viewer.directory.units.values() if one.code == chosen.unit), None)
    if chosen.unit and unit is None:
        raise Invalid("unit", _("There is no such unit"))
    names = ("stage", "grade", "flag", "category", "channel", "late", "received_from", "received_to")
    given: dict[str, Any] = {name: getattr(chosen, name) for name in names}
    return Filters(
        open_only=chosen.state == "open", unit=unit, words=chosen.q, not_taken_on=chosen.order == "sent", **given
    )  # fmt: skip


@router.get("/{number}", response={200: answers.OneCase, **WRONG}, summary="Read a case")
def one_case(request: HttpRequest, number: Number, response: HttpResponse) -> dict[str, Any]:
    """One case. Its version is also the ``ETag``."""
    with at_door(request) as call:
        page = case_page(call.viewer, known(number), call.at)
        response.headers["ETag"] = f'"{page.case.version}"'
        return shapes.one_case(page, call.language)


@router.get("/{number}/journal", response={200: answers.Journal, **WRONG}, summary="Read the journal of a case")
def read_journal(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Every entry of the journal, oldest first, with the hash that chains it."""
    with at_door(request) as call:
        return {"entries": [shapes.entry(line, call.language) for line in journal(call.viewer, known(number))]}


@router.get("/{number}/file", response={200: dict[str, Any], **WRONG}, summary="Take a case as a file")
def case_file(request: HttpRequest, number: Number) -> dict[str, Any]:
    """The journal with every hash and salt, as `amends verify` checks it offline; words not for you are withheld."""
    with at_door(request) as call:
        return export_case(call.viewer, known(number), at=call.at)


@router.get("/{number}/obligations", response={200: answers.Obligations, **WRONG}, summary="Read the clocks of a case")
def obligations(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Every obligation with the derivation of its due time."""
    with at_door(request) as call:
        page = case_page(call.viewer, known(number), call.at)
        return {"obligations": [shapes.obligation(one, call.language) for one in (*page.clocks, *page.ended_clocks)]}


@router.get("/{number}/explain", response={200: answers.Explained, **WRONG}, summary="Why the case stands as it stands")
def explain(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Grades with their rows and articles, dues with their proof, and what each step would be refused for now."""
    with at_door(request) as call:
        page, language = case_page(call.viewer, known(number), call.at), call.language
        return {
            "grades": [shapes.grade(one, language) for one in page.grades],
            "dues": [shapes.obligation(one, language) for one in page.clocks],
            "steps": shapes.steps_now(page, call.at, language),
            "closing": shapes.missing(page.closing, language),
        }


def known(number: str) -> str:
    """Return a number that can be looked up; one with signs that no number has is simply not there."""
    return number if number.isprintable() else "-"
