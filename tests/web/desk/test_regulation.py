"""The regulation as a readable document beside its machine half."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from amends.people.directory import directory
from amends.people.models import Person
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.models import PublishedPack
from amends.regulations.shelf import bind, content_hash
from amends.regulations.validity import validities
from tests.makers import MONDAY, Town, govern, town, two_towns

pytestmark = pytest.mark.django_db


def signed_in(person: Person, language: str = "zh-hans") -> Client:
    client = Client()
    with organisation(person.org_id):
        client.force_login(person)
    client.cookies["django_language"] = language
    return client


def governed(pack: str = "developer-four-grades") -> tuple[Town, PublishedPack]:
    made = town()
    with organisation(made.org.id):
        govern(made, pack)
        return made, PublishedPack.objects.get()


def test_the_list_names_what_is_in_force_for_which_unit() -> None:
    made, _ = governed()

    page = signed_in(made.lan).get("/regulation/").content.decode()

    assert "开发商四级投诉管理作业指引" in page
    assert "总部" in page


def test_each_article_stands_beside_its_rows_in_plain_language() -> None:
    made, row = governed()

    page = signed_in(made.lan).get(f"/regulation/{row.id}/").content.decode()

    assert "重大投诉：已进入诉讼" in page
    assert "投诉人数 ≥ 5 → 重大投诉" in page
    assert "首问责任人须在 1 小时内完成" in page


def test_points_that_are_not_decided_stand_on_top() -> None:
    made, row = governed()

    page = signed_in(made.lan).get(f"/regulation/{row.id}/").content.decode()

    assert page.index("由哪个第三方调解？") < page.index("重大投诉：已进入诉讼")


def test_the_english_document_holds_no_chinese_outside_quoted_phrases() -> None:
    made, row = governed()

    page = signed_in(made.lan, "en").get(f"/regulation/{row.id}/").content.decode()

    assert "Number of complainants ≥ 5 → Major" in page


def test_examples_run_on_demand_and_all_pass() -> None:
    made, row = governed()

    page = signed_in(made.lan, "en").get(f"/regulation/{row.id}/examples/?row=M3").content.decode()

    assert "all as written" in page
    assert "Five are major, four are hot, two are ordinary" in page


def test_what_this_program_left_out_of_a_published_pack_is_on_its_page() -> None:
    """FR-255, decision 0014."""
    made = town()
    texts = folders.read(folders.find("property-instruction"))
    texts["duties.toml"] = texts["duties.toml"].replace("[[duty]]", '[[duty]]\ncolour = "red"', 1)
    with organisation(made.org.id):
        row = PublishedPack.objects.create(
            org=made.org, pack="property-instruction", version="0", content_hash=content_hash(texts, {}),
            title_zh="旧", title_en="Old", files=texts, checker_version="0", published_at=MONDAY,
        )  # fmt: skip

    page = signed_in(made.lan, "en").get(f"/regulation/{row.id}/").content.decode()

    assert "this version does not know “colour” and leaves it out" in page


def test_a_newer_lead_ends_the_older_one_the_day_before() -> None:
    """FR-255."""
    made, old = governed()
    with organisation(made.org.id):
        govern(made, "property-instruction", unit=made.desk)
        new = PublishedPack.objects.exclude(pk=old.pk).get()
        later = date(2024, 7, 1)
        bind(made.org.id, unit=made.office.id, published=new.id, position="lead", from_date=later, at=MONDAY)

        found = {(one.unit.code, one.first): one for one in validities(directory(made.org.id), date(2024, 3, 4))}

    assert found["HQ", date(2024, 1, 1)].last == later - timedelta(days=1)
    assert found["HQ", date(2024, 1, 1)].state == "now"
    assert found["HQ", later].state == "later"
    assert found["CS", date(2024, 1, 1)].last is None


def test_a_regulation_of_another_organisation_is_not_there() -> None:
    mine, stranger = two_towns()
    with organisation(stranger.org.id):
        govern(stranger, "property-instruction")
        row = PublishedPack.objects.get()

    assert signed_in(mine.lan).get(f"/regulation/{row.id}/").status_code == 404


def test_who_is_not_signed_in_sees_no_regulation() -> None:
    _, row = governed()

    assert Client().get(f"/regulation/{row.id}/").status_code == 302


def test_a_value_that_the_organisation_sets_bears_a_sign_and_the_page_says_what_it_means() -> None:
    made, row = governed()

    page = signed_in(made.lan).get(f"/regulation/{row.id}/").content.decode()
    in_english = signed_in(made.lan, "en").get(f"/regulation/{row.id}/").content.decode()

    assert "〔设定〕" not in page
    assert "[setting]" not in in_english
    assert page.count('class="set" href="#settings" title="由本单位设定"') > 1
    assert 'id="settings"' in page


def test_a_word_means_what_each_regulation_in_force_says() -> None:
    """FR-256: “major” is five people together here, and left to the supervisor there."""
    made, _ = governed()
    with organisation(made.org.id):
        govern(made, "property-instruction", unit=made.engineering)

    page = signed_in(made.lan).get("/regulation/meanings/", {"q": "重大"}).content.decode()

    assert "投诉人数 ≥ 5 → 重大投诉" in page
    assert "制度未作定义" in page


def test_a_word_that_no_regulation_uses_says_so() -> None:
    made, _ = governed()

    assert "现行制度中没有这个词" in signed_in(made.lan).get("/regulation/meanings/", {"q": "重量"}).content.decode()
    assert "No regulation in force" in signed_in(made.lan, "en").get("/regulation/meanings/?q=zz").content.decode()
