"""One's own password: the temporary one is replaced here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amends.people.models import Person
from amends.people.staff import choose_password
from amends.people.viewer import Viewer
from amends.web.desk.door import desk, with_temporary_password
from amends.web.rates import spent
from amends.web.shell import show

TRIES, WITHIN = 10, 15 * 60


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@with_temporary_password
@desk
def own_password(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form, or change the password; other sessions end."""
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        person = Person.objects.get(org_id=viewer.org, pk=viewer.person)
        wrong = _wrong(person, request)
        if not wrong:
            choose_password(person, request.POST["new"])
            update_session_auth_hash(request, person)
            messages.success(request, _("Your password is changed; other sessions have ended."))
            return redirect("/")
    must = isinstance(request.user, Person) and request.user.password_is_temporary
    page = "desk/admin/password_first.html" if must else "desk/admin/password.html"
    return show(request, viewer, page, {"wrong": wrong}, status=422 if wrong else 200)


def _wrong(person: Person, request: HttpRequest) -> dict[str, list[str]]:
    """Return what has to be mended, by field."""
    if spent("own-password", str(person.pk), most=TRIES, seconds=WITHIN):
        return {"old": [_("Too many tries. Please wait a quarter of an hour.")]}
    if not person.check_password(request.POST.get("old", "")):
        return {"old": [_("This is not your present password.")]}
    new = request.POST.get("new", "")
    if new and person.check_password(new):
        return {"new": [_("This is the present password; choose another one.")]}
    if new != request.POST.get("again", ""):
        return {"again": [_("The two differ.")]}
    try:
        validate_password(new, person)
    except ValidationError as problem:
        return {"new": list(problem.messages)}
    return {}
