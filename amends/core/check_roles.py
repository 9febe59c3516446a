"""Is there somebody for everything a regulation asks of people? Asked with the roles that an organisation has filled.

A pack alone cannot know: the roles are its own, the people are the organisation's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from amends.core.finding import Finding, Level
from amends.core.pack import DutyRow, Need, Pack, Row
from amends.core.places import about
from amends.core.text import Text
from amends.core.vocabulary import COMPLAINANT

TOLD_ANYWAY = frozenset({"owner", COMPLAINANT})


def unheld(pack: Pack, held: Collection[str]) -> tuple[Finding, ...]:
    """Return what stays undone because nobody holds the role for it; ``held``: the roles that somebody holds.

    Errors where nobody owes, takes, signs or decides; notes where nobody is told or may grant.
    """
    return tuple(_Vacancies(pack, frozenset(held)).all())


class _Vacancies:
    """The rows of a pack against the roles that are held."""

    def __init__(self, pack: Pack, held: frozenset[str]) -> None:
        self.pack, self.held = pack, held | {COMPLAINANT}

    def all(self) -> Iterator[Finding]:
        for role in self.pack.signatures:
            if role not in self.held:
                zh, en = "没有人可以签发这部制度", "nobody can sign this regulation"
                yield self._vacant("pack", None, [role], "signatures", zh=zh, en=en)
        for duty in self.pack.duty:
            yield from self._duty(duty)
        for step in self.pack.step:
            if step.by and not self.held & set(step.by):
                yield self._vacant(
                    "step", step, step.by, "by", zh="没有人可以进行这个操作", en="nobody can take this step"
                )
            yield from self._needs("step", step, step.needs)
        for gate in self.pack.gate:
            yield from self._needs("gate", gate, gate.needs)
        for offer in self.pack.offer:
            if offer.decision_by and offer.decision_by not in self.held:
                yield self._vacant(
                    "offer",
                    offer,
                    [offer.decision_by],
                    "decision_by",
                    zh="没有人决定这个方案",
                    en="nobody decides this offer",
                )
        for authority in self.pack.authority:
            if authority.role not in self.held:
                yield self._vacant(
                    "authority", authority, [authority.role], "role", level="note",
                    zh="没有人有这一批准权", en="nobody has this authority",
                )  # fmt: skip

    def _duty(self, duty: DutyRow) -> Iterator[Finding]:
        owner = self._owner(duty.owner)
        if owner and owner not in self.held:
            yield self._vacant("duty", duty, [owner], "owner", zh="这项义务没有人承担", en="nobody owes this")
        for nth, rung in enumerate(duty.rungs):
            if rung.tell and not (self.held | TOLD_ANYWAY) & set(rung.tell):
                yield self._vacant(
                    "duty", duty, rung.tell, f"rungs.{nth}.tell", level="note",
                    zh=f"催办“{rung.at}”没有人可告知", en=f"nobody is there to be told at “{rung.at}”",
                )  # fmt: skip
        for nth, extension in enumerate(duty.extension):
            if extension.approver and extension.approver not in self.held:
                yield self._vacant(
                    "duty", duty, [extension.approver], f"extension.{nth}.approver",
                    zh="没有人可以批准延期", en="nobody can approve the extension",
                )  # fmt: skip

    def _owner(self, owner: Any) -> str:
        """Return the role that owes a duty; empty for an outside body, and for a setting that is not decided."""
        if not isinstance(owner, Mapping):
            return str(owner)
        return str(self.pack.setting_value(str(owner["setting"])) or "") if "setting" in owner else ""

    def _needs(self, table: str, row: Row, needs: tuple[Need, ...]) -> Iterator[Finding]:
        for nth, need in enumerate(needs):
            for role in filter(None, (need.signed, need.approved)):
                if role not in self.held:
                    yield self._vacant(
                        table, row, [role], f"needs.{nth}", zh="没有人可以签字或批准", en="nobody can sign or approve"
                    )

    def _vacant(
        self, table: str, row: Row | None, roles: Collection[str], key: str, *, zh: str, en: str, level: Level = "error"
    ) -> Finding:
        titles = [self._title(role) for role in roles]
        return about(
            table, row, "vacant", key=key, level=level,
            zh=f"{zh}：无人担任{'、'.join(one.zh for one in titles)}",
            en=f"{en}: nobody holds {', '.join(one.en for one in titles)}",
        )  # fmt: skip

    def _title(self, role: str) -> Text:
        return next((row.title for row in self.pack.role if row.id == role), Text(zh=role, en=role))
