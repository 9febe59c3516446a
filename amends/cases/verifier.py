"""Check an exported case file with nothing but Python: is every entry as it was written, and is none missing?

    python verifier.py FILE [--checkpoint FILE]

The file holds a journal whose entries are chained: each hash covers the hash before it
and everything the entry says. Words stand beside the entries; an entry holds only
sha256(salt + word), so a word may be erased by law and the chain still holds. A
checkpoint, made earlier and kept elsewhere, also reveals a journal that was cut short
or rewritten as a whole.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

FORMAT = "amends-case/1"
SCHEMAS = (1,)
SALT = re.compile(r"[0-9a-f]{32}")
"""A salt has one length, or letters could wander from a word into its salt and the word be another."""
DAMAGED = (KeyError, TypeError, AttributeError)


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the bytes that are hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_hash(entry: Mapping[str, Any], *, owner: str, prev: str) -> str:
    """Return the hash that an entry must have after the one before it."""
    said = {key: entry[key] for key in ("seq", "happened_at", "recorded_at", "by", "step", "schema", "body")}
    return hashlib.sha256(prev.encode() + canonical({"owner": owner, **said})).hexdigest()


def problems(file: Mapping[str, Any], checkpoint: Mapping[str, Any] | None = None) -> list[str]:
    """Return everything that is wrong with a case file; empty: it is as it was written."""
    if not isinstance(file, Mapping):
        return ["not a case file"]
    if file.get("format") != FORMAT:
        return [f"not a case file of a known format: {file.get('format')!r}"]
    try:
        found = [*_chain(file), *_head(file), *_words(file), *_evidence(file)]
        return [*found, *_against(file, checkpoint)] if checkpoint else found
    except DAMAGED as error:
        return [f"the file is damaged: {error!r}"]


def erased(file: Mapping[str, Any]) -> list[str]:
    """Return what is not in this copy: erased, with the entry that says so where there is one, or withheld."""
    by = {
        (one["entry"], one["name"]): entry["seq"]
        for entry in file["entries"]
        for one in entry["body"].get("erased", ())
    }
    found = []
    for entry in file["entries"]:
        for name in entry["body"].get("words", {}):
            if name in entry.get("withheld", ()):
                found.append(f"entry {entry['seq']}, {name}: withheld from this copy")
            elif name not in entry["words"]:
                where = by.get((entry["seq"], name))
                found.append(f"entry {entry['seq']}, {name}: erased" + (f" by entry {where}" if where else ""))
    return found


def _chain(file: Mapping[str, Any]) -> Iterator[str]:
    owner, prev, last = file["case"]["id"], "", ""
    for nth, entry in enumerate(file["entries"], start=1):
        if entry["seq"] != nth:
            yield f"entry {nth} is missing: entry {entry['seq']} stands in its place"
            return
        if entry["schema"] not in SCHEMAS:
            yield f"entry {nth}: schema {entry['schema']} is newer than this verifier"
        if entry["prev_hash"] != prev:
            yield f"entry {nth} does not follow the one before it"
        if entry["hash"] != entry_hash(entry, owner=owner, prev=entry["prev_hash"]):
            yield f"entry {nth} was changed after it was written"
        if entry["recorded_at"] < last:
            yield f"entry {nth} was recorded before the one before it"
        if entry["happened_at"] > entry["recorded_at"]:
            yield f"entry {nth} says that it happened after it was recorded"
        prev, last = entry["hash"], entry["recorded_at"]


def _head(file: Mapping[str, Any]) -> Iterator[str]:
    case, entries = file["case"], file["entries"]
    if not entries:
        yield "there are no entries"
    elif (case["head_seq"], case["head_hash"]) != (entries[-1]["seq"], entries[-1]["hash"]):
        yield f"the case ends at entry {case['head_seq']}, the file at entry {entries[-1]['seq']}"
    elif case["number"] != entries[0]["body"].get("number", case["number"]):
        yield f"the case was registered as {entries[0]['body']['number']}, the file says {case['number']}"


def _evidence(file: Mapping[str, Any]) -> Iterator[str]:
    """Files themselves are not in the export; their hashes are, as noted when they came in and as of the export."""
    noted = {one for entry in file["entries"] for one in entry["body"].get("detail", {}).get("files", ())}
    for one in file.get("evidence", ()):
        if not one["sha256_now"]:
            yield f"evidence {one['name']}: the file was lost"
        elif one["sha256_now"] not in noted or one["sha256"] not in noted:
            yield f"evidence {one['name']}: hash mismatch, the file is not the one that came in"
    there = {one["sha256"] for one in file.get("evidence", ())}
    for entry in file["entries"]:
        for one in entry["body"].get("detail", {}).get("files", ()):
            if one not in there:
                yield f"evidence of entry {entry['seq']} is not here: {one}"


def _words(file: Mapping[str, Any]) -> Iterator[str]:
    for entry in file["entries"]:
        promised = entry["body"].get("words", {})
        for name, word in entry["words"].items():
            said = hashlib.sha256((word["salt"] + word["value"]).encode()).hexdigest()
            if name not in promised:
                yield f"entry {entry['seq']}, {name}: the entry knows no such word"
            elif said != promised[name] or not SALT.fullmatch(word["salt"]):
                yield f"entry {entry['seq']}, {name}: the word is not the one that was written"


def _against(file: Mapping[str, Any], checkpoint: Mapping[str, Any]) -> Iterator[str]:
    head = checkpoint["heads"].get(file["case"]["id"])
    if head is None:
        if file["entries"] and file["entries"][0]["recorded_at"] < checkpoint["made_at"]:
            yield "the checkpoint does not know this case, though it is older"
        return
    if head.get("number", file["case"]["number"]) != file["case"]["number"]:
        yield f"the checkpoint knows this case as {head['number']}"
    if head["seq"] > len(file["entries"]):
        yield f"the checkpoint knows {head['seq']} entries, the file has {len(file['entries'])}: the journal was cut"
    elif file["entries"][head["seq"] - 1]["hash"] != head["hash"]:
        yield f"entry {head['seq']} is not the one of the checkpoint: the journal was rewritten"


def main(arguments: list[str] | None = None) -> int:
    """Check a file and print the findings; 0: sound, 1: not, 2: unreadable."""
    parser = argparse.ArgumentParser(description="Check an exported case file.")
    parser.add_argument("file")
    parser.add_argument("--checkpoint", default="")
    options = parser.parse_args(arguments)
    try:
        file = _read(options.file)
        found = problems(file, _read(options.checkpoint) if options.checkpoint else None)
        gone = erased(file) if not found else []
    except (OSError, ValueError, RecursionError) as error:
        print(_shown(f"cannot be read: {error}"), file=sys.stderr)
        return 2
    except DAMAGED as error:
        found, gone = [f"the file is damaged: {error!r}"], []
    for line in (*found, *gone):
        print(_shown(line))
    if found:
        return 1
    print(_shown(f"{file['case']['number']}: {len(file['entries'])} entries, all as they were written"))
    return 0


def _shown(line: str) -> str:
    """Return a line that a terminal shows and does not obey: a file may hold what clears a screen."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line)


def _read(path: str) -> Any:
    with open(path, encoding="utf-8") as stream:  # noqa: PTH123
        return json.load(stream, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object. Raises ValueError where a key stands twice: two readers would read two files."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


if __name__ == "__main__":
    sys.exit(main())
