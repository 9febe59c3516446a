"""A text in the two languages that every pack and every answer carries."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]


class Text(BaseModel):
    """A text in Chinese and English; both are required, so no screen falls back silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text for a language code such as ``zh``, ``zh-hans`` or ``en-gb``."""
        return self.en if language.lower().startswith("en") else self.zh
