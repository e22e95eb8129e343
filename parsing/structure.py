"""What stands where in a cleaned report: title, facts about its making, paragraphs, sentences.

A :class:`Document` is what the extractors see: only the report, without furniture, one paragraph a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsing.record import Furniture, Paragraph
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from parsing.aligned import AlignedText

SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’」）]*")
CLAUSE = re.compile(r"[^，；：。！？\n]+[，；：。！？]?[”’」）]*")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says of the report itself. ``published`` is an ISO 8601 date or time."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    reporter: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a report with its layout. ``written`` is the day that bare dates are counted from."""

    body: AlignedText
    paragraphs: tuple[Paragraph, ...] = ()
    facts: Facts = field(default_factory=Facts)
    furniture: tuple[Furniture, ...] = ()
    written: date | None = None

    @property
    def text(self) -> str:
        """The cleaned text that every offset of the record counts in."""
        return self.body.text

    def raw(self, start: int, end: int) -> Span:
        """The source's characters behind a stretch of the text."""
        return self.body.raw(start, end)

    def sentences(self) -> Iterator[Span]:
        """Sentences in order: each ends at 。！？ (with closing quotes) or the end of its paragraph."""
        for found in SENTENCE.finditer(self.text):
            if found.group().strip():
                yield Span(*found.span())


def clauses(text: str, within: Span) -> Iterator[Span]:
    """The clauses of a sentence in order, each with the mark that ends it."""
    for found in CLAUSE.finditer(text, within.start, within.end):
        yield Span(*found.span())


def structure(body: AlignedText, written: date | None = None) -> Document:
    """Provisional: every line is a paragraph."""
    paragraphs, at = [], 0
    for line in body.text.rstrip("\n").split("\n"):
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind="body"))
        at += len(line) + 1
    return Document(body[: len(body.text.rstrip("\n"))], tuple(paragraphs), written=written)
