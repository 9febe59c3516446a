"""A works with an 8D: who holds which role, what a good report says, and how far it is brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.cases.models import Order
from amends.cases.steps import Intake, register, take_step
from amends.core.refusal import Refused
from amends.people.tenancy import organisation
from amends.people.viewer import Viewer
from amends.quality.actions import list_action
from amends.quality.handing_in import HandedIn, hand_in
from amends.quality.models import Action
from amends.quality.opening import open_eight_d
from tests.makers import Town, govern, person, town, viewer

ROLES = (
    "front_desk", "quality", "quality_head", "pmc", "finance", "department", "management_representative", "unit_head",
    "department_head", "cs_supervisor",
)  # fmt: skip
FAULT = {
    "channel": "email", "matter": "complaint", "complainant": "远航汽车", "description": "轴承座开裂",
    "category": "grievance", "product": "轴承座", "part_no": "ZC-201", "wish": "换良品",
}  # fmt: skip
GOOD: dict[str, dict[str, str]] = {
    "D1": {"team": "组长王强（品质），李敏（铸造），赵刚（检验），陈立（采购）"},
    "D2": {"problem": "2024-03-01 远航汽车总装线发现轴承座 ZC-201 法兰根部裂纹 3 件，批号 L2402-07，该批共 1,200 件。"},
    "D3": {"containment": "客户线边 120 件、在途 400 件、客户仓库 300 件、我方在库 380 件，全部用渗透探伤挑选，查出裂纹 7 件隔离。"},
    "D4": {
        "cause_occurrence": "浇注温度下限没有写入工艺卡，夜班换炉后以 1,290 ℃ 浇注，法兰根部冷隔形成裂纹源。",
        "cause_escape": "出厂检验只抽检外径，裂纹在法兰内侧，抽检方案没有渗透探伤项目。",
        "cause_system": "新模具转量产的评审表没有浇注温度窗口一项，工艺变更未经评审即放行。",
    },
    "D5": {"corrective": "工艺卡写入浇注温度 1,320–1,360 ℃，炉前加装测温联锁，温度低于 1,320 ℃ 不能开浇；出厂检验每批渗透探伤 32 件。"},
    "D6": {"carried_out": "2024-03-08 炉前测温联锁装好并试浇 3 炉，温度记录 1,325–1,352 ℃；渗透探伤自批号 L2403-02 起执行。"},
    "D7": {
        "preventive": "新模具转量产评审表增加浇注温度窗口，同类铸件 3 条线照此检查。",
        "standard": "WI-铸造-07 第 4 版：浇注温度 1,320–1,360 ℃，附裂纹接收与拒收图片；2024-03-06 与客户书面商定；"
        "2024-03-07 班前逐人传达并考核，新员工由师傅带教互检。",
    },
    "D8": {
        "verification": "判据：连续 30 天无裂纹再发；期间 2024-03-09 至 2024-04-08；样本 12 批每批 32 件渗透探伤，共 384 件，裂纹 0 件。",
        "closing": "感谢小组。",
    },
}  # fmt: skip
SHARES: dict[str, Any] = {"share/production": 100}


def grievance_works() -> Town:
    """Return a works under the instruction for grievances, with somebody in each role that an 8D asks for."""
    made = town("works")
    with organisation(made.org.id):
        govern(made, "grievance-instruction")
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
    return made


def at(text: str) -> datetime:
    """Return a moment of 2024 in Shanghai."""
    return datetime.fromisoformat(f"2024-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def who(works: Town, name: str, moment: str) -> Viewer:
    """Return somebody of the works at a moment."""
    return viewer(works, name, at=at(moment))


def complained(works: Town, moment: str = "03-04 09:00", by: str = "front_desk", **facts: Any) -> str:
    """Register a grievance about cracked castings; return its number."""
    known = {name: value for name, value in {**FAULT, **facts}.items() if value is not None}
    return register(who(works, by, moment), Intake(known, unit="HQ"), at=at(moment)).number


def step(works: Town, number: str, moment: str, name: str, by: str, on: str = "", **detail: Any) -> None:
    """Take a step of the case."""
    take_step(who(works, by, moment), number, name, at=at(moment), on=on, detail=detail)


def opened(works: Town, number: str, moment: str = "03-04 10:00", by: str = "quality") -> str:
    """Open the 8D of a case; return its number."""
    return open_eight_d(who(works, by, moment), number, at=at(moment)).number


def handed(
    works: Town, number: str, discipline: str, moment: str, by: str = "department", *, detail: Any = None, **texts: str
) -> HandedIn:
    """Hand a discipline in with the good texts, or others instead."""
    content = {**GOOD[discipline], **texts}
    return hand_in(who(works, by, moment), number, discipline, content, at=at(moment), detail=detail)


def in_planning(works: Town) -> str:
    """Bring a grievance to where its plan is written; return its number."""
    govern(works, "grievance-instruction")
    return complained(works)


def missing(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.what for one in refused.value.missing}


def listed(works: Town, number: str, kind: str, moment: str, by: str = "department", **other: Any) -> Action:
    given = {"text": "炉前测温联锁", "owner": works.people["department"].id, "due_at": at("03-20 18:00"), **other}
    return list_action(who(works, by, moment), number, kind=kind, at=at(moment), **given)


def handled(works: Town) -> tuple[str, str]:
    """Bring a grievance to planning, with D1 to D4 of its 8D handed in; return case and 8D."""
    govern(works, "grievance-instruction")
    case = complained(works)
    return case, with_causes(works, case, by="department", found=("D4",))


def with_causes(works: Town, case: str, *, by: str, found: tuple[str, ...]) -> str:
    """Bring a grievance to what was found, with the disciplines ``found`` handed in; return its 8D."""
    step(works, case, "03-04 09:10", "dispatch", "front_desk", to="HQ")
    order = Order.objects.get(case__number=case)
    step(works, case, "03-04 09:20", "accept", "quality", on=order.name)
    step(works, case, "03-04 09:30", "investigate", "quality")
    number = opened(works, case)
    for discipline in ("D1", "D2", "D3"):
        assert not handed(works, number, discipline, "03-04 11:00", by).refused
    step(
        works, case, "03-04 12:00", "find", "quality", responsible_department="production", liable="ours",
        nature="valid", **SHARES,
    )  # fmt: skip
    for discipline in found:
        assert not handed(works, number, discipline, "03-05 10:00", by).refused
    return number
