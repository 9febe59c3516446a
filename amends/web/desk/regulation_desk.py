"""What the screens of a draft share: the door, the draft by its address, the frame around each page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.cases.queries.visible import NotFound
from amends.core.pack import Pack
from amends.people.viewer import Viewer
from amends.regulations.drafts import draft_of, may_write
from amends.regulations.looking import Looked, look, sound_rows
from amends.regulations.models import PackDraft
from amends.regulations.taking_back import steps_beside
from amends.regulations.telling import told_before
from amends.web.desk.door import desk
from amends.web.desk.regulation_names import Names
from amends.web.shell import show

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse]
VERSION_DIGITS = 9


def writers(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return the view behind the desk's door, open to who writes regulations; a 404 for others."""

    @wraps(view)
    def opened(request: HttpRequest, viewer: Viewer, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_write(viewer):
            raise NotFound("draft")
        return view(request, viewer, *args, **kwargs)

    return desk(cast("View[P]", opened))


def draft_at(viewer: Viewer, key: UUID) -> PackDraft:
    """Return a draft that the viewer may read. Raises NotFound."""
    found = draft_of(viewer, key)
    if found is None:
        raise NotFound(str(key))
    return found


def looked(draft: PackDraft) -> Looked:
    """Return what the checker says of a draft."""
    return look(draft.files, draft.chosen)


def readable(draft: PackDraft) -> Pack | None:
    """Return the draft's pack as far as it can be read; None while not even the head can."""
    return looked(draft).pack or sound_rows(draft.files, draft.chosen)


def names_of(draft: PackDraft) -> Names | None:
    """Return the names of a draft's rows, as far as these can be read; None while not even the head can."""
    pack = readable(draft)
    return Names(pack, get_language() or "zh") if pack else None


def version_in(request: HttpRequest) -> int:
    """Return the version of the draft that a page was made from; -1 for what is none."""
    said = request.POST.get("draft_version", "")
    return int(said) if said.isdigit() and len(said) <= VERSION_DIGITS else -1


def title_of(draft: PackDraft) -> str:
    """Return the name of the regulation that a draft changes."""
    pack = looked(draft).pack
    if pack is not None:
        return pack.title.in_(get_language() or "zh")
    english = (get_language() or "zh").startswith("en")
    return (draft.base.title_en if english else draft.base.title_zh) if draft.base else draft.pack


def draft_page(
    request: HttpRequest, viewer: Viewer, draft: PackDraft, template: str, tab: str, context: dict[str, Any],
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Return a page of a draft with its tabs."""
    rows = [("draft", _("Overview")), ("diff", _("Differences")), ("try", _("Try")), ("examples", _("Examples"))]
    if may_write(viewer):
        rows += [("settings", _("Open points")), ("files", _("Files"))]
    names = {key: "desk:draft" if key == "draft" else f"desk:draft_{key}" for key, _label in rows}
    tabs = [{"url": reverse(names[key], args=[draft.pk]), "label": label, "here": key == tab} for key, label in rows]
    writes = may_write(viewer) and draft.state == PackDraft.OPEN
    back, again = steps_beside(draft.pk) if writes else (None, None)
    own = {
        "draft": draft, "title": title_of(draft), "tabs": tabs, "writes": may_write(viewer), "looked": looked(draft),
        "back": back, "again": again, "stories_told": told_before(draft.files, draft.chosen),
    }  # fmt: skip
    return show(
        request, viewer, f"desk/regulation/{template}.html", {**own, **context}, here="regulation", status=status
    )
