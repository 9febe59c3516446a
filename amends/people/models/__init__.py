"""Who acts: organisations, units, people and their roles, complainants, calendars."""

from amends.people.models.calendars import Calendar, CalendarDay
from amends.people.models.complainants import Complainant
from amends.people.models.persons import AccessLog, ApiToken, Membership, Person, Substitute
from amends.people.models.units import Organisation, Unit

__all__ = [
    "AccessLog", "ApiToken", "Calendar", "CalendarDay", "Complainant", "Membership",
    "Organisation", "Person", "Substitute", "Unit",
]  # fmt: skip
