"""How an 8D is told: states, standings, kinds of actions, and the form of one discipline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.core.eight_d import KIND_TITLES, OPTIONAL, PART_TITLES, Place
from amends.core.given import LONGEST
from amends.core.text import Text
from amends.quality.models import DisciplineVersion
from amends.quality.queries.page import EightDPage
from amends.quality.releasing import lacking
from amends.web.desk.rows import said

STATES = {
    "open": _("Being worked on"), "returned": _("Sent back"), "approved": _("Approved"), "closed": _("8D closed"),
    "failed": _("Did not work: the cause again"),
}  # fmt: skip
TONES = {"returned": "warm", "failed": "heavy", "approved": "soft", "closed": "soft"}
STANDINGS = {
    "locked": _("locked"), "open": _("to be written"), "draft": _("draft"), "refused": _("refused"),
    "handed_in": _("handed in, to be reviewed"), "returned": _("sent back"), "accepted": _("accepted"),
}  # fmt: skip
KINDS: Mapping[str, Text] = KIND_TITLES
ICONS = {
    "locked": "lock", "open": "circle", "draft": "pencil", "refused": "ban", "handed_in": "hourglass",
    "returned": "arrow-back-up", "accepted": "circle-check",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartField:
    """One part of a discipline on its form, with what stands against it."""

    name: str
    title: Text
    text: str
    is_optional: bool
    objections: tuple[Mapping[str, Any], ...] = ()
    longest: int = LONGEST

    @property
    def rows(self) -> int:
        """Return how many lines its control shows at first."""
        return max(3, min(12, len(self.text) // 60 + 1))


def part_fields(
    place: Place, content: Mapping[str, str], objections: Iterable[Mapping[str, Any]]
) -> tuple[PartField, ...]:
    """Return the parts of a discipline as its form shows them."""
    against = [_told(one) for one in objections]
    return tuple(
        PartField(
            part, PART_TITLES[part], content.get(part, ""), part in OPTIONAL,
            tuple(one for one in against if one.get("field") == part),
        )
        for part in place.discipline.parts
    )  # fmt: skip


def other_objections(place: Place, objections: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return what stands against a discipline and concerns no part of it: the case refused its step."""
    return tuple(_told(one) for one in objections if one.get("field") not in place.discipline.parts)


def _told(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **one, **{key: Text(zh=one[key]["zh"], en=one[key]["en"]) for key in ("says", "passes") if one.get(key)}
    }  # fmt: skip


def path_rows(page: EightDPage, here: str) -> Iterator[dict[str, Any]]:
    """Yield the disciplines as the path on the left shows them."""
    pending = {place.discipline.id: page.record.lacking(place) for place, _ in page.record.pending()}
    for place in page.record.places:
        of = place.discipline
        who = gettext(", ").join(said(one.title) for one in pending.get(of.id, ()))
        waits = _("accepted, to be approved by %(who)s") % {"who": who}
        yield {
            "id": of.id, "title": of.row.title, "standing": place.standing, "icon": ICONS[place.standing],
            "says": waits if who else STANDINGS[place.standing], "here": of.id == here,
            "clock": page.clocks.get(of.id), "version": place.version, "waits_for": place.waits_for,
        }  # fmt: skip


def version_rows(page: EightDPage, place: Place) -> list[dict[str, Any]]:
    """Return the versions of a discipline that were handed in, the newest first (FR-112)."""
    rows = [one for one in page.record.versions if one.discipline == place.discipline.id and one.verdict != "draft"]
    return [
        {
            "row": one, "by": page.record.viewer.directory.people.get(one.by_id), "says": _verdict(page, place, one),
            "reviewer": page.record.viewer.directory.people.get(one.reviewed_by_id) if one.reviewed_by_id else None,
            "parts": [(PART_TITLES[part], text) for part, text in one.content.items() if part in PART_TITLES and text],
            "objections": [_told(against) for against in one.objections],
        }
        for one in reversed(rows)
    ]  # fmt: skip


def _verdict(page: EightDPage, place: Place, version: DisciplineVersion) -> Any:
    of = place.discipline
    is_approved = of.approvers and not lacking(of, version.pk, page.record.approvals)
    return _("approved") if is_approved else STANDINGS[version.verdict]
