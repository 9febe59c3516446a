"""Drafts of regulations: begun from a version, a folder or nothing, changed by rule owners.

Two people may have one draft open: every change names the version it was made on, and a
change on an old one is refused instead of overwriting the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

from amends.core.loading import FILE_ENDING
from amends.core.refusal import Refused
from amends.core.taking import LIBRARY, PARENT
from amends.core.text import Text
from amends.core.toml_traps import has_long_key
from amends.people.staff import note, refused
from amends.people.viewer import Viewer
from amends.regulations.models import PackDraft, PublishedPack
from amends.regulations.shelf import content_hash
from amends.regulations.taking_back import keep_step, taken
from amends.regulations.toml_rows import head_of, put_head

RULE_OWNER = "rule_owner"
"""The role that writes regulations; administrators may too."""
LARGEST = 2_000_000
"""Characters of all files of a draft together: many times what the longest regulation needs."""
MOST_FILES = 200
NUL = ("\0", "\\u0000", "\\U00000000")
"""A character that no row of the database holds, as it is and as TOML writes it."""
MOST_OPEN = 200
"""Drafts that are open at once: as many as the list shows."""
LONGEST_VALUE = 20_000
HEAD = "pack.toml"
FILE_NAME = re.compile(
    rf"(?:(?:{LIBRARY}|{PARENT})[A-Za-z0-9][A-Za-z0-9_\-]{{0,79}}/){{0,3}}[A-Za-z0-9][A-Za-z0-9_.\-]{{0,79}}"
)


class NotRuleOwner(PermissionError):
    """Only rule owners and administrators write regulations."""


class Stale(Refused):
    """Somebody changed the draft since it was read."""

    def __init__(self) -> None:
        says = Text(
            zh="草稿已被他人修改；您填写的内容还在，请核对后再保存",
            en="The draft was changed by somebody else meanwhile; what you typed is still here: look, and save again",
        )
        super().__init__("stale", says=says)


def may_write(viewer: Viewer) -> bool:
    """Return whether a viewer writes regulations."""
    return viewer.is_admin or RULE_OWNER in viewer.roles


def check_writer(viewer: Viewer) -> None:
    """Raise NotRuleOwner for anybody who does not write regulations."""
    if not may_write(viewer):
        raise NotRuleOwner(str(viewer.person))


def begin(
    viewer: Viewer, files: Mapping[str, str], *, at: datetime, base: PublishedPack | None = None,
    chosen: Mapping[str, Any] | None = None,
) -> PackDraft:  # fmt: skip
    """Return a new draft of these texts. Raises Refused for what is no folder of TOML, NotRuleOwner."""
    check_writer(viewer)
    _check_files(files)
    values = dict(chosen or {})
    _check_chosen(values)
    if PackDraft.objects.filter(org=viewer.org, state=PackDraft.OPEN).count() >= MOST_OPEN:
        raise refused("", zh="草稿过多，请先放弃一些", en="There are too many drafts: put some away first")
    pack = base.pack if base else _id_in(files)
    made = PackDraft.objects.create(
        org_id=viewer.org, pack=pack, base=base, files=dict(files), chosen=values, made_at=at,
        content_hash=content_hash(files, values), made_by_id=viewer.person, changed_at=at, changed_by_id=viewer.person,
    )  # fmt: skip
    note(viewer, at=at, about=f"draft:{made.pk}", did="begun", pack=pack)
    return made


def begin_from(viewer: Viewer, base: PublishedPack, *, at: datetime) -> PackDraft:
    """Return a draft of the version after a published one, with a version number of its own. Raises NotRuleOwner."""
    files = dict(base.files)
    for name, text in files.items():
        head = head_of(text) if is_own(name) else {}
        for path in ([], ["pack"]):
            place = head if not path else head.get("pack", {})
            if isinstance(place, dict) and place.get("version") == base.version:
                place["version"] = next_version(base.version)
                files[name] = put_head(text, head)
    return begin(viewer, files, at=at, base=base, chosen=base.chosen)


def next_version(version: str) -> str:
    """Return the version after one: its last number plus one, or ``.1`` behind what holds no number."""
    found = re.search(r"(\d{1,9})(\D*)$", version)
    return f"{version[: found.start()]}{int(found[1]) + 1}{found[2]}" if found else f"{version}.1"


def drafts(viewer: Viewer) -> tuple[PackDraft, ...]:
    """Return the open drafts that a viewer may read, newest change first."""
    rows = PackDraft.objects.filter(org=viewer.org, state=PackDraft.OPEN).select_related("base", "changed_by")
    found = rows.order_by("-changed_at", "-id")[:200]
    return tuple(one for one in found if may_read(viewer, one))


def draft_of(viewer: Viewer, key: UUID) -> PackDraft | None:
    """Return a draft that the viewer may read: who writes regulations, and who is asked to sign this one."""
    found = PackDraft.objects.filter(org=viewer.org, pk=key).select_related("base", "changed_by", "published").first()
    return found if found and may_read(viewer, found) else None


def may_read(viewer: Viewer, draft: PackDraft) -> bool:
    """Return whether a viewer may read a draft."""
    return may_write(viewer) or bool(viewer.roles & set(signers(draft)))


def signers(draft: PackDraft) -> tuple[str, ...]:
    """Return the roles that must sign: those the draft names, and those that the version in force named.

    So nobody gets rid of a signature by taking it out of the draft (FR-236).
    """
    named = [signatures_in(draft.base.files)] if draft.base else []
    return tuple(dict.fromkeys(role for roles in [*named, signatures_in(draft.files)] for role in roles))


def change(
    viewer: Viewer, key: UUID, *, version: int, at: datetime, files: Mapping[str, str | None] | None = None,
    chosen: Mapping[str, Any] | None = None,
) -> PackDraft:  # fmt: skip
    """Return the draft with some files replaced (None: taken out), or other setting values.

    Raises Stale when it was changed since that version, Refused, NotRuleOwner; then nothing changed.
    """
    check_writer(viewer)
    draft = locked(viewer, key, version=version)
    before = {"files": draft.files, "chosen": draft.chosen}
    _put(viewer, draft, files or {}, chosen, at=at)
    after = {"files": draft.files, "chosen": draft.chosen}
    if after != before:
        keep_step(viewer, draft, before, after, at=at)
    return draft


def take_back(viewer: Viewer, key: UUID, *, version: int, at: datetime, again: bool = False) -> PackDraft:
    """Return the draft as it was before its last change, or ``again`` as that change made it. Raises as ``change``.

    What was signed for that content holds for it again: a signature is for a content, not for a day.
    """
    check_writer(viewer)
    draft = locked(viewer, key, version=version)
    told = taken(draft.pk, back=not again)
    _put(viewer, draft, told["files"], told["chosen"], at=at)
    return draft


def _put(
    viewer: Viewer, draft: PackDraft, files: Mapping[str, str | None], chosen: Mapping[str, Any] | None, *, at: datetime
) -> None:
    left = {**draft.files, **files}
    texts = {name: text for name, text in left.items() if text is not None}
    _check_files(texts)
    _check_chosen(chosen or {})
    draft.files, draft.chosen = texts, dict(draft.chosen if chosen is None else chosen)
    draft.content_hash = content_hash(draft.files, draft.chosen)
    draft.version += 1
    draft.changed_at, draft.changed_by_id = at, viewer.person
    draft.save(update_fields=["files", "chosen", "content_hash", "version", "changed_at", "changed_by"])


def replace_all(viewer: Viewer, key: UUID, files: Mapping[str, str], *, version: int, at: datetime) -> PackDraft:
    """Return the draft with a whole folder in place of its own. Raises as ``change``."""
    gone: dict[str, str | None] = dict.fromkeys(locked(viewer, key, version=version).files)
    return change(viewer, key, version=version, at=at, files={**gone, **files})


def drop(viewer: Viewer, key: UUID, *, version: int, at: datetime) -> None:
    """Put a draft away; it is kept and no longer offered. Raises Stale, NotRuleOwner."""
    check_writer(viewer)
    draft = locked(viewer, key, version=version)
    draft.state, draft.changed_at, draft.changed_by_id = PackDraft.DROPPED, at, viewer.person
    draft.save(update_fields=["state", "changed_at", "changed_by"])
    note(viewer, at=at, about=f"draft:{draft.pk}", did="dropped", pack=draft.pack)


def locked(viewer: Viewer, key: UUID, *, version: int) -> PackDraft:
    """Return an open draft, locked until the transaction ends. Raises Stale when it is another version, or not open."""
    draft = PackDraft.objects.select_for_update(of=("self",)).filter(org=viewer.org, pk=key).first()
    if draft is None or draft.version != version or draft.state != PackDraft.OPEN:
        raise Stale
    return draft


def is_own(name: str) -> bool:
    """Return whether a file is the pack's own: not one that came along from a library or a parent."""
    return not name.startswith((LIBRARY, PARENT))


def _check_files(files: Mapping[str, str]) -> None:
    for name in files:
        if not FILE_NAME.fullmatch(name) or not name.endswith(FILE_ENDING):
            raise refused("files", zh=f"“{name[:60]}”不是制度文件名", en=f"“{name[:60]}” is no name of a pack's file")
    if HEAD not in files:
        raise refused("files", zh=f"缺少 {HEAD}", en=f"{HEAD} is missing")
    if len(files) > MOST_FILES or sum(map(len, files.values())) > LARGEST:
        raise refused("files", zh="文件过多或过大", en="These are too many files, or too large ones")
    if any(one in text for text in files.values() for one in NUL):
        raise refused("files", zh="文件中有不可存储的字符", en="A file holds a character that no text has")
    if any(has_long_key(text) for text in files.values()):
        raise refused("files", zh="文件中的键嵌套过深", en="A file holds a key of too many parts")


def _check_chosen(chosen: Mapping[str, Any]) -> None:
    """Raise Refused for values that no row can hold."""
    for value in _single(chosen):
        if (isinstance(value, float) and not isfinite(value)) or "\0" in str(value) or len(str(value)) > LONGEST_VALUE:
            raise refused("settings", zh="有一项填写的值不可存储", en="One of the values cannot be kept: write another")


def _single(chosen: Mapping[str, Any]) -> Iterator[Any]:
    for value in chosen.values():
        yield from value.values() if isinstance(value, Mapping) else (value,)


def _said(files: Mapping[str, str], key: str) -> Any:
    """Return what the texts say under a key about the pack as a whole; what is no TOML says nothing."""
    for name, text in files.items():
        if key not in text or not is_own(name):
            continue
        try:
            head = head_of(text)
        except (ValueError, RecursionError):
            continue
        own = head.get("pack")
        found = {**head, **(own if isinstance(own, dict) else {})}.get(key)
        if found is not None:
            return found
    return None


def signatures_in(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the roles that a pack names, those of the one that it extends first: a local pack adds signers."""
    above = {name.partition("/")[2].partition("/")[2]: text for name, text in files.items() if name.startswith(PARENT)}
    named = _said(files, "signatures")
    own = tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()
    return (*(signatures_in(above) if above else ()), *own)


def _id_in(files: Mapping[str, str]) -> str:
    return str(_said({HEAD: files[HEAD]}, "id") or "draft")[:80]
