"""The order of an 8D: what opens when, what locks what, what closing waits for (FR-108, FR-114, FR-117, FR-118)."""

from __future__ import annotations

import pytest

from amends.core.checker import check
from amends.core.eight_d import (
    ActionState,
    Written,
    closing_missing,
    disciplines,
    empty_parts,
    locked_action,
    path,
)  # fmt: skip
from amends.core.finding import BrokenPack
from amends.core.plain_language import sentence
from tests.core.telling import pack_of

ROWS = "".join(f'[[discipline]]\nid = "D{n}"\n$A\n$T\n' for n in range(1, 9))
HEAD = '[[role]]\nid = "head"\n$T\n[[role]]\nid = "quality"\n$T\n'
APPROVED = (
    HEAD
    + '[[discipline]]\nid = "D5"\n$A\n$T\nby = ["quality"]\nreviewed_by = ["quality"]\napproved_by = ["head"]\nshown_to_customer = true\n'
)
EIGHT = disciplines([pack_of(ROWS)])


def written(*upto: str, verdict: str = "accepted", loop: int = 1) -> list[Written]:
    return [Written(name, 1, loop, verdict) for name in upto]


def standings(versions: list[Written], *, loop: int = 1) -> list[str]:
    return [one.standing for one in path(EIGHT, versions, loop=loop)]


def test_the_disciplines_open_one_after_the_other() -> None:
    """FR-108."""
    assert standings([]) == ["open"] + ["locked"] * 7
    assert standings(written("D1", "D2")) == ["accepted", "accepted", "open"] + ["locked"] * 5
    assert [one.waits_for for one in path(EIGHT, written("D1"), loop=1)] == ["", ""] + ["D2"] * 6


@pytest.mark.parametrize("verdict", ["draft", "refused", "returned"])
def test_what_does_not_stand_locks_everything_after_it(verdict: str) -> None:
    """FR-108: a returned cause opens nothing."""
    found = standings([*written("D1", "D2", "D3"), Written("D4", 1, 1, verdict)])

    assert found == ["accepted"] * 3 + [verdict] + ["locked"] * 4


@pytest.mark.parametrize("verdict", ["draft", "refused"])
def test_a_correction_that_is_not_handed_in_takes_nothing_away(verdict: str) -> None:
    """What stands stands until somebody sends it back."""
    versions = [*written("D1", "D2", "D3"), Written("D2", 2, 1, verdict)]

    assert standings(versions)[:4] == ["accepted"] * 3 + ["open"]
    assert path(EIGHT, versions, loop=1)[1].version == 1


def test_the_second_version_is_what_counts() -> None:
    """FR-112: v1 returned, v2 accepted."""
    versions = [*written("D1", "D2", "D3"), Written("D4", 2, 1, "accepted"), Written("D4", 1, 1, "returned")]

    assert standings(versions)[3:5] == ["accepted", "open"]


def test_in_the_second_loop_it_starts_again_at_the_cause() -> None:
    """FR-117: team, problem and containment stand; cause and everything after it is asked for anew."""
    everything = written(*(f"D{n}" for n in range(1, 9)))

    assert standings(everything, loop=2) == ["accepted"] * 3 + ["open"] + ["locked"] * 4


def test_without_a_cause_corrective_and_preventive_actions_are_locked_and_containment_is_not() -> None:
    """FR-108: cause empty, actions stay locked."""
    without = path(EIGHT, written("D1", "D2", "D3"), loop=1)
    with_cause = path(EIGHT, written("D1", "D2", "D3", "D4", verdict="handed_in"), loop=1)

    for kind in ("corrective", "preventive"):
        locked = locked_action(kind, without)
        assert locked is not None
        assert (locked.what, locked.article) == ("discipline:D4", "1")
        assert locked_action(kind, with_cause) is None
    assert locked_action("containment", without) is None
    assert locked_action("interim", without) is None


def test_each_part_that_nobody_wrote_is_named() -> None:
    content = {"cause_occurrence": "压接高度超限", "cause_escape": "  "}

    assert [one.field for one in empty_parts(EIGHT[3], content)] == ["cause_escape", "cause_system"]
    assert list(empty_parts(EIGHT[7], {"verification": "x"})) == []


def test_without_a_preventive_action_it_does_not_close() -> None:
    """FR-114."""
    corrective, preventive = ActionState("corrective", is_done=True), ActionState("preventive", is_done=True)

    assert [one.what for one in closing_missing(EIGHT[7], [corrective])] == ["action:preventive"]
    assert list(closing_missing(EIGHT[7], [corrective, preventive])) == []


def test_a_corrective_action_that_promised_nothing_keeps_it_open_by_name() -> None:
    """FR-116: a preventive one may stay without a promise."""
    said = ActionState("corrective", is_done=True, text="炉前测温联锁")
    silent = ActionState("corrective", is_done=True, is_judged=False, text="x" * 60)
    preventive = ActionState("preventive", is_done=True, is_judged=False)

    (found,) = closing_missing(EIGHT[7], [said, silent, preventive])

    assert found.what == "action:promise"
    assert "“" + "x" * 40 + "…”" in found.says.en
    assert found.says.zh
    assert found.article == EIGHT[7].row.article


def test_an_action_that_is_not_done_and_a_spread_left_open_keep_it_open() -> None:
    """FR-118: three similar lines, one neither done nor with a reason."""
    actions = [ActionState("corrective", is_done=True, open_spreads=1), ActionState("preventive", is_done=False)]

    assert [one.what for one in closing_missing(EIGHT[7], actions)] == ["action:done", "spread"]


def test_a_customers_own_disciplines_stand_beside_those_of_the_lead() -> None:
    """The lead says who approves; the customer's row adds the step that meets the customer's clock."""
    customer = pack_of(ROWS.replace('id = "D5"', 'id = "D5"\nthen = { sent = "register" }'))

    found = disciplines([pack_of(""), pack_of(APPROVED), customer])

    assert [one.id for one in found] == ["D5", "D1", "D2", "D3", "D4", "D6", "D7", "D8"]
    assert (found[0].approved_by, found[0].steps("sent"), found[0].steps("approved")) == (("head",), ("register",), ())
    assert disciplines([pack_of("")]) == ()


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (ROWS.replace('"D8"', '"E1"'), "missing_key"),
        (ROWS + 'step = "nothing"\n', "unknown_step"),
        (ROWS + 'then = { accepted = "register" }\n', "never_taken"),
        (ROWS + 'then = { approved = "register" }\n', "never_taken"),
        (ROWS + 'by = ["ghost"]\n', "unknown_role"),
        (ROWS + 'tells = { ghost = "closing" }\n', "unknown_part"),
        (ROWS + 'fills = { ghost = "closing" }\n', "unknown_fact"),
        (ROWS + 'plans = [{ kind = "preventive", step = "ghost" }]\n', "unknown_step"),
        (ROWS.replace("$A\n", 'article = "99"\n', 1), "unknown_article"),
    ],
)
def test_a_discipline_that_names_what_is_not_there_or_never_comes_is_found(rows: str, kind: str) -> None:
    assert kind in {one.kind for one in check(pack_of(rows)) if one.level == "error"}


@pytest.mark.parametrize("key", ['asks = ["moon"]', 'fills = { reason = "moon" }', 'then = { sometimes = "x" }'])
def test_words_that_an_8d_does_not_have_are_refused_when_it_is_read(key: str) -> None:
    with pytest.raises(BrokenPack):
        pack_of(ROWS + key + "\n")


def test_a_discipline_is_read_aloud() -> None:
    pack = pack_of(APPROVED)

    said = sentence(pack, pack.discipline[0])

    assert said.zh == "D5 “题”：由题提交；由题预审；经题批准后客户方可看到；门户可见"
    assert said.en == (
        "D5 “Title”: handed in by Title; looked at beforehand by Title;"
        " the customer sees it only after approval by Title; shown at the portal"
    )


@pytest.mark.parametrize("line", ["shown_to_customer = true", 'then = { sent = "register" }'])
def test_what_the_customer_gets_of_a_discipline_is_approved_by_somebody(line: str) -> None:
    """FR-115: an error, for nobody could ever let it leave."""
    open_, named = (
        pack_of(f'{HEAD}[[discipline]]\nid = "D3"\n$A\n$T\n{line}\n{by}') for by in ("", 'approved_by = ["head"]\n')
    )

    assert "unapproved" in {one.kind for one in check(open_) if one.level == "error"}
    assert "unapproved" not in {one.kind for one in check(named)}
