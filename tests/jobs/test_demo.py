"""The demonstration shows every stage and grade, through the real steps, and its journals stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from django.db import connection

from amends.cases.fold import rebuild
from amends.cases.models import Case, Entry, ObligationRow
from amends.core.ledger import State
from amends.demo.organisations import accounts
from amends.jobs import demo
from amends.people.models import Organisation
from amends.people.tenancy import organisation, organisations
from amends.regulations.shelf import pack
from tests.makers import town

NOW = datetime(2026, 11, 19, 7, 40, tzinfo=UTC)  # a Thursday, 15:40 in Shanghai
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
    for org in organisations():
        with organisation(org.id):
            assert ObligationRow.objects.filter(rest__has_key="missed").exists()
            assert {"reopened", "unmerged"} & _events() or org.code == "hengyue"
            _journals_alone()


def _every_grade(cases: list[Case]) -> None:
    seen = {(key, grading["grade"]) for case in cases for key, grading in case.gradings.items()}
    for org in organisations():
        with organisation(org.id):
            from amends.regulations.models import PublishedPack

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
def test_it_stays_out_of_a_database_with_a_real_organisation(capsys: pytest.CaptureFixture[str]) -> None:
    real = town("river")

    code = demo.run(None)  # type: ignore[arg-type]

    assert code == 1
    assert "real organisations" in capsys.readouterr().err
    assert [one.code for one in organisations()] == [real.org.code]
    with organisation(real.org.id):
        assert not Organisation.objects.filter(is_demo=True).exists()
