"""Does every paper get signed by somebody, and does it state what its kind can?"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.check_duties import caused_by_steps
from amends.core.finding import Finding
from amends.core.pack import Pack, PaperRow
from amends.core.papers import points
from amends.core.places import about


def check_papers(pack: Pack) -> Iterator[Finding]:
    """Yield papers whose event no step causes, so that they are never offered, and notices that cannot be printed."""
    caused = caused_by_steps(pack)
    for row in pack.paper:
        if row.of == "unit":
            yield from _notice(pack, row)
        elif caused is not None and row.signed_at not in caused:
            yield about(
                "paper", row, "never_signed", key="signed_at",
                zh=f"没有操作产生 {row.signed_at}，这份文书永远不会签署",
                en=f"no step causes {row.signed_at}, so nobody ever signs it",
            )  # fmt: skip


def _notice(pack: Pack, row: PaperRow) -> Iterator[Finding]:
    """Yield what a notice cannot state: facts of a case, settings that are not there, a point in one language only."""
    if row.states:
        zh, en = "告示没有案件，不看“states”", "a notice has no case and does not read “states”"
        yield about("paper", row, "unread", key="states", zh=zh, en=en)
    known, named = {one.id for one in pack.setting}, {key: points(row.says.in_(key)) for key in ("zh", "en")}
    for name in dict.fromkeys((*named["zh"], *named["en"])):
        if name not in known:
            zh, en = f"没有设置“{name}”", f"there is no setting “{name}”"
            yield about("paper", row, "unknown_setting", key="says", zh=zh, en=en)
    if set(named["zh"]) != set(named["en"]):
        zh, en = "两种语言写明的设置不同", "the two languages do not state the same settings"
        yield about("paper", row, "differs", key="says", zh=zh, en=en)
