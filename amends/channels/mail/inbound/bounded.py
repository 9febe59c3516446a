"""How a mail is taken apart: as `email.policy.compat32` does, but without headers that take for ever.

The standard library reads the parameters of a header again from each semicolon on: a hundred kilobytes of them
inside a quotation mark take a quarter of a minute, ten times as many half an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.policy import Compat32

LONGEST_PARAMETERS = 4_000
"""Characters of a header with parameters, a name of 150 Chinese characters among them three times over."""


class Bounded(Compat32):
    """Keeps no more of ``Content-…`` headers than people send."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """Return the name and the value of a header as it was sent."""
        name, value = super().header_source_parse(list(sourcelines))
        return name, value[:LONGEST_PARAMETERS] if name.lower().startswith("content-") else value


BOUNDED = Bounded()
