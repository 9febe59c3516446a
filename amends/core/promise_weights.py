"""How much signs weigh when something is promised, learned by `python -m tools.weigh_promises` (decision 0027).

Each line of `weights/*.txt` is a sign and its weight. A sign is a word (in Chinese a character) or up to three in a
row; ``^`` and ``$`` stand for the edges of a clause, ``<`` and ``>`` before words for the clause before and after,
``<<`` and ``>>`` for the next but one, ``<will>`` for what a rule says of a clause, ``⌛`` for a time ahead, ``⌚`` for
one that is over, ``#`` for a figure.
"""

from __future__ import annotations

from importlib.resources import files

# Learned from tests/labelled/promises/development, sha256 b534cbac56006227edbee5b245e18bb7
Table = dict[str, float]


def _read(name: str) -> Table:
    lines = files("amends.core").joinpath("weights", f"{name}.txt").read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, _, weight in (line.rpartition(" ") for line in lines)}


WORDS: dict[bool, Table] = {True: _read("promises_zh"), False: _read("promises_en")}
"""Does a clause promise? By whether the text is Chinese."""
JOINS: dict[bool, Table] = {True: _read("joins_zh"), False: _read("joins_en")}
"""Does a clause that promises go on about the promise before it?"""
