"""Rows of a pack about defects: which facts make two complaints the same defect."""

from __future__ import annotations

from typing import Any

from amends.core.pack_rows import Id, Row
from amends.core.text import Text


class FingerprintRow(Row):
    """By what the same defect is known again; the first row whose object is known counts (FR-116, FR-117).

    Where a step declares it, no second 8D opens on the same defect before it is taken: it asks for ``earlier_8d``
    (the number), ``earlier_action`` (``failed`` or ``other_cause``) and ``reason``.
    """

    id: Id
    article: str
    title: Text
    object: tuple[str, ...]  # facts that say on what: product, part number
    symptom: tuple[str, ...]  # facts that say what is wrong with it: code of the defect, fault
    place: tuple[str, ...] = ()  # facts that say where
    words: tuple[str, ...] = ("description",)  # facts whose words are compared
    alike: tuple[str, ...] = ()  # words that mean the same, each line a meaning: "脱落 = 掉落 = came off"
    empty: tuple[str, ...] = ()  # words that say nothing of a defect
    words_at_least: int = 60  # per cent of shared words that make it the same where no symptom is known
    within: Any = None  # how far back an earlier 8D counts: a span or { setting = … }; none: for ever
    declared_by: str = ""  # the step by which the earlier action is declared failed or its cause different
