"""The guides are true: their stories hold, their words are all there, their commands are understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import amends
from amends import cli
from amends.core.expecting import _CHECKS
from amends.core.loading import load
from amends.core.pack import Example
from amends.core.story import KEYS, run_story
from amends.regulations import folders

GUIDES = Path(amends.__file__).resolve().parents[1] / "docs" / "guides"
FINDINGS = (GUIDES / "findings.md").read_text(encoding="utf-8")
CORE = Path(amends.__file__).parent / "core"
EXAMPLES = (GUIDES / "examples.md").read_text(encoding="utf-8")
STORIES = re.findall(r"```toml\n(.*?)```", EXAMPLES, re.DOTALL)


def test_every_story_of_the_guide_holds_in_the_pack_that_it_names() -> None:
    files = folders.read(folders.find("developer-four-grades"))
    own = {name: text for name, text in files.items() if not name.startswith("examples")}
    pack = load({**own, "examples.toml": "".join(STORIES)})

    assert len(pack.example) == len(STORIES) >= 3
    assert [str(one) for example in pack.example for one in run_story(pack, example)] == []


@pytest.mark.parametrize("words", [sorted(KEYS - {"expect"}), sorted(Example.model_fields.keys() - {"file", "nth", "event"}), sorted(_CHECKS)])  # fmt: skip
def test_every_word_of_the_format_has_its_line(words: list[str]) -> None:
    assert [word for word in words if not re.search(rf"^\|[^|]*`{word}`", EXAMPLES, re.MULTILINE)] == []


@pytest.mark.parametrize("line", re.findall(r"^    (amends .+)$", EXAMPLES, re.MULTILINE))
def test_every_command_of_the_guide_is_understood(line: str) -> None:
    words = shlex.split(line)[1:]
    module = cli._load(cli.COMMANDS[words[0]])

    parsed = cli._parser(words[0], module).parse_args(words)

    assert parsed


def kinds_of_findings() -> set[str]:
    """Return what the core calls its findings: the word after the row, or the first word of a finding."""
    shapes = (r'about\(\s*[\w".]+,\s*[\w.\[\]()"-]+,\s*"(\w+)"', r'\b[fF]inding\(\s*"(\w+)"')
    texts = [path.read_text(encoding="utf-8") for path in CORE.glob("*.py")]
    return {kind for text in texts for shape in shapes for kind in re.findall(shape, text)}


def test_every_kind_of_finding_says_what_it_means() -> None:
    kinds = {kind for kind in kinds_of_findings() if not kind.startswith("unknown_")}

    assert len(kinds) > 30
    assert sorted(kind for kind in kinds if f"`{kind}`" not in FINDINGS) == []
