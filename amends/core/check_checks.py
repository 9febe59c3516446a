"""Do check lists speak of answers and facts that there are? Their names are ``check_names``' to look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from amends.core.check_names import unknown
from amends.core.fact_types import FactType, fact_types
from amends.core.finding import Finding
from amends.core.pack import CheckRow, Pack
from amends.core.places import about
from amends.core.vocabulary import Type


def check_checks(pack: Pack) -> Iterator[Finding]:
    """Yield answers that the field of a check does not have, facts that nobody knows, a field that two checks share."""
    types = fact_types(pack)
    shared = Counter(row.asks for row in pack.check)
    for row in pack.check:
        yield from _answers(row, types)
        yield from _finds(row, types)
        if shared[row.asks] > 1:
            zh, en = f"“{row.asks}”已是另一项检查的答案", f"“{row.asks}” takes the answer of another check already"
            yield about("check", row, "twice", key="asks", zh=zh, en=en)


def _answers(row: CheckRow, types: Mapping[str, FactType]) -> Iterator[Finding]:
    choices = types[row.asks].choices if row.asks in types else ()
    for nth, lead in enumerate(row.leads):
        if row.asks in types and lead.answer not in choices:
            yield unknown("choice", "check", row, f"leads.{nth}.answer", lead.answer)


def _finds(row: CheckRow, types: Mapping[str, FactType]) -> Iterator[Finding]:
    for nth, lead in enumerate(row.leads):
        for name, value in lead.finds.items():
            key = f"leads.{nth}.finds.{name}"
            if name not in types:
                yield unknown("fact", "check", row, key, name)
            elif (types[name].type is Type.CHOICE) and types[name].choices and value not in types[name].choices:
                yield unknown("choice", "check", row, key, value)
