"""What a story expects of the referee of 8D reports: which rules object to what was written (FR-109, FR-110)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from amends.core.moment import Moment
from amends.core.referee import EarlierText, referee
from amends.core.referee_alone import judged_alone
from amends.core.story import Difference

BY, EARLIER = "by", "earlier"
"""Beside the fields of a report: the rules that object, in any order, and a text of an earlier 8D."""


def _objections(moment: Moment, wanted: list[Mapping[str, Any]]) -> Iterator[Difference]:
    """Compare the rules that object to each report, or to fields of steps by their names; ``by = []``: it passes."""
    pack = moment.told.pack
    for report in wanted:
        fields = {name: str(text) for name, text in report.items() if name not in (BY, EARLIER)}
        earlier = [EarlierText("8D", str(report[EARLIER]))] if EARLIER in report else []
        if any(name in pack.fields and pack.fields[name].judged_as for name in fields):
            got = {one.rule for _name, one in judged_alone(pack, fields, {})}
        else:
            got = {one.rule for one in referee(pack.referee, fields, words=pack.referee_words, earlier=earlier)}
        if sorted(got) != sorted(report.get(BY, [])):
            yield moment.differ(f"objections to {fields}", sorted(report.get(BY, [])), sorted(got))


REFEREE_CHECKS: Mapping[str, Callable[[Any, Any], Iterator[Difference]]] = {"objections": _objections}
"""By the key under ``expect`` of a story's event."""
