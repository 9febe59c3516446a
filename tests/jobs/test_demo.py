"""The demonstration shows every stage and grade, through the real steps, and its journals stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from amends.calls.models import Call, CallTask
from amends.cases.fold import rebuild
from amends.cases.models import Approval, Case, CaseRule, Entry, Link, MoneyLine, ObligationRow, UnitEntry
from amends.core.ledger import State
from amends.core.limit_samples import numbers_in, standing
from amends.demo.organisations import accounts, furnish, new_organisation
from amends.demo.telling import Month
from amends.jobs import demo
from amends.knowledge.models import CaseCard
from amends.mail.models import IncomingMail
from amends.people.models import Organisation, Person
from amends.people.tenancy import organisation, organisations
from amends.quality.models import Action, CallBack, CaseDraw, DisciplineVersion, EightD, LimitSample
from amends.regulations.models import Binding, PublishedPack
from amends.regulations.shelf import pack
from tests.makers import town

NOW = datetime(2026, 11, 19, 7, 40, tzinfo=UTC)  # a Thursday, 15:40 in Shanghai
ZONE = ZoneInfo("Asia/Shanghai")
DAY = NOW.astimezone(ZONE).date()
NIGHT = datetime(2026, 10, 2, 18, 20, tzinfo=UTC)  # 3 October, 02:20 in Shanghai: night, weekend and National Day
MADE_UP = (date(2026, 9, 20),)
"""Working days at a weekend, for the holiday."""
SHOWN = {
    ("8d", "closed"), ("8d", "open"), ("8d", "failed"), ("8d", "approved"),
    ("discipline", "refused"), ("discipline", "handed_in"), ("discipline", "returned"), ("action", "works"),
    ("card", "published"), ("card", "draft"), ("money", "remedy"), ("money", "return"), ("bound", "companion"),
    ("call", "missed"), ("call_back", "kept"), ("call_back", "due"), ("promise", "met"), ("promise", "open"),
    ("lot", "drawn"), ("lot", "announced"), ("lot call", "right"), ("lot call", "wrong"),
    ("mail", "waiting"), ("mail", "added"), ("mail", "automatic"),
    ("log", "holds"), ("log", "fails"), ("log", "unchecked"),
    ("cited sample", "in_force"), ("settlement", "signed"), ("settlement", "linked"), ("settlement", "waiting"),
}  # fmt: skip
"""What the screens beside the cases have to show."""
OF_THE_CASE = ("cases_case", "cases_obligationrow", "cases_order", "cases_party", "cases_approval", "cases_rungclimbed")


def _cases() -> Iterator[Case]:
    for org in organisations():
        with organisation(org.id):
            yield from list(Case.objects.all())


@pytest.mark.django_db
def test_every_stage_grade_and_way_of_a_case_is_there_and_the_journals_alone_rebuild_them() -> None:
    """One filling serves all, because it takes half a minute (issue 2, how it is shown)."""
    list(demo.fill_if_empty(NOW))

    cases = list(_cases())
    assert len(organisations()) >= 3
    assert len(cases) >= 150
    assert len({case.unit_id for case in cases}) >= 6
    assert sum(len(people) for _, people in accounts()) >= 25
    assert {case.stage_kind for case in cases} == {"new", "open", "parked", "settled", "closed"}
    _every_grade(cases)
    assert any(case.merged_into_id for case in cases)
    assert any(case.confidential for case in cases)
    assert any(case.complainants >= 4 for case in cases)
    assert any(case.highest for case in cases)
    assert max(case.received_at for case in cases) < NOW
    texts = [case.description for case in cases]
    assert len(set(texts)) == len(texts)
    found: set[tuple[str, str]] = set()
    for org in organisations():
        with organisation(org.id):
            found |= set(_beyond_the_cases())
            _a_month_that_one_believes()
            assert all(one.email.endswith(f"@{org.code}.example") for one in Person.objects.all())
            assert Organisation.objects.get().settings["portal"]["phone"]
            assert ObligationRow.objects.filter(rest__has_key="missed").exists()
            assert {"reopened", "unmerged"} & _events() or org.code == "hengyue"
            _journals_alone()
    assert found >= SHOWN, SHOWN - found


def _beyond_the_cases() -> Iterator[tuple[str, str]]:
    """Yield what there is beside the cases themselves, each with the state it is in."""
    yield from (("8d", one) for one in EightD.objects.values_list("state", flat=True))
    yield from (("discipline", one) for one in DisciplineVersion.objects.values_list("verdict", flat=True))
    yield from (("action", one) for one in Action.objects.values_list("verdict", flat=True))
    yield from (("card", one) for one in CaseCard.objects.values_list("state", flat=True))
    yield from (("money", one) for one in MoneyLine.objects.values_list("flow", flat=True))
    yield from (("bound", one) for one in Binding.objects.values_list("position", flat=True))
    yield from (("call", one) for one in Call.objects.values_list("result", flat=True))
    yield from (("mail", one) for one in IncomingMail.objects.values_list("state", flat=True))
    yield from (("lot", "drawn" if at else "announced") for at in CaseDraw.objects.values_list("drawn_at", flat=True))
    yield from (("lot call", one) for one in CallBack.objects.values_list("outcome", flat=True))
    yield from (("cited sample", one) for one in _cited_samples())
    yield from _settlements()
    said = {True: "fails", False: "holds", None: "unchecked"}
    logged = UnitEntry.objects.filter(step="logged").values_list("body__fails", flat=True)
    yield from (("log", said[fails]) for fails in logged)
    tasks = CallTask.objects.values_list("done_at", flat=True)
    yield from (("call_back", "kept" if done else "due") for done in tasks)
    promises = ObligationRow.objects.filter(duty__startswith="promised_").values_list("state", flat=True)
    yield from (("promise", one) for one in promises)


def _cited_samples() -> Iterator[str]:
    """Yield where each limit sample stands that a discipline of an 8D names; it was in the register before."""
    for version in DisciplineVersion.objects.all():
        for number in numbers_in(map(str, version.content.values())):
            row = LimitSample.objects.get(number=number)
            assert row.made_at < version.at
            yield standing(valid_until=row.valid_until, is_retired=row.retired_at is not None, day=DAY)


def _settlements() -> Iterator[tuple[str, str]]:
    """Yield how far the written agreements of a regulation that wants them have come."""
    yield from (("settlement", "linked") for _ in Link.objects.filter(kind="agreement"))
    for case in Case.objects.filter(pk__in=Approval.objects.filter(state="approved").values("case")):
        lead = pack(CaseRule.objects.get(case=case, position="lead").published.content_hash)
        if any(row.id == "settlement" for row in lead.paper):
            bodies = Entry.objects.filter(case=case).values_list("body", flat=True)
            signed = any("remedy_agreed" in body.get("events", ()) for body in bodies)
            yield "settlement", "signed" if signed else "waiting"


def _a_month_that_one_believes() -> None:
    """Most is done in time, some is late, much falls due today at different hours, some tomorrow."""
    missed = set(ObligationRow.objects.filter(rest__has_key="missed").values_list("case_id", flat=True))
    cases = list(Case.objects.all())
    closed = [case for case in cases if case.stage_kind == "closed"]
    dues = [case.next_due_at.astimezone(ZONE) for case in cases if case.next_due_at and case.stage_kind != "closed"]
    today, tomorrow = ([due for due in dues if due > NOW and due.date() == DAY + timedelta(days=n)] for n in (0, 1))
    assert len(closed) >= 0.45 * len(cases)
    assert len([case for case in closed if case.id not in missed]) >= 0.7 * len(closed)
    assert 1 <= len([due for due in dues if due < NOW]) <= 0.2 * len(cases)
    assert len(today) >= 4
    assert len({due.time() for due in today}) >= 2
    assert tomorrow


def _every_grade(cases: list[Case]) -> None:
    seen = {(key, grading["grade"]) for case in cases for key, grading in case.gradings.items()}
    for org in organisations():
        with organisation(org.id):
            for row in PublishedPack.objects.all():
                for grade in pack(row.content_hash).grade:
                    assert (f"{row.pack}/{grade.list}", grade.id) in seen


def _events() -> set[str]:
    return {name for body in Entry.objects.values_list("body", flat=True) for name in body.get("events", ())}


def _journals_alone() -> None:
    """Fold every journal while the live tables are out of reach, then compare with them."""
    entries: dict[object, list[Entry]] = {}
    with ExitStack() as guards:
        guards.enter_context(connection.execute_wrapper(_only_journals))
        for entry in Entry.objects.order_by("case_id", "seq"):
            entries.setdefault(entry.case_id, []).append(entry)
        rebuilt = {case: rebuild(found) for case, found in entries.items()}
    for case in Case.objects.all():
        state = rebuilt[case.id].state
        assert state.stage == case.stage
        assert {key: one.grade for key, one in state.gradings.items()} == {
            k: g["grade"] for k, g in case.gradings.items()
        }
        assert state.flags == frozenset(case.flags)
        assert str(case.first_asked_id or "") == str(rebuilt[case.id].parties.get("first_asked", ""))
        assert str(case.holder_id or "") == str(rebuilt[case.id].parties.get("holder", ""))
        live = ObligationRow.objects.filter(case=case, state__in=["open", "asleep"]).values_list(
            "pack", "duty", "subject", "nth", "due_at"
        )
        mine = {
            (o.pack, o.duty, o.subject, o.nth, o.due_at)
            for o in state.obligations
            if o.state in (State.OPEN, State.ASLEEP)
        }
        assert mine == set(live), case.number


def _only_journals(execute: object, sql: str, params: object, many: bool, context: object) -> object:
    assert not any(table in sql for table in OF_THE_CASE), "a live table was asked"
    return execute(sql, params, many, context)  # type: ignore[operator]


@pytest.mark.django_db
def test_a_first_start_in_a_holiday_night_finds_cases_that_nobody_made_in_an_empty_office() -> None:
    org = new_organisation("hengyue", at=NIGHT)
    with organisation(org.id):
        furnish(org, at=NIGHT)
        told = Month(org.id, "hengyue", now=NIGHT).told

    office = {one.received.astimezone(ZONE) for one in told}
    assert max(office) < NIGHT
    assert all(at.weekday() < 5 or at.date() in MADE_UP for at in office)
    assert all(8 <= at.hour < 18 for at in office)
    assert not [at for at in office if date(2026, 10, 1) <= at.date() <= date(2026, 10, 7)]


@pytest.mark.django_db
def test_it_stays_out_of_a_database_with_a_real_organisation(capsys: pytest.CaptureFixture[str]) -> None:
    real = town("river")

    code = demo.run(None)  # type: ignore[arg-type]

    assert code == 1
    assert "real organisations" in capsys.readouterr().err
    assert [one.code for one in organisations()] == [real.org.code]
    with organisation(real.org.id):
        assert not Organisation.objects.filter(is_demo=True).exists()
