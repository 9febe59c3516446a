"""What the pad may say of a caller: nothing personal until identity was verified, and how is kept (FR-230)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.calls.models import Call
from amends.calls.taking import call_of
from amends.cases.queries.likes import earlier_cases, known_complainants
from amends.cases.queries.lines import CaseLine
from amends.cases.queries.masking import masked_name
from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.access import note_access
from amends.people.viewer import Viewer

FIELD = "identity_method"
"""The field of a regulation that lists how identity is verified."""
NOT_VERIFIED = "not_verified"
METHODS = {
    "registered_phone": Text(zh="登记电话", en="Registered telephone"),
    "id_number": Text(zh="证件号码", en="Number of an identity document"),
    "last_purchase": Text(zh="最近一次交易", en="Last purchase"),
    "original_document": Text(zh="证件原件", en="Original document"),
}
"""Where the regulation has no such field."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is known under the caller's number. Not ``told``: masked, and without cases."""

    told: bool
    names: tuple[str, ...]
    classes: tuple[str, ...]
    cases: tuple[CaseLine, ...]


def methods(pack: Pack | None) -> dict[str, Text]:
    """Return the ways of verifying identity that the regulation lists, else the common ones."""
    rows = pack.field if pack else ()
    of_pack = {
        one.id: one.text for row in rows if row.id == FIELD for one in row.choices if one.id != NOT_VERIFIED
    }  # fmt: skip
    return of_pack or METHODS


def note_check(viewer: Viewer, key: UUID, *, method: str, allowed: dict[str, Text], at: datetime) -> Call:
    """Keep how the caller's identity was verified; return the call. Raises NotFound and Refused."""
    call = call_of(viewer, key, to_write=True)
    if method not in allowed:
        says = Text(zh="请选择核实方式", en="Choose how identity was verified")
        raise Refused("missing", says=says, missing=(Missing("known:method", says, field="method"),))
    call.check_method, call.checked_at = method[:40], at
    call.save(update_fields=["check_method", "checked_at"])
    note_access(viewer.org, kind="caller_verified", at=at, person=viewer.person, about=f"call:{key}", method=method)
    return call


def caller_of(viewer: Viewer, call: Call) -> Caller:
    """Return what the pad may say of the caller: masked until a check is noted, then names, classes and cases."""
    known = known_complainants(viewer, phone=call.caller)
    names = dict.fromkeys(one.name for one in known if one.name)
    if call.checked_at is None:
        return Caller(False, tuple(masked_name(one) for one in names), (), ())
    classes = dict.fromkeys(word for one in known for word in one.classes)
    cases = earlier_cases(viewer, phone=call.caller) if known else ()
    return Caller(True, tuple(names), tuple(classes), cases)
