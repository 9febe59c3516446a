"""What open cases owe after people, units, calendars or versions changed; the desk asks, the journal does it."""

from amends.cases.journal import reassign
from amends.cases.recounts import ask_follow, ask_recount, still_counted

__all__ = ["ask_follow", "ask_recount", "reassign", "still_counted"]
