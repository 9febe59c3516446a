"""What open cases owe after people, units or calendars changed; administration asks, the journal does it."""

from amends.cases.journal import reassign
from amends.cases.recounts import ask_recount, still_counted

__all__ = ["ask_recount", "reassign", "still_counted"]
