"""Papers that both sides sign: rows read aloud, checked, and offered only where some step signs them (FR-132)."""

from __future__ import annotations

from amends.core.checker import check
from amends.core.papers import papers, signing
from amends.core.plain_language import sentence
from tests.core.small_packs import T
from tests.core.telling import pack_of

PAPER = f'[[paper]]\nid = "settlement"\n$A\ntitle = {T}\nsays = {T}\nstates = ["wish"]\n'
SIGNED = '[[step]]\nid = "agree"\nkind = "record"\n$A\n$T\nfrom = ["*"]\ncauses = ["remedy_agreed"]\n'


def test_a_paper_is_signed_by_the_step_that_causes_its_event() -> None:
    pack = pack_of(PAPER + SIGNED)

    assert [one.id for one in papers(pack)] == ["settlement"]
    assert [one.id for one in signing(pack, pack.paper[0])] == ["agree"]
    assert "signed by both sides" in sentence(pack, pack.paper[0]).en


def test_a_paper_that_no_step_signs_is_a_fault_and_is_not_offered() -> None:
    pack = pack_of(PAPER + SIGNED.replace("remedy_agreed", "noted"))

    assert [one.kind for one in check(pack) if one.table == "paper"] == ["never_signed"]
    assert papers(pack) == ()


def test_a_paper_states_facts_that_there_are() -> None:
    pack = pack_of((PAPER + SIGNED).replace('"wish"', '"terms"'))

    assert [(one.kind, one.key) for one in check(pack) if one.table == "paper"] == [("unknown_fact", "states")]
