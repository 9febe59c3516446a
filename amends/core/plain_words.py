"""What the words of a pack are called, in one language: facts, values, roles, events, stages, settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from amends.core.conditions import AND_ABOVE_SETTING, Fact, Setting
from amends.core.fact_types import GRADE_FACTS, fact_types
from amends.core.limits import told
from amends.core.matching import LATE, Matcher, parse
from amends.core.pack import Pack
from amends.core.plain_names import CODES, FUNCTIONS, KINDS_OF, ODD_ROLES, SETTINGS
from amends.core.span import Span
from amends.core.text import Text
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS, Type

OUTSIDE = "outside"
SETTING_MARKS = ("〔设定〕", " [setting]")
"""What follows a value that the organisation sets; screens show a sign with a legend instead."""
MARKS = {"to": ("给", "to"), "role": ("由", "by"), "kind": ("：", ": ")}


class Words:
    """The words of one pack in one language; an id without a title is shown as it is."""

    def __init__(self, pack: Pack, language: str, *, marks_settings: bool = True) -> None:
        self.pack = pack
        self.marks_settings = marks_settings
        self.language = "en" if language.lower().startswith("en") else "zh"
        self.types = fact_types(pack)

    def say(self, zh: str, en: str) -> str:
        """Return the one of two texts that is in the language."""
        return en if self.language == "en" else zh

    def either(self, parts: Iterable[str]) -> str:
        """Return the parts joined by "or"."""
        return self._joined(list(parts), "或", "or")

    def both(self, parts: Iterable[str]) -> str:
        """Return the parts joined by "and"."""
        return self._joined(list(parts), "和", "and")

    def _joined(self, parts: list[str], zh: str, en: str) -> str:
        if len(parts) < 2:
            return "".join(parts)
        *first, last = parts
        return f"{self.say('、', ', ').join(first)}{self.say(zh, f' {en} ')}{last}"

    def near(self, text: str) -> str:
        """Return a text as it follows a Chinese word: Latin text and figures are set off by a space."""
        return f" {text}" if text[:1].isascii() and self.language == "zh" else text

    def quoted(self, text: str) -> str:
        """Return a name in the quotation marks of the language."""
        return f"“{text}”"

    # --- facts and their values -----------------------------------------------------

    def fact(self, name: str) -> str:
        """Return the name of a fact: the pack's own, else the built-in one."""
        base, _, more = name.partition("/")
        row = self.pack.fields.get(base)
        if row and row.title:
            title = row.title.in_(self.language)
        elif base in FACTS:
            title = FACTS[base].title.in_(self.language)
        else:
            title = base.replace("_", " ")
        return title + self._level(base, more) if more else title

    def _level(self, base: str, more: str) -> str:
        if base in GRADE_FACTS:
            found = next((row.title.in_(self.language) for row in self.pack.list if row.id == more), more)
            return self.say(f"（{found}）", f" ({found})")
        return self.say(f"前 {more} 级", f", first {more} levels")

    def value(self, fact: str, value: Any) -> str:
        """Return a value of a fact in words."""
        if isinstance(value, bool):
            return self.say("是" if value else "否", "yes" if value else "no")
        if isinstance(value, Span):
            return value.text(self.language)
        if isinstance(value, tuple | list | set | frozenset):
            return self.either(self.value(fact, one) for one in value)
        if isinstance(value, int | float | Decimal):
            return self._amount(fact, value)
        return self._code(fact, str(value))

    def _amount(self, fact: str, value: Decimal | float) -> str:
        known = self.types.get(fact)
        if known and known.type is Type.MONEY:
            return told(value, self.pack.currency, self.language)
        return f"{value:,}"

    def _code(self, fact: str, code: str) -> str:
        base, _, list_id = fact.partition("/")
        if base in GRADE_FACTS:
            return self.grade(code, list_id)
        if base == "category":
            return next((row.title.in_(self.language) for row in self.pack.category if row.id == code), code)
        row = self.pack.fields.get(base)
        own = next((one.text.in_(self.language) for one in row.choices if one.id == code), "") if row else ""
        return own or (self.say(*CODES[code]) if code in CODES else code)

    def grade(self, grade: str, list_id: str = "") -> str:
        """Return the title of a grade of a list, of any list when none is named."""
        rows = (row for row in self.pack.grade if row.id == grade and list_id in ("", row.list))
        return next((row.title.in_(self.language) for row in rows), grade)

    def right(self, fact: str, right: Any) -> str:
        """Return the right side of a test: a value, a setting with its value, or another fact."""
        if isinstance(right, Setting):
            return self.setting(right.id, fact)
        if isinstance(right, Fact):
            return self.quoted(self.fact(right.name))
        return self.value(fact, right)

    def setting(self, setting_id: str, fact: str = "") -> str:
        """Return the value of a setting, marked as one; what is not decided says so."""
        value = self.pack.setting_value(setting_id)
        if value is None:
            question = next((row.question for row in self.pack.setting if row.id == setting_id), None)
            asked = question.in_(self.language) if question else setting_id
            return self.say(f"【待定：{asked}】", f"[not decided: {asked}]")
        text = self._set(setting_id, value, fact)
        zh, en = SETTING_MARKS
        return self.say(f"{text}{zh}", f"{text}{en}") if self.marks_settings else text

    def setting_value(self, setting_id: str) -> str:
        """Return the value of a decided setting in words."""
        return self._set(setting_id, self.pack.setting_value(setting_id), "")

    def _set(self, setting_id: str, value: Any, fact: str) -> str:
        row = next((one for one in self.pack.setting if one.id == setting_id), None)
        kind = row.type if row else "text"
        if kind == "span":
            return self.span(value)
        if kind == "event":
            return self.events(value)
        if kind == "role":
            return self.role(str(value))
        if kind == "money":
            return told(value, self.pack.currency, self.language)
        if isinstance(value, Mapping):  # a text in each language
            return str(value.get(self.language, ""))
        if kind in ("choice", "set"):
            return self.either(self._choice(fact, str(one)) for one in ([value] if isinstance(value, str) else value))
        return self.value(fact, value)

    def _choice(self, fact: str, code: str) -> str:
        """Return what a choice of a setting is called: shared words, else a word of the forms."""
        if code in SETTINGS:
            return self.say(*SETTINGS[code])
        if (own := self._code(fact, code)) != code:
            return own
        choices = (one for row in self.pack.field for one in row.choices if one.id == code)
        if named := next((one.text.in_(self.language) for one in choices), ""):
            return named
        if code in EVENTS:
            return self.quoted(EVENTS[code].title.in_(self.language))
        return self.quoted(self.fact(code)) if code in self.types else code.replace("_", " ")

    @property
    def and_above(self) -> str:
        """Return how the organisation reads 以上 (FR-050): ``at_least``, ``more_than``, or empty: not decided."""
        if AND_ABOVE_SETTING not in {row.id for row in self.pack.setting} | set(self.pack.chosen):
            return "at_least"
        value = self.pack.setting_value(AND_ABOVE_SETTING)
        return "" if value is None else "more_than" if value == "strict" else "at_least"

    # --- time -------------------------------------------------------------------------

    def span(self, value: Any) -> str:
        """Return a span of a pack, or of a setting, in words."""
        if isinstance(value, Mapping):
            return self.setting(str(value["setting"]))
        if isinstance(value, Setting):
            return self.setting(value.id)
        if isinstance(value, Span):
            return value.text(self.language)
        if str(value) in ("at_once", "same_day"):
            return self.say("立即", "at once") if value == "at_once" else self.say("当日", "the same day")
        return Span.parse(str(value)).text(self.language)

    # --- who and what -------------------------------------------------------------------

    def role(self, role: Any) -> str:
        """Return the title of a role, of an outside body, or of a part somebody has in the case."""
        if isinstance(role, Mapping):
            return (
                self.setting(str(role["setting"])) if "setting" in role else self._code("outside", str(role[OUTSIDE]))
            )
        row = next((one for one in self.pack.role if one.id == role), None)
        if row:
            return row.title.in_(self.language)
        return self.say(*ODD_ROLES[role]) if role in ODD_ROLES else self.function(str(role))

    def function(self, function: str) -> str:
        """Return what a unit of a function is called: by the role that looks there, else in general."""
        row = next((one for one in self.pack.role if one.function == function), None)
        if row:
            return row.title.in_(self.language)
        return self.say(*FUNCTIONS[function]) if function in FUNCTIONS else function.replace("_", " ")

    def roles(self, roles: Iterable[Any]) -> str:
        """Return several roles, any of which will do."""
        return self.either(self.role(one) for one in roles)

    def event(self, matcher: Matcher) -> str:
        """Return what has to happen: the event's name with the marks that are asked of it."""
        if matcher.event.startswith(LATE):
            duty = self.pack.duties.get(matcher.event.removeprefix(LATE))
            title = duty.title.in_(self.language) if duty else matcher.event.removeprefix(LATE)
            return self.say(f"{self.quoted(title)}逾期", f"{self.quoted(title)} is late")
        known = EVENTS.get(matcher.event)
        name = known.title.in_(self.language) if known else self.fact(matcher.event)
        return self.quoted(name) + self._marks(matcher)

    def _marks(self, matcher: Matcher) -> str:
        own = KINDS_OF.get(matcher.event, {})
        parts = [self._mark(key, value, own) for key, value in matcher.marks.items()]
        if matcher.within:
            parts.append(self.say(f"{matcher.within.text('zh')}内", f"within {matcher.within.text('en')}"))
        if matcher.before:
            parts.append(self.say("到期前", "before it is due"))
        return self.say(f"（{'，'.join(parts)}）", f" ({', '.join(parts)})") if parts else ""

    def _mark(self, key: str, value: Any, kinds: Mapping[str, tuple[str, str]]) -> str:
        values = [value] if isinstance(value, str | bool | int) else list(value)
        own = kinds if key == "kind" else {}
        shown = self.either(
            self.say(*own[str(one)]) if str(one) in own and not self._titled(str(one)) else self._marked(key, one)
            for one in values
        )
        if key in MARKS:
            zh, en = MARKS[key]
            return self.say(f"{zh}{shown}".lstrip("："), f"{en} {shown}".lstrip(": "))
        return f"{self.fact(key)}{self.say('：', ': ')}{shown}"

    def _marked(self, key: str, value: Any) -> str:
        """Return the value of a mark: a role, a grade or value of a fact by its own title, else a kind."""
        if key in ("to", "role"):
            return self.role(value)
        own = self.value(key, value) if key in self.types else str(value)
        return own if own != str(value) else self.kind(str(value))

    def kind(self, code: str) -> str:
        """Return the words of a kind that an event carries: of a report, letter, remedy or step of the pack."""
        found = self._titled(code)
        found = found or next((step.title for step in self.pack.step if step.kinds == (code,)), None)
        found = found or (STEP_KINDS[code].title if code in STEP_KINDS else None)
        if found:
            return found.in_(self.language)
        return self.say(*CODES[code]) if code in CODES else code.replace("_", " ")

    def _titled(self, code: str) -> Text | None:
        """Return the title of the report, letter or remedy of the pack that a code names."""
        titles = {row.id: row.title for row in self.pack.report}
        titles |= {row.id: row.title for row in self.pack.letter} | {row.id: row.title for row in self.pack.remedy}
        return titles.get(code)

    def events(self, written: Any) -> str:
        """Return what a pack's words for events mean, any of which will do."""
        if isinstance(written, Mapping) and set(written) == {"setting"}:
            return self.setting(str(written["setting"]))
        return self.either(self.event(one) for one in parse(written, self.pack))

    def stage(self, stage: str) -> str:
        """Return the title of a stage."""
        row = self.pack.stages.get(stage)
        return row.title.in_(self.language) if row else stage

    def step(self, step: str) -> str:
        """Return the title of a step, or of a kind of steps."""
        row = self.pack.steps.get(step) or STEP_KINDS.get(step)
        return row.title.in_(self.language) if row else step
