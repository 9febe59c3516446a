"""The screens, and a town with some work in it: what query counts and languages are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.cases.steps import take_step
from amends.people.models import Person
from amends.regulations.models import PublishedPack
from tests.makers import Town, registered, viewer

Screen = Callable[[str], str]
SCREENS: Mapping[str, Screen] = {
    "today": lambda number: reverse("desk:today"),
    "today of the unit": lambda number: reverse("desk:today") + "?of=unit",
    "today followed": lambda number: reverse("desk:today") + "?of=followed",
    "queue of 50": lambda number: reverse("desk:queues"),
    "search": lambda number: reverse("desk:queues") + "?q=电梯",
    "find": lambda number: reverse("desk:find") + "?q=电梯",
    "approvals": lambda number: reverse("desk:approvals"),
    "case": lambda number: reverse("desk:case", args=[number]),
    "shortcuts": lambda number: reverse("desk:shortcuts"),
    "regulations": lambda number: reverse("desk:regulation"),
    "regulation": lambda number: reverse("desk:regulation_document", args=[PublishedPack.objects.get().id]),
}


def signed_in(person: Person, language: str = "zh-hans") -> Client:
    """Return a browser in which somebody is signed in and reads a language."""
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


def work(town: Town, cases: int) -> list[str]:
    """Register so many complaints of different people, read back and sent to engineering; return the numbers."""
    at = timezone.now() - timedelta(hours=3)
    return [_one(town, nth, at=at + timedelta(seconds=nth)) for nth in range(cases)]


def _one(town: Town, nth: int, *, at: datetime) -> str:
    number = registered(
        town, at=at, phone=f"1381234{nth:04}", complainant=f"{'王李张刘陈杨黄'[nth % 7]}先生", house_no=f"{nth}-1201",
        description=f"第 {nth} 号楼电梯停运，老人无法下楼",
    )  # fmt: skip
    lan = viewer(town, "lan", at=at)
    take_step(lan, number, "read_back", at=at, detail={})
    take_step(lan, number, "dispatch", at=at, detail={"unit": "ENG"})
    return number
