"""Filters of the portal: ``{% load portal %}``."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from amends.core.text import Text

register = template.Library()


@register.filter
def names(texts: Iterable[Text]) -> str:
    """Return several names in one line, in the language of the page."""
    language = get_language() or "zh"
    return (", " if language.startswith("en") else "、").join(one.in_(language) for one in texts)


@register.filter
def dialled(phone: str) -> str:
    """Return a telephone number as a phone dials it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@register.filter
def groups(secret: str) -> str:
    """Return a secret in groups of four, as people read it out and write it down."""
    return " ".join(secret[nth : nth + 4] for nth in range(0, len(secret), 4))
