"""House rules that a machine can hold (docs/contributing.md); a message says what to do instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import models

from amends.people.rows import OrgRow
from amends.regulations import folders
from tests import house
from tests.house import PACKAGE
from tests.shipped import pack_in

LONGEST = 400
LONGER = {"core/pack.py": "every table of the pack language, one key a line"}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|base|common|misc|handlers?|services?)$")
OURS = [model for model in apps.get_models() if model.__module__.startswith("amends.")]
WITHOUT_ORG = {"Organisation"}
ACROSS_ORGANISATIONS = {"Person.login"}  # the sign-in page asks for no organisation
Finder = Callable[[ast.Module], Iterator[int]]


def sins(find: Finder, *rooms: str, without: tuple[str, ...] = ()) -> list[str]:
    """Return file and line of everything that a finder finds."""
    return [f"{name}:{line}" for name, tree in house.modules(*rooms, without=without) for line in find(tree)]


def regimes() -> re.Pattern[str]:
    """Return what names a regime: the ids of the shipped packs, and R-nn."""
    ids = [pack_in(folder).id for folder in folders.shipped()]
    assert ids
    return re.compile(r"\bR-\d{2}\b|" + "|".join(map(re.escape, ids)))


def test_no_code_names_a_regulation() -> None:
    words = regimes()

    found = sins(lambda tree: house.names_a_regime(tree, words), without=("demo/",))

    assert found == [], "a rule is a row of a pack with its article; code knows no regime"


def test_only_the_journal_writes_stages_obligations_entries_and_letters() -> None:
    # A letter is promised by the journal; that it went is noted by the post (in the demonstration: went long ago).
    post = ("jobs/deliver.py", "jobs/demo.py")

    found = sins(house.writes_of_the_journal, without=("core/", "cases/journal/", *post))

    assert found == [], "take a step, or let time pass: cases.journal writes"


def test_steps_do_not_import_each_other() -> None:
    found = sins(house.imports_a_step, "cases/steps/")

    assert [one for one in found if not one.startswith("cases/steps/__init__.py")] == []


def test_nobody_below_the_doors_looks_at_the_clock() -> None:
    found = sins(house.looks_at_the_clock, "core/", "people/", "regulations/", "cases/")

    assert found == [], "take the moment as an argument"


def test_nothing_hangs_on_saving() -> None:
    assert sins(house.hidden_work) == [], "no signals, no save() overrides: a step says what happens"


def test_files_are_short_enough_to_read() -> None:
    long = {
        name: lines
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST
        and (name := path.relative_to(PACKAGE).as_posix()) not in LONGER
    }

    assert long == {}, "split it by meaning"


def test_a_name_says_what_is_inside() -> None:
    vague = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in ("", ".py") and VAGUE.search(path.stem)
    ]

    assert vague == [], "name it after what it knows or does"


def test_migrations_have_names() -> None:
    files = [path.name for path in PACKAGE.glob("*/migrations/0*.py")]

    assert files
    assert [name for name in files if re.search(r"_auto_|\d{8}", name) or not re.match(r"\d{4}_[a-z]+", name)] == []


@pytest.mark.parametrize("model", [m for m in OURS if m.__name__ not in WITHOUT_ORG], ids=lambda model: model.__name__)
def test_a_row_belongs_to_an_organisation_and_has_a_key_made_in_the_app(model: type[models.Model]) -> None:
    key = model._meta.pk

    assert issubclass(model, OrgRow) or "org" in {field.name for field in model._meta.local_fields}
    assert isinstance(key, models.UUIDField | models.OneToOneField | models.ForeignKey)


@pytest.mark.parametrize("model", [m for m in OURS if m.__name__ not in WITHOUT_ORG], ids=lambda model: model.__name__)
def test_each_index_and_unique_rule_begins_with_the_organisation(model: type[models.Model]) -> None:
    rules = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    indexes = [one for one in model._meta.indexes if type(one) is models.Index]

    astray = [one.name for one in rules if one.fields[:1] != ("org",)]
    astray += [one.name for one in indexes if one.fields[:1] != ["org"]]
    lonely = [
        f"{model.__name__}.{f.name}"
        for f in model._meta.local_fields
        if (f.unique or getattr(f, "db_index", False)) and not f.primary_key
    ]

    assert (astray, sorted(set(lonely) - ACROSS_ORGANISATIONS), model._meta.unique_together) == ([], [], ())


@pytest.mark.parametrize(
    ("find", "sin"),
    [
        (house.writes_of_the_journal, "case.stage = 'closed'"),
        (house.writes_of_the_journal, "Case.objects.filter(id=1).update(stage='closed')"),
        (house.writes_of_the_journal, "Entry.objects.create(seq=1)"),
        (house.writes_of_the_journal, "ObligationRow.objects.bulk_create([])"),
        (house.writes_of_the_journal, "letter.save()"),
        (house.writes_of_the_journal, "rows.update(stage='closed')"),
        (house.looks_at_the_clock, "datetime.now(UTC)"),
        (house.looks_at_the_clock, "django.utils.timezone.now()"),
        (house.looks_at_the_clock, "date.today()"),
        (house.imports_a_step, "from amends.cases.steps.close import close"),
        (house.hidden_work, "from django.db.models.signals import post_save"),
        (house.hidden_work, "class Case(OrgRow):\n    def save(self): ..."),
        (lambda tree: house.names_a_regime(tree, regimes()), "if pack.domain == 'R-23': pass"),
    ],
)
def test_a_planted_sin_is_found(find: Finder, sin: str) -> None:
    assert list(find(ast.parse(sin))) != []


def test_a_regime_in_a_docstring_is_no_sin() -> None:
    assert list(house.names_a_regime(ast.parse('"""As R-23 says."""'), regimes())) == []


def test_code_points_only_at_documents_that_are_here() -> None:
    root = PACKAGE.parent
    here = {path.name for path in (*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("benchmarks/*.md"))}

    gone = [
        f"{path.relative_to(root)}: {name}"
        for folder in (PACKAGE, root / "tests", root / "tools")
        for path in folder.rglob("*.py")
        for name in re.findall(r"\b[A-Z]{2,}\.md\b|\b[A-Z]{2,} §\d", path.read_text())
        if name not in here and path.name != "test_house_rules.py"
    ]

    assert gone == [], "say it here, or in docs"


def test_who_is_spoken_to_in_chinese_is_addressed_with_respect() -> None:
    said = re.compile(r'zh=f?"[^"]*你')

    plain = [str(path) for path in PACKAGE.rglob("*.py") if said.search(path.read_text())]

    assert plain == [], "您"
