"""facts.md, events.md, steps.md: the closed vocabulary of `amends/core/vocabulary.py`."""

from __future__ import annotations

from amends.core.call_moments import CALL_MOMENTS
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS
from tools.reference.page import code, page, table

SOURCES = {
    "form": "filled in when a case is registered, or later by hand",
    "judged": "judged by a person with a reason",
    "finding": "found out by an investigation",
    "event": "carried by an event",
    "step": "given with a step",
    "computed": "worked out by the engine",
}


def facts() -> str:
    """Return the page of the built-in facts."""
    rows = (
        (f"`{name}`", word.type.value, word.source, word.title.zh, word.title.en, code(word.choices))
        for name, word in FACTS.items()
    )
    sources = sorted({word.source for word in FACTS.values()})
    return page(
        "Facts",
        "What rules may know of a case. These are built in; the form fields of a pack add their own. A word that is"
        " neither is an error of the pack. A fact never changes its type, and one that is not known fires no row.",
        table(["fact", "type", "source", "中文", "English", "choices, where they are closed"], rows),
        "## Sources",
        table(["source", "where the value comes from"], ((f"`{one}`", SOURCES[one]) for one in sources)),
    )


def events() -> str:
    """Return the page of the events."""
    causes = {name: [kind for kind, step in STEP_KINDS.items() if name in step.causes] for name in EVENTS}
    rows = ((f"`{name}`", word.of, word.title.zh, word.title.en, code(causes[name])) for name, word in EVENTS.items())
    return page(
        "Events",
        "What can happen. Duties are opened, met and ended by events; a step causes them. An event that is about an"
        " order, a lot or a node names it, and meets only what is owed for that one. Where no step kind stands, a step"
        " of a pack causes the event by `causes`, or a person records it.",
        table(["event", "about", "中文", "English", "caused by step kinds"], rows),
        "## Moments of a call",
        "A call is not a case, so no duty opens at these; the measures of a pack speak of them.",
        table(["moment", "中文", "English"], ((f"`{name}`", one.zh, one.en) for name, one in CALL_MOMENTS.items())),
    )


def steps() -> str:
    """Return the page of the step kinds."""
    rows = (
        (f"`{name}`", kind.title.zh, kind.title.en, code(kind.causes) or "what the pack or the person names")
        for name, kind in STEP_KINDS.items()
    )
    return page(
        "Step kinds",
        "What a person can do. A pack names its own steps, each of one kind; a step causes the events of its kind,"
        " unless its row says others with `causes`. The keys of a step are in [packs.md](packs.md#step).",
        table(["kind", "中文", "English", "events"], rows),
    )
