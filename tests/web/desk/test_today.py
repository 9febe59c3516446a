"""Today: repeated duties in one line, long lists folded, the watch list, the units below, alarms of calendars."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.test import Client
from django.utils import timezone

from amends.cases.models import Case
from amends.cases.queries.oversight import oversees, oversight
from amends.core.text import Text
from amends.people.models import Calendar
from amends.regulations.alarms import calendar_alarms
from amends.web.desk.rows import OwedRow
from amends.web.desk.today_below import span_of
from amends.web.desk.today_groups import SHOWN, grouped
from tests.makers import Town, complaint, registered, viewer
from tests.web.desk.test_regulation import signed_in


def row(number: str, duty: str, group: str = "late") -> OwedRow:
    """Return a row of Today."""
    words = Text(zh=duty, en=duty)
    return OwedRow(
        title=words, clock=None, due_at=datetime(2026, 11, 20, tzinfo=UTC), number=number, case_title="", grade=words,
        tone="plain", who="me", article="", wording=None, group=group, url=f"/cases/{number}/",
    )  # fmt: skip


def page(client: Client, address: str = "/") -> str:
    """Return the page as text."""
    return client.get(address).content.decode()


def test_a_duty_that_is_owed_each_day_on_one_case_is_one_line_with_the_number_of_the_others() -> None:
    rows = [row("A-1", "answer"), row("A-2", "answer"), row("A-1", "answer"), row("A-1", "call"), row("A-1", "answer")]

    (late,) = grouped(rows, keys=True)

    assert [(line.row.number, line.row.key, len(line.again)) for line in late.lines] == [
        ("A-1", "1", 2), ("A-2", "2", 0), ("A-1", "3", 0),
    ]  # fmt: skip
    assert late.count == 5, "the heading counts every one"


def test_a_long_group_folds_and_the_duties_of_units_stay_apart() -> None:
    many = [row(f"A-{nth}", "answer") for nth in range(SHOWN + 5)]

    late, today = grouped([*many, row("", "report", "today"), row("", "report", "today")], keys=False)

    assert (len(late.lines), len(late.rest), late.count) == (SHOWN, 5, SHOWN + 5)
    assert len(today.lines) == 2


def test_the_watch_list_says_by_when_a_word_is_owed_and_when_it_was_last_given(river: Town) -> None:
    """FR-066: handed over, not forgotten."""
    now = timezone.now()
    number = registered(river, at=now, **complaint())
    Case.objects.filter(number=number).update(holder=river.wu)

    shown = page(signed_in(river.lan, "en"), "/?of=followed")

    assert number in shown
    assert "My word to the complainant" in shown
    assert "Last contact" in shown
    assert "not yet" in shown


def test_who_is_above_other_units_sees_them_with_figures_that_lead_to_their_cases(river: Town) -> None:
    now = timezone.now()
    numbers = [registered(river, at=now - timedelta(minutes=nth), **complaint()) for nth in range(3)]
    Case.objects.filter(number=numbers[0]).update(next_due_at=now - timedelta(hours=2))
    he = viewer(river, "he", at=now)
    assert oversees(he)

    top, *below = oversight(he, span_of(now)).units

    assert (top.unit.id, top.depth, top.open, top.late, top.came) == (river.office.id, 0, 3, 1, 3)
    assert sum(one.open for one in below if one.depth == 1) == 3
    shown = page(signed_in(river.he, "en"))
    assert 'aria-current="true">Units below me' in shown, "nothing of one's own: what one answers for comes first"
    late = re.search(r'href="(/queues/\?[^"]*late=1)"', shown)
    assert late is not None
    assert page(signed_in(river.he, "en"), late[1].replace("&amp;", "&")).count('class="go"') == 1


def test_who_is_above_nobody_has_no_such_list(river: Town) -> None:
    assert not oversees(viewer(river, "lan", at=timezone.now()))

    assert "Units below me" not in page(signed_in(river.lan, "en"), "/?of=below")


def test_an_administrator_is_told_on_today_of_a_year_without_make_up_days_and_led_to_the_notice(river: Town) -> None:
    """FR-084: shown to those who can load it, to nobody else."""
    key = Calendar.objects.get().pk
    due = bool(calendar_alarms(viewer(river, "he", at=timezone.now()), timezone.now()))

    told = [f"/admin/calendars/{key}/#notice" in page(signed_in(one)) for one in (river.he, river.lan)]

    assert told == [due, False]
