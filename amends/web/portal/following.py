"""Follow it: open a case with number and secret, see how it stands, add to it, contradict, rate, withdraw."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amends.cases.evidence import add_evidence
from amends.cases.mirror import Mirror, mirror
from amends.cases.once import once
from amends.cases.queries.visible import NotFound
from amends.cases.steps import take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.web.portal.door import Visit, forget_case, portal, remember_case, show, too_often
from amends.web.portal.form import AGAIN, ONCE, is_once, new_once, uploads
from amends.web.portal.improvement import improvement
from amends.web.rates import spent
from amends.web.visitor import address_of

TRIES, WITHIN = 12, 15 * 60
DEEDS, DEEDS_WITHIN = 60, 60 * 60
LONGEST = 5_000


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
@portal
def follow(visit: Visit) -> HttpResponse:
    """Show the case that this browser opened, else ask for number and secret.

    A wrong number, a wrong secret and a case of somebody else get one answer, after the same work.
    """
    if visit.request.method == "POST":
        return _open(visit)
    number, secret = visit.opened
    if not number:
        return show(visit, "portal/track.html")
    try:
        return _page(visit, mirror(visit.viewer, number, secret, at=visit.at))
    except NotFound:
        answer = show(visit, "portal/track.html")
        forget_case(visit, answer)
        return answer


def _open(visit: Visit) -> HttpResponse:
    number = visit.request.POST.get("number", "").strip().upper()[:60]
    if visit.request.POST.get("do") == AGAIN:
        return show(visit, "portal/track.html", {"number": number})
    # By address only: counted by number, a stranger could keep a complainant out. The secret has 140 bits.
    if spent("portal-track", address_of(visit.request), most=TRIES, seconds=WITHIN):
        return show(visit, "portal/track.html", {"wrong": too_often(WITHIN), "number": number}, status=429)
    secret = "".join(visit.request.POST.get("secret", "").lower().split()).replace("-", "")[:80]
    try:
        found = mirror(visit.viewer, number if number.isprintable() else "", secret, at=visit.at)
    except NotFound:
        wrong = _("Number and secret do not fit together. Please look at both again.")
        return show(visit, "portal/track.html", {"wrong": wrong, "number": number}, status=422)
    answer = _back(visit)
    remember_case(visit, answer, number=found.number, secret=secret)
    return answer


Deed = Callable[[Visit, str, str], HttpResponse]


def deed(where: str) -> Callable[[Deed], Callable[[Visit], HttpResponse]]:
    """Return what makes a form of the case's page a view: it gets number and secret of the opened case.

    Opened as an address, without a case, or only to be seen in another language, it shows the page.
    """

    def wrapped(view: Deed) -> Callable[[Visit], HttpResponse]:
        def opened(visit: Visit) -> HttpResponse:
            number, secret = visit.opened
            if not number or visit.request.method != "POST":
                return _back(visit)
            if visit.request.POST.get("do") == AGAIN:
                return _again(visit, number, secret, where, "", status=200)
            if spent("portal-deeds", address_of(visit.request), most=DEEDS, seconds=DEEDS_WITHIN):
                return _again(visit, number, secret, where, too_often(DEEDS_WITHIN), status=429)
            return view(visit, number, secret)

        return opened

    return wrapped


def _once(visit: Visit, number: str, do: Callable[[], object]) -> None:
    """Do what a form asks, however often it is sent, once. Raises Refused; then the form may be sent again."""
    mark = visit.request.POST.get(ONCE, "")
    if not is_once(mark):
        do()
        return
    told = sorted((name, values) for name, values in visit.request.POST.lists() if name != "csrfmiddlewaretoken")
    files = [(one.name, one.size) for one in uploads(visit.request)]
    asked = sha256(json.dumps([visit.request.path, told, files]).encode()).hexdigest()
    key = f"portal:{number}:{mark}:{asked[:16]}"
    with organisation(visit.viewer.org):
        first = once(visit.viewer.org, key=key, person=None, request_hash=asked, at=visit.at)
        if first.answer is None:
            do()
            first.keep(200, {})


@portal
@deed("add")
def add(visit: Visit, number: str, secret: str) -> HttpResponse:
    """Add words, photos, files."""
    words, files = _words(visit), uploads(visit.request)
    if not words and not files:
        return _again(visit, number, secret, "add", _("Write something or choose a file."))
    if not files:
        return _taken(visit, number, secret, "add", "say", {})
    step = mirror(visit.viewer, number, secret, at=visit.at).may.get("add")
    if step is None:
        return _again(visit, number, secret, "add", _("This cannot be done at this stage."))

    def keep() -> None:
        add_evidence(
            visit.viewer, number, step, files, at=visit.at, note=words, source="complainant", secret=secret, shown=True
        )

    try:
        _once(visit, number, keep)
    except Refused as no:
        return _again(visit, number, secret, "add", _says(visit, no))
    return _back(visit, "add")


@portal
@deed("wrong")
def wrong(visit: Visit, number: str, secret: str) -> HttpResponse:
    """Say that something on the page is wrong."""
    if not _words(visit):
        return _again(visit, number, secret, "wrong", _("Say what is wrong."))
    return _taken(visit, number, secret, "wrong", "say", {"kind": "objection"})


@portal
@deed("rate")
def rate(visit: Visit, number: str, secret: str) -> HttpResponse:
    """Rate the outcome."""
    chosen = visit.request.POST.get("satisfaction", "")
    if chosen not in ("satisfied", "dissatisfied"):
        return _again(visit, number, secret, "rate", _("Choose one of the two."))
    return _taken(visit, number, secret, "rate", "rate", {"satisfaction": chosen})


@portal
@deed("withdraw")
def withdraw(visit: Visit, number: str, secret: str) -> HttpResponse:
    """Withdraw the complaint."""
    if not _words(visit):
        return _again(visit, number, secret, "withdraw", _("Say in a few words why."))
    return _taken(visit, number, secret, "withdraw", "withdraw", {"reason": _words(visit)})


def _taken(
    visit: Visit, number: str, secret: str, where: str, what: str, detail: Mapping[str, Any]
) -> HttpResponse:  # fmt: skip
    """Take the step that the regulation leaves to the complainant and return to the page, or show why not."""
    words = _words(visit)
    if len(words) > LONGEST:
        says = _("At most %(n)s characters; this has %(has)s.") % {"n": LONGEST, "has": len(words)}
        return _again(visit, number, secret, where, says)
    step = mirror(visit.viewer, number, secret, at=visit.at).may.get(what)
    if step is None:
        return _again(visit, number, secret, where, _("This cannot be done at this stage."))

    def take() -> None:
        take_step(visit.viewer, number, step, at=visit.at, detail=detail, words={"note": words}, secret=secret)

    try:
        _once(visit, number, take)
    except Refused as no:
        return _again(visit, number, secret, where, _says(visit, no))
    return _back(visit, where)


@require_POST
@portal
def leave(visit: Visit) -> HttpResponse:
    """Let this browser forget the case."""
    answer = redirect("portal:home", code=visit.code)
    forget_case(visit, answer)
    return answer


DONE = {
    "add": gettext_lazy("It was added. Whoever handles the case sees it."),
    "wrong": gettext_lazy("Noted. Whoever handles the case sees it."),
    "rate": gettext_lazy("Thank you. Your rating was noted."),
    "withdraw": gettext_lazy("Your complaint is withdrawn."),
}


def _page(visit: Visit, found: Mirror, *, status: int = 200, **more: str) -> HttpResponse:
    done = DONE.get(visit.request.GET.get("done", ""), "")
    return show(
        visit,
        "portal/case.html",
        {
            "case": found,
            "done": done,
            "once": _mark(visit),
            "files_again": bool(visit.request.FILES),
            "improvement": improvement(visit.viewer, found.number),
            **more,
        },
        status=status,
    )


def _again(visit: Visit, number: str, secret: str, where: str, says: str, *, status: int = 409) -> HttpResponse:
    """Return the page with what was typed and why it was refused."""
    found = mirror(visit.viewer, number, secret, at=visit.at)
    return _page(visit, found, status=status, where=where, refused=says, typed=_words(visit))


def _mark(visit: Visit) -> str:
    given = visit.request.POST.get(ONCE, "")
    return given if is_once(given) else new_once()


def _back(visit: Visit, done: str = "") -> HttpResponse:
    return redirect(reverse("portal:follow", args=[visit.code]) + (f"?done={done}" if done else ""))


def _words(visit: Visit) -> str:
    return visit.request.POST.get("words", "").replace("\x00", "").strip()


def _says(visit: Visit, no: Refused) -> str:
    return " ".join(one.says.in_(visit.language) for one in no.missing) or no.says.in_(visit.language)
