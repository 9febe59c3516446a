"""The desk as a browser meets it: pages that answer, refusals that keep what was typed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.cases.steps import take_step
from amends.people.models import Person
from tests.makers import Town, complaint, registered, viewer


def signed_in(person: Person) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_login(person)
    return client


def a_case(river: Town, **facts: object) -> str:
    """Register a complaint just now and return its number."""
    return registered(river, at=timezone.now(), **complaint(**facts))


def test_nobody_signed_in_is_sent_to_the_sign_in_page(river: Town) -> None:
    answer = Client().get("/queues/")

    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/queues/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(river: Town) -> None:
    client = Client()

    pages = [
        client.post("/sign-in/", {"login": login, "password": "wrong", "next": "/"})
        for login in ("lan@river", "nobody@river")
    ]

    assert [page.status_code for page in pages] == [422, 422]
    assert 'class="notice bad"' in pages[0].content.decode()


def test_signing_in_leads_only_to_pages_of_this_site(river: Town) -> None:
    client = Client()

    answer = client.post("/sign-in/", {"login": "lan@river", "password": "a-long-password", "next": "//evil.example/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["/", "/?of=unit", "/?of=followed", "/queues/", "/approvals/", "/find/?q=电梯", "/shortcuts/"]
)
def test_every_page_answers_with_nothing_and_with_a_case(river: Town, path: str) -> None:
    client = signed_in(river.lan)

    empty = client.get(path)
    a_case(river)
    full = client.get(path)

    assert (empty.status_code, full.status_code) == (200, 200)
    assert "style=" not in full.content.decode()


def test_a_case_shows_its_clocks_and_what_blocks_closing(river: Town) -> None:
    number = a_case(river)

    text = signed_in(river.lan).get(reverse("desk:case", args=[number])).content.decode()

    assert number in text
    assert 'class="clock ' in text
    assert 'id="blocks"' in text


def test_a_case_of_others_is_not_found(river: Town) -> None:
    number = a_case(river)

    answer = signed_in(river.zhou).get(reverse("desk:case", args=[number]))

    assert answer.status_code == 404


def test_a_refused_step_comes_back_filled_with_the_message_beside_its_field(river: Town) -> None:
    number = a_case(river)
    client = signed_in(river.lan)

    answer = client.post(reverse("desk:step", args=[number, "dispatch"]), {"note": "尽快处理", "version": "1"})

    assert answer.status_code == 409
    assert "尽快处理" in answer.content.decode()
    assert 'id="refusal"' in answer.content.decode()


def test_a_step_on_an_older_version_is_refused_and_nothing_is_overwritten(river: Town) -> None:
    number = a_case(river)
    client = signed_in(river.lan)
    address = reverse("desk:step", args=[number, "read_back"])
    assert client.post(address, {"note": "一", "version": "1"}).status_code == 302

    answer = client.post(address, {"note": "二", "version": "1"})

    assert answer.status_code == 409
    assert "二" in answer.content.decode()


def test_an_export_holds_no_formula(river: Town) -> None:
    a_case(river, description='=HYPERLINK("http://evil.example")')

    text = signed_in(river.lan).get("/queues/cases.csv").content.decode()

    assert "'=HYPERLINK" in text


def test_a_file_leaves_as_an_attachment_that_cannot_run(river: Town, tmp_path: object, settings: object) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    number = a_case(river)
    client = signed_in(river.lan)
    photo = SimpleUploadedFile("../照片.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200)
    assert client.post(reverse("desk:evidence_add", args=[number]), {"files": photo}).status_code == 302
    page = client.get(reverse("desk:case", args=[number])).content.decode()
    address = page.split('href="' + reverse("desk:evidence_add", args=[number]))[1].split('"')[0]

    answer = client.get(reverse("desk:evidence_add", args=[number]) + address)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("head", [b"<html><script>", b"<?xml version='1.0'?><svg", b"MZ\x90\x00", b"\x7fELF\x00"])
def test_a_file_that_a_browser_would_run_is_not_taken(
    river: Town, tmp_path: object, settings: object, head: bytes
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    number = a_case(river)

    answer = signed_in(river.lan).post(
        reverse("desk:evidence_add", args=[number]), {"files": SimpleUploadedFile("x.jpg", head + b"0" * 50)}
    )

    assert answer.status_code == 409


def test_a_view_of_the_queue_is_kept_forgotten_and_brought_back(river: Town) -> None:
    client = signed_in(river.lan)

    client.post("/queues/views/", {"name": "电梯", "query": "q=电梯"})
    kept = client.get("/queues/").content.decode()
    gone = client.post("/queues/views/", {"forget": "电梯", "query": ""}, follow=True).content.decode()
    undo = gone.split('action="/queues/views/?')[1].split('"')[0].replace("&amp;", "&")
    client.post("/queues/views/?" + undo)

    assert ">电梯</a>" in kept
    assert ">电梯</a>" not in gone
    assert ">电梯</a>" in client.get("/queues/").content.decode()


def proposed(river: Town) -> str:
    """Return a case that was found valid and in which 林岚 proposes a compensation."""
    number = a_case(river)
    ours = {"cause": "equipment_fault", "nature": "valid", "liable": "ours"}
    remedy = {"kind": "compensation", "amount": 300, "reason": "停运两天"}
    for who, step, detail in (
        ("lan", "read_back", {}), ("lan", "dispatch", {"to": "ENG"}), ("chen", "accept", {}), ("chen", "find", ours),
        ("lan", "propose", remedy),
    ):  # fmt: skip
        take_step(viewer(river, who, at=timezone.now()), number, step, at=timezone.now(), detail=detail)
    return number


def test_an_approver_says_yes_and_the_proposer_is_not_even_asked(river: Town) -> None:
    number = proposed(river)

    own = signed_in(river.lan).get("/approvals/").content.decode()
    page = signed_in(river.mo).get("/approvals/").content.decode()

    assert number not in own
    assert number in page
    assert "300 元" in page


def test_a_proposal_goes_back_only_with_a_reason(river: Town) -> None:
    proposed(river)
    client = signed_in(river.mo)
    address = "/approvals/" + client.get("/approvals/").content.decode().split('action="/approvals/')[1].split('"')[0]

    without = client.post(address, {"word": "refuse", "reason": ""})
    with_one = client.post(address, {"word": "refuse", "reason": "金额没有依据"})

    assert (without.status_code, with_one.status_code) == (422, 302)
