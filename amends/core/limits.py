"""Limits of amounts: a number, a setting of the organisation, a share of a fact, or below a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from amends.core.evaluate import Scene

CENT = Decimal("0.01")
FORMS = ({"setting"}, {"share", "of"}, {"below"})
"""The tables that a limit may be; anything else but a number is a fault of the pack."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The highest amount; ``below``: the amount itself is already too much."""

    amount: Decimal
    below: bool = False

    def allows(self, amount: Decimal) -> bool:
        """Return whether an amount keeps to the limit."""
        return amount < self.amount if self.below else amount <= self.amount


def money(value: Any) -> Decimal:
    """Return an exact amount; a TOML float is taken as it is written, 0.1 being a tenth."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def told(amount: Decimal | float, currency: str, language: str) -> str:
    """Return an amount in words: 800 元, 800 yuan; of another currency GBP 800."""
    if currency == "CNY":
        return f"{amount:,} yuan" if language.startswith("en") else f"{amount:,} 元"
    return f"{currency} {amount:,}"


def read_limit(written: Any, scene: Scene) -> Limit | str:
    """Return the limit as of a scene, or the name of the setting (``setting:…``) or fact that is not known.

    Raises ValueError for a table that is none of FORMS.
    """
    if not isinstance(written, Mapping):
        return Limit(money(written))
    if set(written) not in FORMS:
        raise ValueError(f"a limit is a number or one of {FORMS}, got {dict(written)}")
    if "setting" in written:
        value = scene.pack.setting_value(written["setting"])
        return f"setting:{written['setting']}" if value is None else Limit(money(value))
    fact = written.get("of", written.get("below"))
    value = scene.facts.get(fact)
    if value is None:
        return str(fact)
    return Limit(money(value) * money(written.get("share", 1)), below="below" in written)
