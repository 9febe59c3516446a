"""A published pack read by a later program: what it no longer knows is left out and told, nothing else is forgiven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from amends.core.condition_reading import OPERATORS
from amends.core.counting import Counting
from amends.core.finding import BrokenPack
from amends.core.loading import load
from amends.core.pack import Pack
from amends.core.reading_again import read_again
from amends.core.span import Unit
from amends.core.vocabulary import EVENTS, FACTS, STEP_KINDS
from amends.regulations import folders
from tests.core.small_packs import FOUR_GRADES, HEAD, T
from tests.core.telling import duty, texts_of

PROMISED = Path(__file__).with_name("what_packs_may_say.json")


def with_more(*, head: str = "", rows: str = "") -> dict[str, str]:
    return {"pack.toml": head + HEAD, "grading.toml": FOUR_GRADES + rows}


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (with_more(head='motto = "first the customer"\n'), "motto"),
        (with_more(rows='colour = "red"\n'), "colour"),
        (with_more(rows=f"[[omen]]\nid = \"x\"\ntitle = {T}\n"), "omen"),
        (with_more(rows="[[role]]\nid = \"r\"\ntitle = { zh = \"组长\", en = \"head\", fr = \"chef\" }\n"), "title.fr"),
        (texts_of(duty("D1", 'opens = "received"\nmet_by = "handled"\nwithin = "2 wd"\ncounting = { moon = "full" }')),
         "counting.moon"),
        (texts_of(duty("D1", 'opens = "received"\nmet_by = "handled"\nwithin = "2 wd"\nrungs = [{ at = "due", tell = [], by = "drum" }]')),
         "rungs.0.by"),
    ],
)  # fmt: skip
def test_what_a_later_program_does_not_know_is_left_out_and_told(texts: dict[str, str], key: str) -> None:
    """FR-255: the same texts are refused as a new pack and still read as a published one."""
    with pytest.raises(BrokenPack) as refused:
        load(texts)
    again = read_again(texts)

    assert [one.key for one in refused.value.findings if one.kind.startswith("unknown_")] == [key]
    assert [(one.key, one.level) for one in again.left_out] == [(key, "note")]
    assert f"does not know “{key}”" in str(again.left_out[0])


def test_the_rest_of_the_pack_is_what_it_was() -> None:
    """FR-255."""
    known = load(with_more())

    again = read_again(with_more(rows='colour = "red"\n[[omen]]\nid = "x"\n'), {"and_above": "strict"}).pack

    assert again == known.choosing({"and_above": "strict"})


def test_a_setting_with_a_strange_key_keeps_the_value_that_was_chosen() -> None:
    texts = with_more()
    texts["grading.toml"] = texts["grading.toml"].replace('id = "and_above"', 'id = "and_above"\nshade = 1')

    assert read_again(texts, {"and_above": "strict"}).pack.setting_value("and_above") == "strict"


@pytest.mark.parametrize(
    "rows",
    [
        '[[row]]\nid = "X"\nlist = "r37"\nwhen = { complainants = { around = 5 } }\n',
        '[[role]]\nid = "head"\n',
        'colour = "red"\n[[role]]\nid = 5\n',
    ],
)
def test_anything_else_that_is_wrong_still_breaks_it(rows: str) -> None:
    """FR-254: a row is never dropped, for without it the regulation says something else."""
    with pytest.raises(BrokenPack):
        read_again(with_more(rows=rows))


def test_a_pack_of_today_is_read_again_as_it_is() -> None:
    for folder in folders.shipped():
        texts = folders.read(folder)
        again = read_again(texts)
        assert (again.pack, again.left_out) == (load(texts), ())


def test_whatever_packs_could_once_say_they_can_still_say() -> None:
    """FR-255, decision 0014: no key, value or word goes, and no new key is obligatory.

    What is new is added to the file, which then binds every later version.
    """
    promised, today = json.loads(PROMISED.read_text(encoding="utf-8")), _sayable()

    lost = {place: sorted(set(words) - set(today.get(place, []))) for place, words in promised.items()}
    new = {place: sorted(set(words) - set(promised.get(place, []))) for place, words in today.items()}
    asked_for = {place: words for place, words in new.items() if place.endswith(" must have") and words}

    assert {place: words for place, words in lost.items() if words and not place.endswith(" must have")} == {}
    assert {place: words for place, words in asked_for.items() if place in promised} == {}
    assert {place: words for place, words in new.items() if words} == {}, f"add it to {PROMISED.name}"


def _sayable() -> dict[str, list[str]]:
    """Return what the program reads: keys of each kind of table, which of them it asks for, closed values, words."""
    found: dict[str, list[str]] = {
        "operators": sorted(OPERATORS), "events": sorted(EVENTS), "step kinds": sorted(STEP_KINDS),
        "facts": sorted(FACTS), "units of time": sorted(Unit), "counting": sorted(one.name for one in fields(Counting)),
    }  # fmt: skip
    found |= {f"counting.{key}": sorted(get_args(kind)) for key, kind in get_type_hints(Counting).items()}
    for model in _tables(Pack):
        keys = {one.alias or name: one for name, one in model.model_fields.items()}
        found[model.__name__] = sorted(keys)
        found[f"{model.__name__} must have"] = sorted(key for key, one in keys.items() if one.is_required())
        for key, field in keys.items():
            for part in _parts(field.annotation):
                if get_origin(part) is Literal:
                    found[f"{model.__name__}.{key}"] = sorted(map(str, get_args(part)))
    return found


def _tables(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return the model and every model that its fields are made of."""
    parts = (part for field in model.model_fields.values() for part in _parts(field.annotation))
    inner = {part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)}
    return {model}.union(*(_tables(one) for one in inner))


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for one in get_args(annotation):
            yield from _parts(one)
