"""ANCHORS 29: line breaks that become headers (RT CVE-2012-4730); one bad address must not stop the others."""

import email.message
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from amends.cases.models import Letter
from amends.jobs.deliver import deliver
from amends.people.models import Complainant
from amends.people.tenancy import organisation
from tests.makers import MONDAY, Town

BREAKS = ("\r\n", "\n", "\r", "\u2028", "\x0b", "\x0c", "\x85")


def a_letter(town: Town, **columns: str) -> Letter:
    person = Complainant.objects.create(org=town.org, name="王", made_at=MONDAY)
    values = {
        "letter": "reply",
        "way": "mail",
        "address": "wang@example.org",
        "subject": "答复",
        "body": "已修好",
        **columns,
    }
    return Letter.objects.create(
        org=town.org,
        complainant=person,
        key=str(Letter.objects.count()),
        promised_at=MONDAY,
        not_before=MONDAY,
        **values,
    )


def sent(town: Town) -> list[email.message.Message]:
    with organisation(town.org.id):
        deliver(timezone.now())
    return [one.message() for one in mail.outbox]


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_line_break_in_a_subject_begins_no_header(river: Town, line_break: str) -> None:
    a_letter(river, subject=f"答复{line_break}Bcc: everybody@example.org")

    (message,) = sent(river)

    assert message["Bcc"] is None
    assert message["To"] == "wang@example.org"
    assert mail.outbox[0].recipients() == ["wang@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "wang@example.org\nBcc: everybody@example.org", "wang@example.org\r\n\r\n<script>", "a@example.org, b@example.org",
        "a@example.org; b@example.org", "a b c", "@", "wang@", "|/bin/sh", "-oQ/tmp @example.org",
        "\"a\"\n@example.org", "ａ＠example。org\r\nx: y",
    ],
)  # fmt: skip
def test_a_bad_address_is_given_up_and_the_next_letter_leaves(river: Town, address: str) -> None:
    """One poisoned letter at the head of the queue would otherwise hold up every other for ever."""
    poisoned = a_letter(river, address=address)
    good = a_letter(river, address="li@example.org")
    Letter.objects.filter(pk=poisoned.pk).update(not_before=MONDAY - timedelta(days=1))

    sent(river)

    poisoned.refresh_from_db()
    good.refresh_from_db()
    assert poisoned.sent_at is None
    assert poisoned.failed_at is not None
    assert good.sent_at is not None
    assert [one for m in mail.outbox for one in m.recipients()] == ["li@example.org"]


def test_a_letter_says_nothing_of_itself_that_the_complainant_wrote_in_its_headers(river: Town) -> None:
    """The Message-ID is made of the row's id, so a second sending can be recognised and nothing can be steered."""
    letter = a_letter(river)

    (message,) = sent(river)

    assert str(letter.id) in message["Message-ID"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
