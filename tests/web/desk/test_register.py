"""Register: what the screen says while typing, and what one click does."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from amends.cases.models import Case, Draft, Entry, Evidence, Order
from amends.people.tenancy import organisation
from tests.makers import Town, complaint, govern, registered, town
from tests.web.desk.test_regulation import signed_in

pytestmark = pytest.mark.django_db

TOLD = {
    "channel": "phone", "phone": "13812342671", "complainant": "赵女士", "complainants": "1", "matter": "complaint",
    "description": "孩子被关在电梯里二十五分钟，按铃没人应", "wish": "当天修好", "category": "equipment/lift", "emotion": "angry",
    "unit": "CS", "account_finished": "yes",
}  # fmt: skip


@pytest.fixture
def river() -> Town:
    """The town under the property instruction."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "property-instruction")
    return made


def desk_of(river: Town, language: str = "en") -> Client:
    return signed_in(river.lan, language)


def test_the_form_is_that_of_the_regulation(river: Town) -> None:
    """FR-002."""
    page = desk_of(river).get("/register/").content.decode()

    assert 'name="house_no"' in page
    assert 'id="register-form"' in page


def test_registering_and_dispatching_is_one_click(river: Town) -> None:
    """FR-051."""
    answer = desk_of(river).post("/register/", TOLD | {"token": uuid4(), "read_back": "yes", "do": "dispatch"})

    with organisation(river.org.id):
        case = Case.objects.get()
        assert answer["Location"] == f"/cases/{case.number}/"
        assert case.stage == "dispatched"
        assert Order.objects.get().unit == river.engineering
        assert [one.step for one in Entry.objects.order_by("seq")][:3] == ["register", "read_back", "dispatch"]
        assert case.facts["emotion"] == "angry"
        assert Entry.objects.get(step="register").body["detail"]["suggested_category"] == "equipment/lift"  # FR-034


def test_a_category_other_than_the_suggested_one_stands_beside_it_in_the_journal(river: Town) -> None:
    """FR-034: the words say lift, who registers says power; both are kept and shown."""
    client = desk_of(river)

    client.post("/register/", TOLD | {"token": uuid4(), "category": "equipment/power"})

    with organisation(river.org.id):
        case, entry = Case.objects.get(), Entry.objects.get(step="register")
    told = entry.body["detail"]
    assert (case.category, told["category"], told["suggested_category"]) == (
        "equipment/power", "equipment/power", "equipment/lift",
    )  # fmt: skip
    shown = client.get(f"/cases/{case.number}/").content.decode()
    assert "Category by the words" in shown


def test_nothing_is_dispatched_before_it_was_read_back_and_nothing_typed_is_lost(river: Town) -> None:
    """FR-008."""
    answer = desk_of(river).post("/register/", TOLD | {"token": uuid4(), "do": "dispatch"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Read it back and have it confirmed before it is dispatched" in page
    assert "孩子被关在电梯里二十五分钟" in page
    with organisation(river.org.id):
        assert not Case.objects.exists()
        assert not Entry.objects.exists()


def test_a_missing_field_is_named_beside_it(river: Town) -> None:
    """FR-002."""
    answer = desk_of(river).post("/register/", TOLD | {"token": uuid4(), "description": "", "do": "register"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="wrong-description"' in page


def test_hidden_demand_needs_its_interview_note(river: Town) -> None:
    """FR-035."""
    client = desk_of(river)

    without = client.post("/register/", TOLD | {"token": uuid4(), "hidden_wish": "要道歉", "do": "register"})
    with_note = client.post(
        "/register/",
        TOLD | {"token": uuid4(), "hidden_wish": "要道歉", "interview_note": "三次提到态度", "do": "register"},
    )

    assert (without.status_code, with_note.status_code) == (422, 302)
    assert 'id="wrong-interview_note"' in without.content.decode()


def test_a_second_click_makes_no_second_case(river: Town) -> None:
    client, once = desk_of(river), TOLD | {"token": uuid4(), "do": "register"}

    first, second = client.post("/register/", once), client.post("/register/", once)

    assert first["Location"] == second["Location"]
    with organisation(river.org.id):
        assert Case.objects.count() == 1


def test_the_right_side_says_which_clocks_start_and_what_is_read_back(river: Town) -> None:
    """FR-008, FR-051."""
    page = desk_of(river).post("/register/live/", TOLD, headers={"HX-Request": "true"}).content.decode()

    assert "Dispatch within five minutes" in page
    assert "Done within twelve hours of the order" in page
    assert (
        "You are telling us: 孩子被关在电梯里二十五分钟，按铃没人应; you would like: 当天修好. Is that right?" in page
    )
    assert "Draft saved" in page


def test_the_grade_to_come_is_explained_and_two_more_make_it_major() -> None:
    """FR-036."""
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")

    page = signed_in(made.lan, "en").post(
        "/register/live/", TOLD | {"complainants": "3"}, headers={"HX-Request": "true"}
    ).content.decode()  # fmt: skip

    assert "Three people or more together" in page
    assert "2 more make it Major" in page


def test_a_known_phone_shows_who_this_is_and_the_earlier_case(river: Town) -> None:
    """FR-014, FR-015."""
    with organisation(river.org.id):
        number = registered(
            river,
            at=timezone.now() - timedelta(days=3),
            **complaint(complainant="赵女士", phone="13812342671", description="电梯困人二十分钟"),
        )

    page = desk_of(river).post("/register/live/", TOLD, headers={"HX-Request": "true"}).content.decode()

    assert "赵女士" in page
    assert number in page


def test_an_earlier_case_marks_this_one_as_second_time(river: Town) -> None:
    """FR-014."""
    with organisation(river.org.id):
        number = registered(river, at=timezone.now() - timedelta(days=3), **complaint())

    desk_of(river).post("/register/", TOLD | {"token": uuid4(), "second_of": number, "do": "register"})

    with organisation(river.org.id):
        assert Case.objects.exclude(number=number).get().second_of == Case.objects.get(number=number)


def test_joining_a_group_adds_a_complainant_and_no_case(river: Town) -> None:
    """FR-013."""
    with organisation(river.org.id):
        number = registered(river, at=timezone.now(), **complaint())

    answer = desk_of(river).post("/register/", TOLD | {"token": uuid4(), "join": number})

    assert answer["Location"] == f"/cases/{number}/"
    with organisation(river.org.id):
        assert Case.objects.get().complainants == 2


def test_a_draft_is_kept_as_one_types_and_there_again_on_return(river: Town) -> None:
    client = desk_of(river)

    client.post("/register/live/", TOLD, headers={"HX-Request": "true"})
    page = client.get("/register/").content.decode()

    assert "孩子被关在电梯里二十五分钟" in page
    assert "restored" in page
    client.post("/register/", TOLD | {"token": uuid4(), "do": "register"})
    with organisation(river.org.id):
        assert not Draft.objects.exists()


def test_a_draft_is_nobody_elses(river: Town) -> None:
    desk_of(river).post("/register/live/", TOLD, headers={"HX-Request": "true"})

    page = signed_in(river.mo, "en").get("/register/").content.decode()

    assert "孩子被关在电梯里" not in page


def test_files_are_kept_with_the_case(river: Town) -> None:
    photo = SimpleUploadedFile("lift.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, content_type="image/png")

    answer = desk_of(river).post("/register/", TOLD | {"token": uuid4(), "do": "register", "files": photo})

    assert answer.status_code == 302
    with organisation(river.org.id):
        assert Evidence.objects.get().name == "lift.png"


def test_where_no_regulation_is_in_force_the_screen_says_so() -> None:
    made = town("river")

    page = signed_in(made.lan, "en").get("/register/").content.decode()

    assert "No regulation is in force for any unit" in page


def test_what_was_told_and_received_earlier_is_written_down_with_its_reason(river: Town) -> None:
    """FR-021: told to a guard first, received by the desk later, typed in later still."""
    received = timezone.localtime() - timedelta(hours=3)
    earlier = {
        "told_at": f"{received - timedelta(minutes=31):%Y-%m-%dT%H:%M}", "happened_at": f"{received:%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    client = desk_of(river)

    without = client.post("/register/", TOLD | earlier | {"token": uuid4(), "do": "register"})
    reason = {"backdate_reason": "停电，先记在纸上"}
    answer = client.post("/register/", TOLD | earlier | reason | {"token": uuid4(), "do": "register"})

    assert 'id="wrong-backdate_reason"' in without.content.decode()
    assert answer.status_code == 302
    with organisation(river.org.id):
        case = Case.objects.get()
        assert timezone.localtime(case.received_at).replace(tzinfo=None) == received.replace(
            second=0, microsecond=0, tzinfo=None
        )


def test_a_file_that_is_not_taken_is_named_beside_the_files(river: Town) -> None:
    script = SimpleUploadedFile("x.png", b"<script>alert(1)</script>", content_type="image/png")

    answer = desk_of(river).post("/register/", TOLD | {"token": uuid4(), "do": "register", "files": script})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="field bad" id="field-files"' in page


def test_the_words_of_a_case_that_reads_alike_are_marked(river: Town) -> None:
    """FR-014."""
    with organisation(river.org.id):
        registered(
            river, at=timezone.now() - timedelta(days=3),
            **complaint(description="小孩被关在电梯里二十分钟，按铃没人应", phone="13900000000"),
        )  # fmt: skip

    page = desk_of(river).post("/register/live/", TOLD, headers={"HX-Request": "true"}).content.decode()

    assert "<mark>" in page
    assert "电梯" in page.partition('data-words="')[2].partition('"')[0].split()
