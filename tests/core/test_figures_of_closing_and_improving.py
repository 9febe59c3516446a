"""Worked figures of closing, liability, proposals and returned goods, each told to the regulation that has them."""

from __future__ import annotations

import pytest

from tests.core.telling import hold
from tests.shipped import pack_named

OFFICE = 'calendar = { week = "mon-fri 09:00-12:00 13:00-18:00" }\n'
SUPPLIER = (
    OFFICE
    + """settings = { transmit_time = "4 h", disposition_time = "2 wd", confirm_time = "1 wd", count_time = "1 wd", booking_time = "3 wd" }
[[event]]
at = 2024-03-01T09:00:00+08:00
do = "register"
by = "front_desk"
with = { channel = "email", matter = "complaint", complainant = "远航汽车", description = "轴承座开裂", category = "quality", product = "轴承座", part_no = "ZC-201", wish = "退货" }
[[event]]
at = 2024-03-01T10:00:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = { to = "quality" }
[[event]]
at = 2024-03-01T11:00:00+08:00
do = "accept"
on = "o"
by = "quality"
"""
)


def test_nobody_of_the_business_department_closes_a_case_of_the_maker() -> None:
    """FR-160: business user refused."""
    asked = """
[[event]]
at = 2024-03-04T09:00:00+08:00
do = "close"
by = "{by}"
expect.refused = {{ article = "2.4", missing = ["stage", {missing}"done:replied"] }}
"""
    pack = pack_named("iatf-grievance")

    assert pack.steps["close"].by == ("quality", "quality_head")
    hold(pack, SUPPLIER + asked.format(by="front_desk", missing='"role", '))
    hold(pack, SUPPLIER + asked.format(by="quality", missing=""))


def test_forty_returned_parts_are_to_be_stocked_and_booked() -> None:
    """FR-063: return of 40 parts creates stock-in and accounting tasks."""
    back = """
[[event]]
at = 2024-03-01T11:20:00+08:00
do = "ask_return"
on = "lot-1"
by = "front_desk"
with = { return_kind = "batch", announced_quantity = 40 }
[[event]]
at = 2024-03-01T11:40:00+08:00
do = "confirm_return"
on = "lot-1"
by = "quality"
[[event]]
at = 2024-03-01T11:45:00+08:00
do = "inform_business"
on = "lot-1"
by = "quality"
[[event]]
at = 2024-03-04T10:00:00+08:00
do = "accept_return"
on = "lot-1"
by = "pmc"
expect.due = { "count/lot-1" = 2024-03-05T18:00:00+08:00, "stock_in/lot-1" = 2024-03-05T18:00:00+08:00, "book/lot-1" = 2024-03-07T18:00:00+08:00 }
"""
    pack = pack_named("iatf-grievance")

    hold(pack, SUPPLIER + back)

    assert (pack.duties["stock_in"].owner, pack.duties["book"].owner) == ("pmc", "finance")


MAJOR = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "register"
by = "project_cs"
with = {{ channel = "phone", matter = "complaint", anonymous = false, complainant = "3-502", description = "外窗渗水", wish = "尽快维修", category = "engineering/leak" }}
[[event]]
at = 2024-03-07T10:02:00+08:00
do = "judge"
by = "project_cs"
with = {{ outside = [{outside}] }}
expect.grade = "{grade}"
[[event]]
at = 2024-03-07T10:10:00+08:00
do = "settle"
by = "project_cs"
with = {{ result = "已修复", satisfaction = "satisfied", waiver = true }}
[[event]]
at = 2024-03-07T10:20:00+08:00
do = "close"
by = "project_cs"
with = {{ closing_reason = "solved" }}
{outcome}
"""
REPORTED = """
[[event]]
at = 2024-03-07T10:30:00+08:00
do = "special_report"
by = "project_cs"
with = { kind = "special_report", report_start = "外窗渗水，连报三次", report_course = "三月七日查验，次日更换密封胶", report_outcome = "已修复，业主满意", files = ["专题报告.pdf"] }
[[event]]
at = 2024-03-07T10:40:00+08:00
do = "close"
by = "project_cs"
with = { closing_reason = "solved" }
expect.stage = "closed"
"""


def test_a_major_complaint_without_its_report_cannot_be_closed_and_an_ordinary_one_can() -> None:
    """FR-163: major without report cannot close."""
    refused = 'expect.refused = { article = "5.4", missing = ["done:sheet_sent/special_report"] }'
    pack = pack_named("developer-four-grades")

    hold(pack, OFFICE + MAJOR.format(outside='"media"', grade="major", outcome=refused) + REPORTED)
    hold(pack, OFFICE + MAJOR.format(outside="", grade="ordinary", outcome='expect.stage = "closed"'))


LARGE = """settings = {{ large_size = 30, reply_within = "10 d" }}
[[event]]
at = 2024-03-01T10:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "phone", matter = "complaint", complainant = "梁先生", phone = "13800000029", description = "柜台排队两小时", site = "城北分社", category = "service", complainants = {people} }}
[[event]]
at = {day}T00:00:00+08:00
do = "nothing"
expect.late = [{late}]
expect.supervision = [{says}]
"""
BOTH = """
[[event]]
at = 2024-03-12T09:01:00+08:00
do = "judge_handling"
by = "inspector"
with = { poor_handling = true }
expect.form = { liability = ["poor_handling", "liable_unit", "liable_person"] }
[[event]]
at = 2024-03-12T09:10:00+08:00
do = "settle"
by = "front_desk"
with = { result = "逐户上门说明" }
[[event]]
at = 2024-03-12T09:20:00+08:00
do = "close"
by = "front_desk"
expect.refused = { article = "7", missing = ["known:liable_unit", "known:liable_person"] }
"""


def test_a_large_group_case_with_a_clock_that_is_late_lists_the_unit_and_the_person_liable() -> None:
    """FR-106: large group case with overdue clock lists both."""
    pack = pack_named("rural-credit")
    late = OFFICE + LARGE.format(people=30, day="2024-03-12", late='"reply"', says='"liability"')

    hold(pack, late + BOTH)


@pytest.mark.parametrize(("people", "day", "late"), [(29, "2024-03-12", '"reply"'), (30, "2024-03-11", "")])
def test_a_smaller_group_or_one_in_time_lists_nobody(people: int, day: str, late: str) -> None:
    """FR-106: both have to be true, large and overdue."""
    hold(pack_named("rural-credit"), OFFICE + LARGE.format(people=people, day=day, late=late, says=""))


PROPOSED = """
[[event]]
at = 2024-03-07T14:00:00+08:00
do = "register"
by = "front_desk"
with = { channel = "phone", matter = "complaint", anonymous = false, complainant = "陈女士", phone = "13800000000", description = "窗口只开一个", wish = "增开窗口" }
[[event]]
at = 2024-03-07T14:30:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = { to = "business" }
[[event]]
at = 2024-03-07T14:40:00+08:00
do = "accept"
on = "o"
by = "department_head"
[[event]]
at = 2024-03-07T15:10:00+08:00
do = "handle"
on = "o"
by = "handler"
with = { result = "业务已办妥" }
[[event]]
at = 2024-03-08T10:00:00+08:00
do = "suggest"
by = "department_head"
with = { suggestion = "合并两个窗口的资料" }
"""


def test_a_proposal_that_is_accepted_becomes_an_action_and_one_that_is_declined_does_not() -> None:
    """FR-120: proposal accepted, action created."""
    accepted = """
[[event]]
at = 2024-03-11T10:00:00+08:00
do = "accept_suggestion"
by = "unit_head"
expect.opened = ["F05"]
[[event]]
at = 2024-03-20T10:00:00+08:00
do = "improve"
by = "department_head"
expect.met = ["F05"]
"""
    declined = """
[[event]]
at = 2024-03-11T10:00:00+08:00
do = "decline_suggestion"
by = "unit_head"
with = { reason = "涉及总部系统" }
expect.opened = []
"""
    hold(pack_named("five-chapter"), PROPOSED + accepted)
    hold(pack_named("five-chapter"), PROPOSED + declined)


ANALOGY = """settings = {{ approval_of_analogy = "5 wd", amendment_after_approval = "1 mo" }}
[[event]]
at = 2024-03-07T09:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "visit", matter = "complaint", complainant = "赵女士", description = "戒指主石松动", wish = "修复", category = "quality", outlet = "shop", product = "钻戒 R1023" }}
[[event]]
at = 2024-03-07T09:04:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = {{ to = "customer_service" }}
[[event]]
at = 2024-03-07T09:05:00+08:00
do = "accept"
on = "o"
by = "handler"
[[event]]
at = 2024-03-07T09:06:00+08:00
do = "handle"
on = "o"
by = "handler"
with = {{ result = "已加固" }}
[[event]]
at = 2024-03-07T09:10:00+08:00
do = "decide_by_analogy"
by = "cs_supervisor"
with = {{ covered = "lacking", decided_by = "analogy", basis = "比照镶嵌松动条款", result = "免费加固" }}
[[event]]
at = 2024-03-07T15:00:00+08:00
do = "close"
by = "cs_supervisor"
expect.due = {{ C49 = 2024-03-14T18:00:00+08:00 }}
{then}
"""


def test_a_decision_by_analogy_is_not_filed_before_the_directors_approval_which_makes_the_rule_a_task() -> None:
    """FR-207: decision, marketing director's approval, rule task; case cannot be filed without."""
    unapproved = """
[[event]]
at = 2024-03-07T15:01:00+08:00
do = "archive"
by = "cs_supervisor"
expect.refused = { article = "3.2", missing = ["done:approved/analogy"] }
"""
    approved = """
[[event]]
at = 2024-03-11T09:01:00+08:00
do = "approve_analogy"
by = "marketing_director"
expect.met = ["C49"]
expect.opened = ["amendment"]
[[event]]
at = 2024-03-11T09:10:00+08:00
do = "archive"
by = "cs_supervisor"
expect.stage = "archived"
"""
    hold(pack_named("jewellery-manual"), OFFICE + ANALOGY.format(then=unapproved + approved))
