"""A refusal: what is missing, by which article, in words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands in the way.

    ``what`` is a stable code such as ``known:wish``, ``done:followed_up``,
    ``signed:department_head`` or ``role``; ``field`` names the form field to fill, if any.
    """

    what: str
    says: Text
    article: str = ""
    field: str = ""
    pack: str = ""


class Refused(Exception):
    """A step or an answer is refused; nothing of it may remain in the case."""

    def __init__(self, code: str, *, says: Text, missing: tuple[Missing, ...] = (), article: str = "") -> None:
        super().__init__(f"{code}: {says.en}")
        self.code = code
        self.says = says
        self.missing = missing
        self.article = article or next((m.article for m in missing if m.article), "")
