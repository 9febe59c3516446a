"""A pack's folder as one file to carry: out, and in again without trusting what it says of itself."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from amends.core.loading import FILE_ENDING
from amends.people.staff import refused
from amends.regulations.drafts import HEAD, LARGEST, MOST_FILES

LARGEST_ZIP = 2_000_000
BOUNDED = (ZIP_STORED, ZIP_DEFLATED)
"""The others unpack all they are given at once: 419 bytes become gigabytes before anybody may count them."""
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Every file bears the same day, so the same folder is the same bytes."""


def zipped(files: Mapping[str, str]) -> bytes:
    """Return the folder as a zip file."""
    holder = BytesIO()
    with ZipFile(holder, "w", ZIP_DEFLATED) as folder:
        for name, text in sorted(files.items()):
            info = ZipInfo(name, date_time=FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            folder.writestr(info, text.encode())
    return holder.getvalue()


def unzipped(content: bytes) -> dict[str, str]:
    """Return the TOML texts of a zip file by name, an outer folder left off. Raises Refused for anything else."""
    if len(content) > LARGEST_ZIP:
        raise refused("folder", zh="文件过大", en="The file is too large")
    try:
        with ZipFile(BytesIO(content)) as folder:
            return _texts(folder)
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        zh, en = "这不是可读的 zip 文件（TOML，UTF-8）", "This is no zip file of TOML texts in UTF-8"
        raise refused("folder", zh=zh, en=en) from fault


def _texts(folder: ZipFile) -> dict[str, str]:
    names = [one.filename for one in folder.infolist() if one.filename.endswith(FILE_ENDING)][: MOST_FILES + 1]
    heads = [one for one in names if one.rpartition("/")[2] == HEAD]
    if not heads:
        raise refused("folder", zh=f"其中没有 {HEAD}", en=f"It holds no {HEAD}")
    outer = min(heads, key=lambda one: one.count("/")).removesuffix(HEAD)
    found: dict[str, str] = {}
    left = LARGEST
    for name in names:
        if name.startswith(outer):
            if folder.getinfo(name).compress_type not in BOUNDED:
                raise BadZipFile(name)
            with folder.open(name) as one:
                content = one.read(left + 1)  # what a zip says of its sizes is not believed
            left -= len(content)
            if left < 0:
                raise refused("folder", zh="内容过大", en="What it holds is too large")
            found[name.removeprefix(outer)] = content.decode("utf-8-sig")
    return found
