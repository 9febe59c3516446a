"""Like cases, like remedies: what units, channels, languages and givers got or gave, beside others in like cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.queries.even_handed import GIVER, EvenHanded, even_handed_of
from amends.cases.queries.lines import person_name, unit_name
from amends.core.even_handed import FEWEST, Standing
from amends.people.viewer import Viewer
from amends.regulations.shelf import pack
from amends.web.desk.door import desk
from amends.web.desk.remedies import filters_of, query_of, selects
from amends.web.desk.rows import said
from amends.web.fields import Option, choice_title
from amends.web.formatting import money
from amends.web.shell import show

ASKED = ("period", "kind", "unit")
BY_WORDS = {
    "unit": gettext_lazy("By unit"),
    "channel": gettext_lazy("By channel"),
    "language": gettext_lazy("By language of the complainant"),
    GIVER: gettext_lazy("By who granted"),
}

_LANGUAGES = {"zh": gettext_lazy("Chinese"), "en": gettext_lazy("English")}


@require_GET
@desk
def even_handed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show how groups stand beside others in like cases, this year unless another period is asked for."""
    query = {"period": str(localdate().year), **query_of(request)}
    found = even_handed_of(viewer, filters_of(query), currency=request.GET.get("currency", "")[:3])
    context = {
        "found": found, "tab": "even", "fewest": FEWEST, "differing": sum(bool(one.differs) for one in found.standings),
        "comparable": any(one.higher is not None for one in found.standings),
        "tables": [(BY_WORDS[by], _rows(viewer, found, by)) for by in found.by],
        "filters": [one for one in selects(viewer, query) if one["name"] in ASKED] + _currencies(found),
    }  # fmt: skip
    return show(request, viewer, "desk/remedies/even.html", context, here="remedies")


def _currencies(found: EvenHanded) -> list[dict[str, Any]]:
    options = [Option(one, one, one == found.currency) for one in found.currencies]
    return [{"name": "currency", "label": _("Currency"), "options": options}] if len(options) > 1 else []


def _rows(viewer: Viewer, found: EvenHanded, by: str) -> list[dict[str, Any]]:
    return [
        {
            "name": _name(viewer, found, one), "one": one, "apart": _apart(one, found.currency),
            "higher": None if one.higher is None else f"{100 * one.higher:.0f}",
            "cases": list(dict.fromkeys(number for number, _nth in one.farthest)),
        }
        for one in found.standings if one.by == by
    ]  # fmt: skip


def _apart(one: Standing, currency: str) -> str:
    """Return how far the grants of a group typically are from their like, with its sign."""
    if not one.apart:
        return "" if one.apart is None else "0"
    return ("+" if one.apart > 0 else "−") + money(abs(one.apart), currency)


def _name(viewer: Viewer, found: EvenHanded, one: Standing) -> str:
    group = one.group
    if isinstance(group, UUID):
        return str(said((person_name if one.by == GIVER else unit_name)(viewer, group)))
    if one.by == "language":
        return str(_LANGUAGES.get(str(group)[:2], _("not stated")))
    if one.by == GIVER or not group:
        return _("not stated")
    return choice_title(pack(dict(found.leads)[str(group)]), "channel", str(group), get_language() or "zh")
