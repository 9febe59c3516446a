"""The portal: say it, follow it, add to it, contradict, rate, withdraw; without a login."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from amends.cases.models import Case, Entry, EntryValue, Evidence
from amends.cases.steps import take_step
from amends.people.models import Complainant
from amends.people.tenancy import organisation
from tests.makers import Town, viewer
from tests.web.portal.conftest import WORDS, Outsider, shown

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 64


def photo(name: str = "lift.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def staff(river: Town, who: str, number: str, step: str, **more: Any) -> None:
    """Let somebody of the staff take a step now."""
    with organisation(river.org.id):
        take_step(viewer(river, who, at=timezone.now()), number, step, at=timezone.now(), **more)


def handled(river: Town, number: str) -> None:
    """Take a case to where it is reported as done."""
    staff(river, "lan", number, "classify", detail={"category": "equipment/lift"})
    staff(river, "lan", number, "read_back")
    staff(river, "lan", number, "dispatch", detail={"to": "ENG"})
    staff(river, "chen", number, "accept")
    staff(river, "chen", number, "find", detail={"cause": "equipment_fault", "nature": "valid"})
    staff(river, "chen", number, "handle", detail={"result": "已更换抱闸"})


def test_a_complaint_gets_a_number_and_a_secret_of_128_bits(wang: Outsider, river: Town) -> None:
    number, secret = wang.say()

    assert number.startswith("CS-")
    assert len(secret) * 5 >= 128
    with organisation(river.org.id):
        case = Case.objects.get(number=number)
        assert (case.channel, case.description, case.first_asked) == ("portal", WORDS["description"], None)
        assert secret not in case.portal_secret_hash
        assert Complainant.objects.get().language == "en"


def test_the_same_form_sent_twice_is_one_complaint_with_one_secret(wang: Outsider, river: Town) -> None:
    page = wang.get("say/").content.decode()
    mark = page.split('name="once" value="')[1][:40]

    first, again = wang.say(once=mark), wang.say(once=mark)

    assert first == again
    with organisation(river.org.id):
        assert Case.objects.count() == 1


def test_a_page_shared_by_two_people_never_shows_one_the_others_secret(wang: Outsider, thief: Outsider) -> None:
    first, other = wang.say(once="a" * 40), thief.say(once="a" * 40, description="水管漏水")

    assert first[0] != other[0]
    assert first[1] != other[1]


def test_a_refused_form_comes_back_filled_with_the_message_beside_the_field(wang: Outsider, river: Town) -> None:
    page = wang.post("say/", {**WORDS, "description": ""})

    html = page.content.decode()
    assert page.status_code == 422
    assert 'value="8-1201"' in html
    assert "王先生" in html
    assert "Please fill this in." in html.split('id="wrong-description"')[1].split("</div>")[0]
    with organisation(river.org.id):
        assert not Case.objects.exists()


def test_an_anonymous_slip_keeps_no_name_and_is_investigated(wang: Outsider, river: Town) -> None:
    """FR-018: saved without a name; no reply is owed, but it is worked on."""
    number, _secret = wang.say(anonymous="yes")

    with organisation(river.org.id):
        case = Case.objects.get(number=number)
        assert case.complainant is None
        assert not Complainant.objects.exists()
        said = str(case.facts) + str(list(EntryValue.objects.values_list("value", flat=True)))
        assert "王先生" not in said
        assert "13812341234" not in said
        assert case.next_due_at is not None


def test_photos_come_with_the_complaint(wang: Outsider, river: Town) -> None:
    """FR-011."""
    number, _secret = wang.say(files=[photo(), photo("second.jpg")])

    with organisation(river.org.id):
        files = Evidence.objects.filter(case__number=number)
        assert [(one.source, one.shown_to_complainant) for one in files] == [("complainant", True)] * 2


def test_a_bad_file_never_costs_the_complaint(wang: Outsider, river: Town) -> None:
    page = wang.post("say/", {**WORDS, "files": [photo("evil.svg", b"<svg onload=alert(1)>")]})

    assert page.status_code == 200
    assert "the files were not kept" in page.content.decode()
    with organisation(river.org.id):
        assert Case.objects.count() == 1
        assert not Evidence.objects.exists()


def test_the_page_says_what_happened_and_who_acts_next_by_when(wang: Outsider, river: Town) -> None:
    number, _secret = wang.say()
    staff(river, "lan", number, "classify", detail={"category": "equipment/lift"})
    staff(river, "lan", number, "read_back")
    staff(river, "lan", number, "dispatch", detail={"to": "ENG"})
    staff(river, "chen", number, "accept")
    staff(river, "lan", number, "note", words={"note": "客户难缠"})

    html = wang.get("my/").content.decode()

    assert "We received your complaint" in html
    assert "Passed to Engineering" in html
    assert "At the latest" in html
    assert "难缠" not in html


def test_number_and_secret_open_the_case_on_another_device(wang: Outsider, thief: Outsider) -> None:
    number, secret = wang.say()

    spaced = " ".join(secret[i : i + 4] for i in range(0, 28, 4)).upper()
    assert thief.post("my/", {"number": number.lower(), "secret": spaced}).status_code == 302
    assert number in thief.get("my/").content.decode()


def test_the_complainant_adds_words_and_photos(wang: Outsider, river: Town) -> None:
    number, _secret = wang.say()

    assert wang.post("my/add/", {"words": "今天又停了"}).status_code == 302
    assert wang.post("my/add/", {"words": "照片", "files": [photo()]}).status_code == 302

    html = wang.get("my/").content.decode()
    assert "今天又停了" in html
    assert "lift.jpg" in html
    with organisation(river.org.id):
        assert list(Entry.objects.filter(case__number=number).values_list("by", flat=True)) == [None] * 3


def test_what_is_wrong_on_the_page_is_said_and_kept(wang: Outsider) -> None:
    wang.say()

    wang.post("my/wrong/", {"words": "是二号楼不是三号楼"})

    html = wang.get("my/").content.decode()
    assert "You said that something here is wrong" in html
    assert "是二号楼不是三号楼" in html


def test_an_outcome_is_rated_once_a_cycle(wang: Outsider, river: Town) -> None:
    number, _secret = wang.say()
    assert "Was it put right?" not in wang.get("my/").content.decode()
    handled(river, number)
    assert "Was it put right?" in wang.get("my/").content.decode()

    first = wang.post("my/rate/", {"satisfaction": "dissatisfied", "words": "还在响"})
    second = wang.post("my/rate/", {"satisfaction": "satisfied"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Was it put right?" not in wang.get("my/").content.decode()


def test_a_complaint_is_withdrawn_with_a_reason(wang: Outsider, river: Town) -> None:
    number, _secret = wang.say()

    assert wang.post("my/withdraw/", {"words": ""}).status_code == 409
    assert wang.post("my/withdraw/", {"words": "已经解决"}).status_code == 302

    with organisation(river.org.id):
        assert Case.objects.get(number=number).stage == "withdrawn"


def test_what_was_typed_comes_back_with_a_refusal(wang: Outsider) -> None:
    wang.say()

    page = wang.post("my/add/", {"words": "看附件", "files": [photo("x.exe", b"MZ\x00\x00")]})

    assert page.status_code == 409
    assert "看附件</textarea>" in page.content.decode()


def test_a_file_is_sent_as_an_attachment_that_cannot_run(wang: Outsider) -> None:
    wang.say(files=[photo()])
    link = wang.get("my/").content.decode().split("/my/files/")[1].split('"')[0]

    answer = wang.get(f"my/files/{link}")

    assert b"".join(answer.streaming_content) == JPEG
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lift.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_pages_speak_both_languages_and_remember_the_choice(wang: Outsider) -> None:
    assert "Make a complaint" in wang.get().content.decode()

    assert "Make a complaint" not in wang.get("?lang=zh-hans").content.decode()
    assert "Make a complaint" not in wang.get().content.decode()


def test_nothing_of_the_portal_is_cached_or_told_to_other_sites(wang: Outsider) -> None:
    for path in ("", "say/", "my/"):
        answer = wang.get(path)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_an_unknown_organisation_is_not_found(db: None) -> None:
    assert Outsider("nowhere").get().status_code == 404


def test_leaving_forgets_the_case_on_this_device(wang: Outsider) -> None:
    number, _secret = wang.say()

    wang.post("my/leave/")

    assert number not in wang.get("my/").content.decode()


@pytest.mark.parametrize("path", ["my/add/", "my/wrong/", "my/rate/", "my/withdraw/"])
def test_without_number_and_secret_nothing_can_be_done(wang: Outsider, thief: Outsider, river: Town, path: str) -> None:
    wang.say()

    thief.post(path, {"words": "x", "satisfaction": "satisfied"})

    with organisation(river.org.id):
        assert Entry.objects.count() == 1


def test_the_secret_page_shows_it_once_and_the_case_page_never(wang: Outsider) -> None:
    page = wang.post("say/", WORDS)
    secret = shown(page, "secret")

    assert secret not in wang.get("my/").content.decode()
