"""Publishing a version whose clocks hold for open cases: they move from its day on, the old value stays (FR-255)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.cases import consequences
from amends.cases.models import CaseRule, Entry, ObligationRow
from amends.cases.steps import take_step
from amends.jobs.recount import recount
from amends.people.tenancy import organisation
from amends.regulations import drafts
from amends.regulations.models import PublishedPack
from amends.regulations.publishing import publish_draft, sign
from amends.regulations.toml_rows import put_row, rows_in
from tests.makers import MONDAY, Town, govern, registered, town, viewer
from tests.regulations.test_drafts import give

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
        give(made, "lan", drafts.RULE_OWNER)
    return made


def published(made: Town, *, holds: bool) -> PublishedPack:
    """The instruction with fifteen hours instead of twelve for handling, in force from tomorrow."""
    lan = viewer(made, "lan", at=MONDAY)
    draft = drafts.begin_from(lan, PublishedPack.objects.get(), at=MONDAY)
    text = draft.files["duties.toml"]
    nth, row = next((nth, row) for nth, row in enumerate(rows_in(text, "duty"), start=1) if row["id"] == "C02")
    new = {**row, "within": "15 h"} | ({"holds_for_open": True} if holds else {})
    files: dict[str, str | None] = {name: None for name in draft.files if name.startswith("examples")}
    files["duties.toml"] = put_row(text, "duty", nth, new)
    draft = drafts.change(lan, draft.pk, version=draft.version, at=MONDAY, files=files)
    for role in drafts.signers(draft):
        give(made, "mo", role)
        mo = viewer(made, "mo", at=MONDAY)
        sign(mo, draft.pk, role, content_hash=draft.content_hash, version=draft.version, at=MONDAY)
    first = MONDAY.date() + timedelta(days=1)
    row_ = publish_draft(lan, draft.pk, unit=made.office.id, from_date=first, version=draft.version, at=MONDAY)
    consequences.ask_follow(lan, published=row_, unit=made.office.id, first=first, at=MONDAY)
    return row_


def accepted(made: Town) -> str:
    with organisation(made.org.id):
        number = registered(made)
        lan, chen = (viewer(made, name, at=MONDAY + timedelta(hours=12)) for name in ("lan", "chen"))
    for minutes, who, step in ((1, lan, "read_back"), (2, lan, "dispatch"), (3, chen, "accept")):
        take_step(who, number, step, at=MONDAY + timedelta(hours=12, minutes=minutes))
    return number


def handling(number: str) -> ObligationRow:
    return ObligationRow.objects.get(case__number=number, duty="C02")


@pytest.mark.parametrize("holds", [True, False])
def test_open_clocks_move_on_the_first_day_only_where_the_row_says_so(river: Town, holds: bool) -> None:
    number = accepted(river)
    with organisation(river.org.id):
        before = handling(number).due_at
        version = published(river, holds=holds)
    assert before is not None

    recount(MONDAY + timedelta(hours=13))
    with organisation(river.org.id):
        assert handling(number).due_at == before, "its first day is tomorrow"

    recount(MONDAY + timedelta(days=1))
    recount(MONDAY + timedelta(days=1, hours=1))
    with organisation(river.org.id):
        after = handling(number)
        assert after.due_at == before + timedelta(hours=3 if holds else 0)
        assert after.rest.get("was_due", []) == ([before.isoformat()] if holds else [])
        assert Entry.objects.filter(step="follows").count() == holds
        assert CaseRule.objects.filter(published=version, position="clocks").count() == holds
        assert CaseRule.objects.get(position="lead").published_id != version.pk
