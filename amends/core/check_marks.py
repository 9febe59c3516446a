"""Can whoever may put a mark put it: does any step that marks let the role take it?"""

from __future__ import annotations

from collections.abc import Iterator

from amends.core.check_duties import causes_of
from amends.core.finding import Finding
from amends.core.pack import Pack
from amends.core.places import about

MARKED = "marked"


def check_marks(pack: Pack) -> Iterator[Finding]:
    """Yield the roles to which a flag gives the mark and no step lets take it."""
    marking = [step for step in pack.step if MARKED in (step.causes or causes_of(step.kind))]
    if any(not step.by for step in marking):
        return
    able, titles = {role for step in marking for role in step.by}, {row.id: row.title for row in pack.role}
    for row in pack.flag:
        for role in (one for one in row.set_by if one not in able):
            zh, en = (titles[role].zh, titles[role].en) if role in titles else (role, role)
            yield about(
                "flag", row, "unable", key="set_by",
                zh=f"{zh}可以作此标记，但没有操作允许{zh}进行", en=f"{en} may put this mark, but no step lets them",
            )  # fmt: skip
