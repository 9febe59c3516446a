"""Learned weights as they lie in `weights/*.txt`: in each line a sign and what it weighs."""

from __future__ import annotations

from importlib.resources import files

BASE = "<base>"
"""The sign that everything has."""
Table = dict[str, float]


def read(name: str) -> Table:
    """Return what each sign weighs."""
    lines = files("amends.core").joinpath("weights", f"{name}.txt").read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, _, weight in (line.rpartition(" ") for line in lines)}
