"""Translations without GNU gettext: collect texts, compile catalogues.

    python tools/messages.py collect          bring every .po up to date with the code
    python tools/messages.py compile FILE.po  write the .mo beside it
    python tools/messages.py missing          list what has no Chinese; exit code 1 if any

English texts are the ids, so only Chinese has a catalogue.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "amends"
CATALOGUE = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
TEMPLATES = (".html", ".txt")
KEYWORDS = (
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"),
    *("pgettext", "pgettext_lazy", "npgettext"),
)


def main() -> int:
    """Run the command; return its exit code."""
    match sys.argv[1:]:
        case ["collect"]:
            return collect()
        case ["compile", *names] if names:
            for name in names:
                compile_catalogue(Path(name))
            return 0
        case ["missing"]:
            return missing()
    print(__doc__)
    return 2


def collect() -> int:
    """Bring the catalogue up to date: new texts empty, texts no longer used dropped."""
    catalogue = read(CATALOGUE)
    catalogue.update(collected(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    write(catalogue)
    return 0


def compile_catalogue(path: Path) -> None:
    """Write the binary catalogue that Django reads."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))


def missing() -> int:
    """List texts of the code that the catalogue does not translate."""
    done = {identity(message) for message in read(CATALOGUE) if translated(message)}
    left = [message for message in collected() if message.id and identity(message) not in done]
    for message in left:
        print(f"{message.locations[0][0]}: {message.id!r}")
    return 1 if left else 0


def collected() -> Catalog:
    """Return a catalogue of every text in the package's code and templates."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text()
        elif path.suffix in TEMPLATES and "templates" in path.parts:
            # What is left of a template is read as Python, where the indentation of HTML means something.
            source = re.sub(r"(?m)^[ \t]+", "", templatize(path.read_text(), origin=str(path)))
        else:
            continue
        # No line numbers: they would change the catalogue with every edit.
        place = path.relative_to(ROOT).as_posix()
        for id_, context in texts(source):
            catalogue.add(id_, context=context, locations=[(place, 0)])
    return catalogue


def texts(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield each text of a Python source, or the pair of its numbers, with its context."""
    found = extract_python(io.BytesIO(source.encode()), dict.fromkeys(KEYWORDS), (), {})
    for _, function, arguments, _ in found:
        given = arguments if isinstance(arguments, tuple | list) else (arguments,)
        words = [str(word) for word in given if word]
        context = words.pop(0) if "pgettext" in str(function) and words else None
        if words:
            yield (tuple(words[:2]) if str(function).startswith("n") else words[0]), context


def translated(message: Message) -> bool:
    """Say whether every form of a message has words."""
    words = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(words) and all(words) and not message.fuzzy


def identity(message: Message) -> tuple[object, str | None]:
    """Return what makes two messages the same text."""
    return message.id if isinstance(message.id, str) else message.id[0], message.context


def read(path: Path) -> Catalog:
    """Return a catalogue from disk, or an empty Chinese one."""
    if not path.exists():
        return Catalog(locale="zh_Hans", project="Amends", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", charset="utf-8")


def write(catalogue: Catalog) -> None:
    """Write the catalogue, texts sorted, no dates: two runs give the same bytes."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, sort_output=True, width=0, include_lineno=False, omit_header=False)
    lines = text.getvalue().decode().splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid')
    CATALOGUE.write_text("".join(line for line in lines if not line.startswith(dated)))


if __name__ == "__main__":
    settings.configure()
    raise SystemExit(main())
