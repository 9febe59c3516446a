"""8D: the order of its disciplines, what is written in each, and what locks what (FR-108, FR-112, FR-114, FR-115)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from amends.core.pack import DisciplineRow, DrawnRow, Pack, PlanRow
from amends.core.refusal import Missing
from amends.core.text import Text

PARTS: Mapping[str, tuple[str, ...]] = {
    "D1": ("team",),
    "D2": ("problem",),
    "D3": ("containment",),
    "D4": ("cause_occurrence", "cause_escape", "cause_system"),
    "D5": ("corrective",),
    "D6": ("carried_out",),
    "D7": ("preventive", "standard"),
    "D8": ("verification", "closing"),
}
"""What is written in each discipline, in order."""
OPTIONAL = frozenset({"closing"})
CAUSES = frozenset(PARTS["D4"])
FOLLOW_A_CAUSE = ("corrective", "preventive")
"""Kinds of actions that wait until the cause is handed in (FR-108)."""
JUDGED = frozenset({"corrective"})
"""Kinds of actions without whose promise, or a reason why none can be measured, nothing is closed (FR-116)."""
KEPT = "eight_d"
"""How a refusal begins that says in which discipline a step is taken."""
NAMED = 40
"""So many letters of an action name it where something is missing."""
ACTION_KINDS = ("containment", "interim", *FOLLOW_A_CAUSE)

Standing = Literal["locked", "open", "draft", "refused", "handed_in", "returned", "accepted"]
STANDS = ("handed_in", "accepted")


@dataclass(frozen=True, slots=True)
class Approver:
    """What one pack of a case says of who approves a discipline: one of the roles of its row."""

    row: DisciplineRow
    pack: Pack

    @property
    def title(self) -> Text:
        """Return the roles of which one approves, as the pack calls them."""
        known = {one.id: one.title for one in self.pack.role}
        titles = [known.get(role, Text(zh=role, en=role)) for role in self.row.approved_by]
        return Text(zh="或".join(one.zh for one in titles), en=" or ".join(one.en for one in titles))


@dataclass(frozen=True, slots=True)
class Discipline:
    """A discipline as the packs of a case have it together.

    The first pack that has it says what is written and who hands it in; those ``beside`` it, a customer's own
    demands for one, add their steps and their approvers, and reviewers where the first names none.
    """

    row: DisciplineRow
    pack: Pack
    beside: tuple[tuple[DisciplineRow, Pack], ...] = ()

    @property
    def id(self) -> str:
        """Return its name: D1 to D8, or the pack's own."""
        return self.row.id

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what is written in it."""
        return self.row.asks or PARTS.get(self.row.id, ())

    @property
    def rows(self) -> tuple[DisciplineRow, ...]:
        """Return its rows, the first pack's first."""
        return (self.row, *(row for row, _ in self.beside))

    @property
    def reviewed_by(self) -> tuple[str, ...]:
        """Return who looks at it beforehand (FR-112)."""
        return next((one.reviewed_by for one in self.rows if one.reviewed_by), ())

    @property
    def approved_by(self) -> tuple[str, ...]:
        """Return the roles that have a word on it before the customer sees it, whichever pack names them (FR-115)."""
        return tuple(dict.fromkeys(role for one in self.rows for role in one.approved_by))

    @property
    def approvers(self) -> tuple[Approver, ...]:
        """Return who approves it, pack by pack: it leaves when each of them has (all gates pass)."""
        named = ((self.row, self.pack), *self.beside)
        return tuple(Approver(row, pack) for row, pack in named if row.approved_by)

    @property
    def shown_to_customer(self) -> bool:
        """Return whether the customer sees it once it is approved."""
        return any(one.shown_to_customer for one in self.rows)

    @property
    def leaves(self) -> bool:
        """Return whether its words reach the customer: at the portal and on paper, by a sending, or in a letter."""
        return any(leaves(one) for one in self.rows)

    @property
    def fills(self) -> dict[str, str]:
        """Return the facts of the case that its steps bring, each with the part it is taken from."""
        return {fact: part for one in self.rows for fact, part in one.fills.items()}

    @property
    def tells(self) -> dict[str, str]:
        """Return the parts of the letter that goes out with it, each with the part of the 8D that is said there."""
        return {part: written for one in self.rows for part, written in one.tells.items()}

    @property
    def plans(self) -> tuple[PlanRow, ...]:
        """Return the kinds of actions that are listed in it."""
        return tuple(plan for one in self.rows for plan in one.plans)

    @property
    def drawn(self) -> tuple[DrawnRow, ...]:
        """Return the kinds of causes that its fishbone or matrix brings to the case (FR-107)."""
        return tuple(one for row in self.rows for one in row.drawn)

    @property
    def brings(self) -> frozenset[str]:
        """Return the facts for which nobody is asked when it is handed in."""
        return frozenset((*self.fills, *(fact for one in self.drawn for fact in one.fills)))

    def steps(self, moment: str, roles: Set[str] | None = None) -> tuple[str, ...]:
        """Return the steps of the case at a moment: ``handed_in``, or one of the row's ``then``.

        ``roles``: only those of the packs for which one of these roles approves.
        """
        rows = [one for one in self.rows if roles is None or roles & set(one.approved_by)]
        found = (one.step if moment == "handed_in" else one.then.get(moment, "") for one in rows)  # type: ignore[call-overload]
        return tuple(dict.fromkeys(step for step in found if step))

    @property
    def finds_cause(self) -> bool:
        """Return whether the cause is written in it."""
        return bool(CAUSES & set(self.parts))


@dataclass(frozen=True, slots=True)
class Written:
    """A version of a discipline, as far as the order asks."""

    discipline: str
    version: int
    loop: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a discipline stands; ``waits_for``: the one that has to be handed in before it."""

    discipline: Discipline
    standing: Standing
    version: int = 0
    waits_for: str = ""

    @property
    def stands(self) -> bool:
        """Return whether it is handed in and was not sent back."""
        return self.standing in STANDS


def leaves(row: DisciplineRow) -> bool:
    """Return whether a row lets what is written in it reach the customer."""
    return bool(row.shown_to_customer or row.tells or row.then.get("sent"))


def disciplines(packs: Sequence[Pack]) -> tuple[Discipline, ...]:
    """Return the disciplines that govern a case, in the order of the first pack that has any; the lead comes first."""
    found: dict[str, Discipline] = {}
    for pack in packs:
        for row in pack.discipline:
            known = found.get(row.id)
            found[row.id] = replace(known, beside=(*known.beside, (row, pack))) if known else Discipline(row, pack)
    return tuple(found.values())


def kept_for(packs: Iterable[Pack], step: str, *, begun: bool = False) -> Missing | None:
    """Return what to say where a step of the case is taken by handing a discipline in and by nothing else; else None.

    Else the order and the referee could be gone round at another door. ``begun``: the case has an 8D that is open;
    then every step of its disciplines is taken there, and what is planned or found in them is listed there (decision
    0030).
    """
    for pack in packs:
        for row in pack.discipline:
            own = (row.step, *row.then.values())
            listed = (*(one.step for one in row.plans), *(one.step for one in row.drawn))
            if (row.only_here and step in own) or (begun and step in (*own, *listed)):
                says = Text(zh=f"此步骤在 8D 的 {row.id} 中提交", en=f"This is handed in as {row.id} of the 8D")
                return Missing(f"{KEPT}:{row.id}", says, row.article, pack=pack.id)
    return None


def path(of: Sequence[Discipline], versions: Iterable[Written], *, loop: int) -> tuple[Place, ...]:
    """Return where each discipline stands, in order (FR-108).

    From the discipline of the cause on only what was written in this loop counts: a failed action
    leads back to the cause, and what was found before does not answer for it (FR-117).
    """
    told = sorted(versions, key=lambda one: one.version)
    places: list[Place] = []
    again, waits_for = False, ""
    for one in of:
        again = again or one.finds_cause
        own = [version for version in told if version.discipline == one.id and (not again or version.loop == loop)]
        place = _place(one, decisive(own), waits_for)
        places.append(place)
        waits_for = waits_for or ("" if place.stands else one.row.id)
    return tuple(places)


def decisive(versions: Sequence[Written]) -> Written | None:
    """Return the version that says where a discipline stands, out of its versions in order; None: nothing is written.

    A draft or a refused correction takes nothing away from what was handed in; only a return does.
    """
    judged = [one for one in versions if one.verdict in (*STANDS, "returned")]
    if judged and judged[-1].verdict in STANDS:
        return judged[-1]
    return versions[-1] if versions else None


def _place(of: Discipline, found: Written | None, waits_for: str) -> Place:
    version = found.version if found else 0
    if waits_for and (found is None or found.verdict not in STANDS):
        return Place(of, "locked", version, waits_for)
    standing: Standing = found.verdict if found else "open"  # type: ignore[assignment]  # verdicts are standings
    return Place(of, standing, version)


def empty_parts(of: Discipline, content: Mapping[str, str]) -> Iterator[Missing]:
    """Yield each part of a discipline that nobody has written."""
    for part in of.parts:
        if part not in OPTIONAL and not content.get(part, "").strip():
            title = PART_TITLES[part]
            says = Text(zh=f"“{title.zh}”还没有写", en=f"“{title.en}” is not written")
            yield Missing(f"part:{part}", says, of.row.article, field=part, pack=of.pack.id)


def locked_action(kind: str, places: Sequence[Place]) -> Missing | None:
    """Return what keeps an action of a kind from being listed: no cause, no corrective action (FR-108); else None."""
    if kind not in FOLLOW_A_CAUSE:
        return None
    for place in places:
        if place.discipline.finds_cause and not place.stands:
            row = place.discipline.row
            says = Text(
                zh=f"{row.id} 原因还没有提交，措施不能填写",
                en=f"{row.id}: the cause is not handed in; no action is listed before it",
            )
            return Missing(f"discipline:{row.id}", says, row.article, pack=place.discipline.pack.id)
    return None


def awaits_approval(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the disciplines that somebody has to approve before the customer sees them (FR-115)."""
    return tuple(one for one in places if one.discipline.approved_by)


@dataclass(frozen=True, slots=True)
class ActionState:
    """An action, as closing asks for it. ``open_spreads``: similar processes neither done nor with a reason.

    ``is_judged``: it promised a reduction, or somebody said why none can be measured.
    """

    kind: str
    is_done: bool
    open_spreads: int = 0
    is_judged: bool = True
    text: str = ""


def closing_missing(of: Discipline, actions: Sequence[ActionState]) -> Iterator[Missing]:
    """Yield what stands in the way of closing, each with its article (FR-114, FR-116, FR-118).

    No preventive action, one not done, a corrective one that promised nothing, a spread left open.
    """
    for kind in FOLLOW_A_CAUSE:
        if not any(one.kind == kind for one in actions):
            title = KIND_TITLES[kind]
            yield _closing(of, f"action:{kind}", zh=f"没有{title.zh}", en=f"there is no {title.en.lower()}")
    if waiting := sum(not one.is_done for one in actions):
        yield _closing(of, "action:done", zh=f"{waiting} 项措施未完成", en=f"actions not done: {waiting}")
    yield from _unjudged(of, actions)
    if spreads := sum(one.open_spreads for one in actions):
        yield _closing(
            of, "spread", zh=f"{spreads} 个类似过程既未推广也无理由",
            en=f"similar processes neither covered nor excused: {spreads}",
        )  # fmt: skip


def _unjudged(of: Discipline, actions: Sequence[ActionState]) -> Iterator[Missing]:
    for one in actions:
        if one.kind in JUDGED and not one.is_judged:
            named = one.text if len(one.text) <= NAMED else f"{one.text[:NAMED]}…"
            yield _closing(
                of, "action:promise", zh=f"“{named}”没有承诺减少多少，也没有说明为何无法衡量",
                en=f"“{named}” promises no reduction, and nobody said why none can be measured",
            )  # fmt: skip


def _closing(of: Discipline, what: str, *, zh: str, en: str) -> Missing:
    return Missing(what, Text(zh=zh, en=en), of.row.article, pack=of.pack.id)


PART_TITLES: Mapping[str, Text] = {
    "team": Text(zh="小组", en="Team"),
    "problem": Text(zh="问题：何物、何处、何时、多少", en="Problem: what, where, when, how many"),
    "containment": Text(zh="围堵：各处数量", en="Containment: quantities at each place"),
    "cause_occurrence": Text(zh="发生原因：为何产生", en="Cause of occurrence: why it happened"),
    "cause_escape": Text(zh="流出原因：为何没有发现", en="Cause of escape: why it was not found"),
    "cause_system": Text(zh="系统原因：体系为何容许", en="Cause in the system: why the system allowed it"),
    "corrective": Text(zh="纠正措施", en="Corrective action"),
    "carried_out": Text(zh="实施情况", en="Carried out"),
    "preventive": Text(zh="预防措施", en="Preventive action"),
    "standard": Text(
        zh="标准：哪一份，是否具体，是否与客户商定，是否传达到员工",
        en="Standard: which one, is it concrete, agreed with the customer, told to the staff",
    ),
    "verification": Text(
        zh="验证：判据、期间、样本量、结果", en="Verification: criterion, period, sample size, result"
    ),
    "closing": Text(zh="结语", en="Closing words"),
}
KIND_TITLES: Mapping[str, Text] = {
    "containment": Text(zh="围堵措施", en="Containment action"),
    "interim": Text(zh="临时措施", en="Interim action"),
    "corrective": Text(zh="纠正措施", en="Corrective action"),
    "preventive": Text(zh="预防措施", en="Preventive action"),
}
