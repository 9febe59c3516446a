"""What may be offered, by right or by decision, and who may grant how much.

Offers come from a decision table; authority from limits per role, kind and amount, and
above a limit the next role up is asked: a promise is refused until then (FR-127).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NoReturn

from amends.core.evaluate import Scene, holds
from amends.core.ledger import Done, Value
from amends.core.limits import Limit, money, read_limit, told
from amends.core.money import granted_inside
from amends.core.needs import fact_title
from amends.core.pack import AuthorityRow, OfferRow, Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text

GIVEN = ("remedy_offered", "remedy_done")
"""What is handed over, a written promise included."""


NOTHING_YET: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer that the case meets. ``limit``: the highest amount, or the name of what it still depends on."""

    row: str
    article: str
    says: Text
    allows: tuple[str, ...]
    choose: Literal["one", "any", "all", "in_order"]
    by_right: bool
    decision_by: str
    proof: tuple[str, ...]
    limit: Limit | str | None
    only_besides: bool
    reads: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Granted:
    """A remedy within the rules: the offer it rests on (none where the pack has no table), and who may grant it."""

    offer: Offer | None
    article: str
    roles: tuple[str, ...]


def offers(pack: Pack, scene: Scene) -> tuple[Offer, ...]:
    """Return the offers that hold, without those that give way to another (``over``, or the pack's order)."""
    firing = [(row, verdict) for row in pack.offer if (verdict := holds(row.when, scene)).true]
    beaten = _beaten(pack, [row for row, _ in firing])
    return tuple(
        Offer(
            row.id, row.article, row.says, row.allows, row.choose, row.by_right, row.decision_by, row.proof,
            None if row.at_most is None else read_limit(row.at_most, scene), row.only_besides, verdict.reads,
        )
        for row, verdict in firing
        if row.id not in beaten
    )  # fmt: skip


def _beaten(pack: Pack, firing: list[OfferRow]) -> set[str]:
    beaten = {name for row in firing for name in row.over}
    main = [row for row in firing if not row.only_besides and row.id not in beaten]
    if pack.offers_that_meet == "first" and main:
        beaten |= {row.id for row in main[1:] if not stand_together(main[0], row)}
    return beaten


def stand_together(one: OfferRow, other: OfferRow) -> bool:
    """Return whether two offers may fire together: they answer alike, stand beside each other, or one is care."""
    if one.only_besides or other.only_besides or other.id in one.beside or one.id in other.beside:
        return True
    keys = ("choose", "by_right", "decision_by", "proof", "at_most")
    return set(one.allows) == set(other.allows) and all(getattr(one, key) == getattr(other, key) for key in keys)


def chain_for(
    pack: Pack, kind: str, amount: Value, scene: Scene, *, before: Mapping[str, Decimal] = NOTHING_YET
) -> tuple[str, ...]:
    """Return the roles that may grant this kind and amount, lowest first; the first one is asked.

    ``before``: what was granted of each remedy: an article limits what a role grants of its kinds in a case, in one
    part or several, what was granted in cases merged into it included. A limit that is not decided, or reads an unknown
    fact, grants nothing. Empty: nobody may, or (``is_limited`` tells) the regulation sets no limit for the kind
    (FR-127).
    """
    whole = with_those_inside(before, scene)
    return tuple(row.role for row in authorities(pack, kind, scene) if _within(row, amount, scene, whole))


def with_those_inside(before: Mapping[str, Decimal], scene: Scene) -> Mapping[str, Decimal]:
    """Return what was granted in a case and in those merged into it: one matter is not split by merging (FR-127)."""
    inside = granted_inside(scene.done)
    return {kind: before.get(kind, Decimal(0)) + inside.get(kind, Decimal(0)) for kind in {*before, *inside}}


def is_limited(pack: Pack, kind: str) -> bool:
    """Return whether any article limits who may grant a kind of remedy."""
    return any(kind in row.kinds for row in pack.authority)


def authorities(pack: Pack, kind: str, scene: Scene) -> list[AuthorityRow]:
    """Return who may grant a kind of remedy in a case, the lowest role first."""
    return [row for row in pack.authority if kind in row.kinds and holds(row.when, scene).true]


def _within(row: AuthorityRow, amount: Value, scene: Scene, before: Mapping[str, Decimal]) -> bool:
    if row.up_to is None:
        return True
    limit = read_limit(row.up_to, scene)
    return isinstance(limit, Limit) and amount is not None and limit.allows(_whole(amount, row.kinds, before))


def _whole(amount: Value, kinds: Iterable[str], before: Mapping[str, Decimal]) -> Decimal:
    """Return what it comes to with all that was granted before of the kinds that share a limit."""
    return money(amount) + sum(before.get(kind, Decimal(0)) for kind in kinds)


def check_remedy(
    pack: Pack, kind: str, amount: Value, scene: Scene, *, roles: frozenset[str], main: frozenset[str] = frozenset(),
    before: Mapping[str, Decimal] = NOTHING_YET,
) -> Granted:  # fmt: skip
    """Return on what a remedy rests. ``roles``: of the person who grants it and of those who approved.

    ``main``: remedies already offered on the case, beside which care may stand; ``before``: what was granted of
    each, which counts to the limit of an offer and of a role: the whole in two parts is the whole. Raises Refused:
    the kind is not on offer, another one was given in its place or comes before it, what the offer rests on is not
    proven (FR-123), the amount is too high, or a role has to approve first.
    """
    offer = rests_on(pack, kind, amount, scene, main=main, before=before)
    if offer:
        _check_proof(pack, offer, scene)
    able = chain_for(pack, kind, amount, scene, before=before)
    if is_limited(pack, kind) and not roles & set(able):
        _above(pack, kind, able, scene)
    if offer and offer.decision_by and not roles & deciders(offer.decision_by, able):
        _needs(pack, offer.decision_by, offer.article)
    article = offer.article if offer else next((r.article for r in pack.authority if kind in r.kinds), "")
    return Granted(offer, article, able)


def rests_on(
    pack: Pack, kind: str, amount: Value, scene: Scene, *, main: frozenset[str],
    before: Mapping[str, Decimal] = NOTHING_YET,
) -> Offer | None:  # fmt: skip
    """Return the offer on which a remedy rests, proven or not; None where the pack has no table. Raises Refused."""
    offer = _offer(pack, kind, amount, scene, main=main, before=before) if pack.offer else None
    if offer:
        _check_choice(pack, offer, kind, scene)
    return offer


def _check_choice(pack: Pack, offer: Offer, kind: str, scene: Scene) -> None:
    if not (other := _in_the_way(offer, kind, scene)):
        return
    title = remedy_title(pack, other)
    says = Text(
        zh=f"已给予“{title.zh}”，本条只可选其一", en=f"“{title.en}” was given, and this article allows one only"
    )
    if offer.choose == "in_order":
        says = Text(zh=f"须先给予“{title.zh}”", en=f"“{title.en}” comes first")
    raise Refused(f"{offer.choose}_of", says=says, missing=(Missing(f"given:{other}", says, offer.article),))


def _in_the_way(offer: Offer, kind: str, scene: Scene) -> str:
    """Return the remedy that was given in place of this one (``one``) or has to come before it (``in_order``)."""
    given = given_remedies(scene)
    if offer.choose == "one":
        return next((one for one in offer.allows if one != kind and one in given), "")
    if offer.choose == "in_order":
        return next((one for one in offer.allows[: offer.allows.index(kind)] if one not in given), "")
    return ""


def put_forward(done: Iterable[Done]) -> frozenset[str]:
    """Return the remedies already offered on a case, beside which care may stand; none whose proposals were refused."""
    waiting: Counter[str] = Counter()
    consented: set[str] = set()
    for one in done:
        kind = str(one.detail.get("kind", ""))
        if one.event == "approved":
            consented.add(kind)
        elif one.event == "proposed":
            waiting[kind] += 1
        elif one.event == "refused" and waiting[kind]:
            waiting[kind] -= 1
    return frozenset(consented | {kind for kind, many in waiting.items() if many})


def given_remedies(scene: Scene, events: tuple[str, ...] = GIVEN) -> frozenset[str]:
    """Return the remedies that were given (or proposed, by other events) since the case was last taken up again."""
    since = max((done.at for done in scene.done if done.event == "reopened"), default=None)
    done = (one for one in scene.done if one.event in events and (since is None or one.at >= since))
    return frozenset(str(one.detail.get("kind", "")) for one in done)


def _check_proof(pack: Pack, offer: Offer, scene: Scene) -> None:
    titles = {name: fact_title(pack, name) for name in unproven(offer, scene)}
    missing = tuple(
        Missing(f"known:{name}", Text(zh=f"缺少证明“{title.zh}”", en=f"not proven: “{title.en}”"), offer.article, name)
        for name, title in titles.items()
    )
    if missing:
        says = Text(zh="；".join(one.says.zh for one in missing), en="; ".join(one.says.en for one in missing))
        raise Refused("proof_missing", says=says, missing=missing, article=offer.article)


def unproven(offer: Offer, scene: Scene) -> list[str]:
    """Return the facts that an offer wants proven and that nobody has said."""
    return [name for name in offer.proof if scene.facts.get(name) in (None, "", ())]


def deciders(role: str, able: tuple[str, ...]) -> frozenset[str]:
    """Return who may decide: the role that the offer names, and those with authority above it."""
    above = able[able.index(role) + 1 :] if role in able else able
    return frozenset((role, *above))


def _offer(
    pack: Pack, kind: str, amount: Value, scene: Scene, *, main: frozenset[str], before: Mapping[str, Decimal]
) -> Offer:
    fitting = [offer for offer in offers(pack, scene) if kind in offer.allows]
    if not fitting:
        raise Refused(
            "remedy_not_on_offer",
            says=Text(
                zh=f"本案没有条款允许“{remedy_title(pack, kind).zh}”",
                en=f"No article offers “{remedy_title(pack, kind).en}” here",
            ),
        )
    # Care alone is no reason to refuse: whoever offers it is warned (FR-130, ``cautions``).
    standing = [offer for offer in fitting if not offer.only_besides or main - {kind}] or fitting
    within = [offer for offer in standing if _keeps(offer, amount, before)]
    if not within:
        _too_much(pack, standing[0])
    return min(within, key=lambda offer: (bool(_in_the_way(offer, kind, scene)), len(unproven(offer, scene))))


def _keeps(offer: Offer, amount: Value, before: Mapping[str, Decimal]) -> bool:
    if offer.limit is None or amount is None:
        return True
    return isinstance(offer.limit, Limit) and offer.limit.allows(_whole(amount, offer.allows, before))


def _too_much(pack: Pack, offer: Offer) -> NoReturn:
    if isinstance(offer.limit, str):
        says = Text(
            zh=f"限额取决于“{offer.limit}”，尚未确定", en=f"the limit depends on “{offer.limit}”, which is not known"
        )
        missing = Missing(f"known:{offer.limit}", says, article=offer.article, field=offer.limit)
        raise Refused("limit_not_known", says=says, missing=(missing,), article=offer.article)
    zh, en = (told(offer.limit.amount, pack.currency, one) if offer.limit else "" for one in ("zh", "en"))
    says = Text(zh=f"金额超过本条限额 {zh}", en=f"The amount is above the limit of this article, {en}")
    raise Refused("above_offer", says=says, article=offer.article)


def _above(pack: Pack, kind: str, able: tuple[str, ...], scene: Scene) -> NoReturn:
    article = next(row.article for row in pack.authority if kind in row.kinds)
    if not able:
        says = Text(zh="没有岗位有权批准这一金额", en="No role may grant this amount")
        raise Refused("nobody_may_grant", says=says, article=article)
    article = next(row.article for row in authorities(pack, kind, scene) if row.role == able[0])
    _needs(pack, able[0], article)


def _needs(pack: Pack, role: str, article: str) -> NoReturn:
    title = next((row.title for row in pack.role if row.id == role), Text(zh=role, en=role))
    says = Text(zh=f"须经{title.zh}批准", en=f"{title.en} has to approve it")
    missing = Missing(f"approved:{role}", says, article=article)
    raise Refused("above_authority", says=says, missing=(missing,), article=article)


def remedy_title(pack: Pack, kind: str) -> Text:
    """Return what a kind of remedy is called; one that is no row keeps its word."""
    return next((row.title for row in pack.remedy if row.id == kind), Text(zh=kind, en=kind))
