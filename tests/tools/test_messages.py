"""Texts are found in code and templates, and compiled without GNU gettext."""

import gettext
from pathlib import Path

from django.utils.translation.template import templatize

from tools import messages


def test_texts_of_code_are_found_with_plural_and_context() -> None:
    source = '_("Close"); ngettext("%(n)d day", "%(n)d days", n); pgettext("verb", "Open")'

    assert list(messages.texts(source)) == [
        ("Close", None),
        (("%(n)d day", "%(n)d days"), None),
        ("Open", "verb"),
    ]


def test_texts_of_templates_are_found() -> None:
    page = '{% translate "Overdue" %} {% blocktranslate count n=n %}one case{% plural %}{{ n }} cases{% endblocktranslate %}'

    found = list(messages.texts(templatize(page)))

    assert found == [("Overdue", None), (("one case", "%(n)s cases"), None)]


def test_a_compiled_catalogue_answers_in_chinese(tmp_path: Path) -> None:
    po = tmp_path / "django.po"
    po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Close"\nmsgstr "结案"\n')

    messages.compile_catalogue(po)

    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Close") == "结案"
