"""ANCHORS 20, 43: archives and texts of a regulation that eat the server or reach out of their folder.

Frappe GHSA-58w2-4cjg-hvp6 (a name in an archive is a path); bombs in whatever unpacks and parses.
"""

from __future__ import annotations

import random
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from amends.core.finding import BrokenPack
from amends.core.loading import load
from amends.core.refusal import Refused
from amends.regulations import drafts, folders
from amends.regulations.models import PackDraft
from amends.regulations.toml_rows import head_of
from amends.regulations.zipped import unzipped
from tests.makers import MONDAY, Town, viewer

HEAD = 'id = "x"\nversion = "1"\n'


def archive(*names: str, text: str = HEAD, kind: int = ZIP_DEFLATED) -> bytes:
    holder = BytesIO()
    with ZipFile(holder, "w", kind) as folder:
        for name in names:
            folder.writestr(name, text)
    return holder.getvalue()


@pytest.mark.parametrize("kind", [ZIP_BZIP2, ZIP_LZMA])
def test_what_unpacks_without_a_bound_is_not_unpacked(kind: int) -> None:
    """419 bytes of bzip2 took 1.2 GB before their size was looked at."""
    with pytest.raises(Refused):
        unzipped(archive("pack.toml", text="#" * 1_000, kind=kind))


def test_a_deflated_bomb_is_refused_by_what_it_holds() -> None:
    with pytest.raises(Refused):
        unzipped(archive("pack.toml", text="#" * 50_000_000))


def test_a_damaged_archive_is_refused_and_never_a_fault_of_the_server() -> None:
    """A byte changed in its directory made Python seek before the file's beginning."""
    sound, refused = archive("a/pack.toml", "a/b.toml"), 0
    for seed in range(600):
        chance, bad = random.Random(seed), bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        try:
            unzipped(bytes(bad))
        except Refused:
            refused += 1

    assert refused > 300


@pytest.mark.parametrize(
    "name", ["../evil.toml", "/etc/evil.toml", "a/../../evil.toml", "library/../evil.toml", "..\\evil.toml",
             "library/a/b/evil.toml", "library/-x/evil.toml", ".evil.toml", "ev\nil.toml", "e\u202evil.toml"],
)  # fmt: skip
def test_a_name_in_an_archive_is_no_path(river: Town, name: str) -> None:
    he = viewer(river, "he")

    with pytest.raises(Refused):
        drafts.begin(he, unzipped(archive("pack.toml", name)), at=MONDAY)

    assert not PackDraft.objects.exists()


@pytest.mark.parametrize("key", ["from", "extends"])
@pytest.mark.parametrize("where", ["absolute", "upwards", "itself"])
def test_what_a_stranger_takes_from_is_a_name_and_no_place_on_the_disk(tmp_path: Path, key: str, where: str) -> None:
    """``from = "/srv/other"`` brought other folders' texts along; a folder that took from itself never ended."""
    secret, evil = tmp_path / "secret", tmp_path / "evil"
    for folder in (secret, evil):
        folder.mkdir()
        (folder / "pack.toml").write_text(HEAD)
    upwards = "/".join([".."] * len(folders.LIBRARIES.parts)) + str(secret)
    named = {"absolute": str(secret), "upwards": upwards, "itself": str(evil)}[where]
    line = f'extends = "{named}"\n' if key == "extends" else f'[[take]]\nfrom = "{named}"\n'
    (evil / "pack.toml").write_text(HEAD + line)

    assert set(folders.read(evil)) == {"pack.toml"}


@pytest.mark.parametrize("takes", ["take = 5", "take = [5]", "take = [[1]]", "[take]\nfrom = 1"])
def test_a_take_of_another_shape_is_left_to_the_checker(tmp_path: Path, takes: str) -> None:
    (tmp_path / "pack.toml").write_text(f"{HEAD}{takes}\n")

    assert set(folders.read(tmp_path)) == {"pack.toml"}


SLOW = {
    "an open string": '"' + '\\"' * 100_000,
    "open long strings": 'x = """' + '\n\\"""' * 200_000,
    "an open long string that ends in a backslash": 'x = """' + '\n\\"""' * 200_000 + "\\",
    "an open header": "[" + " " * 800_000 + "x\n",
    "a key of many parts": ".".join(["a"] * 400_000) + " = 1",
    "a header of many parts": "[" + ".".join(["a"] * 400_000) + "]",
    "quoted parts": " . ".join(["'a'"] * 100_000) + " = 1",
}


@pytest.mark.parametrize("text", SLOW)
def test_no_text_is_read_in_the_square_of_its_length(river: Town, text: str) -> None:
    """Sixteen thousand characters in an open string took five seconds, a key of four thousand parts half of one."""
    he, began = viewer(river, "he"), time.perf_counter()
    files = {"pack.toml": HEAD, "more.toml": f"signatures = 1\n{SLOW[text]}"}

    with pytest.raises(BrokenPack):
        load(files)
    try:
        draft = drafts.begin(he, files, at=MONDAY)
    except Refused:
        assert "part" in text
    else:
        assert drafts.signers(draft) == ()
        with pytest.raises(ValueError):  # noqa: PT011 – no TOML, whatever tomllib says of it
            head_of(draft.files["more.toml"])

    assert time.perf_counter() - began < 10


def test_drafts_do_not_pile_up(river: Town) -> None:
    he = viewer(river, "he")
    one = drafts.begin(he, {"pack.toml": HEAD}, at=MONDAY)
    PackDraft.objects.bulk_create(
        PackDraft(org=river.org, pack="x", files={}, content_hash="", made_at=MONDAY, made_by=river.he,
                  changed_at=MONDAY, changed_by=river.he) for _ in range(drafts.MOST_OPEN - 1)
    )  # fmt: skip

    with pytest.raises(Refused):
        drafts.begin(he, {"pack.toml": HEAD}, at=MONDAY)

    drafts.drop(he, one.pk, version=1, at=MONDAY)
    assert drafts.begin(he, {"pack.toml": HEAD}, at=MONDAY)
