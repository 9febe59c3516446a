"""The course of a sentence: whose words its clauses are, as one follows the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amends.core import promise_speakers_en as who
from amends.core.promise_reading import Reading

JOINED = re.compile(r"并|同时|顺便|一起|一并|and\b", re.IGNORECASE)
"""What is done along with it needs no promise of its own."""
GOES_ON = re.compile(
    r"(?:and|or|but) (?!(?:I|we|you|he|she|it|they|our|the|your|an?|this|that|if|when|once|so)\b|(?-i:[A-Z])|\d)\w+"
    r"|(?:will|shall)\b",
    re.IGNORECASE,
)
"""An English clause without a subject: whoever the one before spoke of."""


@dataclass(slots=True)
class Course:
    """What the clauses read so far mean for the next: each is given to ``lets`` once, in its order."""

    others: bool = False
    we_will: bool = False
    ruled: bool = False
    narrated: bool = False
    asked: bool = False
    theirs: bool = False

    def lets(self, one: Reading, before: Reading | None) -> bool:
        """Return whether a clause may promise: it is our word, and neither rule, tale nor request goes on in it."""
        self.theirs = one.theirs or (self.theirs and bool(GOES_ON.match(one.clause.text)))
        said_by_others = self.others or one.others
        theirs = said_by_others and not one.ours
        self.others = theirs and (one.carries_on or not one.others)
        self.we_will = (self.we_will or one.will or (one.ready and not one.clause.is_chinese)) and not one.theirs
        self.ruled = (self.ruled or one.rules) and not one.will and not one.ours
        self.narrated = self.narrated or one.narrates
        self.asked = self._asks(one)
        spoken = not one.clause.quoted or bool(before and before.ours) or (one.ours and not theirs)
        goes_on = self.asked and JOINED.match(one.clause.text)
        return spoken and not (theirs or self.ruled or goes_on or self.theirs or (self.narrated and one.tells))

    def _asks(self, one: Reading) -> bool:
        text = one.clause.text
        asks = who.REQUEST.search(text) or (self.asked and JOINED.match(text))
        return bool(asks) and not (one.ours or one.will)
