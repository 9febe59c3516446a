"""ANCHORS 20: an archive that writes or links outside its folder (Frappe GHSA-58w2-4cjg-hvp6); 34: open files."""

import contextlib
import io
import tarfile
from pathlib import Path

import pytest

from amends.jobs.restore import NotRestored, private, unpacked


def archive(tmp_path: Path, *members: tarfile.TarInfo) -> Path:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as file:
        for member in members:
            member.size = 1 if member.isreg() else 0
            file.addfile(member, io.BytesIO(b"x") if member.isreg() else None)
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", mode: int = 0o644) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.mode = kind, link, mode
    return made


@pytest.mark.parametrize("name", ["../escaped", "files/../../escaped", "/tmp/amends-escaped", "files/../../../etc/x"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "folder"
    folder.mkdir(parents=True)

    with contextlib.suppress(NotRestored, tarfile.TarError):
        unpacked(archive(tmp_path, member(name)), folder)

    outside = [p for p in tmp_path.rglob("*escaped*") if folder not in p.parents]
    assert outside == []
    assert not Path("/tmp/amends-escaped").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    """A link to ../secret-key lies inside the archive's folder, and outside of it once the files are moved."""
    folder = tmp_path / "folder"
    folder.mkdir()

    with pytest.raises((NotRestored, tarfile.TarError)):
        unpacked(archive(tmp_path, member("files/photo.jpg", kind, "../secret-key")), folder)


def test_what_is_restored_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    unpacked(archive(tmp_path, member("files/2026/photo.jpg", mode=0o666)), folder)

    private(folder / "files")

    assert (folder / "files/2026/photo.jpg").stat().st_mode & 0o077 == 0
    assert (folder / "files/2026").stat().st_mode & 0o077 == 0
    assert (folder / "files").stat().st_mode & 0o077 == 0
