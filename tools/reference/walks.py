"""docs/walks: the way of one value through the code, file by file.

A file in which the word occurs and that no hop names is a decision, not an accident:
`tests/test_docs.py` compares.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import amends
from tools.reference.page import page, table

PACKAGE = Path(amends.__file__).parent
WORD = "description"
OTHERS = {"ArgumentParser", "add_parser", "Api", "Field", "Path", "Header", "File", "Form"}
"""Calls whose ``description`` is not a case's."""
OF_OPENAPI = {"api/urls.py"}
"""Where it is OpenAPI's own word for an answer."""
DESCRIPTION: Mapping[str, str] = {
    "core/vocabulary.py": "the fact that a form asks for; its type, long text",
    "web/portal/form.py": "asked first of a complainant on the portal",
    "web/portal/saying.py": "printed on the receipt, for the one who said it",
    "web/desk/register_form.py": "asked on the register screen; said back in a sentence",
    "web/desk/register_answers.py": "said back in a sentence, to be confirmed",
    "web/desk/register_live.py": "compared and understood while one types",
    "web/desk/register.py": "read back before it is taken; suggests categories",
    "cases/journal/projecting.py": "the only write to the column; the first line is the title where none is given",
    "cases/models/case.py": "the column, the one copy that screens read",
    "cases/journal/writing.py": "kept once more as a word of the entry, salted; made into search words",
    "cases/state.py": "back into the facts that rules read",
    "cases/suggested.py": "suggests categories while one types and beside the chosen one; only the category is kept",
    "core/referee_alone.py": "what a cause may not merely say over; nothing is kept",
    "web/desk/calls_register.py": "written beforehand from the note of a call",
    "web/desk/mail_register.py": "written beforehand from the words of a mail",
    "cases/replay/stories.py": "a fact of a past case that is told again under other rules; never kept with the result",
    "cases/queries/likes.py": "compared with earlier cases for look-alikes",
    "cases/steps/dispatch.py": "what an order says when nobody wrote anything else",
    "cases/queries/case_page.py": "back to a screen, for a viewer who may see the case",
    "cases/queries/reading.py": "whole for whoever may see the case, though it is personal",
    "web/desk/case_words.py": "which words of an entry are quoted",
    "web/templates/desk/case.html": "shown, escaped",
    "web/templates/desk/journal_row.html": "shown, escaped",
    "web/templates/desk/order.html": "printed on a dispatch order, escaped",
    "web/desk/prints_case.py": "printed on register sheet, order and settlement, as data",
    "web/desk/prints_parts.py": "not said a second time among what was done",
    "core/pack_defects.py": "by whose words a defect is known again, unless the pack names others",
    "quality/prints.py": "its words compared with those of other cases; kept as marks, not as text",
    "knowledge/cards.py": "drafted into a library card, without the people in it",
    "web/desk/approvals.py": "for who decides on a proposal and may see the case",
    "web/templates/desk/approvals.html": "shown, escaped",
    "api/answers.py": "named in the contract of the API",
    "api/shapes.py": "given to a program",
    "demo/telling.py": "written for the demonstration",
}


def description() -> str:
    """Return the page of the walk of a complaint's description."""
    rows = ((str(nth), f"`{file}`", what) for nth, (file, what) in enumerate(DESCRIPTION.items(), start=1))
    return page(
        "The walk of a description",
        "What a complainant says happened, from a form to a screen: one name all the way. Forms are the pack's, so the"
        " portal and the API take it in as one fact among others. It is never in an entry's body, a letter, a"
        " log line or an address. `tests/stories/test_walk_of_a_description.py` walks it.",
        table(["", "file", "what happens to it"], rows),
    )


def files_of(word: str) -> frozenset[str]:
    """Return the files of the package whose code or template has the word, docstrings and packs aside."""
    python = {path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts and _has(path, word)}
    told = re.compile(rf"""\.{word}\b|["']{word}["']""")
    pages = {path for path in PACKAGE.rglob("*.html") if told.search(path.read_text(encoding="utf-8"))}
    return frozenset(path.relative_to(PACKAGE).as_posix() for path in python | pages) - OF_OPENAPI


def _has(path: Path, word: str) -> bool:
    return word in _words(ast.parse(path.read_text(encoding="utf-8")))


def _words(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.arg(arg=name):
                yield name
            case ast.Constant(value=str(text)):
                yield text
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), keywords=given) if name not in OTHERS:
                yield from (one.arg for one in given if one.arg)
