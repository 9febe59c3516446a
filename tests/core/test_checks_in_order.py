"""Check lists in order: who answers, what has to be written down, what an answer ends and finds (FR-025)."""

from __future__ import annotations

import pytest

from amends.core.checker import check
from amends.core.checks_in_order import out_of_reach
from amends.core.evaluate import Scene
from amends.core.loading import BrokenPack
from amends.core.mutants import killed, mutants
from amends.core.pack import Pack
from amends.core.plain_language import sentence
from tests.core.telling import TITLE, at, hold, pack_of, rules

THREE = "".join(
    f"""
[[field]]
id = "{name}_seen"
$A
$T
type = "long_text"
form = "checks"
[[field]]
id = "{name}"
$A
$T
type = "choice"
form = "checks"
choices = [{{ id = "fine", zh = "正常", en = "Fine" }}, {{ id = "ours", zh = "本店", en = "Our fault" }}]
[[check]]
id = "{name.upper()}"
list = "glasses"
$A
question = {TITLE}
asks = "{name}"
seen = "{name}_seen"
by = {by}
leads = [{{ answer = "ours", ends = true, finds = {{ liable = "ours" }} }}]
"""
    for name, by in (("d", '["sales"]'), ("e", '["optometrist"]'), ("f", '["optometrist"]'))
)
STEPS = """
[[check_list]]
id = "glasses"
$A
$T
[[role]]
id = "sales"
$T
[[role]]
id = "optometrist"
$T
[[stage]]
id = "open"
$T
kind = "new"
[[stage]]
id = "closed"
$T
kind = "closed"
[[step]]
id = "register"
kind = "register"
$A
$T
to = "open"
[[step]]
id = "look"
kind = "record"
$A
$T
from = ["open"]
causes = ["checked"]
asks = ["d", "d_seen", "e", "e_seen", "f", "f_seen"]
[[step]]
id = "conclude"
kind = "find"
$A
$T
from = ["open"]
to = "closed"
needs = [{ checked = "glasses" }]
"""


def told(*events: tuple[str, str, str, str]) -> str:
    """Return a story of steps: do, by, with, expect."""
    head = '[[event]]\nat = 2024-03-07T09:00:00+08:00\ndo = "register"\n'
    return head + "".join(
        f'[[event]]\nat = 2024-03-07T10:{nth:02}:00+08:00\ndo = "{do}"\nby = "{by}"\nwith = {{ {with_} }}\n{expect}\n'
        for nth, (do, by, with_, expect) in enumerate(events)
    )


def glasses() -> Pack:
    return pack_of(THREE + STEPS)


def scene(pack: Pack, **facts: object) -> Scene:
    calendar = rules(pack).calendars[pack.id]
    return Scene(pack, facts, {}, at("2024-03-07 10:00"), calendar, pack.counting)


D_FINE = ("look", "sales", 'd = "fine", d_seen = "x"', 'expect.next_check = { glasses = "E" }')


def test_checks_are_answered_in_their_order() -> None:
    """FR-025: E empty, F refused."""
    hold(glasses(), told(
        ("look", "optometrist", 'e = "fine", e_seen = "x"', 'expect.refused = { missing = ["check:D"] }'),
        D_FINE,
        ("look", "optometrist", 'f = "ours", f_seen = "x"', 'expect.refused = { missing = ["check:E"] }'),
    ))  # fmt: skip


def test_what_is_found_ends_the_list_and_is_known() -> None:
    """FR-025: E is a processing error, F to H are not required."""
    hold(glasses(), told(
        D_FINE,
        ("conclude", "sales", "", 'expect.refused = { missing = ["checked:glasses"] }'),
        ("look", "optometrist", 'e = "ours", e_seen = "x"', 'expect.next_check = { glasses = "" }'),
        ("look", "optometrist", 'f = "fine", f_seen = "x"', 'expect.refused = { missing = ["ended:F"] }'),
        ("conclude", "sales", "", 'expect.stage = "closed"'),
    ))  # fmt: skip


def test_several_may_be_answered_at_once_and_the_last_ends_the_list_too() -> None:
    answers = 'd = "fine", d_seen = "x", e = "fine", e_seen = "x", f = "fine", f_seen = "x"'

    hold(glasses(), told(("look", "optometrist", answers, 'expect.refused = { missing = ["role"] }')))
    hold(glasses(), told(D_FINE, ("look", "optometrist", answers.partition(", e =")[2].join(["e =", ""]),
                                  'expect.next_check = { glasses = "" }')))  # fmt: skip


def test_an_answer_needs_what_was_seen_and_whoever_may_give_it() -> None:
    """FR-025: evidence for each check."""
    hold(glasses(), told(
        ("look", "sales", 'd = "fine"', 'expect.refused = { missing = ["known:d_seen"] }'),
        ("look", "optometrist", 'd = "fine", d_seen = "x"', 'expect.refused = { missing = ["role"] }'),
    ))  # fmt: skip


def test_an_answer_may_be_corrected() -> None:
    hold(glasses(), told(D_FINE, ("look", "sales", 'd = "ours", d_seen = "y"', 'expect.next_check = { glasses = "" }')))


def test_forms_leave_out_what_is_no_longer_asked() -> None:
    pack = glasses()

    assert out_of_reach(pack, scene(pack, d="fine")) == frozenset()
    assert out_of_reach(pack, scene(pack, e="ours")) == {"f", "f_seen"}


def test_a_check_that_does_not_apply_is_passed_over() -> None:
    pack = pack_of(THREE.replace('id = "E"', 'id = "E"\nwhen = { in_warranty = true }') + STEPS)

    assert out_of_reach(pack, scene(pack, in_warranty=False)) == {"e", "e_seen"}
    hold(pack, told(("look", "sales", 'd = "fine", d_seen = "x"', 'expect.next_check = { glasses = "F" }')))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('answer = "ours"', 'answer = "theirs"', ("unknown_choice", "leads.0.answer")),
        ('finds = { liable = "ours" }', 'finds = { liable = "them" }', ("unknown_choice", "leads.0.finds.liable")),
        ('finds = { liable = "ours" }', 'finds = { blame = "ours" }', ("unknown_fact", "leads.0.finds.blame")),
        ('asks = "e"', 'asks = "d"', ("twice", "asks")),
        ('asks = "e"', 'asks = "nothing"', ("unknown_field", "asks")),
        ('seen = "e_seen"', 'seen = "nothing"', ("unknown_field", "seen")),
        ('list = "glasses"', 'list = "shoes"', ("unknown_check_list", "list")),
        ('by = ["sales"]', 'by = ["smith"]', ("unknown_role", "by")),
        ('checked = "glasses"', 'checked = "shoes"', ("unknown_check_list", "needs.checked")),
    ],
)
def test_a_check_that_speaks_of_nothing_is_found(old: str, new: str, found: tuple[str, str]) -> None:
    findings = check(pack_of((THREE + STEPS).replace(old, new)))

    assert found in {(one.kind, one.key) for one in findings if one.level == "error"}


def test_a_sound_list_has_no_finding() -> None:
    assert [one for one in check(glasses()) if one.level == "error"] == []


def test_a_check_without_a_question_is_refused() -> None:
    with pytest.raises(BrokenPack):
        pack_of(THREE.replace("question", "asking"))


def test_a_check_is_read_aloud() -> None:
    pack = glasses()

    assert sentence(pack, pack.check[0]).en == (
        "“Title”, in its turn by Title: “Title”; what was seen is written down; "
        "on “Our fault”: no later check is asked, Liable: Ours"
    )
    assert sentence(pack, pack.steps["conclude"]).zh.endswith("须已逐项查完“题”")


def test_a_list_that_ends_elsewhere_or_finds_nothing_is_noticed_by_a_story() -> None:
    story = told(
        D_FINE,
        ("look", "sales", 'e = "ours", e_seen = "x"', 'expect.refused = { missing = ["role"] }'),
        ("look", "optometrist", 'e = "ours", e_seen = "x"', 'expect.next_check = { glasses = "" }'),
    )
    example = f"[[example]]\ntitle = {TITLE}\n" + story.replace("[[event]]", "[[example.event]]")
    pack = pack_of(THREE + STEPS + example)

    unnoticed = [one.says for one in mutants(pack) if one.says.startswith("check E") and not killed(one)]

    assert unnoticed == ["check E: ours finds nothing"]  # no row of this pack reads who is liable
