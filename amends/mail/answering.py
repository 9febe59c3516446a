"""Which case a mail answers: our letters bear a token, in their Message-ID and in their subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from amends.cases.models import Case, Letter
from amends.cases.portal_secret import TOKEN_LENGTH, ReplyToken, fits
from amends.mail.incoming import Incoming

NUMBER = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z0-9_]{1,24}(?:-[A-Za-z0-9_]{1,24}){0,3}-\d{4}-\d{1,8}(?!\d)")
OF_SUBJECT = re.compile(rf"\[#([a-z2-7]{{{TOKEN_LENGTH}}})\]", re.IGNORECASE)
OF_LETTER = re.compile(rf"<([0-9a-f-]{{36}})\.([a-z2-7]{{{TOKEN_LENGTH}}})@", re.IGNORECASE)
MOST = 5
NOBODY = Case()


@dataclass(frozen=True, slots=True)
class Answers:
    """The case that a mail names, if any; ``token``: proven to come from whom our letters went to."""

    case: Case | None = None
    token: ReplyToken | None = None


def answers(mail: Incoming) -> Answers:
    """Return the case that a mail answers. Its token counts only from the complainant's own address.

    A wrong token and a case that is not there cost the same work, and nobody is told of either.
    """
    named: Case | None = None
    for case, token in _claims(mail):
        own = case is not None and _is_own(case, mail.sender)
        if fits(case or NOBODY, ReplyToken(token.lower())) and own:
            return Answers(case, ReplyToken(token.lower()))
        named = named or case
    return Answers(named)


def without_token(subject: str) -> str:
    """Return a subject as it is shown: the token in it is the complainant's."""
    return " ".join(OF_SUBJECT.sub("", subject).split())


def _is_own(case: Case, sender: str) -> bool:
    known = case.complainant.email.strip().lower() if case.complainant else ""
    return bool(known) and known == sender.lower()


def _claims(mail: Incoming) -> Iterator[tuple[Case | None, str]]:
    """Yield the cases that a mail names with the token beside each, empty where there is none."""
    cases = Case.objects.select_related("complainant")
    for reference in mail.references[:MOST]:
        if found := OF_LETTER.match(reference):
            letter = Letter.objects.filter(pk__in=_uuids(found[1]), case__isnull=False).values_list("case", flat=True)
            yield cases.filter(pk__in=letter).first(), found[2]
    tokens = [found[1] for found in OF_SUBJECT.finditer(mail.subject)][:1] or [""]
    for number in NUMBER.findall(mail.subject)[:MOST]:
        yield cases.filter(number=number.upper()).first(), tokens[0]


def _uuids(text: str) -> tuple[UUID, ...]:
    try:
        return (UUID(text),)
    except ValueError:
        return ()
