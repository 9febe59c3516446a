"""Finders of broken house rules: each takes a module's tree and yields the lines that break it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import amends

PACKAGE = Path(amends.__file__).parent
GUARDED = {"Case", "Entry", "EntryValue", "Letter", "ObligationRow", "Order", "RungClimbed", "UnitEntry"}
"""Tables that only the journal writes."""
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save",
}  # fmt: skip
INSTANCES = {"case", "entry", "letter", "obligation", "order"}
KEPT_BY_JOURNAL = {"stage", "stage_kind"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("time", "time")}


def modules(*rooms: str, without: tuple[str, ...] = ()) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path below the package and the tree of each module of some rooms; none named: of all."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if "migrations" in path.parts or (rooms and not name.startswith(rooms)) or name.startswith(without or "?"):
            continue
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def writes_of_the_journal(tree: ast.Module) -> Iterator[int]:
    """Yield lines that write a table, or set a stage, that is the journal's to write."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets) if any(_is_stage(one) for one in targets):
                yield node.lineno
            case ast.AnnAssign(target=target) | ast.AugAssign(target=target) if _is_stage(target):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=value, attr=verb)) if verb in WRITES:
                sets_stage = verb == "update" and any(one.arg in KEPT_BY_JOURNAL for one in node.keywords)
                if sets_stage or _root(value) in GUARDED | INSTANCES:
                    yield node.lineno


def _is_stage(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr in KEPT_BY_JOURNAL


def _root(node: ast.expr) -> str:
    """Return the name at the left end of ``Case.objects.filter(…).first()``."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def looks_at_the_clock(tree: ast.Module) -> Iterator[int]:
    """Yield lines that ask what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.func.attr) in CLOCKS:
                yield node.lineno


def names_a_regime(tree: ast.Module, words: re.Pattern[str]) -> Iterator[int]:
    """Yield lines whose code (docstrings aside) has a text that names a pack or a regime."""
    told = {id(one) for one in _docstrings(tree)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    yield from (node.lineno for node in texts if isinstance(node.value, str) and words.search(node.value))


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield every text that stands alone as a statement: docstrings of modules, classes, functions and names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def imports_a_step(tree: ast.Module) -> Iterator[int]:
    """Yield lines of a step that import another one."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(name), lineno=line) | ast.Import(names=[ast.alias(name=name)], lineno=line):
                if name.startswith("amends.cases.steps"):
                    yield line


def hidden_work(tree: ast.Module) -> Iterator[int]:
    """Yield lines that hang work on saving: signals and overrides of ``save`` or ``delete`` of a model."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("signals", "django.dispatch")):
            yield node.lineno
        elif isinstance(node, ast.ClassDef) and any(
            "Model" in ast.unparse(b) or "Row" in ast.unparse(b) for b in node.bases
        ):
            own = (one for one in node.body if isinstance(one, ast.FunctionDef))
            yield from (one.lineno for one in own if one.name in ("save", "delete"))
