"""What open cases owe after people, units or calendars changed; administration asks, the journal does it."""

from amends.cases.journal import reassign, recompute_open

__all__ = ["reassign", "recompute_open"]
