"""R-11 in the browser: its fishbone is refused and finished at its page, and the cause asks for no tool (FR-107)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from amends.cases.models import Case, Entry
from amends.people.tenancy import organisation
from tests.makers import Town, person, town
from tests.quality.eight_ds import GOOD, ROLES
from tests.quality.grievances import bilingual, under_bilingual
from tests.web.screens import signed_in


@pytest.fixture
def works(db: None) -> Iterator[Town]:
    made = town("works")
    with organisation(made.org.id):
        for role in ROLES:
            made.people[role] = person(made, f"{role}@works", role, role, unit=made.office, roles=(role,))
        yield made


def twelve(main: int, control: str = "") -> list[dict[str, Any]]:
    causes: list[dict[str, Any]] = [
        {"id": f"c{n}", "under": "method", "text": f"浇注工艺第 {n} 项没有写入工艺卡"} for n in range(12)
    ]
    return [{**one, "main": True, "control": control} if n < main else one for n, one in enumerate(causes)]


def test_both_figures_of_r_11_at_the_page_and_the_case_that_is_filled(works: Town) -> None:
    """FR-107: 12 causes, none marked main → refused; 2 main without control point → refused; with them D4 is taken."""
    case = bilingual(works)
    number, department = under_bilingual(works, case), signed_in(works.people["department"])

    def finish(causes: list[dict[str, Any]]) -> Any:
        content = json.dumps({"effect": "法兰根部裂纹", "causes": causes})
        return department.post(
            f"/eight-d/{number}/causes/fishbone/save/", {"content": content, "base": 0, "finish": "yes"}
        )

    none, bare = finish(twelve(0)).json()["refused"], finish(twelve(2)).json()["refused"]
    page = department.get(f"/eight-d/{number}/?d=D4").content.decode()
    done = finish(twelve(2, "炉前测温联锁"))
    own = {"do": "hand_in", **{f"part-{part}": text for part, text in GOOD["D4"].items()}}
    department.post(reverse("desk:eight_d_write", args=[number, "D4"]), own)

    assert (none["article"], bare["article"]) == ("7.4(3)", "7.4(3)")
    assert "没有标出主要原因" in none["says"]
    assert bare["says"].count("没有控制点") == 2
    assert 'name="analysis_tool"' not in page
    assert done.json()["finished"]
    assert Case.objects.get(number=case).stage == "acting"
    taken = [Entry.objects.filter(case__number=case, step=name).count() for name in ("list_cause", "control_cause")]
    assert taken == [12, 2]
