"""Every part of every pack: a complete answer passes; without any one of its parts it is refused with the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amends.core.analysis import Analysis
from amends.core.evaluate import Scene
from amends.core.pack import Pack, PartRow
from amends.core.reply_compiler import answer_of, compile_reply
from amends.core.reply_content import PART
from amends.core.wording import required_parts
from amends.regulations import folders
from tests.shipped import pack_named

GRANTED = {"amount": 3000, "return_date": datetime(2024, 3, 8, 4, tzinfo=UTC), "sample_no": "LY-0308"}
FULL = {
    "zh": "依据《投诉处理规定》第三条，退还 3,000 元，2024年3月8日前办结，留样 LY-0308，电话 0755-88881234，见 www.example.org。",
    "en": "Under article 3 of the Act we refund RMB 3,000 by 8 March 2024, sample LY-0308, call 0755-88881234, see www.example.org.",
}
"""Words that any part may consist of: they hold everything that a part can be asked to hold or state."""


def _every_part() -> Iterator[tuple[str, str]]:
    for folder in (*folders.shipped(), *folders.libraries()):
        yield from ((folder.name, f"{part.of}:{part.id}") for part in pack_named(folder.name).part)


PARTS = tuple(_every_part())


def _named(name: str, part: str) -> tuple[Pack, PartRow, Scene]:
    pack = pack_named(name)
    row = next(one for one in pack.part if f"{one.of}:{one.id}" == part)
    witness = Analysis(pack).satisfiable(row.when)
    assert witness is not None
    scene = witness.scene(pack)
    return pack, row, replace(scene, facts={**scene.facts, **GRANTED})


def _in_currency(text: str, pack: Pack) -> str:
    said = {"CNY": ("RMB 3,000", "3,000 元"), "GBP": ("GBP 3,000", "3,000 英镑"), "AUD": ("AUD 3,000", "3,000 澳元")}
    en, zh = said.get(pack.currency, (f"{pack.currency} 3,000",) * 2)
    return text.replace("RMB 3,000", en).replace("3,000 元", zh)


def _complete(pack: Pack, row: PartRow, scene: Scene, language: str) -> dict[str, str]:
    prescribed = [one.texts[0] for one in pack.phrase if one.rule == "prescribed" and one.use == row.of]
    parts = {PART + one.id: _in_currency(FULL[language], pack) for one in required_parts(pack, scene, of=row.of)}
    return {"text": "；".join(["您好", *prescribed]), **parts}


def test_there_are_parts_to_leave_out() -> None:
    assert len(PARTS) > 80
    assert len({name for name, _part in PARTS}) > 20


DEMANDED = {
    "R-22": ("reply", {"facts", "reason", "plan", "time"}),
    "R-26": ("reply", {"facts", "cause", "plan", "time"}),
    "CBIRC 2020-3": ("reply", {"decision", "review", "other_ways"}),
    "MIIT telecom appeals": ("reply", {"may_appeal"}),
    "ASIC RG 271": ("idr_response", {"rg_decision", "rg_reasons", "rg_outside", "rg_contact"}),
    "CFPB company portal": ("portal_response", {"cfpb_steps", "cfpb_messages", "cfpb_follow_up"}),
    "FCA DISP 1": (
        "final_response",
        {"fca_reasons", "fca_redress", "fca_leaflet", "fca_web", "fca_refer", "fca_limits"},
    ),
}
"""What the sources demand of a final answer: the decision, its reasons, the remedy, where else to go, when, how."""


def test_every_final_answer_demands_the_parts_of_its_regime() -> None:
    """FR-137: a letter that a regime names is never one without parts."""
    packs = [pack_named(folder.name) for folder in folders.shipped()]
    demanded = {(pack.domain, part.of, part.id) for pack in packs for part in pack.part}
    letters = {
        (pack.domain, kind) for pack in packs for step in pack.step if step.kind == "reply" for kind in step.kinds
    }

    assert {(domain, of, part) for domain, (of, parts) in DEMANDED.items() for part in parts} <= demanded
    assert letters <= {(domain, of) for domain, of, _ in demanded}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_complete_answer_leaves_and_one_without_any_single_part_does_not(name: str, part: str, language: str) -> None:
    """FR-137: the refusal names the part and its article, or the article of the right that it tells."""
    pack, row, scene = _named(name, part)
    words = _complete(pack, row, scene, language)

    assert PART + row.id in words
    assert compile_reply(pack, answer_of(words), scene, of=row.of) == ()
    for left_out in words.keys() - {"text"}:
        without = answer_of({field: said for field, said in words.items() if field != left_out})
        found = compile_reply(pack, without, scene, of=row.of)
        wanted = next(one for one in pack.part if one.of == row.of and PART + one.id == left_out)
        [only] = found
        articles = {wanted.article, *(right.article for right in pack.right if wanted.id in right.told_in)}
        assert (only.kind, only.row, only.field) == ("missing_part", wanted.id, left_out)
        assert only.article in articles & set(pack.articles)
        assert (wanted.title.zh in only.says.zh, wanted.title.en in only.says.en) == (True, True)


STATED = tuple(
    (name, part) for name, part in PARTS if any(f"{p.of}:{p.id}" == part and p.states for p in pack_named(name).part)
)
HELD = tuple(
    (name, part) for name, part in PARTS if any(f"{p.of}:{p.id}" == part and p.has for p in pack_named(name).part)
)


@pytest.mark.parametrize(("name", "part"), STATED)
def test_a_figure_that_is_not_that_of_the_case_is_refused_with_its_place_and_what_is_right(
    name: str, part: str
) -> None:
    pack, row, scene = _named(name, part)
    words = _complete(pack, row, scene, "zh")
    changed = {"3,000": "3,100", "2024年3月8日": "2024年3月9日", "LY-0308": "LY-0309"}
    said = words[PART + row.id]
    for right, wrong in changed.items():
        said = said.replace(right, wrong)

    found = compile_reply(pack, answer_of({**words, PART + row.id: said}), scene, of=row.of)

    assert {one.field for one in found} == {PART + row.id}
    own = [one for one in found if one.row == row.id]
    assert own
    for one in own:
        assert (one.kind in ("contradicts", "unstated"), one.article) == (True, row.article)
        assert one.expected in ("3,000", "2024-03-08", "LY-0308")
        assert one.kind == "unstated" or said[one.start : one.end] == one.phrase


@pytest.mark.parametrize(("name", "part"), HELD)
def test_a_part_that_is_there_but_says_nothing_of_what_it_must_hold_is_refused(name: str, part: str) -> None:
    """FR-137: "soon" is no time; FR-141: "our policy" is no rule."""
    pack, row, scene = _named(name, part)
    words = {**_complete(pack, row, scene, "zh"), PART + row.id: "我们会尽快"}

    found = [one for one in compile_reply(pack, answer_of(words), scene, of=row.of) if one.kind == "lacks"]

    assert [(one.row, one.article, one.field) for one in found] == [(row.id, row.article, PART + row.id)]


def test_the_right_amount_in_another_currency_is_not_the_amount() -> None:
    """FR-139: 3,000 pounds were granted, and 3,000 yuan were written."""
    pack, row, scene = _named("uk-fca-disp", "final_response:fca_redress")
    words = _complete(pack, row, scene, "en")
    yuan = {**words, PART + row.id: words[PART + row.id].replace("GBP 3,000", "RMB 3,000")}

    assert compile_reply(pack, answer_of(words), scene, of=row.of) == ()
    assert [one.field for one in compile_reply(pack, answer_of(yuan), scene, of=row.of)] == [PART + row.id]
