"""The screens, and a town with some work in it: what query counts and languages are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.calls.models import Call, Line
from amends.calls.taking import end_call, start_call
from amends.calls.tasks import promise_call_back
from amends.cases.models import Case, MoneyLine, ReturnedLot, Run
from amends.cases.replay.asking import Wanted, ask_replay
from amends.cases.steps import Intake, register, take_step
from amends.jobs.replay import work_off
from amends.mail.models import IncomingMail, Mailbox
from amends.people.models import Person, Unit
from amends.people.viewer import viewer_of
from amends.quality.models import LimitSample, LimitSampleCopy
from amends.regulations import folders
from amends.regulations.drafts import begin_from
from amends.regulations.models import PackDraft, PublishedPack
from tests.calls.conftest import line as telephone
from tests.makers import Town, complaint, registered, viewer

FOLLOW = "/p/river/my/"


@dataclass(frozen=True)
class Screen:
    """A page: its address for a case's number, who asks for it, and what is sent (none: it is only read)."""

    path: Callable[[str], str]
    by: str = "mo"
    sends: Mapping[str, str] | None = None
    is_part: bool = False  # asked for by htmx: it has no head

    def asked(self, client: Client, number: str) -> HttpResponse:
        """Return the answer."""
        path = self.path(number)
        return client.get(path) if self.sends is None else client.post(path, self.sends)  # type: ignore[return-value]


def _at(name: str, query: str = "", **more: Any) -> Screen:
    return Screen(lambda number: reverse(f"desk:{name}") + query, **more)


def _published(number: str) -> str:
    return reverse("desk:regulation_document", args=[PublishedPack.objects.get().id])


def _draft(name: str, *more: str, query: str = "") -> Screen:
    """Return a screen of the one draft of the organisation, begun when first asked for."""

    def path(number: str) -> str:
        base = PublishedPack.objects.get()
        at = timezone.now()
        draft = PackDraft.objects.first() or begin_from(
            viewer_of(Person.objects.get(login__startswith="he@", org=base.org), at=at), base, at=at
        )
        return reverse(f"desk:{name}", args=[draft.pk, *more]) + query

    return Screen(path, by="he")


def _replay(name: str) -> Screen:
    return Screen(lambda number: reverse(f"desk:{name}", args=[_played().pk]), by="he")


def _played() -> Run:
    """Return the replay of everything under another regime that was played last, played now where more cases came."""
    he = viewer_of(Person.objects.get(login="he@river"), at=timezone.now())
    cases = Case.objects.filter(org=he.org).count()
    done = Run.objects.filter(kind="replay", state="done", total=cases).first()
    if done is not None:
        return done
    files, today = folders.read(folders.find("developer-four-grades")), he.directory.day(timezone.now())
    asked = ask_replay(he, Wanted(files, today - timedelta(days=30), today), at=timezone.now())
    work_off(timezone.now(), only=asked.pk, processes=1)
    return Run.objects.get(pk=asked.pk)


def _mails(then: Callable[[], str]) -> Screen:
    """Return a screen of incoming mail: one waits for each case, in the mailbox of the desk."""

    def path(number: str) -> str:
        if IncomingMail.objects.count() < Case.objects.count():
            _write_mails(Case.objects.get(number=number))
        return then()

    return Screen(path, by="lan")


def _write_mails(case: Case) -> None:
    at, desk = timezone.now(), Unit.objects.get(code="CS", org=case.org)
    Mailbox.objects.get_or_create(org=case.org, defaults={"unit": desk, "next_look_at": at})
    for key in Case.objects.values_list("number", flat=True):
        told = {"subject": "电梯", "text": "坏了", "received_at": at, "case": case, "reason": "names_case"}
        IncomingMail.objects.get_or_create(org=case.org, key=key, defaults=told)


def _first_mail() -> str:
    return str(IncomingMail.objects.earliest("received_at", "id").pk)


def _call(number: str) -> str:
    return reverse("desk:call", args=[Call.objects.earliest("began_at", "id").pk])


SCREENS: Mapping[str, Screen] = {
    "today": _at("today"),
    "today of the unit": _at("today", "?of=unit"),
    "today followed": _at("today", "?of=followed"),
    "register": _at("register", by="lan"),
    "register, while typing": _at("register_live", by="lan", sends=complaint(phone="13812340000")),
    "queue of 50": _at("queues"),
    "search": _at("queues", "?q=电梯"),
    "find": _at("find", "?q=电梯"),
    "approvals": _at("approvals"),
    "case": Screen(lambda number: reverse("desk:case", args=[number])),
    "promises": Screen(lambda number: reverse("desk:promises", args=[number]), is_part=True),
    "reply": Screen(lambda number: reverse("desk:step", args=[number, "reply"])),
    "reply, while typing": Screen(
        lambda number: reverse("desk:reply_check", args=[number, "reply"]), sends={"part/result": "已更换门机"}
    ),
    "investigation": Screen(lambda number: reverse("desk:investigation", args=[number])),
    "order on paper": Screen(lambda number: reverse("desk:order_sheet", args=[number, "order-1"])),
    "shortcuts": _at("shortcuts"),
    "remedies": _at("remedies"),
    "like cases, like remedies": _at("even_handed"),
    "returned goods": _at("returned"),
    "drawn by lot": _at("draws"),
    "logs and notices": _at("logs"),
    "figures": _at("measures"),
    "reports": _at("reports"),
    "a report": Screen(lambda number: reverse("desk:report", args=["property-instruction", "statistics_sheet"])),
    "second look, asked for": Screen(lambda number: reverse("desk:second_look_ask", args=[number])),
    "ledger": _at("ledger"),
    "limit samples": _at("limit_samples"),
    "causes": _at("cause_ranking", "?by=department"),
    "management review": _at("management_review"),
    "same defect": Screen(lambda number: reverse("desk:same_defect", args=[number])),
    "calls": _at("calls"),
    "incoming mail": _mails(lambda: reverse("desk:mail")),
    "a mail": _mails(lambda: reverse("desk:mail_one", args=[_first_mail()])),
    "register from a mail": _mails(lambda: reverse("desk:register") + f"?mail={_first_mail()}"),
    "call": Screen(_call),
    "who answers when": _at("calls_cover"),
    "regulations": _at("regulation"),
    "laws and booklets": _at("regulation_references"),
    "regulation": Screen(_published),
    "regulation, tried": Screen(lambda number: reverse("desk:regulation_try", args=[PublishedPack.objects.get().id])),
    "regulation, how often it spoke": Screen(
        lambda number: reverse("desk:regulation_spoken", args=[PublishedPack.objects.get().id])
    ),
    "controlled copies": _at("hand_over", by="he"),
    "draft of a regulation": _draft("draft"),
    "draft, one table": _draft("draft_table", "duty"),
    "draft, one row": _draft("draft_row", "duty", query="?file=duties.toml&nth=1"),
    "draft, differences": _draft("draft_diff"),
    "draft, its stories": _draft("draft_stories"),
    "draft, tried": _draft("draft_try"),
    "draft, open points": _draft("draft_settings"),
    "replays": _at("replays", by="he"),
    "replay, its numbers": _replay("replay"),
    "replay, its cases": _replay("replay_cases"),
    "people": _at("admin", by="he"),
    "units": _at("admin_units", by="he"),
    "calendars": _at("admin_calendars", by="he"),
    "channels": _at("admin_channels", by="he"),
    "own password": _at("password"),
    "portal": Screen(lambda number: "/p/river/"),
    "portal, say it": Screen(lambda number: "/p/river/say/"),
}


def signed_in(person: Person, language: str = "zh-hans") -> Client:
    """Return a browser in which somebody is signed in and reads a language."""
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


def follower(town: Town, language: str = "zh-hans") -> Client:
    """Return the browser of a complainant who has opened the case with number and secret."""
    at = timezone.now()
    made = register(viewer(town, "lan", at=at), Intake(complaint(), unit="CS"), at=at)
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.cookies["django_language"] = language
    answer = client.post(FOLLOW, {"number": made.number, "secret": made.secret})
    assert answer.status_code == 302, answer.content
    return client


def work(town: Town, cases: int) -> list[str]:
    """Register so many complaints of different people, read back and sent to engineering; return the numbers."""
    at = timezone.now() - timedelta(hours=3)
    _calls(town, cases, at=at)
    numbers = [_one(town, nth, at=at + timedelta(seconds=nth)) for nth in range(cases)]
    _costs(numbers, at=at)
    _samples(town, numbers, at=at)
    return numbers


def _samples(town: Town, numbers: list[str], *, at: datetime) -> None:
    """Keep a limit sample for each of these cases, with a copy that is out."""
    for _ in numbers:
        sample = LimitSample.objects.create(
            org=town.org, number=f"LS-{LimitSample.objects.count() + 1:04}", unit=town.desk, product="门机", aspect="外观", defect="划痕",
            shows="good", criteria="长 2 mm 以内", kept_at="客服部", valid_until=at.date() + timedelta(days=90),
            made_by=town.mo, made_at=at,
        )  # fmt: skip
        LimitSampleCopy.objects.create(
            org=town.org, sample=sample, place="前台", told="林岚", issued_by=town.mo, issued_at=at
        )


def _costs(numbers: list[str], *, at: datetime) -> None:
    """Let each of these cases have cost something and sent something back."""
    for case in Case.objects.filter(number__in=numbers):
        MoneyLine.objects.create(
            org_id=case.org_id, case=case, name="remedy/1", flow="remedy", kind="compensation", unit_id=case.unit_id,
            amount=300, currency="CNY", counts_at=timezone.now(), granted_at=at,
        )  # fmt: skip
        ReturnedLot.objects.create(
            org_id=case.org_id, case=case, subject="lot-1", asked_at=at, last="return_asked", last_at=at,
            happened={"return_asked": at.isoformat()},
        )  # fmt: skip


def _calls(town: Town, calls: int, *, at: datetime) -> None:
    """Take so many calls on the one line, each with a call back promised to the supervisor."""
    line = Line.objects.first() or telephone(town)
    mo = viewer(town, "mo", at=at)
    for nth in range(calls):
        call = start_call(mo, line.pk, at=at + timedelta(seconds=nth), caller=f"1381234{nth:04}")
        promise_call_back(mo, call.pk, due_at=at + timedelta(hours=1), note="", at=at)
        if nth:
            end_call(mo, call.pk, result="answered", at=at + timedelta(seconds=nth + 60))


def _one(town: Town, nth: int, *, at: datetime) -> str:
    number = registered(
        town, at=at, phone=f"1381234{nth:04}", complainant=f"{'王李张刘陈杨黄'[nth % 7]}先生", house_no=f"{nth}-1201",
        description=f"第 {nth} 号楼电梯停运，老人无法下楼",
    )  # fmt: skip
    lan = viewer(town, "lan", at=at)
    take_step(lan, number, "read_back", at=at, detail={})
    take_step(lan, number, "dispatch", at=at, detail={"unit": "ENG"})
    return number
