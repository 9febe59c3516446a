"""A clock that runs from a moment that somebody stated: the stamp of a customer's portal, not when it was read."""

from __future__ import annotations

from amends.core.checker import check
from amends.core.plain_language import sentence
from tests.core.telling import at, duty, event, happen, pack_of, run_of

STAMPED = """
[[field]]
id = "portal_stamp"
title = { zh = "门户时间", en = "Portal stamp" }
type = "instant"
[[role]]
id = "handler"
$T
""" + duty("D3", 'opens = "received"\ncounts_from = "portal_stamp"\nmet_by = "containment_proposed"\nwithin = "24 h"')


def test_a_clock_runs_from_the_stamp_where_one_is_stated() -> None:
    pack = pack_of(STAMPED)
    received = event("2024-03-04 09:00", "received", portal_stamp=at("2024-03-02 22:10"))

    assert run_of(happen(pack, received), "D3").due_at == at("2024-03-03 22:10")


def test_without_a_stamp_the_time_is_not_set() -> None:
    assert run_of(happen(pack_of(STAMPED), event("2024-03-04 09:00", "received")), "D3").due_at is None


def test_a_stamp_that_is_told_later_sets_the_time() -> None:
    pack = pack_of(STAMPED)
    told = event("2024-03-04 11:00", "judged", portal_stamp=at("2024-03-02 22:10"))

    assert run_of(happen(pack, event("2024-03-04 09:00", "received"), told), "D3").due_at == at("2024-03-03 22:10")


def test_the_rule_is_read_aloud_and_a_word_that_is_no_moment_is_refused() -> None:
    pack = pack_of(STAMPED)

    assert "Portal stamp" in sentence(pack, pack.duty[0]).en
    assert not [one for one in check(pack) if one.level == "error"]
    assert [one.key for one in check(pack_of(STAMPED.replace('"portal_stamp"\nmet', '"stamp"\nmet')))] == [
        "counts_from"
    ]
