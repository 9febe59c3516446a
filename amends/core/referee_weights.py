"""How much signs weigh against a field of an 8D, learned by `python -m tools.weigh_referee` (decision 0028).

Each line of `weights/eight_d_*.txt` is a sign and its weight. A sign is a word (in Chinese a character) or two in a
row, anywhere or, with the field's name and a colon before it, in that field alone; ``^`` and ``$`` stand for the edges
of a field, ``#`` for a figure; what is in angle brackets counts the whole field.
"""

from __future__ import annotations

from amends.core.weights_file import Table, read

# Learned from tests/labelled/eight_d/development, sha256 322a95aed541b39194f230dd8b2baf68

WEIGHTS: dict[str, Table] = {language: read(f"eight_d_{language}") for language in ("zh", "en")}
"""By the language in which a field is written."""
