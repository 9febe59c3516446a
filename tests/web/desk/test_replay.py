"""Replay at the desk: who may ask, what is shown while it runs, numbers of what one sees, and the cases behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from amends.cases.models import Case, ReplayedCase, Run
from amends.cases.queries import replays as kept
from amends.cases.queries.replays import Replay
from amends.jobs.replay import work_off
from amends.people.models import Membership, Person
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.drafts import begin_from
from amends.regulations.models import Binding, PublishedPack
from amends.web.desk.replay_names import Named
from tests.makers import START, Town, govern, registered, town, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    """A developer with three complaints of five, four and one people; He administers, Mo sees the desk's cases only."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
        Membership.objects.create(
            org=made.org, person=made.lan, unit=made.desk, role="project_cs", from_date=START
        )  # fmt: skip
        Membership.objects.create(
            org=made.org, person=made.mo, unit=made.desk, role="rule_owner", from_date=START
        )  # fmt: skip
        at = timezone.now() - timedelta(days=2)
        for nth, people in enumerate((5, 4, 1)):
            registered(
                made, at=at + timedelta(minutes=nth), complainants=people, category="engineering/leak",
                phone=f"1391234000{nth}", complainant=f"王{nth}", anonymous=False,
            )  # fmt: skip
    return made


def signed_in(person: Person, language: str = "zh-hans") -> Client:
    client = Client()
    with organisation(person.org_id):
        client.force_login(person)
    client.cookies["django_language"] = language
    return client


def asked(made: Town, under: str = "regime:property-instruction") -> Run:
    """Ask at the desk and return the run that waits."""
    today = timezone.localdate()
    sent = {"under": under, "first": str(today - timedelta(days=9)), "last": str(today), "unit": ""}
    answer = signed_in(made.he).post("/regulation/replay/", sent)
    assert answer.status_code == 302, answer.content.decode()
    with organisation(made.org.id):
        return Run.objects.get(kind="replay")


def played(made: Town, under: str = "regime:property-instruction") -> Run:
    run = asked(made, under)
    with organisation(made.org.id):
        work_off(timezone.now(), only=run.pk, processes=1)
        return Run.objects.get(pk=run.pk)


def test_who_neither_writes_nor_signs_regulations_finds_no_such_page(river: Town) -> None:
    run = played(river)

    chen = signed_in(river.chen)

    assert chen.get("/regulation/replay/").status_code == 404
    assert chen.post("/regulation/replay/", {}).status_code == 404
    for tail in ("", "progress/", "cases/"):
        assert chen.get(f"/regulation/replay/{run.pk}/{tail}").status_code == 404


def test_a_run_waits_with_a_bar_that_asks_again_and_can_be_taken_back(river: Town) -> None:
    run = asked(river)
    he = signed_in(river.he)

    page = he.get(f"/regulation/replay/{run.pk}/").content.decode()
    assert "<progress" in page
    assert 'hx-trigger="every 2s"' in page

    he.post(f"/regulation/replay/{run.pk}/stop/")
    assert "开始前已撤回" in he.get(f"/regulation/replay/{run.pk}/").content.decode()
    assert he.get(f"/regulation/replay/{run.pk}/progress/").headers["HX-Refresh"] == "true"


def test_a_wrong_period_is_refused_beside_its_field_and_keeps_what_was_typed(river: Town) -> None:
    sent = {"under": "regime:property-instruction", "first": "2026-05-02", "last": "2026-05-01", "unit": ""}

    answer = signed_in(river.he).post("/regulation/replay/", sent)

    assert answer.status_code == 422
    assert "结束日期不能早于开始日期" in answer.content.decode()
    assert 'value="2026-05-02"' in answer.content.decode()


def test_each_number_opens_its_cases_and_a_case_shows_its_due_times_side_by_side(river: Town) -> None:
    """FR-258: due times shown side by side."""
    run = played(river)
    he = signed_in(river.he)

    page = he.get(f"/regulation/replay/{run.pk}/").content.decode()
    cases = he.get(f"/regulation/replay/{run.pk}/cases/?of=grade:-:major>").content.decode()
    with organisation(river.org.id):
        number = Case.objects.get(grade="major").number
    case = he.get(f"/regulation/replay/{run.pk}/cases/{number}/").content.decode()

    assert f"/regulation/replay/{run.pk}/cases/?of=grade%3A-%3Amajor%3E" in page
    assert cases.count(number) == 3  # its number and title link, and its address once more
    assert "时限对照" in case
    assert "此制度无此项" in case


def test_under_the_version_in_force_nothing_differs_and_the_page_says_so(river: Town) -> None:
    with organisation(river.org.id):
        version = PublishedPack.objects.get()
    run = played(river, f"version:{version.pk}")

    page = signed_in(river.he, "en").get(f"/regulation/replay/{run.pk}/").content.decode()

    assert run.result["differ"] == 0
    assert "No case would have been graded otherwise." in page


def test_a_case_that_one_may_not_see_is_neither_listed_nor_counted(river: Town) -> None:
    """FR-239: the person complained of; FR-235: somebody of another unit."""
    run = played(river)
    with organisation(river.org.id):
        hidden = Case.objects.get(grade="major")
        hidden.accused = [river.he.id]
        hidden.save(update_fields=["accused"])
        he, mo = viewer(river, "he", at=timezone.now()), viewer(river, "mo", at=timezone.now())
        Run.objects.filter(pk=run.pk).update(result=run.result | {"restless": [str(hidden.pk)]})
        of = kept.replay_of(he, run.pk)

        seen, by_desk = kept.numbers(he, of), kept.numbers(mo, of)

        assert he.sees_all
        assert not mo.sees_all
        assert (run.result["cases"], seen.cases, by_desk.cases) == (3, 2, 3)
        assert (seen.restless, by_desk.restless) == (0, 1)
        assert seen.marks.get("grade:-:major>", 0) == 0
        assert by_desk.marks["grade:-:major>"] == 1
        assert sum(seen.work_before.values()) < sum(by_desk.work_before.values())
        assert hidden.number not in {line.case.number for line in kept.cases_with(he, of)[0]}
    page = signed_in(river.he).get(f"/regulation/replay/{run.pk}/cases/{hidden.number}/")
    assert page.status_code == 404


def test_what_falls_due_in_a_unit_is_shown_by_day_and_a_day_opens_its_cases(river: Town) -> None:
    run = played(river)
    he = signed_in(river.he)
    with organisation(river.org.id):
        numbers = kept.numbers(viewer(river, "he", at=timezone.now()), kept.replay_of(
            viewer(river, "he", at=timezone.now()), run.pk
        ))  # fmt: skip
        unit, day = next(iter(numbers.work_after or numbers.work_before))
        rows = ReplayedCase.objects.filter(run=run)
        behind = {row.case.number for row in rows.select_related("case") if row.work_before or row.work_after}

    days = he.get(f"/regulation/replay/{run.pk}/work/{unit}/").content.decode()
    cases = he.get(f"/regulation/replay/{run.pk}/cases/?of=work:{unit}:{day}").content.decode()

    assert f"of=work%3A{unit}%3A{day}" in days
    assert any(number in cases for number in behind)


@pytest.mark.parametrize(
    ("pack", "asked_for", "language", "says"),
    [
        ("developer-four-grades", "approved", "zh-hans", "有批准权的人"),
        ("developer-four-grades", "approved", "en", "whoever may approve"),
        ("developer-four-grades", "approved/regrade/hq_cs", "zh-hans", "总部客服（批准下调等级）"),
        ("optical", "signed", "zh-hans", "有签字权的人"),
        ("manufacturing", "approved/sheet", "zh-hans", "有批准权的人（填写处理单送批）"),
        ("manufacturing", "approved/sheet", "en", "whoever may approve (Prepare the handling sheet)"),
        ("jewellery-manual", "signed/amendment/chairman", "zh-hans", "董事长（签字同意修订）"),
    ],
)
def test_an_approval_that_no_role_is_named_for_is_said_in_words(
    river: Town, pack: str, asked_for: str, language: str, says: str
) -> None:
    """A need for "approved" and no role asks whoever may: never the event's id."""
    run = Run(org=river.org, input={"files": dict(folders.read(folders.find(pack))), "chosen": {}})

    with organisation(river.org.id), override(language):
        assert Named(Replay(run)).role(asked_for) == says


def test_the_column_of_who_has_to_approve_shows_no_id(river: Town) -> None:
    run = played(river)
    with organisation(river.org.id):
        Run.objects.filter(pk=run.pk).update(result=run.result | {"marks": {"needed:approved": 1}})
    he = signed_in(river.he)

    page = he.get(f"/regulation/replay/{run.pk}/").content.decode()
    heading = he.get(f"/regulation/replay/{run.pk}/cases/?of=needed:approved").content.decode()

    assert '<td class="free">有批准权的人</td>' in page
    assert "须经有批准权的人批准" in heading


def test_a_draft_is_played_on_the_cases_of_the_unit_where_the_version_before_it_is_in_force(river: Town) -> None:
    """FR-258: other units have other regulations, and their cases say nothing about this one."""
    with organisation(river.org.id):
        base = PublishedPack.objects.get()
        draft = begin_from(viewer(river, "he", at=timezone.now()), base, at=timezone.now())
        office = Binding.objects.get().unit_id

    for under in (f"draft:{draft.pk}", f"version:{base.pk}"):
        page = signed_in(river.he).get(f"/regulation/replay/?under={under}").content.decode()
        assert f'value="{office}" selected' in page
    assert f'value="{office}" selected' not in signed_in(river.he).get("/regulation/replay/").content.decode()
