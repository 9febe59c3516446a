"""What the tables of a pack and the keys of their rows are called on the screens of the rule owner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from amends.core.finding import Finding

TABLES = {
    "pack": _("The head of the regulation"), "counting": _("How time is counted"),
    "article": _("Articles"), "reference": _("Laws and booklets"),
    "setting": _("Open points"), "role": _("Roles"), "field": _("Fields of forms"),
    "category": _("Categories"), "list": _("Lists of grades"), "grade": _("Grades"), "row": _("Grading"),
    "flag": _("Flags"), "route": _("Routing"), "confidential": _("Confidential cases"),
    "refusal": _("What is not taken"), "stage": _("Stages"), "step": _("Steps"), "gate": _("Gates"),
    "check_list": _("Check lists"), "check": _("Checks"), "duty": _("Duties"), "right": _("Rights"),
    "remedy": _("Kinds of remedy"),
    "offer": _("Remedies"), "authority": _("Limits of authority"), "part": _("Parts of a reply"),
    "phrase": _("Phrases"),
    "letter": _("Letters"), "template": _("Templates of replies"),
    "paper": _("Papers to sign or post up"), "log": _("Logs of the unit"),
    "review": _("Read by a second person"), "advice": _("Coach cards"),
    "supervision": _("Supervision"), "report": _("Reports"),
    "referee": _("Rules of the 8D referee"), "referee_words": _("Words of the 8D referee"),
    "fingerprint": _("Fingerprints of defects"), "cause_class": _("Classes of causes"),
    "measure": _("Measures"), "inquiry": _("Sections of the investigation"),
    "sample": _("Drawn by lot"),
    "discipline": _("Disciplines of an 8D"), "take": _("Taken from libraries"),
    "example": _("Examples"),
}  # fmt: skip
GROUPS = (
    (_("The text"), ("pack", "counting", "article", "reference", "setting", "role", "take")),
    (_("What a case is"), ("field", "category", "list", "grade", "row", "flag", "route", "confidential", "refusal",
        "fingerprint", "cause_class")),
    (
        _("The way and the time"),
        ("stage", "step", "gate", "check_list", "check", "duty", "right", "supervision", "measure", "inquiry",
         "discipline", "sample"),
    ),
    (
        _("The answer"),
        (
            "remedy", "offer", "authority", "part", "template", "review", "phrase", "letter", "paper", "log", "advice",
            "report", "referee", "referee_words",
        ),
    ),
)  # fmt: skip
KEYS = {
    "id": _("Number or name"), "no": _("Number"), "zh": _("Chinese"), "en": _("English"), "article": _("Article"),
    "type": _("Kind"), "question": _("Question"), "choices": _("Choices"), "default": _("Unless decided otherwise"),
    "said_in_source": _("Given by the source"), "title": _("Title"), "function": _("Looked up in the unit for"),
    "function_from": _("The fact that names the unit"), "form": _("Form"), "hint": _("Hint"),
    "required": _("Must be filled in"), "portal": _("Asked on the portal"), "personal": _("Personal data"),
    "searchable": _("Found by search"), "when": _("Only if"), "valid_from": _("From"), "valid_to": _("To, included"),
    "words": _("Words that suggest it"), "grades": _("Grades, heaviest first"), "fires": _("Which row decides"),
    "rises": _("Rises"), "falls": _("Falls"), "set_by": _("Set by hand by"), "list": _("List"), "tone": _("Look"),
    "grade": _("Grade"), "says": _("In words"), "marks": _("Which cases it grades"), "to": _("To"),
    "fails": _("An entry fails if"),
    "told_in": _("Parts of answers that tell it"), "about": _("The field that names what it is about"),
    "editions": _("Editions, each with its days"), "cites": _("Cites editions"),
    "valid_on": _("Another day that counts"), "judged_as": _("Judged by the referee as"),
    "linked_by": _("Linked to cases by the step"), "logs": _("Logs whose entries it names"),
    "seen_by": _("Seen by"), "kind": _("Kind"), "from": _("From"), "by": _("Taken by"),
    "needs": _("What must be there"), "asks": _("Fields it asks for"), "causes": _("Events it causes"),
    "kinds": _("Kinds to choose from"),
    "override": _("May be overridden by"), "not_by": _("Not by"), "key": _("Key"),
    "main": _("The button that comes first"), "itself_at": _("Takes itself at"), "anew": _("Told anew each time"),
    "with_file": _("Comes with a file"),
    "shape": _("Layout"), "steps": _("Steps that fill it"), "sides": _("Fields side by side"),
    "item": _("The field that names the thing"), "wanted": _("Who has to be there"), "present": _("Who was there"),
    "responsible": _("Who was found responsible"),
    "known": _("Fact that is known"), "done": _("What has happened"), "signed": _("Signed by"),
    "undone_by": _("What takes it back"),
    "approved": _("Approved by"), "met": _("Duty that is met"), "checked": _("Check list at its end"),
    "adds_up": _("Figures that make a sum"),
    "is": _("A condition that holds"), "role": _("Role"), "reason": _("A reason is asked for"), "step": _("Step"),
    "owner": _("Owed by"), "owner_from": _("Field that names who owes it"),
    "opens": _("Begins when"), "while": _("As long as"), "counts_from": _("Counted from"),
    "met_by": _("Met by"), "void_by": _("Ended unmet by"), "within": _("Within"), "waits": _("Waits before it is owed"),
    "due": _("Due at the time of"), "every_day_at": _("Every day at"), "every_week_on": _("Every week on"),
    "every_month_on": _("Every month on"), "months_apart": _("Months apart"), "first_month": _("First month"),
    "covers": _("Covers"), "first_after": _("Owed next time when begun after"), "yields_to": _("Gives way to"),
    "postpone_at_most": _("Postponed at most"), "for_each": _("One for each"), "of": _("Of"),
    "again": _("When it begins again"), "force": _("Force"), "counting": _("Counted in its own way"),
    "calendar": _("Calendar"), "rungs": _("Who is told when"), "rung_hours": _("Told in"),
    "holds_for_open": _("Holds for open cases too"),
    "extension": _("Extensions"), "pause": _("Pause"), "at": _("When"), "tell": _("Whom"), "as": _("As"),
    "approver": _("Approved by"), "asked_before": _("Asked for before"), "notice": _("Letter that announces it"),
    "total_at_most": _("Altogether at most"), "money": _("Has an amount"), "allows": _("What it allows"),
    "choose": _("How many of them"), "by_right": _("As of right"), "decision_by": _("Decided by"),
    "proof": _("Facts to be proven"), "at_most": _("At most"), "at_least": _("At least"), "over": _("Goes before"),
    "beside": _("Stands beside"), "only_besides": _("Only beside a main measure"), "tags": _("Marked in its source as"),
    "up_to": _("Up to"),
    "has": _("Its words hold"), "states": _("States these facts of the case"), "near": _("Words before the figure"),
    "parts": _("Words of each part"), "text": _("Words before the parts"),
    "rule": _("Rule"), "texts": _("Wordings"), "instead": _("Instead"), "use": _("In the text"), "body": _("Words"),
    "sent_at": _("Sent when"), "say": _("Say"), "never": _("Never say"), "lists": _("Lists and flags"),
    "rows": _("Which rows"), "answer": _("Answer"), "ends": _("Ends it"), "finds": _("What is known by it"),
    "leads": _("What answers lead to"), "seen": _("Field for what was seen"), "used_by": _("Used by"),
    "window": _("Window"), "every": _("Every"), "hours": _("Hours"), "event": _("Event"), "then_due": _("Then due at"),
    "before": _("Before"), "fact": _("Fact"), "op": _("Comparison"), "since": _("Since"), "same": _("With the same"),
    "different": _("From a different"), "version": _("Version"), "signatures": _("Who must sign"),
    "with": _("Further facts"), "domain": _("Regime"), "source": _("Source"), "stands_beside": _("Only stands beside"),
    "kind_of_organisation": _("For whom"), "offers_that_meet": _("When several remedies hold"),
    "day_one": _("Day one"), "days_end": _("A day ends"), "working_days_end": _("A working day ends"),
    "month_end": _("A month ends"), "last_day_closed": _("The last day is closed"),
    "received_when_closed": _("Received when closed"), "late_from": _("Late from"),
    "code": _("Class of the objection"), "looks_for": _("How it judges"), "reads": _("Fields that it reads"),
    "unless": _("Excused by"), "made_good_by": _("Made good by"), "share": _("Share"),
    "unless_empty": _("Not where nothing is written"), "unless_light": _("Not where it reads like good ones"),
    "in_sentence": _("Only in the sentence and the next"),
    "apart": _("Words without content"), "passes": _("What would pass"),
    "object": _("What it is about"), "symptom": _("What is wrong with it"), "place": _("Where it was"),
    "alike": _("Words that mean the same"), "empty": _("Words that say nothing"),
    "words_at_least": _("Words shared, per cent"), "declared_by": _("Declared by the step"),
    "fills": _("Facts it brings"), "then": _("Steps taken later"), "reviewed_by": _("Looked at beforehand by"),
    "approved_by": _("Approved by"), "shown_to_customer": _("The customer sees it"), "plans": _("Actions listed in it"),
    "drawn": _("Causes it brings from its fishbone or matrix"),
    "tells": _("Parts of the letter it fills"), "only_here": _("Taken here only"),
    "after": _("So long after"), "among": _("Drawn among"), "cases": _("How many cases"), "tries": _("Tries"),
    "on_days": _("On so many days"), "on_request": _("At the complainant's request, too"),
    "card": _("Part of the library card that begins with it"), "signed_at": _("Signed by the event"),
    "rests_on": _("Rests on"), "edition": _("Edition in force"), "replaced_by": _("Replaced by"),
    "readings_noted": _("Each reading is noted"), "once": _("Once is enough, also when the step is taken again"),
    "duty": _("Duties"), "person": _("The field that names the person"),
    "only_with": _("Compared only where one of these is written"), "language": _("Language"),
    "alone": _("Alone (of no effect any more)"), "weights": _("Weights (of no effect any more)"),
    "at_once": _("At once means"), "extends": _("Adds to the pack"), "start": _("Begins"), "end": _("Ends"),
}  # fmt: skip
OPERATORS = {
    "is": _("is"), "one_of": _("is one of"), "at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<",
    "and_above": _("or above, as the setting reads it"), "any": _("contains any of"), "every": _("contains all of"),
    "none": _("contains none of"), "under": _("lies under"), "not_under": _("does not lie under"),
    "known": _("is known"),
}  # fmt: skip
NODES = {
    "test": _("a fact"), "age": _("time since"), "alike": _("cases alike"), "happened": _("something happened"),
    "any": _("one of these"), "all": _("all of these"), "unless": _("unless"),
}  # fmt: skip
CODES = {
    "cause": _("the cause"), "handling": _("how it was handled"), "lesson": _("the lesson"),
    "next_day": _("the next day"), "opening_day": _("the day it begins"), "same_time": _("at the same time"),
    "end_of_day": _("with the day"), "close_of_business": _("when business closes"), "last_day": _("on its last day"),
    "stays": _("it stays so"), "next_open_day": _("the next open day"), "as_is": _("as it is"),
    "next_opening": _("from the next opening on"), "one_second_after": _("one second after"),
    "by_itself": _("by itself"), "with_approval": _("with approval"), "first": _("the first that holds"),
    "all": _("all that hold"), "heavy": _("heavy"), "warm": _("warm"), "plain": _("plain"),
    "this_case": _("this case"), "all_in_group": _("every case of the group"), "once": _("once"),
    "always": _("every time"), "when_heavier": _("when it became heavier"), "must": _("must"), "should": _("should"),
    "working": _("working time"), "any": _("any of them"), "one": _("one of them"), "in_order": _("in this order"),
    "case": _("a case"), "unit": _("a unit"), "new": _("new"), "open": _("open"), "parked": _("set aside"),
    "settled": _("settled"), "closed": _("closed"), "forbidden": _("never said"), "prescribed": _("always said"),
    "since_last": _("since the last"), "calendar_month": _("the calendar month"), "error": _("a fault"),
    "text": _("text"), "long_text": _("long text"), "choice": _("choice"), "set": _("several choices"),
    "yes_no": _("yes or no"), "number": _("number"), "money": _("amount"), "instant": _("date and time"),
    "tree": _("category"), "person": _("person"), "people": _("people"), "span": _("span of time"),
    "coercive": _("coercive"), "misleading": _("misleading"), "pays_late": _("paying late"),
    "pays_little": _("paying little"),
    "said": _("something that is said"), "lacking": _("something that lacks"),
    "empty": _("a field that says nothing"), "restated": _("a repeated symptom"),
    "untouched": _("an action beside the cause"), "copied": _("a copied text"),
    "call_back": _("a call-back"), "second_look": _("a blind second look"), "month": _("a month"),
    "quarter": _("a quarter"),
    "time": _("time of day"), "rule": _("an article of the rules"), "contact": _("a contact"),
    "web": _("a web address"),
    "team": _("team"), "problem": _("problem"), "containment": _("containment"),
    "cause_occurrence": _("why it happened"), "cause_escape": _("why it was not found"),
    "cause_system": _("why the system allowed it"), "corrective": _("corrective action"),
    "carried_out": _("what was carried out"), "preventive": _("preventive action"), "standard": _("the standard"),
    "verification": _("verification"), "closing": _("closing"), "interim": _("interim action"),
    "possible": _("possible causes"), "main": _("main causes"),
    "rings": _("rings of the telephone"), "call_time": _("minutes of a call"), "coverage": _("hours covered"),
    "rate": _("a rate"), "on_time": _("the share met in time"),
    "points": _("a plan of points"), "sides": _("both sides"), "custody": _("things kept as evidence"),
    "meetings": _("meetings"), "findings": _("findings"), "log": _("a log"),
    "weighed": _("wording like that of reports sent back"), "zh": _("Chinese"), "en": _("English"),
    "event": _("event"), "role": _("role"), "rolling": _("rolling"), "calendar_year": _("the calendar year"),
}  # fmt: skip
CODES_OF = {"rung_hours": {"any": _("at any hour"), "working": _("working time")}}
"""Codes that mean something else under one key."""
SPAN = _("Such as 30 min, 12 h, 3 d, 2 wd (working days), 1 wk or 1 mo.")
HINTS = {
    **dict.fromkeys(("within", "waits", "postpone_at_most", "total_at_most", "after", "at_once"), SPAN),
    "at": _("Such as 75 % (of the time), due, or due + 12 h."), "every_day_at": _("Such as 17:00."),
    "calendar": _("Empty: the calendar of the unit."),
}  # fmt: skip
"""How to write what a plain input takes."""
USUAL = {
    "field": ("article", "form", "type", "title", "choices", "required", "when"),
    "duty": ("opens", "met_by", "void_by", "within", "when", "rungs"),
    "step": ("from", "to", "by", "needs", "asks"), "offer": ("choose", "decision_by", "at_most"),
    "measure": ("of", "over", "at_most", "at_least", "within"), "discipline": ("asks", "step"),
    "inquiry": ("ends",), "referee": ("words", "unless"),
}  # fmt: skip
"""What a new row of many keys shows at once besides what it must have; the rest is folded."""


def hint_of(key: str) -> str:
    """Return how to write what a key takes, or nothing."""
    return str(HINTS.get(key, ""))


def key_title(key: str) -> str:
    """Return what a key is called; one that has no name yet is shown as it is written."""
    return str(KEYS[key]) if key in KEYS else key.replace("_", " ")


def table_title(table: str) -> str:
    """Return what a table is called."""
    return str(TABLES[table]) if table in TABLES else table


def code_words(code: str, key: str = "") -> str:
    """Return what a value of a closed choice is called, under a key that has words of its own for it those."""
    if code in CODES_OF.get(key, ()):
        return str(CODES_OF[key][code])
    return str(CODES[code]) if code in CODES else code.replace("_", " ")


def finding_words(finding: Finding, language: str) -> str:
    """Return what a finding says, the key it is about called by its title."""
    text, key = finding.says.in_(language), finding.key.partition(".")[0].rstrip("_")
    if key not in KEYS:
        return text
    told = text.replace(f"“{key}”", f"“{key_title(key)}”")
    return f"{key_title(key)}{told.removeprefix(key)}" if told.startswith(f"{key}:") else told
