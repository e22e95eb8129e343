"""Sentences and clauses, by punctuation alone; apart from the structure of a page, since the reader needs them too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’」）]*")
CLAUSE = re.compile(r"[^，；：。！？\n]+[，；：。！？]?[”’」）]*")


def sentences(text: str) -> Iterator[Span]:
    """Sentences in order: each ends at 。！？ (with closing quotes) or the end of its line."""
    for found in SENTENCE.finditer(text):
        if found.group().strip():
            yield Span(*found.span())


def clauses(text: str, within: Span) -> Iterator[Span]:
    """The clauses of a sentence in order, each with the mark that ends it."""
    for found in CLAUSE.finditer(text, within.start, within.end):
        yield Span(*found.span())
