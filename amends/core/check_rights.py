"""Can every right of the complainant be read, and would anybody notice that it was used?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.core.check_duties import caused_by_steps, event_names, is_span
from amends.core.finding import Finding
from amends.core.matching import Matcher, parse
from amends.core.pack import Pack, RightRow
from amends.core.places import about
from amends.core.rights import REPLIED


def check_rights(pack: Pack) -> Iterator[Finding]:
    """Yield rights that nothing uses or begins, whose span cannot be read, or of which no answer tells."""
    caused = caused_by_steps(pack)
    for row in pack.right:
        yield from _span(row)
        if row.used_by is None and not isinstance(row.to, Mapping):
            yield about(
                "right", row, "never_used", key="used_by",
                zh="没有写什么事件算行使；只有向外部机构行使的可以不写",
                en="no event uses it; only what is asked of an outside body may leave that open",
            )  # fmt: skip
        for key in ("used_by", "opens", "ends"):
            yield from _uncaused(row, key, caused)
        yield from _untold(pack, row)


def _untold(pack: Pack, row: RightRow) -> Iterator[Finding]:
    """Yield the answers by which a right begins and of which no part tells it."""
    texts = [text for one in parse(row.opens, pack) if one.event == REPLIED for text in _kinds(one)]
    told = {part.of for part in pack.part if part.id in row.told_in}
    for text in sorted(set(texts) - told):
        yield about(
            "right", row, "untold", key="told_in", level="error" if row.told_in else "note",
            zh=f"权利自答复（{text}）起算，但该答复没有必备部分告知它",
            en=f"it begins with the answer “{text}”, of which no part tells it",
        )  # fmt: skip


def _span(row: RightRow) -> Iterator[Finding]:
    if row.within is not None and not isinstance(row.within, Mapping) and not is_span(row.within, words=()):
        yield about(
            "right", row, "value", key="within",
            zh=f"“within”不是时长：{row.within!r}", en=f"“within” is no span: {row.within!r}",
        )  # fmt: skip


def _uncaused(row: RightRow, key: str, caused: frozenset[str] | None) -> Iterator[Finding]:
    names = [name for name in event_names(row, key) if name]
    if caused is not None and names and not caused & set(names):
        yield about(
            "right", row, "never_used" if key == "used_by" else "never_begins", key=key, level="note",
            zh=f"没有操作产生 {', '.join(names)}", en=f"no step of this pack causes {', '.join(names)}",
        )  # fmt: skip


def _kinds(matcher: Matcher) -> list[str]:
    """Return the texts that an answer is: by its kind, else the reply."""
    kinds = matcher.marks.get("kind", "reply")
    return [str(one) for one in (kinds if isinstance(kinds, list | tuple | set | frozenset) else [kinds])]
