"""`amends replay ORGANISATION PACK --from DAY --to DAY`: what would have been different (FR-258).

PACK is a shipped pack, a folder, or a version or draft of the organisation by its key. Exit code 0 when nothing
differs, 1 when cases differ, 2 when it cannot be done. With ``--waiting`` it does what the desk has asked for.
What differs is said as the desk says it, with the mark behind it by which ``--json`` counts it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone, translation

from amends.cases.models import Run
from amends.cases.queries.replays import Replay
from amends.cases.replay.asking import Wanted, ask
from amends.core.finding import BrokenPack
from amends.core.refusal import Refused
from amends.core.text import Text
from amends.jobs.replay import PROCESSES, work_off
from amends.people.directory import directory
from amends.people.tenancy import organisation, organisation_called
from amends.regulations import folders
from amends.regulations.models import PackDraft, PublishedPack
from amends.web.desk.replay_names import Named, word

NOTHING, DIFFERS, FAULT = 0, 1, 2
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Unknown(LookupError):
    """The organisation, unit or pack that is named is not there."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("organisation", nargs="?", default="", help="code of the organisation")
    parser.add_argument("pack", nargs="?", default="", help="shipped pack, folder, or key of a version or draft")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="first day of receipt (2026-01-31)")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="last day of receipt; default: today")
    parser.add_argument("--unit", default="", help="code of a unit: its cases and those below it")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="how many play at once")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="zh", help="in which it is said")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--waiting", action="store_true", help="do what the desk has asked for, and nothing else")


def run(options: argparse.Namespace) -> int:
    """Play, print, and return the exit code."""
    if options.waiting:
        work_off(timezone.now(), processes=options.processes)
        return NOTHING
    if not (options.organisation and options.pack and options.first):
        return _fault("name the organisation, the pack and --from")
    try:
        done = _played(options)
    except (Unknown, FileNotFoundError, BrokenPack, Refused) as fault:
        return _fault(_why(fault))
    if done.state != "done":
        return _fault(str(done.result.get("fault", done.state)))
    as_json = options.json and json.dumps(_told(done), ensure_ascii=False, indent=2)
    print(as_json or "\n".join(_in_words(done, options.language)))
    return DIFFERS if done.result["differ"] else NOTHING


def _fault(why: str) -> int:
    print(f"amends replay: {why}", file=sys.stderr)
    return FAULT


def _why(fault: Exception) -> str:
    if isinstance(fault, BrokenPack):
        return "; ".join(one.line("en") for one in fault.findings[:5])
    return fault.says.en if isinstance(fault, Refused) else str(fault)


def _played(options: argparse.Namespace) -> Run:
    org, now = organisation_called(options.organisation), timezone.now()
    if org is None:
        raise Unknown(f"no organisation “{options.organisation}”")
    with organisation(org):
        known = directory(org)
        unit = next((one.id for one in known.units.values() if one.code == options.unit), None)
        if options.unit and unit is None:
            raise Unknown(f"no unit “{options.unit}”")
        kind, source, files, chosen = _texts(options.pack)
        wanted = Wanted(
            files, options.first, options.last or known.day(now), kind=kind, source=source, chosen=chosen, unit=unit
        )
        asked = ask(known, wanted, at=now)
    work_off(now, only=asked.pk, processes=options.processes)
    with organisation(org):
        return Run.objects.get(pk=asked.pk)


def _texts(named: str) -> tuple[str, str, Mapping[str, str], Mapping[str, Any]]:
    """Return kind, source, files and setting values of what is named. Raises FileNotFoundError."""
    if key := _key(named):
        version = PublishedPack.objects.filter(pk=key).first()
        row = version or PackDraft.objects.filter(pk=key).first()
        if row is None:
            raise Unknown(f"no version and no draft {named}")
        return "version" if version else "draft", named, row.files, row.chosen
    return "regime", named, folders.read(folders.find(named)), {}


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _told(done: Run) -> dict[str, Any]:
    asked = {name: done.input[name] for name in ("pack", "version", "first", "last", "kind", "source", "content_hash")}
    return {"run": str(done.pk), **asked, **done.result}


def _in_words(done: Run, language: str) -> list[str]:
    with organisation(done.org_id), translation.override(LANGUAGES[language]):
        return list(_lines(done, Named(Replay(done)), language))


def _lines(done: Run, named: Named, language: str) -> Iterator[str]:
    asked, result = done.input, done.result
    yield f"{asked['title'][language]} {asked['version']}, {asked['first']} – {asked['last']}"
    cases, differ, failed, seconds = result["cases"], result["differ"], len(result["restless"]), result["seconds"]
    yield Text(
        zh=f"{cases} 件，{differ} 件不同，{failed} 件未能重放，{seconds} 秒",
        en=f"{cases} cases, {differ} differ, {failed} failed, {seconds} s",
    ).in_(language)
    for mark, count in sorted(result["marks"].items()):
        yield f"{count:>8}  {word(named, mark)} [{mark}]"
    before, after = sum(result["work_before"].values()), sum(result["work_after"].values())
    yield Text(zh=f"{before:>8}  项到期，改后 {after} 项", en=f"{before:>8}  due before, {after} after").in_(language)
