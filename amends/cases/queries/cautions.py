"""What should give pause about the remedies of a case, as people and programs read it (FR-130, FR-133, FR-134)."""

from __future__ import annotations

from amends.cases.queries.reading import Reading
from amends.core.cautions import Caution, cautions
from amends.core.page import Page


def cautions_of(reading: Reading) -> tuple[Caution, ...]:
    """Return what should give pause before, or after, a remedy is proposed in a case; none of it refuses anything."""
    state, rules = reading.state, reading.rules
    return cautions(rules.lead, Page(state, rules, {}, now=state.done[-1].at).scene(rules.lead))
