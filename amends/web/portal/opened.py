"""What every page of an opened case begins with: the mark, the case behind it, the steps a complainant may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from amends.cases.queries.mirror import Mirror, mirror
from amends.cases.queries.visible import NotFound
from amends.cases.steps.rate import has_rated
from amends.core.pack import StepRow
from amends.core.vocabulary import STEP_KINDS
from amends.web.portal.door import Place, portal
from amends.web.portal.mark import Mark, close_mark, mark_of

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Open:
    """The case that is open in this browser."""

    mark: Mark
    seen: Mirror

    def step(self, event: str) -> StepRow | None:
        """Return the step by which the complainant may cause an event now, or None.

        Fields that its form asks for are no hindrance; anything else that is missing is.
        """
        for one in self.seen.offered:
            causes = one.step.causes or STEP_KINDS[one.step.kind].causes
            hindered = any(m.what.removeprefix("known:") not in one.step.asks for m in one.missing)
            if event in causes and not hindered and not (event == "rated" and has_rated(self.seen.state)):
                return one.step
        return None


def with_case(
    view: Callable[Concatenate[HttpRequest, Place, Open, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """Return the view of an opened case. Without a mark the way leads to the page that asks for number and secret."""

    @portal
    @wraps(view)
    def shown(request: HttpRequest, place: Place, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        mark = mark_of(request, place)
        if mark is None:
            return redirect("portal:follow", place.code)
        try:
            seen = mirror(place.viewer, mark.number, mark.secret, timezone.now())
        except NotFound:  # the secret was taken back meanwhile
            answer = redirect("portal:follow", place.code)
            close_mark(request, answer, place)
            return answer
        with timezone.override(place.zone(seen.unit)):
            return view(request, place, Open(mark, seen), *args, **kwargs)

    return shown
