"""Published packs: immutable, bound to a part of the tree from a day, counted on the unit's own calendar."""

from datetime import date, timedelta

import pytest

from amends.cases.models import ObligationRow
from amends.core.loading import BrokenPack, load
from amends.core.refusal import Refused
from amends.people.directory import directory
from amends.people.models import Calendar, CalendarDay, Unit
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.calendars import calendar_for
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import NoRegulation, bind, content_hash, left_out, publish, rules_for
from tests.makers import MONDAY, Town, govern, registered, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    return town("river")


def files(name: str = "property-instruction") -> dict[str, str]:
    return folders.read(folders.find(name))


def signed(texts: dict[str, str]) -> tuple[dict[str, str], ...]:
    return tuple({"role": role} for role in load(texts).signatures)


def test_the_same_texts_and_values_are_one_version_and_other_values_another(river: Town) -> None:
    with organisation(river.org.id):
        texts = files()
        first, again = (publish(river.org.id, texts, at=MONDAY, signatures=signed(texts)) for _ in range(2))
        other = publish(river.org.id, texts, at=MONDAY, chosen={"desk_limit": 200}, signatures=signed(texts))

        assert first == again
        assert first.content_hash != other.content_hash


def test_a_pack_without_the_signatures_it_demands_is_not_published(river: Town) -> None:
    """FR-236."""
    with organisation(river.org.id), pytest.raises(Refused) as no:
        publish(river.org.id, files(), at=MONDAY)

    assert all(m.what.startswith("signed:") for m in no.value.missing)


def test_a_broken_pack_changes_nothing(river: Town) -> None:
    """FR-254."""
    texts = {**files(), "grading.toml": "[[row]]\nid = 1\nwhat = 2"}
    with organisation(river.org.id):
        with pytest.raises(BrokenPack):
            publish(river.org.id, texts, at=MONDAY)

        assert not PublishedPack.objects.exists()


def test_the_nearest_lead_governs_from_its_day(river: Town) -> None:
    with organisation(river.org.id):
        govern(river, "property-instruction")
        texts = files("developer-four-grades")
        later = publish(river.org.id, texts, at=MONDAY, signatures=signed(texts))
        tomorrow = MONDAY.date() + timedelta(days=1)
        bind(river.org.id, unit=river.desk.id, published=later.id, position="lead", from_date=tomorrow, at=MONDAY)

        def lead(unit: object, days: int) -> str:
            return rules_for(unit, MONDAY + timedelta(days=days), known=directory(river.org.id)).rules.lead.id  # type: ignore[arg-type]

        assert lead(river.desk.id, 0) == "property-instruction"
        assert lead(river.desk.id, 1) == "developer-four-grades"
        assert lead(river.engineering.id, 1) == "property-instruction"


def test_companions_of_every_level_govern_beside_the_lead(river: Town) -> None:
    with organisation(river.org.id):
        govern(river, "property-instruction")
        texts = files("manufacturing")
        beside = publish(river.org.id, texts, at=MONDAY, signatures=signed(texts))
        bind(
            river.org.id, unit=river.office.id, published=beside.id, position="companion",
            from_date=date(2024, 1, 1), at=MONDAY,
        )  # fmt: skip

        rules = rules_for(river.desk.id, MONDAY, known=directory(river.org.id)).rules

        assert [pack.id for pack in rules.packs] == ["property-instruction", "manufacturing"]
        assert set(rules.calendars) >= {"property-instruction", "manufacturing"}


def test_a_unit_without_a_regulation_registers_nothing(river: Town) -> None:
    with organisation(river.org.id), pytest.raises(NoRegulation):
        rules_for(river.desk.id, MONDAY, known=directory(river.org.id))


def test_a_unit_counts_on_the_nearest_calendar_with_official_and_own_days(river: Town) -> None:
    """FR-071, FR-072: 4 February 2024 is a make-up Sunday; an own closed day comes on top."""
    with organisation(river.org.id):
        CalendarDay.objects.create(
            org=river.org, calendar=river.calendar, day=date(2024, 3, 5), why_zh="司庆", why_en="Jubilee"
        )
        calendar = calendar_for(directory(river.org.id), river.desk.id, named="cn-office")

        assert calendar.is_working_day(date(2024, 2, 4))
        assert not calendar.is_working_day(date(2024, 2, 12))
        assert not calendar.is_working_day(date(2024, 3, 5))
        assert Calendar.objects.get().code == calendar.name


def test_a_pack_of_elsewhere_counts_on_weekdays_where_the_unit_has_no_calendar(river: Town) -> None:
    """Another country's holidays are the organisation's to enter; China's are not taken instead."""
    with organisation(river.org.id):
        Unit.objects.update(calendar=None)
        known = directory(river.org.id)
        elsewhere, here = (calendar_for(known, river.desk.id, named=name) for name in ("weekdays", "cn-office"))

    assert elsewhere.is_working_day(date(2024, 2, 12))
    assert not elsewhere.is_working_day(date(2024, 2, 4))
    assert not here.is_working_day(date(2024, 2, 12))
    assert elsewhere.zone == known.zone(river.desk.id)


def _own_head(**keys: str) -> dict[str, str]:
    """Return the property pack with other keys of its head, as TOML values."""
    texts = files()
    head = [line for line in texts["pack.toml"].splitlines() if line.partition(" ")[0] not in keys]
    return {**texts, "pack.toml": "\n".join([*(f"{key} = {value}" for key, value in keys.items()), *head])}


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 3, 1)])
def test_a_pack_is_bound_to_no_unit_outside_its_own_time(river: Town, day: date) -> None:
    texts = _own_head(valid_from="2024-03-01", valid_to="2025-02-28")
    with organisation(river.org.id):
        row = publish(river.org.id, texts, at=MONDAY, signatures=signed(texts))

        with pytest.raises(Refused) as no:
            bind(river.org.id, unit=river.desk.id, published=row.id, position="lead", from_date=day, at=MONDAY)

    assert no.value.missing[0].what == "from_date"


def test_a_binding_ends_with_the_pack(river: Town) -> None:
    texts = _own_head(valid_from="2024-03-01", valid_to="2024-03-05")
    with organisation(river.org.id):
        row = publish(river.org.id, texts, at=MONDAY, signatures=signed(texts))
        bind(river.org.id, unit=river.desk.id, published=row.id, position="lead", from_date=MONDAY.date(), at=MONDAY)
        known = directory(river.org.id)

        assert rules_for(river.desk.id, MONDAY + timedelta(days=1), known=known).rules.lead.id == "property-instruction"
        with pytest.raises(NoRegulation):
            rules_for(river.desk.id, MONDAY + timedelta(days=2), known=known)


def test_an_outside_body_s_rules_stand_beside_a_lead_and_never_lead(river: Town) -> None:
    texts = folders.read(folders.find("us-cfpb"))
    with organisation(river.org.id):
        row = publish(river.org.id, texts, at=MONDAY, signatures=signed(texts))
        day = MONDAY.date()

        with pytest.raises(Refused):
            bind(river.org.id, unit=river.desk.id, published=row.id, position="lead", from_date=day, at=MONDAY)
        beside = bind(
            river.org.id, unit=river.desk.id, published=row.id, position="companion", from_date=day, at=MONDAY
        )

    assert beside.position == "companion"


def _published_before(river: Town, texts: dict[str, str]) -> PublishedPack:
    """Return a pack published by a program that knew more keys than this one, bound to the desk."""
    row = PublishedPack.objects.create(
        org=river.org, pack="property-instruction", version="0", content_hash=content_hash(texts, {}), title_zh="旧",
        title_en="Old", files=texts, checker_version="0", published_at=MONDAY,
    )  # fmt: skip
    bind(river.org.id, unit=river.desk.id, published=row.id, position="lead", from_date=MONDAY.date(), at=MONDAY)
    return row


def test_a_published_pack_with_a_key_of_another_version_still_governs_and_is_not_published_anew(river: Town) -> None:
    """FR-255."""
    texts = files()
    texts["duties.toml"] = texts["duties.toml"].replace("[[duty]]", '[[duty]]\ncolour = "red"', 1)
    with organisation(river.org.id):
        row = _published_before(river, texts)

        number = registered(river)

        assert ObligationRow.objects.get(case__number=number, duty="C01").due_at == MONDAY + timedelta(minutes=5)
        assert [(one.row, one.key, one.level) for one in left_out(row.content_hash)] == [("C01", "colour", "note")]
        with pytest.raises(BrokenPack, match=r"C01.*unknown key “colour”"):
            publish(river.org.id, texts, at=MONDAY, signatures=signed(files()))
