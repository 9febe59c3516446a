"""`amends check [PACK …] [--examples FILE] [--through-steps] [--published]`: are packs sound, do stories hold?

Prints packs, articles, rows, examples and failures; exit code 0 when there is none, 1 when
there are findings or differences, 2 when a pack cannot be read at all, or its stories cannot
be told through steps because the database is of another version. An empty database is
migrated for them; whatever they write is rolled back. With ``--published`` it reads what the
organisations of the database have published: what this program leaves out is said, and only
what it cannot read is a failure. With ``--org`` it asks whether somebody of an organisation
holds each role that the regulations in force there need.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from amends.core import checker, story
from amends.core.loading import BrokenPack, load, row_tables
from amends.core.pack import Example, Pack, Row
from amends.core.taking import is_taken
from amends.jobs.findings_told import NoOrganisation, told, told_line
from amends.regulations import folders

NOT_RULES = {"article", "example", "take"}
RunStory = Callable[[Pack, Example], Iterable[Any]]


@dataclass
class Account:
    """What was checked, and what is wrong with it."""

    packs: int = 0
    articles: int = 0
    rows: int = 0
    examples: int = 0
    open_settings: int = 0
    published: int | None = None
    vacancies: int | None = None
    left_out: list[dict[str, Any]] = field(default_factory=list)
    through_steps: int = 0
    not_through_steps: list[dict[str, str]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)

    def sentence(self) -> str:
        """Return the closing line."""
        if self.vacancies is not None:
            return f"{self.vacancies} rows for which nobody holds the role, {len(self.failures)} failures"
        if self.published is not None:
            told = f"{len(self.left_out)} keys left out, {len(self.failures)} failures"
            return f"{self.published} published packs, {told}"
        counts = f"{self.packs} packs, {self.articles} articles, {self.rows} rows, {self.examples} examples"
        if self.through_steps or self.not_through_steps:
            counts += f", {self.through_steps} through steps ({len(self.not_through_steps)} cannot be told in steps)"
        return f"{counts}, {self.open_settings} settings to fill, {len(self.failures)} failures"


class NotPrepared(Exception):
    """The database holds tables of another version, so no story can be told in it."""


@dataclass(frozen=True)
class Checked:
    """A pack without errors, and the texts that it was read from."""

    pack: Pack
    texts: Mapping[str, str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("pack", nargs="*", help="name of a shipped pack, or a folder; default: all shipped")
    parser.add_argument("--examples", type=Path, help="run the stories of this TOML file instead of the pack's")
    parser.add_argument(
        "--through-steps",
        action="store_true",
        help="also run them through the real steps on a database",
    )
    parser.add_argument(
        "--published",
        action="store_true",
        help="read what the database's organisations have published, instead of packs",
    )
    parser.add_argument(
        "--org", metavar="CODE", help="ask whether somebody of this organisation holds each role, instead of packs"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    account = Account()
    try:
        _what(options)(account)
    except (FileNotFoundError, UnicodeDecodeError, NotPrepared, NoOrganisation) as error:
        print(f"amends check: {error}")
        return 2
    _print(account, as_json=options.json)
    return 1 if account.failures else 0


def _what(options: argparse.Namespace) -> Callable[[Account], None]:
    """Return what is to be checked: packs, what is published, or the roles of an organisation."""
    if options.org:
        return partial(_roles, options.org)
    return _published if options.published else partial(_packs, options)


def _packs(options: argparse.Namespace, account: Account) -> None:
    chosen = [folders.find(name) for name in options.pack] or [*folders.shipped(), *folders.libraries()]
    packs = [_check(folder, options.examples, account) for folder in chosen]
    if options.through_steps:
        _through_steps([one for one in packs if one], account)


@contextmanager
def _database() -> Iterator[None]:
    """Have the database there inside the block. Raises NotPrepared for tables of another version."""
    from amends import environment, postgres

    environment.setup_django()
    with postgres.running():
        from amends.jobs.prepare import prepare_if_empty

        if not prepare_if_empty():
            raise NotPrepared("the database is of another version of Amends: run `amends migrate` first")
        yield


def _roles(code: str, account: Account) -> None:
    """Say which roles nobody of an organisation holds today. Raises NotPrepared, NoOrganisation."""
    with _database():
        from amends.jobs.check_roles import vacant_today

        account.vacancies = 0
        for name, finding in vacant_today(code):
            into = account.failures if finding.level == "error" else account.notes
            into.append(told(name, finding))
            account.vacancies += 1


def _published(account: Account) -> None:
    """Read what is published. Raises NotPrepared for tables of another version."""
    with _database():
        from amends.jobs.check_published import read_published

        read = list(read_published())
        account.published = len(read)
        for one in read:
            name = f"{one.organisation}: {one.pack} {one.version}"
            for finding in one.findings:
                into = account.failures if finding.level == "error" else account.left_out
                into.append(told(name, finding))


def _check(folder: Path, examples: Path | None, account: Account) -> Checked | None:
    """Return the pack with its texts, after its stories were told to the rule core; None: it cannot be read."""
    account.packs += 1
    texts = _texts(folder, examples)
    try:
        pack = load(texts)
    except BrokenPack as broken:
        account.failures += [told(folder.name, one) for one in broken.findings]
        return None
    account.articles += _own(pack.article)
    account.rows += sum(_own(getattr(pack, table)) for table in row_tables() if table not in NOT_RULES)
    findings = checker.check_texts(texts, pack)
    errors = [told(pack.id, one) for one in findings if one.level == "error"]
    account.failures += errors
    account.notes += [told(pack.id, one) for one in findings if one.level == "note"]
    account.open_settings += sum(one.level == "open" for one in findings)
    account.examples += len(pack.example)
    _run_stories(pack, account, story.run_story)
    return None if errors else Checked(pack, texts)


def _own(rows: Sequence[Row]) -> int:
    """Return how many rows are the pack's own; what it takes is counted where it comes from."""
    return sum(not is_taken(row) for row in rows)


def _texts(folder: Path, examples: Path | None) -> Mapping[str, str]:
    texts = folders.read(folder)
    if examples is None:
        return texts
    own = {name: text for name, text in texts.items() if not name.startswith("examples")}
    return {**own, examples.name: examples.read_text(encoding="utf-8")}


def _run_stories(pack: Pack, account: Account, run_story: RunStory) -> None:
    for example in pack.example:
        try:
            says = [str(one) for one in run_story(pack, example)]
        except story.BadStory as fault:
            says = [f"it cannot be told: {fault}"]
        place = {"pack": pack.id, "place": example.file, "example": example.title.zh}
        account.failures += [{**place, "says": one} for one in says]


def _through_steps(checked: list[Checked], account: Account) -> None:
    """Tell the stories of sound packs through the steps. Raises NotPrepared for tables of another version."""
    with _database():
        from amends.jobs.stories import throw_away_database

        with throw_away_database():
            for one in checked:
                _tell_in_steps(one, account)


def _tell_in_steps(checked: Checked, account: Account) -> None:
    from amends.jobs.stories import through_steps, why_not

    pack = checked.pack
    for example in pack.example:
        if reason := why_not(pack, example):
            account.not_through_steps.append({"pack": pack.id, "example": example.title.zh, "why": reason})
        else:
            account.through_steps += 1
    _run_stories(pack, account, partial(through_steps, files=checked.texts))


def _print(account: Account, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(account.__dict__, ensure_ascii=False, indent=2))
        return
    for story_left in account.not_through_steps:
        print(": ".join(("not in steps", *story_left.values())))
    for title, several in (("left out: ", account.left_out), ("note: ", account.notes), ("", account.failures)):
        for one in several:
            print(title + told_line(one))
    print(account.sentence())
