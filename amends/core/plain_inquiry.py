"""A section of an investigation as a sentence: what stands in it, and how."""

from __future__ import annotations

from amends.core.pack import InquiryRow
from amends.core.plain_words import Words

_SHAPES = {
    "points": ("逐项列出，办完即勾销", "point by point, each ticked off when it is done"),
    "sides": ("并列，缺一方的标出", "side by side, a missing one marked"),
    "custody": ("逐物列出何时由谁保管", "thing by thing, who had it when"),
    "meetings": ("列出应到、实到、缺席", "with who had to be there, who was and who was not"),
    "findings": ("各次结论都保留，注明当日有效的制度版本", "every finding kept, with the version in force that day"),
    "log": ("按时间列出", "in the order of time"),
}


def says(words: Words, row: InquiryRow) -> str:
    """Return a section as a sentence."""
    steps = words.both(words.quoted(words.step(one)) for one in row.steps)
    zh, en = _SHAPES[row.shape]
    title = words.quoted(row.title.in_(words.language))
    return words.say(f"调查中{title}：{steps}的记录，{zh}", f"{title} in the investigation: what {steps} noted, {en}")
