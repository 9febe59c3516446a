"""What should give pause before a remedy is offered. None of it refuses anything: people weigh it (FR-130, FR-133,
FR-134)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amends.core.concessions import pattern
from amends.core.evaluate import Scene
from amends.core.ledger import Done
from amends.core.pack import Pack
from amends.core.remedies import given_remedies, offers, put_forward
from amends.core.text import Text


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to weigh, with the article that says so, where one does."""

    code: str
    says: Text
    article: str = ""


def cautions(pack: Pack, scene: Scene) -> tuple[Caution, ...]:
    """Return what should give pause in a case: no wish recorded, care alone, concessions that grow or hurry."""
    return (*_wish(scene), *_care(pack, scene), *_concessions(scene.done))


def _wish(scene: Scene) -> Iterator[Caution]:
    if scene.facts.get("wish") in (None, ""):
        says = Text(zh="尚未登记诉求：先问清要什么，再提方案", en="No wish is recorded: ask what is wanted first")
        yield Caution("no_wish", says)


def _care(pack: Pack, scene: Scene) -> Iterator[Caution]:
    care = [offer for offer in offers(pack, scene) if offer.only_besides]
    kinds = {kind for offer in care for kind in offer.allows}
    given = put_forward(scene.done) | given_remedies(scene)
    if care and not given - kinds - {""}:
        titles = [row.title for row in pack.remedy if row.id in kinds]
        zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
        says = Text(zh=f"尚无主要措施：{zh}只能随主要措施给出", en=f"No main measure yet: {en} only stands beside one")
        yield Caution("care_alone", says, care[0].article)


def _concessions(done: Sequence[Done]) -> Iterator[Caution]:
    found = pattern(one for one in done if one.event == "proposed")
    if found.get("concession_larger"):
        yield Caution(
            "concession_larger", Text(zh="这次让步比上次大", en="This concession is larger than the last one")
        )
    if found.get("concession_faster"):
        yield Caution(
            "concession_faster", Text(zh="这次让步比上次来得快", en="This concession came faster than the last")
        )
