"""`amends check [PACK …] [--examples FILE] [--through-steps]`: are the packs sound, do their stories hold?

Prints packs, articles, rows, examples and failures; exit code 0 when there is none, 1 when
there are findings or differences, 2 when a pack cannot be read at all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amends.core import checker, story
from amends.core.loading import BrokenPack, load, row_tables
from amends.core.pack import Example, Pack
from amends.regulations import folders

NOT_RULES = {"article", "example"}
RunStory = Callable[[Pack, Example], Iterable[Any]]


@dataclass
class Account:
    """What was checked, and what is wrong with it."""

    packs: int = 0
    articles: int = 0
    rows: int = 0
    examples: int = 0
    open_settings: int = 0
    through_steps: int = 0
    not_through_steps: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    def sentence(self) -> str:
        """Return the closing line."""
        counts = f"{self.packs} packs, {self.articles} articles, {self.rows} rows, {self.examples} examples"
        if self.through_steps or self.not_through_steps:
            counts += f", {self.through_steps} through steps ({self.not_through_steps} cannot be told in steps)"
        return f"{counts}, {self.open_settings} settings to fill, {len(self.failures)} failures"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("pack", nargs="*", help="name of a shipped pack, or a folder; default: all shipped")
    parser.add_argument("--examples", type=Path, help="run the stories of this TOML file instead of the pack's")
    parser.add_argument(
        "--through-steps",
        action="store_true",
        help="also run them through the real steps on a database",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Check, print, and return the exit code."""
    account = Account()
    try:
        chosen = [folders.find(name) for name in options.pack] or list(folders.shipped())
        for folder in chosen:
            _check(folder, options.examples, account, story.run_story)
    except (FileNotFoundError, UnicodeDecodeError) as error:
        print(f"amends check: {error}")
        return 2
    if options.through_steps:
        _through_steps(chosen, options.examples, account)
    _print(account, as_json=options.json)
    return 1 if account.failures else 0


def _check(folder: Path, examples: Path | None, account: Account, run_story: RunStory) -> None:
    account.packs += 1
    try:
        pack = load(_texts(folder, examples))
    except BrokenPack as broken:
        account.failures += [_finding(folder.name, one) for one in broken.findings]
        return
    account.articles += len(pack.article)
    account.rows += sum(len(getattr(pack, table)) for table in row_tables() if table not in NOT_RULES)
    findings = checker.check(pack)
    account.failures += [_finding(pack.id, one) for one in findings if one.level == "error"]
    account.open_settings += sum(one.level == "open" for one in findings)
    _run_stories(pack, account, run_story)


def _texts(folder: Path, examples: Path | None) -> Mapping[str, str]:
    texts = folders.read(folder)
    if examples is None:
        return texts
    own = {name: text for name, text in texts.items() if not name.startswith("examples")}
    return {**own, examples.name: examples.read_text(encoding="utf-8")}


def _run_stories(pack: Pack, account: Account, run_story: RunStory) -> None:
    account.examples += len(pack.example)
    for example in pack.example:
        for difference in run_story(pack, example):
            account.failures.append({"pack": pack.id, "example": example.title.zh, "says": str(difference)})


def _through_steps(chosen: list[Path], examples: Path | None, account: Account) -> None:
    from amends import environment, postgres

    with postgres.running():
        environment.setup_django()
        from amends.jobs.stories import can_go_through_steps, through_steps, throw_away_database

        with throw_away_database():
            for folder in chosen:
                pack, before = load(_texts(folder, examples)), account.examples
                told = sum(can_go_through_steps(pack, one) for one in pack.example)
                account.through_steps += told
                account.not_through_steps += len(pack.example) - told
                _run_stories(pack, account, through_steps)
                account.examples = before  # they are the same stories


def _finding(pack: str, finding: Any) -> dict[str, str]:
    place = " ".join(
        part
        for part in (
            finding.file,
            finding.row,
            f"art. {finding.article}" if finding.article else "",
        )
        if part
    )
    return {"pack": pack, "place": place, "says": f"{finding.says.zh} / {finding.says.en}"}


def _print(account: Account, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(account.__dict__, ensure_ascii=False, indent=2))
        return
    for failure in account.failures:
        print(": ".join(failure.values()))
    print(account.sentence())
