"""FR-234: the owner of the database rewrites a sealed month of the book of calls, and switches its triggers off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from amends import ownership
from amends.calls.book import seal_month
from amends.calls.models import Call, Line
from amends.calls.sealing import Compared, compared
from amends.calls.taking import note_missed
from amends.people.tenancy import organisation
from tests.calls.conftest import line as telephone
from tests.makers import MONDAY, Town, govern, town, viewer
from tests.web.screens import signed_in

MARCH, IN_APRIL = date(2024, 3, 1), datetime(2024, 4, 2, 2, 0, tzinfo=UTC)

ADD = """INSERT INTO calls_call (id, org_id, line_id, month, is_out, caller, began_at, hold_seconds, moments, kind, result,
  note, check_method) SELECT gen_random_uuid(), org_id, line_id, month, is_out, '13700000001', began_at, 0, '[]', kind,
  result, '', '' FROM calls_call WHERE id = %s"""


def rewritten(made: Town, *said: tuple[str, list[UUID]]) -> None:
    """Do as whoever owns the tables can: switch the triggers off, write, switch them on again."""
    tables = ("calls_call", "calls_sealedmonth")
    with ownership.as_owner(), organisation(made.org.id), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for sql, values in said:
            cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def sealed(made: Town, callers: Iterable[str]) -> tuple[Line, list[UUID]]:
    with organisation(made.org.id):
        govern(made, "farm-phones")
        line = telephone(made)
        lan = viewer(made, "lan")
        keys = [
            note_missed(lan, line.pk, at=MONDAY + timedelta(minutes=nth), caller=one, rings=8).pk
            for nth, one in enumerate(callers)
        ]
        seal_month(viewer(made, "mo", at=IN_APRIL), line.pk, MARCH, at=IN_APRIL)
    return line, keys


def beside_the_seal(made: Town, line: Line) -> Compared:
    with organisation(made.org.id):
        return compared(viewer(made, "mo", at=IN_APRIL), line.pk, MARCH)


@pytest.mark.django_db(transaction=True)
def test_a_sealed_month_that_was_rewritten_below_the_triggers_names_the_calls_that_differ() -> None:
    """FR-234: changed, gone, added; and a seal that was made to fit is not the one in the journal of the unit."""
    made = town("river")
    line, (kept, changed, gone) = sealed(made, ["13900000001", "13900000002", "13900000003"])
    assert beside_the_seal(made, line).is_unchanged

    rewritten(
        made,
        ("UPDATE calls_call SET caller = '13700000000' WHERE id = %s", [changed]),
        ("DELETE FROM calls_call WHERE id = %s", [gone]),
        (ADD, [kept]),
    )

    found = beside_the_seal(made, line)
    with organisation(made.org.id):
        (added,) = Call.objects.filter(caller="13700000001").values_list("pk", flat=True)
        client = signed_in(made.mo)
    assert {(one.id, one.how) for one in found.differences} == {(changed, "changed"), (gone, "gone"), (added, "added")}
    assert (found.is_unchanged, found.kept) == (False, True)
    page = client.get(reverse("desk:calls"), {"line": str(line.pk), "month": "2024-03", "compare": "yes"})
    told = page.content.decode()
    assert all(words in told for words in ("封存后被改动", "封存后被删除", "封存后新增", "3 通"))
    assert reverse("desk:call", args=[changed]) in told
    assert reverse("desk:call", args=[gone]) not in told

    rewritten(made, ("UPDATE calls_sealedmonth SET content = '[]', digest = repeat('0', 64)", []))
    assert beside_the_seal(made, line).kept is False
