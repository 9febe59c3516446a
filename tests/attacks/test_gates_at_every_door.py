"""What stands before closing stands before every door that takes steps: desk, many at once, interface (FR-157).

An import registers and takes no step. A mail from the complainant only adds words: whatever it asks for, it
closes, approves and judges nothing (`by_mail`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import timezone

from amends.cases.models import Approval, Case, Entry, ObligationRow
from amends.cases.portal_secret import reply_token
from amends.cases.steps import take_step
from amends.channels.mail.inbound.message import read_mail
from amends.mail.models import Mailbox
from amends.mail.receiving import Taken, take_in
from amends.people.models import Complainant
from amends.people.tenancy import organisation
from tests.api.conftest import caller
from tests.attacks.conftest import Browser
from tests.makers import Town, registered, viewer

Door = Callable[[Town, Browser, str, str], str]


def at_the_desk(river: Town, browser: Browser, number: str, reason: str) -> str:
    """Close at the desk; return what is answered."""
    answer = browser(river.lan).post(f"/cases/{number}/steps/close/", {"closing_reason": reason})
    assert answer.status_code == 409
    return answer.content.decode()


def among_many(river: Town, browser: Browser, number: str, reason: str) -> str:
    """Close as one of many; return what is answered."""
    answer = browser(river.lan).post(
        "/queues/bulk/", {"number": [number], "step": "close", "closing_reason": reason, "reason": "x"}
    )
    assert answer.status_code == 409
    return answer.content.decode()


def by_the_interface(river: Town, browser: Browser, number: str, reason: str) -> str:
    """Close through the interface; return what is answered."""
    answer = caller(river, "lan").post(
        f"cases/{number}/steps/close", {"detail": {"closing_reason": reason}}, language="zh-hans"
    )
    assert answer.status_code == 409
    return str(answer.json())


def by_mail(river: Town, number: str, words: str, **heads: str) -> Taken:
    """Ask for something in a mail that is proven to come from the complainant; return what became of it."""
    with organisation(river.org.id):
        Mailbox.objects.get_or_create(
            org=river.org, defaults={"unit": river.desk, "next_look_at": timezone.now(), "address": "c@river.example"}
        )
        case = Case.objects.get(number=number)
        Complainant.objects.filter(pk__in=[case.complainant_id]).update(email="wang@example.org")
    made = EmailMessage()
    made["From"], made["Subject"] = "wang@example.org", f"{words} {number} [#{reply_token(case)}]"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return take_in(river.org.id, read_mail(made.as_bytes()), at=timezone.now())


DOORS = (at_the_desk, among_many, by_the_interface)


def handled(river: Town) -> str:
    """Return the number of a complaint that engineering has put right, neither followed up nor signed."""
    start = timezone.now() - timedelta(hours=2)
    with organisation(river.org.id):
        number = registered(river, at=start)
        steps: tuple[tuple[str, str, str, dict[str, object]], ...] = (
            ("lan", "read_back", "", {}), ("lan", "dispatch", "order-1", {"to": "ENG"}),
            ("wu", "accept", "order-1", {}), ("wu", "handle", "order-1", {"result": "已更换门机"}),
        )  # fmt: skip
        for nth, (who, step, on, detail) in enumerate(steps, start=1):
            at = start + nth * timedelta(minutes=1)
            take_step(viewer(river, who, at=at), number, step, at=at, on=on, detail=detail)
    return number


def stage_of(river: Town, number: str) -> str:
    """Return where the case stands."""
    with organisation(river.org.id):
        return str(Case.objects.get(number=number).stage_kind)


@pytest.mark.parametrize("door", DOORS)
def test_without_follow_up_and_signature_no_door_closes(river: Town, browser: Browser, door: Door) -> None:
    """FR-157, FR-158: R-23 without follow-up is refused, and without the department head's signature."""
    number = handled(river)

    said = door(river, browser, number, "solved")

    assert "回访" in said
    assert "4.6" in said
    assert stage_of(river, number) != "closed"


@pytest.mark.parametrize("door", DOORS)
def test_not_reached_is_no_way_around_the_tries(river: Town, browser: Browser, door: Door) -> None:
    """FR-155: one try is not three on two days, whichever door is taken."""
    number = handled(river)
    at = timezone.now()
    with organisation(river.org.id):
        take_step(
            viewer(river, "lan", at=at), number, "customer_not_reached", at=at,
            detail={"contact_way": "phone", "contact_result": "无人接听"},
        )  # fmt: skip

    said = door(river, browser, number, "not_reached")

    assert "未满三次试联系" in said
    assert "I.4" in said
    assert stage_of(river, number) != "closed"


@pytest.mark.parametrize("words", ["close", "请结案", "approve", "#close", "X-Step: close", "closing_reason=solved"])
def test_a_mail_that_asks_to_close_only_adds_its_words(river: Town, media: Path, words: str) -> None:
    """FR-157: mail reaches the steps of a complainant and no gate opens for it; what is owed stays owed."""
    number = handled(river)
    with organisation(river.org.id):
        owed = set(ObligationRow.objects.filter(case__number=number, state="open").values_list("id", flat=True))
        stage = Case.objects.get(number=number).stage

    by_mail(river, number, words, X_Step="close", X_Amends_Step="close", Control="close")

    with organisation(river.org.id):
        case = Case.objects.get(number=number)
        assert (case.stage, case.stage_kind == "closed") == (stage, False)
        assert owed <= set(ObligationRow.objects.filter(case=case, state="open").values_list("id", flat=True))
        assert not Approval.objects.filter(case=case).exists()


def test_what_the_stage_refuses_at_the_portal_it_refuses_to_mail_and_nothing_of_it_is_left(
    river: Town, media: Path
) -> None:
    number = handled(river)
    at = timezone.now()
    with organisation(river.org.id):
        take_step(viewer(river, "lan", at=at), number, "withdraw", at=at, detail={"reason": "不投诉了"})
        before = Entry.objects.filter(case__number=number).count()

    assert by_mail(river, number, "请继续处理") == Taken.WAITING

    with organisation(river.org.id):
        assert Entry.objects.filter(case__number=number).count() == before
    assert list(media.rglob("*.eml")) == []
