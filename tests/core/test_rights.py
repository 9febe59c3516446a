"""What the complainant may do and until when: from which event on, how long, and what uses or ends it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from amends.core.checker import check
from amends.core.ledger import CaseState
from amends.core.pack import Pack
from amends.core.page import Page
from amends.core.plain_language import sentence
from amends.core.rights import Right, begun_by, rights
from amends.core.wording import check_reply, required_parts
from tests.core.telling import at, event, happen, hold, pack_of
from tests.core.telling import rules as rules_of

REVIEW = """
[[right]]
id = "review"
$A
title = { zh = "申请复核", en = "ask for a review" }
opens = "decision_told"
within = "30 d"
ends = ["withdrawn"]
used_by = { event = "noted", kind = "recheck" }
"""
OMBUDSMAN = """
[[right]]
id = "ombudsman"
$A
title = { zh = "申请调解", en = "go to the ombudsman" }
to = { outside = "ombudsman" }
when = { satisfaction = "dissatisfied" }
"""


def standing(pack: Pack, state: CaseState, now: str) -> tuple[Right, ...]:
    return rights(pack, Page(state, rules_of(pack), {}, now=at(now)).scene(pack))


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2024-03-01 10:00:00", "may"), ("2024-03-31 10:00:00", "may"), ("2024-03-31 10:00:01", "over")],
)
def test_a_right_stands_for_its_days_and_is_over_one_second_later(now: str, expected: str) -> None:
    pack = pack_of(REVIEW)

    found = standing(pack, happen(pack, event("2024-03-01 10:00", "decision_told")), now)

    assert [(one.row.id, one.standing, one.until) for one in found] == [("review", expected, at("2024-03-31 10:00"))]


def test_before_its_event_there_is_no_right() -> None:
    pack = pack_of(REVIEW)

    assert standing(pack, happen(pack, event("2024-03-01 10:00", "received")), "2024-03-02 10:00") == ()


def test_another_decision_gives_the_right_again() -> None:
    """The latest opening counts, so what was used before is open once more."""
    pack = pack_of(REVIEW)
    told = event("2024-03-01 10:00", "decision_told"), event("2024-03-02 10:00", "noted", kind="recheck")

    used = standing(pack, happen(pack, *told), "2024-03-03 10:00")
    again = standing(pack, happen(pack, *told, event("2024-03-05 10:00", "decision_told")), "2024-03-06 10:00")

    assert [one.standing for one in (*used, *again)] == ["used", "may"]
    assert again[0].until == at("2024-04-04 10:00")


def test_an_event_that_ends_it_ends_it_at_once() -> None:
    pack = pack_of(REVIEW)

    found = standing(
        pack,
        happen(pack, event("2024-03-01 10:00", "decision_told"), event("2024-03-02 10:00", "withdrawn")),
        "2024-03-03 10:00",
    )

    assert [one.standing for one in found] == ["over"]


def test_a_right_without_event_or_days_stands_from_receipt_as_long_as_its_condition_holds() -> None:
    pack = pack_of(OMBUDSMAN)
    received = event("2024-03-01 10:00", "received")

    silent = standing(pack, happen(pack, received), "2034-03-01 10:00")
    unhappy = standing(
        pack,
        happen(pack, received, event("2024-03-02 10:00", "rated", satisfaction="dissatisfied")),
        "2034-03-01 10:00",
    )

    assert silent == ()
    assert [(one.standing, one.since, one.until) for one in unhappy] == [("may", at("2024-03-01 10:00"), None)]


def test_the_days_may_be_a_setting_and_count_as_the_row_says() -> None:
    rows = """
[[setting]]
id = "review_within"
article = "1"
type = "span"
question = { zh = "几日？", en = "How long?" }
""" + REVIEW.replace('"30 d"', '{ setting = "review_within" }\ncounting = { days_end = "end_of_day" }')

    def until(**chosen: str) -> datetime | None:
        pack = pack_of(rows, **chosen)
        return standing(pack, happen(pack, event("2024-03-01 10:00", "decision_told")), "2024-03-02 10:00")[0].until

    assert until(review_within="10 d") == at("2024-03-11 23:59:59")
    assert until() is None


def test_a_story_names_every_right_with_its_last_moment() -> None:
    story = """
[[event]]
at = 2024-03-01T10:00:00+08:00
do = "decision_told"
expect.rights = { review = 2024-03-31T10:00:00+08:00 }
[[event]]
at = 2024-03-31T10:00:01+08:00
do = "nothing"
expect.rights = { review = "over" }
"""
    hold(pack_of(REVIEW), story)
    with pytest.raises(AssertionError, match="rights"):
        hold(pack_of(REVIEW), story.replace("review = 2024-03-31T10:00:00", "review = 2024-03-30T10:00:00"))


@pytest.mark.parametrize(
    ("rows", "kind", "key"),
    [
        (REVIEW.replace('"30 d"', '"30 moons"'), "value", "within"),
        (REVIEW.replace('"30 d"', '"at_once"'), "value", "within"),
        (REVIEW.replace("used_by", "# used_by"), "never_used", "used_by"),
        (REVIEW.replace('"decision_told"', '"decision_guessed"'), "unknown_event", "opens"),
        (REVIEW.replace('["withdrawn"]', '["vanished"]'), "unknown_event", "ends"),
        (OMBUDSMAN.replace('{ outside = "ombudsman" }', '"nobody_here"'), "unknown_role", "to"),
        (OMBUDSMAN.replace('"dissatisfied"', '"furious"'), "unknown_choice", "when.satisfaction"),
    ],
)
def test_a_right_that_says_nothing_or_names_what_is_not_there_is_found(rows: str, kind: str, key: str) -> None:
    found = check(pack_of(rows))

    assert (kind, key) in {(one.kind, one.key) for one in found if one.level == "error"}


def test_a_sound_right_is_no_finding() -> None:
    assert check(pack_of(REVIEW + OMBUDSMAN)) == ()


def test_a_right_that_begins_or_is_used_by_what_no_step_causes_is_noted() -> None:
    step = (
        '[[stage]]\nid = "new"\nkind = "closed"\n$T\n[[step]]\nid = "register"\nkind = "register"\n$A\n$T\nto = "new"\n'
    )

    found = check(pack_of(REVIEW + step))

    notes = {(one.kind, one.key) for one in found if one.level == "note"}
    assert {("never_used", "used_by"), ("never_begins", "opens")} <= notes


def test_a_right_is_read_aloud_with_its_limits() -> None:
    pack = pack_of(REVIEW + OMBUDSMAN)

    review, ombudsman = (sentence(pack, row) for row in pack.right)

    assert review.zh == "投诉人自“告知决定”起 30 天内可“申请复核”；“撤诉”后不再可以；“备注”（recheck）即为行使"
    assert ombudsman.zh == "若满意度为不满意：投诉人自收到投诉起可向申诉专员机构“申请调解”"
    assert review.en == (
        "the complainant may “ask for a review” from “Decision told” on, for 30 days; no longer after “Withdrawn”;"
        " used by “Noted” (recheck)"
    )
    assert ombudsman.en == (
        "If Satisfaction is Dissatisfied: the complainant may “go to the ombudsman” (of Ombudsman) from the receipt on"
    )


STEPS = """
[[step]]
id = "tell"
$A
kind = "record"
title = { zh = "告知决定", en = "Tell the decision" }
causes = ["decision_told"]
[[step]]
id = "note"
$A
kind = "record"
title = { zh = "备注", en = "Note" }
causes = ["noted"]
"""


def test_a_step_says_which_rights_it_begins_and_until_when() -> None:
    pack = pack_of(REVIEW + OMBUDSMAN + STEPS)
    now, scene = at("2024-03-01 10:00"), Page(happen(pack), rules_of(pack), {}, now=at("2024-03-01 10:00")).scene(pack)

    begun = {step: begun_by(pack, scene, pack.steps[step], now) for step in ("tell", "note")}

    assert [(one.row.id, one.until) for one in begun["tell"]] == [("review", at("2024-03-31 10:00"))]
    assert begun["note"] == ()


TOLD = """
[[right]]
id = "ombudsman"
article = "2"
title = { zh = "申请调解", en = "go to the ombudsman" }
to = { outside = "ombudsman" }
opens = { event = "replied", kind = ["final_response"] }
when = { satisfaction = "dissatisfied" }
told_in = ["refer"]

[[part]]
id = "refer"
article = "1"
of = "final_response"
title = { zh = "可以申请调解", en = "that the ombudsman is open" }
when = { anonymous = true }

[[article]]
no = "2"
zh = "可申请调解。"
en = "The ombudsman is open."
"""


def answered(pack: Pack, **facts: Any) -> list[tuple[str, str, str]]:
    state = happen(pack, event("2024-03-01 10:00", "received", **facts))
    scene = Page(state, rules_of(pack), {}, now=at("2024-03-02 10:00")).scene(pack)
    assert bool(required_parts(pack, scene, of="final_response")) == bool(facts)
    return [(one.row, one.article, one.right) for one in check_reply(pack, "", {}, scene, of="final_response")]


def test_an_answer_that_begins_a_right_and_does_not_tell_it_is_refused_by_the_article_of_the_right() -> None:
    """FR-137: the part is demanded where the right stands, even where it would not be by itself."""
    pack = pack_of(TOLD)

    assert answered(pack, satisfaction="dissatisfied") == [("refer", "2", "ombudsman")]
    assert answered(pack, anonymous=True) == [("refer", "1", "")], "no right stands: the part's own article"
    assert answered(pack) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('told_in = ["refer"]', ""), [("untold", "note")]),
        (('told_in = ["refer"]', 'told_in = ["nothing"]'), [("unknown_part", "error"), ("untold", "error")]),
        (('kind = ["final_response"]', 'kind = ["final_response", "summary"]'), [("untold", "error")]),
        (("", ""), []),
    ],
)
def test_the_checker_finds_a_right_that_no_part_of_the_answer_tells(
    change: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    found = check(pack_of(TOLD.replace(*change)))

    told = {"untold", "unknown_part"}
    assert [(one.kind, one.level) for one in found if one.table == "right" and one.kind in told] == expected


def test_a_right_read_aloud_says_what_the_answer_has_to_tell() -> None:
    pack = pack_of(TOLD)

    says = sentence(pack, pack.right[0])

    assert "an answer has to tell it: “that the ombudsman is open”" in says.en
    assert "答复须写明“可以申请调解”" in says.zh
