"""What can be expected in a story, in a few words each; docs/guides/examples.md says how each is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

EXPECTED = {
    "grade": _("grade in force"), "grades": _("grades in force, by list"), "highest": _("heaviest grade so far"),
    "rows": _("grading rows that hold"), "flags": _("marks on the case"), "stage": _("stage"),
    "route": _("where the case goes"), "due": _("when it is due"), "was": _("earlier due time that stays visible"),
    "not_set": _("owed, without a time as yet"), "late": _("late by now"), "not_late": _("not late by now"),
    "opened": _("began to be owed"), "open": _("owed now"), "asleep": _("waiting to begin"), "met": _("met"),
    "void": _("ended unmet"), "superseded": _("replaced"), "revived": _("owed again"),
    "rungs": _("when the ladder is climbed"), "told": _("who was told"),
    "look_again": _("when it is looked at again"), "refused": _("refused, and why"), "offers": _("offers that hold"),
    "by_right": _("offers without a decision"), "chain": _("roles that may grant, in order"),
    "grant": _("roles that may grant"), "cautions": _("what gives pause"), "reply": _("what stands against an answer"),
    "objections": _("objections of the referee"), "templates": _("templates that are offered"),
    "second_reading": _("who reads an answer first"), "letters": _("letters that are sent"),
    "letters_leave": _("when letters leave"), "letters_void": _("letters called off"),
    "papers": _("papers to sign"), "notices": _("notices, with open points"),
    "logged": _("how an entry of a log stands"), "advice": _("coach cards"), "form": _("all fields of a form"),
    "fields": _("some fields of a form"), "category": _("category"), "suggests": _("category that words suggest"),
    "confidential": _("hidden from whom"), "supervision": _("supervision that is suggested"),
    "first_asked": _("who owns it first"), "rights": _("what the complainant may do"),
    "next_check": _("next item of a check list"), "reports": _("reports that name the case"),
    "unit_due": _("when a unit's sheet is due"), "unit_rungs": _("when its ladder is climbed"),
    "keeps": _("within a measure"), "misses": _("not within a measure"), "share": _("what a rate comes to"),
    "counted_until": _("until when a rate counts it"), "gaps": _("hours that a roster leaves open"),
    "undecided": _("settings nobody has decided"), "decided": _("what settings say"), "tones": _("colours of grades"),
    "rests_on": _("articles that rest on a reference"), "noted_in": _("where the investigation notes it"),
    "cause_classes": _("classes of causes"), "disciplines": _("disciplines of an 8D, with their steps"),
    "same_defect": _("cases with the same defect"), "draws": _("draws by lot"),
    "may": _("whose steps they are"), "asks": _("what a step asks"), "happened": _("what it counts as"),
}  # fmt: skip
"""By the key under ``expect``; one that is not here is shown by its key."""

WRONG = {
    "number": _("Write a number, such as 3 or 2.5."), "yes_no": _("Choose yes or no."),
    "moment": _("Write a day or a time, such as 2024-03-01 or 2024-03-01 09:30."),
    "words": _("Write one or several with commas between them, or - for none."),
    "moments": _("Write name = time for each, such as C12 = 2024-03-01 09:30, or - for none."),
    "pairs": _("Write name = value for each, with commas between them, or - for none."),
    "refusal": _("Write the article, a colon and what is missing, such as 4.1: known:cause; or yes."),
    "toml": _("What follows = cannot be read as TOML."), "fact": _("Say which fact this is."),
    "kind": _("Choose what is expected."), "twice": _("This stands here already."),
}  # fmt: skip
"""By the kind that an input should be, or what is wrong with its name."""

SHAPES = {
    "number": "3", "moment": "2024-03-01 09:30", "words": "a, b", "moments": "C12 = 2024-03-01 09:30",
    "pairs": "a = b", "refusal": "4.1: known:cause",
}  # fmt: skip
"""How a value is typed, as the empty input shows it."""
