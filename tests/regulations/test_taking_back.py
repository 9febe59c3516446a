"""A change of a draft can be taken back and made again, by whoever writes it, and never over another's change."""

from __future__ import annotations

import pytest

from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.regulations import drafts
from amends.regulations.models import PackDraft
from amends.regulations.publishing import places, sign
from tests.makers import MONDAY, Town, viewer
from tests.regulations.test_drafts import begun, from_eight, river

__all__ = ["river"]
pytestmark = pytest.mark.django_db


def back(made: Town, draft: PackDraft, *, again: bool = False, by: str = "lan") -> PackDraft:
    return drafts.take_back(viewer(made, by, at=MONDAY), draft.pk, version=draft.version, at=MONDAY, again=again)


def test_a_change_is_taken_back_and_made_again_byte_for_byte(river: Town) -> None:
    with organisation(river.org.id):
        first = begun(river)
        changed = from_eight(river, first)

        undone = back(river, changed)
        assert (undone.files, undone.content_hash) == (first.files, first.content_hash)
        assert undone.version == changed.version + 1
        redone = back(river, undone, again=True)
        assert (redone.files, redone.content_hash) == (changed.files, changed.content_hash)


def test_files_that_came_with_a_change_go_with_it_and_settings_too(river: Town) -> None:
    with organisation(river.org.id):
        draft = begun(river)
        lan = viewer(river, "lan", at=MONDAY)
        more = drafts.change(
            lan, draft.pk, version=1, at=MONDAY, files={"own.toml": "# ours\n"}, chosen={"project_limit": 1}
        )

        undone = back(river, more)

        assert "own.toml" not in undone.files
        assert undone.chosen == draft.chosen


def test_another_change_after_taking_back_leaves_nothing_to_make_again(river: Town) -> None:
    with organisation(river.org.id):
        undone = back(river, from_eight(river, begun(river)))
        lan = viewer(river, "lan", at=MONDAY)
        other = drafts.change(lan, undone.pk, version=undone.version, at=MONDAY, files={"own.toml": "# ours\n"})

        with pytest.raises(Refused, match="Nothing to redo"):
            back(river, other, again=True)
        with pytest.raises(Refused, match="Nothing to undo"):
            back(river, back(river, other))


def test_who_took_it_back_first_is_not_overwritten_and_who_may_not_write_takes_nothing_back(river: Town) -> None:
    with organisation(river.org.id):
        changed = from_eight(river, begun(river))
        back(river, PackDraft.objects.get())

        with pytest.raises(drafts.Stale):
            drafts.take_back(viewer(river, "lan", at=MONDAY), changed.pk, version=changed.version - 1, at=MONDAY)
        with pytest.raises(drafts.NotRuleOwner):
            back(river, PackDraft.objects.get(), again=True, by="mo")


def test_a_signature_holds_again_for_the_content_it_was_given_for(river: Town) -> None:
    """FR-236: a signature is for one content, whatever came between."""
    with organisation(river.org.id):
        draft, mo = begun(river), viewer(river, "mo", at=MONDAY)
        sign(mo, draft.pk, "hq_cs", content_hash=draft.content_hash, version=draft.version, at=MONDAY)
        changed = from_eight(river, draft)
        assert [one.at for one in places(mo, changed)] == [None]

        undone = back(river, changed)

        assert [one.at for one in places(mo, undone)] == [MONDAY]
