"""Reading a regulation: how often each row spoke, controlled copies, the document for Word (FR-236)."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from django.utils.translation import override
from docx import Document

from amends.core.loading import load
from amends.people.tenancy import organisation
from amends.regulations import folders
from amends.regulations.models import ControlledCopy, PublishedPack
from amends.reports.word_fonts import FAMILY
from amends.web.desk.regulation_word import document
from tests.makers import Town, govern, registered, town
from tests.reports.test_writers import shown_by
from tests.web.screens import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def river() -> Town:
    made = town("river")
    with organisation(made.org.id):
        govern(made, "developer-four-grades")
    return made


def key_of(made: Town) -> str:
    with organisation(made.org.id):
        return str(PublishedPack.objects.get().pk)


def test_each_row_names_how_many_cases_it_touched_and_which(river: Town) -> None:
    with organisation(river.org.id):
        number = registered(river, at=timezone.now(), complainants=5, category="engineering")
        he = signed_in(river.he, "en")

    page = he.get(f"/regulation/{key_of(river)}/spoken/").content.decode()

    assert f"/cases/{number}/" in page
    assert "silent" in page
    assert "1 case that came in" in page


def test_a_copy_is_issued_signed_for_by_its_holder_and_listed_at_hand_over(river: Town) -> None:
    """FR-236: issue against signature, hand-over list, no-copy mark."""
    key = key_of(river)
    with organisation(river.org.id):
        he, chen = signed_in(river.he, "en"), signed_in(river.chen, "en")
    assert chen.get(f"/regulation/{key}/?copy").status_code == 404

    he.post(f"/regulation/{key}/copies/", {"holder": str(river.chen.pk)})
    twice = he.post(f"/regulation/{key}/copies/", {"holder": str(river.chen.pk)})
    with organisation(river.org.id):
        copy = ControlledCopy.objects.get()
    assert (copy.number, copy.signed_at, twice.status_code) == (1, None, 422)
    assert he.post(f"/regulation/copies/{copy.pk}/sign/").status_code == 404
    chen.post(f"/regulation/copies/{copy.pk}/sign/")

    mark = chen.get(f"/regulation/{key}/?copy").content.decode()
    assert "Controlled copy no. 1" in mark
    assert "Not to be copied" in mark
    listed = he.get(f"/regulation/copies/?person={river.chen.pk}").content.decode()
    assert "Developer: four grades of complaint" in listed
    he.post(f"/regulation/copies/{copy.pk}/back/")
    assert "No controlled copies" in he.get("/regulation/copies/").content.decode()
    assert chen.get(f"/regulation/{key}/?copy").status_code == 404


def test_who_writes_no_regulations_sees_their_own_copies_and_issues_none(river: Town) -> None:
    key = key_of(river)
    with organisation(river.org.id):
        he, chen, wu = (signed_in(one, "en") for one in (river.he, river.chen, river.wu))
    he.post(f"/regulation/{key}/copies/", {"holder": str(river.chen.pk)})

    assert "Chen" in chen.get("/regulation/copies/").content.decode()
    assert "Chen" not in wu.get("/regulation/copies/").content.decode()
    assert wu.get(f"/regulation/{key}/copies/").status_code == 404
    assert wu.post(f"/regulation/{key}/copies/", {"holder": str(river.wu.pk)}).status_code == 404
    with organisation(river.org.id):
        copy = ControlledCopy.objects.get()
    assert wu.post(f"/regulation/copies/{copy.pk}/sign/").status_code == 404
    assert wu.post(f"/regulation/copies/{copy.pk}/back/").status_code == 404


def words_in(content: bytes) -> str:
    """Every text of a Word document, its tables included."""
    with ZipFile(BytesIO(content)) as folder:
        return unescape(re.sub(r"<[^>]+>", " ", folder.read("word/document.xml").decode()))


def test_the_regulation_is_a_word_document_with_articles_rows_and_signatures(river: Town) -> None:
    with organisation(river.org.id):
        chen = signed_in(river.chen)

    sent = chen.get(f"/regulation/{key_of(river)}/regulation.docx")

    text = words_in(sent.content)
    assert "重大投诉：已进入诉讼" in text
    assert "M3  投诉人数 ≥ 5 → 重大投诉" in text
    assert "何经理" in text
    assert "{{" not in text
    assert "{%" not in text


def test_the_regulation_as_a_word_document_brings_the_signs_of_its_font() -> None:
    """Bold is what a run says, else what the style of its paragraph says: the headings of the template say it."""
    pack = load(folders.read(folders.find("developer-four-grades")))
    with override("zh-hans"):
        made = document(pack, {"title": "题", "version": "一", "mark": "受控", "source": "", "signatures": []})

    regular, bold = shown_by(made, "Regular"), shown_by(made, "Bold")
    assert set("题一") | set("".join(row.zh for row in pack.article)) <= regular
    assert set("受控签署条款") <= bold
    file = Document(BytesIO(made))
    assert {file.styles[one].font.name for one in ("Normal", "Title", "Heading 1")} == {FAMILY}
    assert all(section.header.is_linked_to_previous for section in file.sections), "no empty header was made"


def test_a_text_of_a_pack_is_not_run_by_the_template() -> None:
    files = folders.read(folders.find("developer-four-grades"))
    files["pack.toml"] = files["pack.toml"].replace(
        'no = "3.1"\nzh = "', 'no = "3.1"\nzh = "{{ 7 * 7 }} <w:p>& \\u0001', 1
    )

    text = words_in(document(load(files), {"title": "t", "version": "1", "mark": "", "source": "", "signatures": []}))

    assert "{{ 7 * 7 }} <w:p>& " in text
