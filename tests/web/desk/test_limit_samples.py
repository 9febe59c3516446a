"""The register of limit samples at the desk: added, cited in an 8D, copied, renewed, retired (FR-111)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from amends.people.tenancy import organisation
from amends.quality.models import LimitSample, LimitSampleCopy
from tests.makers import Town, person
from tests.quality.test_limit_samples import SAID
from tests.web.desk.test_eight_d import begun
from tests.web.desk.test_eight_d import works as the_works
from tests.web.desk.test_prints import words
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db

works = the_works


@pytest.fixture
def sample(works: Town) -> str:
    """A sample that quality put into the register through its form."""
    today = timezone.localdate() - timedelta(days=1)
    sent = {
        **SAID, "unit": str(works.office.pk), "agreed_with": "远航汽车 李工", "agreed_on": today.isoformat(),
        "valid_until": (today + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    answer = signed_in(works.people["quality"]).post("/limit-samples/add/", sent)
    assert answer.status_code == 302, answer.content
    return answer["Location"].rstrip("/").rsplit("/", 1)[-1]


def expire(number: str) -> None:
    LimitSample.objects.filter(number=number).update(valid_until=timezone.localdate() - timedelta(days=2))


@pytest.mark.parametrize(("language", "empty"), [("zh-hans", "还没有限度样品"), ("en", "No limit sample yet")])
def test_an_empty_register_says_who_fills_it(works: Town, language: str, empty: str) -> None:
    page = signed_in(works.people["quality"], language).get("/limit-samples/").content.decode()

    assert empty in page
    assert "/limit-samples/add/" in page
    assert (
        "/limit-samples/add/" not in signed_in(works.people["zhou"], language).get("/limit-samples/").content.decode()
    )


def test_a_sample_without_criteria_comes_back_with_what_was_typed_and_the_article(works: Town) -> None:
    """FR-111: sample without criteria refused."""
    quality = signed_in(works.people["quality"])
    sent = {**SAID, "criteria": "", "unit": str(works.office.pk), "agreed_with": "李工", "agreed_on": "2024-02-31"}

    answer = quality.post("/limit-samples/add/", sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "没有写明“判定尺度”" in page
    assert "8D.HE5" in page
    assert "A 面缩痕" in page
    assert 'id="wrong-criteria"' in page
    assert "没有写明商定日期" in page
    assert not LimitSample.objects.exists()


def test_a_sample_is_listed_with_its_standing_found_by_words_and_cited_in_words(works: Town, sample: str) -> None:
    quality = signed_in(works.people["quality"])

    listed = quality.get("/limit-samples/?q=缩痕&state=in_force").content.decode()
    page = quality.get(f"/limit-samples/{sample}/").content.decode()
    expire(sample)

    assert sample in listed
    assert f"限度样品 {sample}：A 面缩痕" in page
    assert "发放副本" in page
    expired = quality.get(f"/limit-samples/{sample}/").content.decode()
    assert "不得再用它判定" in expired
    assert 'name="do" value="copy"' not in expired
    assert sample in quality.get("/limit-samples/?state=expired").content.decode()
    assert sample not in quality.get("/limit-samples/?state=in_force").content.decode()


def test_a_copy_is_issued_and_taken_back_and_the_sample_renewed_and_retired(works: Town, sample: str) -> None:
    quality, address = signed_in(works.people["quality"]), f"/limit-samples/{sample}/"

    bare = quality.post(address, {"do": "copy", "place": "二号线检验台"})
    quality.post(address, {"do": "copy", "place": "二号线检验台", "told": "王强"})
    copy = LimitSampleCopy.objects.get()
    today = timezone.localdate() - timedelta(days=1)
    until = (today + timedelta(days=365)).isoformat()
    renewed = quality.post(
        address, {"do": "renew", "agreed_with": "李工", "agreed_on": today.isoformat(), "valid_until": until}
    )
    quality.post(address, {"do": "retire", "reason": "图纸改版"})
    still_out = quality.get(address).content.decode()
    back = quality.post(address, {"do": "take_back", "copy": str(copy.pk)})

    assert (bare.status_code, renewed.status_code, back.status_code) == (409, 302, 302)
    assert "没有写明“告知何人”" in bare.content.decode()
    assert "还有 1 份副本在外" in still_out
    assert "图纸改版" in still_out
    assert until in still_out
    copy.refresh_from_db()
    assert copy.taken_back_at is not None


def test_an_8d_shows_of_each_sample_that_it_names_whether_it_is_in_force(works: Town, sample: str) -> None:
    """FR-110, FR-111."""
    number = begun(works, "D1")
    quality = signed_in(works.people["quality"])

    def team(text: str) -> str:
        address = f"/eight-d/{number}/discipline/D1/"
        quality.post(address, {"do": "keep", "part-team": f"王强；{text}"})
        return quality.get(f"/eight-d/{number}/?d=D1").content.decode()

    named = team(f"按限度样品 {sample} 与 LS-1999-0001")
    ends_in(sample, 9)
    soon = team(f"按限度样品 {sample}。")
    expire(sample)
    later = team(f"按限度样品 {sample}")

    assert f'href="/limit-samples/{sample}/"' in named
    assert "生效中" in named
    assert "LS-1999-0001" in named
    assert "登记册中没有" in named
    assert "天到期" not in named
    assert "还有 9 天到期" in soon
    assert "登记册中没有" not in later
    assert "已过期" in later


def test_whoever_writes_no_standard_may_read_and_is_refused_with_the_article(works: Town, sample: str) -> None:
    zhou, address = signed_in(works.people["zhou"]), f"/limit-samples/{sample}/"

    page = zhou.get(address).content.decode()
    answer = zhou.post(address, {"do": "retire", "reason": "不要了"})

    assert 'name="do"' not in page
    assert answer.status_code == 409
    assert "5.3(c)" in answer.content.decode()
    assert zhou.post("/limit-samples/add/", {"unit": str(works.office.pk)}).status_code == 404
    assert "限度样品由写 8D 标准的人管理" in zhou.get("/limit-samples/add/").content.decode()
    for sent in ({}, {"do": "burn"}, {"do": "take_back", "copy": "x"}):
        assert signed_in(works.people["quality"]).post(address, sent).status_code == 404
    assert zhou.get("/limit-samples/LS-1999-0001/").status_code == 404
    assert LimitSample.objects.get().retired_at is None


def test_somebody_of_another_unit_does_not_find_it(works: Town, sample: str) -> None:
    with organisation(works.org.id):
        works.people["apart"] = person(works, "apart@works", "路人", "Apart", unit=works.office)

    assert signed_in(works.people["apart"]).get(f"/limit-samples/{sample}/").status_code == 404


def ends_in(number: str, days: int) -> None:
    LimitSample.objects.filter(number=number).update(valid_until=timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "language", "says"),
    [
        (9, "zh-hans", "还有 9 天到期"),
        (0, "en", "ends today"),
        (1, "en", "ends in 1 day"),
        (-2, "zh-hans", "已过期 2 天"),
    ],
)
def test_today_the_list_and_the_sample_say_when_it_ends_to_whoever_agreed_on_it(
    works: Town, sample: str, days: int, language: str, says: str
) -> None:
    """FR-111."""
    ends_in(sample, days)
    quality, zhou = signed_in(works.people["quality"], language), signed_in(works.people["zhou"], language)

    for address in ("/", "/limit-samples/", f"/limit-samples/{sample}/"):
        assert says in quality.get(address).content.decode(), address
    assert sample in quality.get("/").content.decode()
    assert sample not in zhou.get("/").content.decode()
    assert (sample in quality.get("/limit-samples/?state=ending").content.decode()) is (days >= 0)


def test_of_an_end_that_is_far_nothing_is_said(works: Town, sample: str) -> None:
    page = signed_in(works.people["quality"]).get("/").content.decode()

    assert "到期的限度样品" not in page


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_list_is_printed_for_the_wall_as_it_is_narrowed(works: Town, sample: str, form: str) -> None:
    """FR-111: with the criteria, for who judges there; what is over says so, what is retired is not on it."""
    quality = signed_in(works.people["quality"])
    ends_in(sample, -2)

    listed = quality.get("/limit-samples/?q=缩痕").content.decode()
    text = words(quality.get(f"/limit-samples/print/{form}"))
    none = words(quality.get(f"/limit-samples/print/{form}?state=in_force"))

    assert f"/limit-samples/print/{form}?q=" in listed
    for said in (sample, "深0.1mm为接收极限", "品质部样品柜3格", "已过期2天"):
        assert said in text, said
    assert sample not in none
    quality.post(f"/limit-samples/{sample}/", {"do": "retire", "reason": "图纸改版"})
    assert sample not in words(quality.get(f"/limit-samples/print/{form}"))
    assert sample in words(quality.get(f"/limit-samples/print/{form}?state=retired"))
    assert quality.get("/limit-samples/print/html").status_code == 404
