"""Worked figures of categories, kinds and flags, and of reports, instructions and requests, each told to its regulation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amends.core.intake import suggest_categories
from tests.core.telling import hold
from tests.shipped import pack_named

OFFICE = 'calendar = { week = "mon-fri 09:00-12:00 13:00-18:00" }\n'


def test_lift_noise_is_equipment_and_a_local_category_is_there_from_its_first_day() -> None:
    """FR-026: lift noise, equipment; a new local category is available from its start date."""
    pack = pack_named("property-standard")
    local = next(one for one in pack.category if one.valid_from and one.valid_from > pack.valid_from)
    told = """
[[event]]
at = {day}T10:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "phone", matter = "complaint", anonymous = false, complainant = "何女士", phone = "13700000000", description = "充电桩不充电", wish = "检修", site = "六号楼", category = "{category}" }}
{outcome}
"""
    assert local.valid_from is not None
    before = local.valid_from - timedelta(days=1)

    assert suggest_categories(pack, "电梯噪音", pack.valid_from)[0].id.partition("/")[0] == "equipment"
    hold(
        pack, told.format(day=before, category=local.id, outcome='expect.refused = { missing = ["invalid:category"] }')
    )
    hold(pack, told.format(day=local.valid_from, category=local.id, outcome=f'expect.category = "{local.id}"'))


FOUND = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "visit", matter = "complaint", anonymous = false, complainant = "冯先生", phone = "13300000000", description = "结账多算一道菜", wish = "退差价", category = "service" }}
[[event]]
at = 2024-03-07T10:05:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = {{ to = "operations" }}
[[event]]
at = 2024-03-07T10:10:00+08:00
do = "accept"
on = "o"
by = "department_head"
[[event]]
at = 2024-03-07T10:20:00+08:00
do = "investigate"
by = "department_head"
with = {{ investigator = "wu" }}
[[event]]
at = 2024-03-07T11:00:00+08:00
do = "find"
by = "department_head"
with = {{ cause = "{cause}" }}
expect.opened = ["{duty}"]
expect.fields = {{ sanction = ["{field}"] }}
"""


@pytest.mark.parametrize(
    ("cause", "duty", "field"),
    [("goods", "M07", "-sanction_note"), ("misunderstanding", "M08", "-sanction_note")],
)
def test_goods_become_a_task_for_purchasing_and_the_customers_own_fault_has_no_sanction(
    cause: str, duty: str, field: str
) -> None:
    """FR-029: goods, task to purchasing; customer's own, explanation, no sanction field."""
    pack = pack_named("complaint-mechanism")
    meets = {"M07": ("reported", "report_to_purchasing"), "M08": ("noted", "explain")}

    hold(pack, FOUND.format(cause=cause, duty=duty, field=field))

    met_by = pack.duties[duty].met_by
    assert (met_by["event"], met_by["kind"]) == meets[duty]


def test_a_machine_failure_counts_as_business_system_and_equipment() -> None:
    """FR-030: a machine failure counts as business / system and equipment."""
    pack = pack_named("five-chapter")

    assert suggest_categories(pack, "机器吞卡了", pack.valid_from)[0].id == "business/system_equipment"


def test_an_expired_product_is_the_sixth_of_seven_origins() -> None:
    """FR-031: expired product, origin 6 of 7."""
    pack = pack_named("food-handbook")
    origins = [one.id for one in pack.category if "/" not in one.id]

    assert len(origins) == 7
    assert suggest_categories(pack, "已过保质期", pack.valid_from)[0].id == origins[5]


def test_a_dealer_who_did_not_cause_it_but_did_not_follow_it_up_makes_it_valid_by_handling() -> None:
    """FR-032: product fault, no dealer fault in cause, no tracking and repeat complaint: valid, reason = handling."""
    told = """
[[event]]
at = 2024-03-07T09:00:00+08:00
do = "register"
by = "centre_agent"
with = { channel = "phone", matter = "complaint", complainant = "陈女士", description = "多次修不好", category = "engine/A145", car_model = "青麓R5" }
[[event]]
at = 2024-03-07T09:10:00+08:00
do = "dispatch"
on = "o"
by = "centre_agent"
with = { to = "dealer-1" }
[[event]]
at = 2024-03-07T09:20:00+08:00
do = "receive"
on = "o"
by = "dealer_service"
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "find"
by = "technical_support"
with = { cause = "product_quality", liable = "ours" }
[[event]]
at = 2024-03-07T10:20:00+08:00
do = "judge_dealer"
by = "centre_head"
with = { dealer_caused = false, dealer_worsened = true, reason = "无跟踪，重复投诉" }
expect.flags = ["valid_by_handling"]
"""
    hold(pack_named("changan-suzuki"), OFFICE + told)


FAILURE = """
[[event]]
at = 2024-03-04T10:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "visit", matter = "complaint", complainant = "何先生", phone = "13800000036", description = "委托未成交", happened_on = 2024-03-04T09:35:00+08:00, site = "体育西营业部", wish = "说明原因", report_trigger = ["system_failure"] }}
expect.grade = "immediate_report"
expect.opened = [{opened}]
expect.due = {{ {due} }}
"""


@pytest.mark.parametrize(
    ("chosen", "reports"),
    [("", ("C46", "C46-regulator")), ('to_police = ["system_failure"]', ("C46", "C46-police", "C46-regulator"))],
)
def test_a_system_failure_at_ten_is_reported_to_the_company_and_as_configured_to_regulator_and_police(
    chosen: str, reports: tuple[str, ...]
) -> None:
    """FR-044: system failure at 10:00: each report is counted from 10:00, "at once" being ten minutes here."""
    opened = ", ".join(f'"{one}"' for one in reports)
    due = ", ".join(f"{one} = 2024-03-04T10:10:00+08:00" for one in reports)
    told = FAILURE.format(opened=opened, due=due)

    hold(pack_named("guangzhou-securities"), f"{OFFICE}settings = {{ {chosen} }}\n{told}")


def test_handling_does_not_begin_before_leader_and_general_manager_were_told_where_image_is_at_stake() -> None:
    """FR-045: start of handling without the logged report is refused."""
    told = """
[[event]]
at = 2024-03-07T14:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "phone", matter = "complaint", anonymous = false, complainant = "陈女士", phone = "13800000000", description = "柜台排队两小时", wish = "增开窗口", harm = [{harm}] }}
[[event]]
at = 2024-03-07T14:30:00+08:00
do = "dispatch"
on = "o"
by = "front_desk"
with = {{ to = "business" }}
[[event]]
at = 2024-03-07T14:40:00+08:00
do = "accept"
on = "o"
by = "department_head"
{outcome}
"""
    both = '["done:reported/report_to_leader", "done:reported/report_to_gm"]'
    refused = f'expect.refused = {{ article = "4.1", missing = {both} }}'

    for harm, outcome in (('"image"', refused), ("", 'expect.stage = "handling"')):
        hold(pack_named("five-chapter"), told.format(harm=harm, outcome=outcome))


def test_vip_and_recurring_stand_together_on_an_ordinary_case() -> None:
    """FR-046: VIP + recurring on an ordinary case: both shown."""
    earlier = "".join(
        f'[[event]]\nat = 2024-03-0{nth}T10:00:00+08:00\ncase = "{nth}"\ndo = "received"\nwith = {{ category = "lift" }}\n'
        for nth in (5, 6)
    )
    told = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "received"
with = { category = "lift", vip_kind = ["journalist"] }
expect.flags = ["recurring", "vip"]
expect.grade = { ladder = "ordinary" }
"""
    hold(pack_named("practice"), earlier + told)


def test_a_case_does_not_become_serious_without_a_reason() -> None:
    """FR-047: change to serious without reason refused."""
    told = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "register"
by = "front_desk"
with = { channel = "phone", matter = "complaint", anonymous = true, description = "等了一小时没人理" }
[[event]]
at = 2024-03-07T10:05:00+08:00
do = "move_on_ladder"
by = "front_desk"
with = { list = "ladder", grade = "serious" }
expect.refused = { article = "R-01", missing = ["known:reason"] }
[[event]]
at = 2024-03-07T10:06:00+08:00
do = "move_on_ladder"
by = "front_desk"
with = { list = "ladder", grade = "serious", reason = "客户联系了媒体" }
expect.grade = { ladder = "serious" }
"""
    hold(pack_named("practice"), told)


def test_replace_the_pump_by_friday_is_a_task_due_on_friday() -> None:
    """FR-062: 'replace pump by Friday' creates a task due Friday."""
    told = """
[[event]]
at = 2024-03-06T10:00:00+08:00
do = "register"
by = "front_desk"
with = { channel = "phone", matter = "complaint", anonymous = false, complainant = "8-1201", description = "水泵漏水", wish = "换泵", category = "equipment/lift" }
[[event]]
at = 2024-03-06T10:02:00+08:00
do = "instruct"
by = "department_head"
with = { instruction = "周五前更换水泵", instruction_due = 2024-03-08T18:00:00+08:00 }
expect.due = { instructed = 2024-03-08T18:00:00+08:00 }
"""
    assert date(2024, 3, 8).strftime("%a") == "Fri"
    hold(pack_named("property-instruction"), told)


REQUEST = """
[[event]]
at = 2024-03-07T10:00:00+08:00
do = "register"
by = "front_desk"
with = {{ channel = "visit", matter = "enquiry", anonymous = false, complainant = "冯先生", phone = "13800000006", description = "请求查询用户资料" }}
[[event]]
at = 2024-03-07T10:02:00+08:00
do = "note_request"
by = "front_desk"
with = {{ data_wanted_by = "{body}"{purpose} }}
expect.opened = [{opened}]
[[event]]
at = 2024-03-07T10:05:00+08:00
do = "disclose"
by = "legal"
with = {{ reason = "手续齐全" }}
{outcome}
"""
REFUSED = 'expect.refused = { article = "5.1", missing = ["is"] }'


@pytest.mark.parametrize(
    ("body", "purpose", "opened", "outcome"),
    [
        ("police_station", ', data_wanted_for = "crime"', "", REFUSED),
        ("procuratorate", ', data_wanted_for = "crime"', '"legal_decides"', 'expect.met = ["legal_decides"]'),
        ("procuratorate", "", "", REFUSED),
    ],
)
def test_customer_data_go_to_a_body_that_may_ask_for_a_purpose_that_counts(
    body: str, purpose: str, opened: str, outcome: str
) -> None:
    """FR-238: local police station, refused; procuratorate + criminal purpose, legal task; missing purpose, refused."""
    told = REQUEST.format(body=body, purpose=purpose, opened=opened, outcome=outcome)

    hold(pack_named("telecom-manual"), told)


def test_a_complaint_at_the_provincial_union_reaches_the_local_one() -> None:
    """FR-253: complaint at provincial union reaches the local union, and is reported back before it is closed."""
    told = """settings = { report_back_within = "15 d" }
[[event]]
at = 2024-03-01T10:00:00+08:00
do = "register"
by = "inspector"
with = { channel = "superior_body", matter = "complaint", complainant = "梁先生", phone = "13800000029", description = "柜台排队两小时", site = "城南分社", category = "service", body_above = "province" }
expect.due = { report_back = 2024-03-16T23:59:59+08:00 }
[[event]]
at = 2024-03-01T10:20:00+08:00
do = "pass_down"
on = "o"
by = "inspector"
with = { to = "branch" }
expect.stage = "dispatched"
[[event]]
at = 2024-03-01T11:00:00+08:00
do = "accept"
on = "o"
by = "handler:wu"
[[event]]
at = 2024-03-02T11:00:00+08:00
do = "handle"
on = "o"
by = "handler:wu"
with = { result = "已更正利息" }
[[event]]
at = 2024-03-02T11:30:00+08:00
do = "reply"
by = "front_desk"
[[event]]
at = 2024-03-02T12:00:00+08:00
do = "close"
by = "front_desk"
expect.refused = { article = "8", missing = ["done:reported/body_above"] }
"""
    hold(pack_named("rural-credit"), OFFICE + told)
