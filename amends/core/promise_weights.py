"""How much signs weigh when something is promised, learned by `python -m tools.weigh_promises` (decision 0027).

Each line of `weights/*.txt` is a sign and its weight. A sign is a word (in Chinese a character) or up to three in a
row; ``^`` and ``$`` stand for the edges of a clause, ``<`` and ``>`` before words for the clause before and after,
``<<`` and ``>>`` for the next but one, ``<will>`` for what a rule says of a clause, ``⌛`` for a time ahead, ``⌚`` for
one that is over, ``#`` for a figure.
"""

from __future__ import annotations

from amends.core.weights_file import Table, read

# Learned from tests/labelled/promises/development, sha256 b534cbac56006227edbee5b245e18bb7

WORDS: dict[bool, Table] = {True: read("promises_zh"), False: read("promises_en")}
"""Does a clause promise? By whether the text is Chinese."""
JOINS: dict[bool, Table] = {True: read("joins_zh"), False: read("joins_en")}
"""Does a clause that promises go on about the promise before it?"""
