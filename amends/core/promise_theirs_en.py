"""What he, she or they do for us or of themselves, in English: none of it is promised to who complained."""

from __future__ import annotations

import re

from amends.core.promise_speakers_en import GIVEN_TO_THEM

_US = re.compile(r"\b(?:to )?(?:us|me|ours|our (?:shop|office|branch|store))\b", re.IGNORECASE)
_THEIR_VERBS = re.compile(
    r"\b(?:will|['’]ll|would|['’]d|going to) (?:write to (?:us|the)|send|bring|pay|com(?:e|ing) (?:in|back|to"
    r"|by|over)|collect|pick (?:it|the|them)? ?up|call back|sign"
    r"|think|sue|go|wait|close|review|report|inspect|cancel|leave|try|post (?!you|him|her|them (?:to|on)|the)"
    r"|withdraw|complain)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"(?:\b(?:is|are)|['’](?:s|re)) (?:coming (?:in|by|over)\b|collecting|picking)", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\b(?:will|'ll) (?:tell|write to|speak to|talk to|discuss|ask|inform) (?!you|him|her|them|the c)"
    r"|^(?!.*\b(?:you|we|I|our)\b).*\b(?:himself|herself|themselves)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\b(?:he|she|they)(?: will|['’]ll) be \w+ing\b", re.IGNORECASE)
_THEY_WILL = re.compile(
    r"\b(?:he|she|they)(?: will|['’]ll| would|['’]d|(?: is|['’]s| are|['’]re) (?:going to|to\b|coming"
    r"|collecting|picking|bringing)| (?!is\b|was\b|has\b"
    r"|gets\b)\w+s)\b",
    re.IGNORECASE,
)
_THEIR_OWN_WILL = re.compile(
    r"\b(?:he|she|they)(?: will|['’]ll) (?!(?:be|come|bring|call|ring|phone|have|get|receive|hear|do|exchange|repair"
    r"|fix|mend|replace|refund|fit|install|deliver|collect|check and|e-?mail|send|write|drop|then|also)\b)\w+"
    r"|\b(?:he|she|they) must\b",
    re.IGNORECASE,
)
"""What he, she or they do of themselves, where it is nothing that we send somebody for."""
_NO_SUBJECT = re.compile(
    r"^(?:and |but )?will (?:\w+ (?:us|me)|(?:speak|talk|write) to (?:his|her|their|the)|look|think)\b", re.IGNORECASE
)
"""Told of them, whoever the clause before spoke of."""


def is_theirs(clause: str) -> bool:
    """Return whether he, she or they do something for us, not for who complained."""
    if _NO_SUBJECT.search(clause):
        return True
    if re.search(r"\b(?:himself|herself|themselves)\b", clause) and _SPEAKS.search(clause):
        return True
    if _THEIR_OWN_WILL.search(clause) and not re.search(r"\byour?\b", clause, re.IGNORECASE):
        return True
    return bool(_THEY_WILL.search(clause)) and bool(
        _SPEAKS.search(clause)
        or _US.search(clause)
        or _THEIR_VERBS.search(clause)
        or _COMING.search(clause)
        or (_AWAY.search(clause) and not GIVEN_TO_THEM.search(clause))
    )
