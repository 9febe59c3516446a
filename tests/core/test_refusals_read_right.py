"""The words of a need are read after “cannot close:”, so they say what is missing, never what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amends.core.pack import Pack
from amends.core.text import Text
from amends.regulations import folders
from tests.shipped import pack_in

LACKING = re.compile("未|缺少|尚无|须|先|不得|只|限")
LACKING_EN = re.compile(r"\b(not|no|has to|have to|first|must|only|missing|without|neither|at most)\b")
REVIEWED = frozenset(
    {
        "不是群体投诉",
        "未满三次试联系",
        "试联系不足两天",
        "拒绝须写明依据",
        "客户自身或商品问题没有处分",
        "措施后又有同样的抱怨",
        "措施完成后又有同样的抱怨",
        "没有纠正措施",
        "没有预防措施",
        "实施后又发生同一缺陷",
        "手册没有规定的，用“比照处理”",
        "证件不在有效之列",
        "该机关无权查询（派出所不在其列）",
        "收到次日起第三个营业日已过",
    }
)
"""Read in its refusal by a person and found right, though no word of the two lists stands in it."""


@pytest.mark.parametrize("folder", [*folders.shipped(), *folders.libraries()], ids=lambda folder: Path(folder).name)
def test_what_a_need_says_reads_as_what_is_missing(folder: Path) -> None:
    wrong = [one for one in _said(pack_in(folder)) if one.zh not in REVIEWED and not _lacks(one)]

    assert wrong == []


def _lacks(said: Text) -> bool:
    return bool(LACKING.search(said.zh) and LACKING_EN.search(said.en))


def _said(pack: Pack) -> list[Text]:
    needs = [*(need for step in pack.step for need in step.needs), *(need for gate in pack.gate for need in gate.needs)]
    return [need.says for need in needs if need.says is not None]
