"""A mail is taken once; it becomes words of the case that it answers, or waits for a registrar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case, Entry, EntryValue, Evidence
from amends.cases.portal_secret import ReplyToken, reply_token
from amends.cases.steps import take_step
from amends.channels.mail.inbound.message import read_mail
from amends.mail import receiving
from amends.mail.models import IncomingMail
from amends.mail.receiving import Taken, take_in
from amends.people.models import Complainant
from tests.mail.conftest import WANG, answer, complained, letter, our_letter, the_mail, took
from tests.makers import Town, viewer

PICTURE = b"\xff\xd8\xff\xe0" + b"\x00" * 200


def entries(number: str) -> int:
    return Entry.objects.filter(case__number=number).count()


def notes(number: str) -> list[str]:
    return list(EntryValue.objects.filter(entry__case__number=number, name="note").values_list("value", flat=True))


def test_an_answer_to_our_letter_becomes_words_and_files_of_the_case(river: Town) -> None:
    number = complained(river)
    told = answer(river, number)
    told.add_attachment(PICTURE, maintype="image", subtype="jpeg", filename="门机.jpg")

    assert took(river, told) == Taken.ADDED

    assert "门机又坏了，请来看看。" in notes(number)[-1]
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["mail.eml", "门机.jpg"]
    entry = Entry.objects.filter(case__number=number).latest("seq")
    assert entry.by_id is None
    assert entry.body["events"] == ["evidence_added"]


@pytest.mark.parametrize("kept", ["In_Reply_To", "subject"])
def test_the_token_in_either_place_is_enough(river: Town, kept: str) -> None:
    number = complained(river)
    ours = our_letter(river, number)
    heads = {"In_Reply_To": ours["Message-ID"]} if kept == "In_Reply_To" else {"subject": f"Re: {ours['Subject']}"}

    assert took(river, letter(**heads)) == Taken.ADDED


def test_what_they_quote_is_not_said_again_and_the_original_is_kept_whole(river: Town) -> None:
    number = complained(river)
    told = answer(
        river, number, "还是不行。\n\n在 2024-03-04 10:00，客服 <c@river.example> 写道：\n> 您反映的事项已登记。"
    )

    took(river, told)

    assert notes(number)[-1].startswith("还是不行。")
    assert "已登记" not in notes(number)[-1]
    original = Evidence.objects.get(name="mail.eml")
    assert original.kind == "message/rfc822"
    assert original.size == len(told.as_bytes())


@pytest.mark.parametrize("fault", ["a stranger", "no token", "a wrong token", "another case's token", "a new address"])
def test_whatever_is_not_proven_waits_for_a_registrar_and_leaves_the_case_alone(river: Town, fault: str) -> None:
    number, other = complained(river), complained(river, phone="13900000000", complainant="李女士")
    before = entries(number)
    told = {
        "a stranger": lambda: answer(river, number, sender="stranger@example.net"),
        "no token": lambda: letter(subject=f"关于 {number}"),
        "a wrong token": lambda: letter(subject=f"关于 {number} [#{'a' * 20}]"),
        "another case's token": lambda: letter(
            subject=f"关于 {number} [#{reply_token(Case.objects.get(number=other))}]"
        ),
        "a new address": lambda: answer(river, number, sender="wang.new@example.org"),
    }[fault]()

    assert took(river, told) == Taken.WAITING

    row = the_mail(river)
    assert (row.reason, row.case and row.case.number) == ("names_case", number)
    assert entries(number) == before
    assert not Evidence.objects.exists()


def test_a_token_dies_with_the_complainant_it_was_made_for(river: Town) -> None:
    number = complained(river)
    told = answer(river, number)
    other = Complainant.objects.create(org=river.org, name="李", email=WANG, made_at=timezone.now())
    Case.objects.filter(number=number).update(complainant=other)

    assert took(river, told) == Taken.WAITING


def test_a_token_typed_into_the_portal_opens_nothing(river: Town) -> None:
    number = complained(river)
    token = reply_token(Case.objects.get(number=number))

    page = Client().post("/p/river/my/", {"number": number, "secret": str(token)})

    assert page.status_code == 422
    assert isinstance(token, ReplyToken)


def test_a_mail_about_nothing_of_ours_waits(river: Town) -> None:
    assert took(river, letter("贵小区电梯坏了两天。", subject="投诉")) == Taken.WAITING

    row = the_mail(river)
    assert (row.sender, row.sender_name, row.subject, row.reason) == (WANG, "王先生", "投诉", "new")
    assert not Case.objects.exists()
    assert outbox.outbox == []


def test_a_second_copy_by_another_way_is_the_same_mail(river: Town) -> None:
    raw = letter().as_bytes()

    assert took(river, raw) == Taken.WAITING
    assert took(river, b"Received: from a by b\r\n" + raw) == Taken.KNOWN
    assert IncomingMail.objects.count() == 1


def test_the_same_message_id_with_other_words_is_another_mail(river: Town) -> None:
    """A stranger who sends a Message-ID first must not keep the true mail out."""
    first, second = letter("一"), letter("二")
    second.replace_header("Message-ID", first["Message-ID"])

    assert [took(river, one) for one in (first, second)] == [Taken.WAITING, Taken.WAITING]


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}, {"X_Autoreply": "yes"},
        {"sender": "MAILER-DAEMON@example.org"}, {"sender": "complaints@river.example"},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_machine_wrote_makes_no_words_no_case_and_no_letter(river: Town, heads: dict[str, str]) -> None:
    number = complained(river)
    told = answer(river, number, "我在休假。", **heads)
    before, sent = entries(number), len(outbox.outbox)

    assert took(river, told) == Taken.AUTOMATIC

    assert (entries(number), len(outbox.outbox)) == (before, sent)
    assert the_mail(river).state == "automatic"


def test_auto_submitted_no_is_a_person(river: Town) -> None:
    """RFC 3834: "no" says that somebody wrote it."""
    assert took(river, letter(Auto_Submitted="no")) == Taken.WAITING


def test_a_sender_who_writes_like_a_machine_is_held(river: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST", 3)
    number = complained(river)
    ours = our_letter(river, number)
    told = [letter(f"第 {n} 次", In_Reply_To=ours["Message-ID"]) for n in range(5)]

    assert [took(river, one) for one in told] == [Taken.ADDED] * 3 + [Taken.HELD] * 2
    assert took(river, letter("另一人", sender="li@example.org")) == Taken.WAITING
    later = timezone.now() + receiving.WITHIN + timedelta(minutes=1)
    assert take_in(river.org.id, read_mail(letter("过后").as_bytes()), at=later) == Taken.WAITING


def test_where_the_stage_lets_nothing_be_added_the_mail_waits_with_the_reason(river: Town) -> None:
    """What the portal does not let a complainant do at a stage, mail does not either."""
    number = complained(river)
    told = answer(river, number)
    at = timezone.now()
    take_step(viewer(river, "lan", at=at), number, "withdraw", at=at, detail={"reason": "不投诉了"})
    before, stage = entries(number), Case.objects.get(number=number).stage

    took(river, told)

    row = the_mail(river)
    assert (row.state, row.reason) == ("waiting", "refused")
    assert row.said
    assert (entries(number), Case.objects.get(number=number).stage) == (before, stage)


def merged(river: Town, into: str, number: str) -> None:
    at = timezone.now()
    take_step(viewer(river, "mo", at=at), number, "merge", at=at, detail={"other": into, "reason": "同一问题"})


def test_mail_for_a_merged_case_goes_to_where_it_goes_on(river: Town) -> None:
    lead, number = complained(river), complained(river)
    told = answer(river, number)
    merged(river, lead, number)
    before = entries(number)

    assert took(river, told) == Taken.ADDED

    assert "门机又坏了" in notes(lead)[-1]
    assert entries(number) == before


def test_a_stranger_to_the_lead_does_not_speak_there_without_a_registrar(river: Town) -> None:
    """The complainant of the lead reads what is said there; another's words are not shown as theirs."""
    lead = complained(river, complainant="李女士", phone="13900000000", house_no="9-1")
    number = complained(river)
    told = answer(river, number)
    merged(river, lead, number)

    assert took(river, told) == Taken.WAITING
    row = the_mail(river)
    assert (row.reason, row.case and row.case.number) == ("merged", lead)


def test_a_mail_that_breaks_us_is_listed_and_the_next_is_taken(river: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    number = complained(river)
    told = answer(river, number)

    def broken(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(receiving, "answers", broken)
        assert took(river, told) == Taken.UNREADABLE

    assert the_mail(river).reason == "not_worked_off"
    assert took(river, letter()) == Taken.WAITING


def test_letters_sent_under_a_former_key_of_the_site_are_still_known(river: Town, settings: Any) -> None:
    number = complained(river)
    told = answer(river, number)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-key-of-the-site"

    assert took(river, told) == Taken.WAITING
    settings.SECRET_KEY_FALLBACKS = [former]
    told.replace_header("Message-ID", "<again@example.org>")
    assert took(river, told) == Taken.ADDED


def test_the_token_is_not_shown_at_the_desk(river: Town) -> None:
    number = complained(river)
    took(river, answer(river, number))

    assert the_mail(river).subject == f"回复：受理告知 {number}"
