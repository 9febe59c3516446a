"""Which editions of laws and booklets a form offers to cite: those valid while the case runs, or when it happened."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from amends.cases.queries.case_page import CasePage
from amends.core.citing import days_of, valid_codes
from amends.core.page import Page
from amends.web.fields import FormField


def only_valid(page: CasePage, field: FormField) -> FormField:
    """Return a field that cites with the editions valid from receipt to today, or on the day that it names (FR-096)."""
    rules, state = page.reading.rules, page.reading.state
    pack = rules.pack_of_field(field.name)
    row = pack.fields.get(field.name)
    if row is None or not row.cites:
        return field
    now, received = timezone.now(), state.instant("received")
    today, *more = days_of(row, Page(state, rules, {}, now=now).scene(pack), now)
    first = rules.calendars[pack.id].day_of(received) if received else today
    codes = valid_codes(pack, first, today).union(*(valid_codes(pack, day) for day in more))
    return replace(field, options=tuple(one for one in field.options if one.value in codes))
