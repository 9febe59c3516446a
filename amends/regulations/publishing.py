"""From a draft to what is in force: signatures for one content, then publication from a day on (FR-236, FR-255)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from amends.core.checker import errors_of
from amends.core.finding import BrokenPack
from amends.core.pack import Pack
from amends.core.refusal import Missing, Refused
from amends.core.text import Text
from amends.people.models import Organisation
from amends.people.staff import note, refused
from amends.people.viewer import Viewer
from amends.regulations import shelf
from amends.regulations.drafts import RULE_OWNER, check_writer, locked, signers
from amends.regulations.looking import look
from amends.regulations.models import Binding, DraftSignature, PackDraft, PublishedPack

LONGEST_ID, LONGEST_VERSION = 80, 40


@dataclass(frozen=True, slots=True)
class Place:
    """One signature that a draft needs, and who gave it for the content as it stands.

    ``may``: the viewer holds the role. ``holders``: who could sign today. ``outdated``: it was signed
    before the last change.
    """

    role: str
    title: Text
    person: UUID | None
    at: datetime | None
    may: bool
    holders: tuple[UUID, ...]
    outdated: bool


def places(viewer: Viewer, draft: PackDraft) -> tuple[Place, ...]:
    """Return the signatures that a draft needs, in the order the regulation names them."""
    given = list(DraftSignature.objects.filter(org=viewer.org, draft=draft).order_by("signed_at", "id"))
    pack = _titles_from(draft)
    return tuple(_place(viewer, draft, role, given, pack) for role in signers(draft))


def sign(viewer: Viewer, key: UUID, role: str, *, content_hash: str, version: int, at: datetime) -> None:
    """Sign a draft's content for a role. Signing the same again does nothing.

    Raises Refused for who does not hold the role, and for a content with faults; Stale when the
    draft is another than the one that was read.
    """
    draft = locked(viewer, key, version=version)
    if role not in signers(draft) or role not in viewer.roles:
        raise refused("role", zh="您没有这项签字的角色", en="You do not hold the role that signs here")
    _check_content(draft, content_hash)
    _sound(draft)
    values = {"person_id": viewer.person, "signed_at": at}
    DraftSignature.objects.get_or_create(
        org_id=viewer.org, draft=draft, role=role, content_hash=draft.content_hash, defaults=values
    )
    note(viewer, at=at, about=f"draft:{draft.pk}", did="signed", role=role, hash=draft.content_hash)


def publish_draft(
    viewer: Viewer, key: UUID, *, unit: UUID, from_date: date, version: int, at: datetime,
    position: str = Binding.LEAD,
) -> PublishedPack:  # fmt: skip
    """Return the published version, bound to a unit and everything below it from a day on.

    Raises Refused naming each signature that is missing (FR-236), a day that is past, a version
    number that is taken, a unit that has another regulation from that day; BrokenPack with every
    fault (FR-254); Stale, NotRuleOwner. Then nothing changed.
    """
    check_writer(viewer)
    draft = locked(viewer, key, version=version)
    Organisation.objects.select_for_update().get(pk=viewer.org)  # of two at once the second sees what the first did
    pack = _sound(draft)
    _check_signed(viewer, draft)
    _check_name(draft, pack)
    _check_day(viewer, unit, from_date, position)
    _check_replaced(viewer, draft, pack, unit, from_date if position == Binding.LEAD else None)
    _check_above(viewer, pack, unit, from_date)
    signed = tuple(
        {"role": one.role, "person": str(one.person), "at": one.at.isoformat(), "hash": draft.content_hash}
        for one in places(viewer, draft)
        if one.at
    )
    row = shelf.publish(viewer.org, draft.files, at=at, chosen=draft.chosen, by=viewer.person, signatures=signed)
    shelf.bind(viewer.org, unit=unit, published=row.pk, position=position, from_date=from_date, at=at, by=viewer.person)
    draft.state, draft.published, draft.changed_at = PackDraft.PUBLISHED, row, at
    draft.save(update_fields=["state", "published", "changed_at"])
    note(viewer, at=at, about=f"draft:{draft.pk}", did="published", pack=pack.id, first=from_date.isoformat())
    return row


def _sound(draft: PackDraft) -> Pack:
    looked = look(draft.files, draft.chosen, seconds=None)
    if looked.pack is None or looked.errors:
        raise BrokenPack(errors_of(looked.findings))
    return looked.pack


def _check_content(draft: PackDraft, content_hash: str) -> None:
    if content_hash != draft.content_hash:
        raise refused("", zh="内容已改，请重新阅读后签字", en="The content changed: read it again before you sign")


def _check_signed(viewer: Viewer, draft: PackDraft) -> None:
    missing = tuple(
        Missing(f"signed:{one.role}", _not_signed(viewer, one), field="signatures", pack=draft.pack)
        for one in places(viewer, draft)
        if one.at is None
    )
    if missing:
        raise Refused("signatures", says=Text(zh="发布须签字", en="Publishing needs signatures"), missing=missing)


def _not_signed(viewer: Viewer, place: Place) -> Text:
    people = [viewer.directory.people[one] for one in place.holders]
    zh, en = "、".join(one.zh for one in people), ", ".join(one.name("en") for one in people)
    return Text(
        zh=f"缺少{place.title.zh}签字（{zh or '此角色现无人担任'}）",
        en=f"not signed by {place.title.en} ({en or 'nobody holds this role'})",
    )


def _check_name(draft: PackDraft, pack: Pack) -> None:
    if draft.base and pack.id != draft.base.pack:
        raise refused("id", zh="制度的标识不能改", en="A regulation keeps its id")
    if len(pack.version) > LONGEST_VERSION or len(pack.id) > LONGEST_ID:
        zh, en = "标识最长 80 字，版本号最长 40 字", "The id takes 80 characters at most, the version 40"
        raise refused("version", zh=zh, en=en)
    taken = PublishedPack.objects.filter(org_id=draft.org_id, pack=pack.id, version=pack.version)
    if taken.exclude(content_hash=draft.content_hash).exists():
        zh, en = f"版本号 {pack.version} 已用过，请改版本号", f"Version {pack.version} is taken: give it another number"
        raise refused("version", zh=zh, en=en)


def _check_day(viewer: Viewer, unit: UUID, from_date: date, position: str) -> None:
    if unit not in viewer.directory.units:
        raise refused("unit", zh="没有这个单位", en="There is no such unit")
    if unit not in written_for(viewer):
        raise refused("unit", zh="您不负责该单位的制度", en="You do not write regulations for this unit")
    if position not in (Binding.LEAD, Binding.COMPANION):
        raise refused("position", zh="请选择", en="Choose one")
    if from_date < viewer.day:
        raise refused("from_date", zh="不能追溯到过去的日期", en="A past day cannot be chosen: cases keep their rule")
    held = Binding.objects.filter(org=viewer.org, unit_id=unit, from_date=from_date, position=Binding.LEAD)
    if position == Binding.LEAD and held.exists():
        zh, en = "该单位从这一天起已有另一制度", "Another regulation leads in this unit from that day"
        raise refused("from_date", zh=zh, en=en)


def written_for(viewer: Viewer) -> frozenset[UUID]:
    """Return the units for which a viewer publishes: where the rule owner's role is held, and everything below."""
    if viewer.is_admin:
        return frozenset(viewer.directory.units)
    return frozenset(viewer.directory.below({one.unit for one in viewer.memberships if one.role == RULE_OWNER}))


def _check_replaced(viewer: Viewer, draft: PackDraft, pack: Pack, unit: UUID, day: date | None) -> None:
    """Raise Refused for a draft that was not begun from what it replaces and asks for fewer signatures (FR-236)."""
    newest = PublishedPack.objects.filter(org=viewer.org, pack=pack.id).order_by("-published_at", "-id")[:1]
    replaced = [*newest, *(_leads(viewer, unit, day) if day else ())]
    packs = [shelf.pack(one.content_hash) for one in replaced]
    asked = [(role, one) for one in packs for role in one.signatures]
    missing = dict(one for one in asked if one[0] not in signers(draft))
    if missing:
        known = ({row.id: row.title for row in of.role}.get(one, Text(zh=one, en=one)) for one, of in missing.items())
        titles = list(known)
        zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
        raise refused(
            "signatures", zh=f"被替换的制度须由{zh}签字：请在草稿的签字角色中写明",
            en=f"What this replaces is signed by {en}: name these roles among the signatures of the draft",
        )  # fmt: skip


def _check_above(viewer: Viewer, pack: Pack, unit: UUID, day: date) -> None:
    """Raise BrokenPack for local rules weaker than the version above them that is in force, decided values included.

    The texts of the regulation above came along with the draft: they may be those of an older version (FR-251).
    """
    above = next((one for one in reversed(_led(viewer, unit, day)) if one.pack == pack.extends), None)
    if above is None:
        return
    from amends.core.check_weaker_rows import weaker_rows  # brings z3

    if faults := errors_of(weaker_rows(shelf.pack(above.content_hash), pack)):
        raise BrokenPack(faults)


def _leads(viewer: Viewer, unit: UUID, day: date) -> tuple[PublishedPack, ...]:
    """Return the version that leads in a unit on a day; none where nothing is in force."""
    return _led(viewer, unit, day)[-1:]


def _led(viewer: Viewer, unit: UUID, day: date) -> tuple[PublishedPack, ...]:
    """Return every version that is bound to a unit or above it on a day, the one that leads there at the end."""
    path = viewer.directory.units[unit].path
    rows = Binding.objects.filter(org=viewer.org, position=Binding.LEAD, from_date__lte=day, unit__in=path)
    held = [one for one in rows.select_related("published") if (one.to_date or day) >= day]
    nearest = sorted(held, key=lambda one: (path.index(one.unit_id), one.from_date))
    return tuple(one.published for one in nearest)


def _titles_from(draft: PackDraft) -> dict[str, Text]:
    packs = [look(draft.files, draft.chosen).pack, shelf.pack(draft.base.content_hash) if draft.base else None]
    return {row.id: row.title for pack in reversed(packs) if pack for row in pack.role}


def _place(viewer: Viewer, draft: PackDraft, role: str, given: list[DraftSignature], titles: dict[str, Text]) -> Place:
    mine = [one for one in given if one.role == role]
    valid = next((one for one in mine if one.content_hash == draft.content_hash), None)
    return Place(
        role=role, title=titles.get(role, Text(zh=role, en=role)), person=valid.person_id if valid else None,
        at=valid.signed_at if valid else None, may=role in viewer.roles, holders=_holders(viewer, role),
        outdated=valid is None and bool(mine),
    )  # fmt: skip


def _holders(viewer: Viewer, role: str) -> tuple[UUID, ...]:
    """Return who holds a role today, by name."""
    known = viewer.directory
    people = {one.person for one in known.held if one.role == role and one.on(viewer.day)}
    active = [one for one in people if one in known.people and known.people[one].is_active]
    return tuple(sorted(active, key=lambda one: known.people[one].zh))
