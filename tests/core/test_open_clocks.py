"""A later version lends its figures of time to what is open, where its row says so, and nothing else (FR-255)."""

from __future__ import annotations

from amends.core.engine import follow_clocks
from amends.core.folding import Folding
from amends.core.ledger import CaseState
from amends.core.open_clocks import holding_for_open, newest_clocks
from amends.core.pack import Pack
from tests.core.telling import OFFICE, at, duty, event, happen, pack_of, rules, run_of

OPENED = 'opens = "received"\nmet_by = "replied"\n'
OLD = duty("A", OPENED + 'within = "12 h"') + duty("B", OPENED + 'within = "12 h"')
SETTING = """
[[setting]]
id = "long"
article = "1"
type = "span"
default = "5 h"
question = { zh = "多久", en = "How long" }
"""


def newer(within: str, more: str = "") -> Pack:
    """A version in which A takes so long, for open cases too, and B half as long, for new ones."""
    a = duty("A", OPENED + f"within = {within}\nholds_for_open = true\n" + more)
    return pack_of(a + duty("B", OPENED + 'within = "6 h"'))


def opened() -> CaseState:
    return happen(pack_of(OLD), event("2024-03-07 10:00", "received"), calendar={"week": OFFICE})


def followed(of: Pack, moment: str) -> tuple[CaseState, list[str]]:
    """The open case after that version came into force."""
    (pack,) = newest_clocks((pack_of(OLD), of))
    state, effects = follow_clocks(opened(), rules(pack, {"week": OFFICE}), at=at(moment), pack=pack.id, version="abc")
    folded = Folding(opened())
    folded.take((), effects)
    assert folded.state().obligations == state.obligations
    return state, [effect.kind for effect in effects]


def test_only_the_clock_that_says_so_moves_and_its_old_value_stays() -> None:
    state, kinds = followed(newer('"24 h"'), "2024-03-07 12:00")

    assert (run_of(state, "A").due_at, run_of(state, "A").was_due) == (
        at("2024-03-08 10:00"),
        (at("2024-03-07 22:00"),),
    )
    assert (run_of(state, "B").due_at, run_of(state, "B").was_due) == (at("2024-03-07 22:00"), ())
    assert kinds == ["clocks", "moved"]


def test_what_is_in_time_is_not_made_late_by_a_shorter_figure() -> None:
    state, kinds = followed(newer('"1 h"'), "2024-03-07 12:00")

    assert run_of(state, "A").due_at == at("2024-03-07 22:00")
    assert kinds == ["clocks"]


def test_what_the_figure_takes_from_a_setting_comes_with_it() -> None:
    lent = pack_of(SETTING + duty("A", OPENED + 'within = { setting = "long" }\nholds_for_open = true'))

    state, _ = followed(lent, "2024-03-07 12:00")

    assert run_of(state, "A").due_at == at("2024-03-07 15:00")


def test_who_owes_it_and_what_meets_it_stay_as_they_were() -> None:
    changed = pack_of(
        duty("A", 'opens = "registered"\nmet_by = "closed"\nwithin = "24 h"\nholds_for_open = true\nforce = "should"')
    )

    (pack,) = newest_clocks((pack_of(OLD), changed))

    row, before = pack.duties["A"], pack_of(OLD).duties["A"]
    assert (row.opens, row.met_by, row.force, row.owner) == (before.opens, before.met_by, before.force, before.owner)
    assert str(row.within) == "24 h"


def test_a_version_without_such_a_duty_lends_nothing() -> None:
    plain = pack_of(OLD.replace("12 h", "24 h"))

    assert holding_for_open(plain) == ()
    assert newest_clocks((pack_of(OLD), plain))[0].duties == pack_of(OLD).duties
