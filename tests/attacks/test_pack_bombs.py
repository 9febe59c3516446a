"""A regulation from a stranger: deep, huge or circular. Findings by name, and soon."""

import time

import pytest

from amends.core.checker import load_sound
from amends.core.finding import BrokenPack
from amends.regulations import folders

DEEP = "[" * 5_000 + "]" * 5_000
NESTED = "{ not = " * 600 + '{ emotion = "angry" }' + " }" * 600
ROW = '[[flag]]\nid = "f"\narticle = "1"\ntitle = { zh = "x", en = "x" }\nwhen = '
BOMBS = {
    "brackets": f"x = {DEEP}",
    "condition": ROW + NESTED,
    "number of 9,000 digits": "x = " + "9" * 9_000,
    "hexadecimal": "x = 0x" + "f" * 9_000,
    "infinite": ROW + "{ complainants = { at_least = inf } }",
    "exponent": ROW + "{ complainants = { at_least = 1e400 } }",
    "not a number": ROW + "{ complainants = { at_least = nan } }",
    "dotted": ".".join(["a"] * 3_000) + " = 1",
    "year": "x = 99999-01-01T00:00:00Z",
    "span": '[[duty]]\nid = "d"\narticle = "1"\ntitle = { zh = "x", en = "x" }\nwithin = "999999999999 d"\n',
    "many": "[[flag]]\n" * 20_000,
    "circle": '[[setting]]\nid = "a"\nquestion = { zh = "x", en = "x" }\ndefault = { setting = "a" }\n',
    "bidi": "\u202e[[flag]]",
    "nul": 'x = "\x00"',
    "empty": "",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_a_finding_and_a_quick_one(bomb: str) -> None:
    """FR-254."""
    began = time.perf_counter()

    with pytest.raises(BrokenPack) as broken:
        load_sound({"pack.toml": BOMBS[bomb]})

    assert broken.value.findings
    assert all(one.says.zh and one.says.en and one.file for one in broken.value.findings)
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("bomb", ["brackets", "condition", "number of 9,000 digits", "hexadecimal", "exponent", "span"])
def test_a_bomb_beside_a_sound_pack_changes_nothing(bomb: str) -> None:
    """FR-254: all or nothing."""
    files = folders.read(folders.find("property-instruction"))

    with pytest.raises(BrokenPack):
        load_sound({**files, "more.toml": BOMBS[bomb]})
