"""The words of an HTML mail. Its markup is never kept for a page: nh3 throws away what is not a letter or a line."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

LINES = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "hr"}
QUOTES = {"blockquote"}
MOST_TAGS = 20_000
UNSEEN = {"script", "style", "title"}


def words_of(html: str) -> str:
    """Return what a reader of an HTML text sees, as plain text; quoted passages marked with ``>``."""
    reader = _Reader()
    pieces = html.split("<", MOST_TAGS)
    html = "<".join(pieces[:MOST_TAGS])  # a hundred thousand boxes within boxes would take a quarter of a minute
    reader.feed(nh3.clean(html, tags=LINES, attributes={}, strip_comments=True, clean_content_tags=UNSEEN))
    reader.close()
    return "\n".join(reader.lines())


class _Reader(HTMLParser):
    """Collects letters and line ends of clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = [(0, "")]
        self.depth = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line."""
        self.depth += tag in QUOTES
        self.found.append((self.depth, ""))

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        self.depth = max(0, self.depth - (tag in QUOTES))
        self.found.append((self.depth, ""))

    def handle_data(self, data: str) -> None:
        """Add letters to the line."""
        depth, line = self.found[-1]
        self.found[-1] = (depth, line + data)

    def lines(self) -> list[str]:
        """Return the lines, blank ones only between paragraphs."""
        told = [(depth, " ".join(text.split())) for depth, text in self.found]
        return [f"{'> ' * min(depth, 3)}{text}" for depth, text in told if text]
