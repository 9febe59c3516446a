"""What the form of a reply has besides its fields: templates, the same in another language, the draft to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.cases.queries.case_page import CasePage
from amends.cases.reply_check import demanded, templates, texts_of
from amends.core.ledger import Value
from amends.core.pack import StepRow
from amends.core.reply_compiler import SECOND
from amends.core.reply_content import PART, TEXT
from amends.core.reply_review import DRAFTED, waiting
from amends.core.reply_templates import fill
from amends.core.reply_versions import language_of
from amends.core.text import Text
from amends.core.vocabulary import Type
from amends.web.fields import FormField

WRITES, READS = ("reply", "draft"), ("review", "return_draft")
"""The kinds of step by which an answer is written, and by which somebody else reads it."""
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template in one language, and the address that fills the form with it."""

    title: Text
    language: str
    url: str

    @property
    def language_name(self) -> str:
        """Return the language by its own name."""
        return {"zh": "中文", "en": "English"}[self.language]


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """What stands around the fields of a reply."""

    check_url: str = ""
    templates: tuple[TemplateChoice, ...] = ()
    customer_reads: str = ""
    draft: tuple[tuple[Text, str], ...] = ()  # what waits to be read: the title of each field, its words


def reply_fields(page: CasePage, step: StepRow, given: Mapping[str, object], language: str) -> Iterator[FormField]:
    """Yield the words of an answer: those before the parts, the parts that are demanded here, the rest.

    Then the same in another language.
    """
    texts = texts_of(step, str(given.get("kind", "")))
    of = {"reply", *step.kinds}
    wanted = {row.id for _pack, row in demanded(page.reading, texts=texts, at=page.reading.viewer.at)}
    rows = [row for pack in page.reading.rules.packs for row in pack.part if row.of in of]
    rows.sort(key=lambda row: row.id not in wanted)
    given = {**_drafted(page), **given}
    for prefix in ("", SECOND):
        yield _words(prefix + TEXT, _("Text of the reply"), given)
        for row in {row.id: row for row in rows}.values():
            must = not prefix and row.id in wanted
            yield _words(prefix + PART + row.id, row.title.in_(language), given, required=must)


def _words(name: str, title: str, given: Mapping[str, object], *, required: bool = False) -> FormField:
    return FormField(name, Type.LONG_TEXT, title, "long", str(given.get(name, "")), required=required)


def reply_shown(page: CasePage, step: StepRow, at: datetime) -> ReplyShown | None:
    """Return what stands around the form of a reply; None for any other step."""
    if step.kind in READS:
        return ReplyShown(draft=tuple(_draft(page)))
    if step.kind not in WRITES:
        return None
    person = page.case.complainant
    reads = "en" if person and person.language.startswith("en") else "zh"
    args = [page.case.number, step.id]
    return ReplyShown(
        check_url=reverse("desk:reply_check", args=args),
        templates=tuple(_choices(page, step, at, reads)), customer_reads=reads,
    )  # fmt: skip


def _choices(page: CasePage, step: StepRow, at: datetime, reads: str) -> Iterator[TemplateChoice]:
    """Yield each template in the customer's language, then each in the other (FR-143)."""
    rows = [(pack, row) for pack, row, _scene in templates(page.reading, step=step, at=at)]
    base = reverse("desk:reply_template", args=[page.case.number, step.id])
    for language in sorted(LANGUAGES, key=lambda one: one != reads):
        for pack, row in rows:
            url = f"{base}?template={pack.id}/{row.id}&language={language}"
            yield TemplateChoice(row.title, language, url)


def filled_in(page: CasePage, step: StepRow, at: datetime, template: str, language: str) -> dict[str, str]:
    """Return the words of a template by field, filled from the case; empty: there is no such template here."""
    for pack, row, scene in templates(page.reading, step=step, at=at):
        if f"{pack.id}/{row.id}" == template and language in LANGUAGES:
            return fill(pack, row, scene, language, _known(page, at))
    return {}


def _known(page: CasePage, at: datetime) -> dict[str, Value]:
    """Return what a template may name beside the facts; a name that the viewer sees masked stays a blank."""
    name = page.complainant_name if page.has_part else ""
    return {"number": page.case.number, "complainant": name, "today": at, "received_on": page.case.received_at}


def into(fields: tuple[FormField, ...], words: Mapping[str, str]) -> tuple[FormField, ...]:
    """Return the fields with the words of a template, where nothing was typed.

    The words go into the second version where the first is in another language already.
    """
    typed = " ".join(one.value for one in fields if one.name == TEXT or one.name.startswith(PART))
    spoken, wanted = language_of(typed), language_of(" ".join(words.values()))
    prefix = SECOND if spoken and wanted and spoken != wanted else ""
    return tuple(
        replace(one, value=words[name])
        if one.name.startswith(prefix) and (name := one.name.removeprefix(prefix)) in words and not one.value.strip()
        else one
        for one in fields
    )


def _draft(page: CasePage) -> Iterator[tuple[Text, str]]:
    """Yield the words of the draft that waits, as they were handed in."""
    if waiting(page.reading.state.done) is None:
        return
    titles = {PART + row.id: row.title for pack in page.reading.rules.packs for row in pack.part}
    titles[TEXT] = Text(zh="答复正文", en="Text of the reply")
    for name, text in _drafted(page).items():
        yield titles.get(name.removeprefix(SECOND), Text(zh=name, en=name)), text


def _drafted(page: CasePage) -> dict[str, str]:
    """Return the words of the last draft, by field: what was approved is sent as it is, what was returned is mended.

    None once an answer has left since.
    """
    for entry in reversed(page.entries):
        if entry.marks.get("letter") == "reply":
            return {}
        if entry.marks.get(DRAFTED):
            words = {word.name: word.text for word in entry.words if word.text}
            return {name: text for name, text in words.items() if name.removeprefix(SECOND).startswith((TEXT, PART))}
    return {}
