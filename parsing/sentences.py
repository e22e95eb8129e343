"""Sentences and clauses, by punctuation alone; apart from the structure of a page, since the reader needs them too.

Those of the text and of the sentence in hand are kept, because several rules ask for the same ones; none changes them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from parsing.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.spans import Span

ENUMERATOR = r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"
"""The number of an item or a section, as an expression: （一）, 2、."""
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”’」）]*|[。！？][”’」）]*")
CLAUSE = re.compile(r"[^，；：。！？\n]+[，；：。！？]?[”’」）]*")


@lru_cache(maxsize=1)
def sentences(text: str) -> Sequence[Span]:
    """Sentences in order: each ends at 。！？ (with closing quotes) or the end of its line."""
    return [span for span in _spans(SENTENCE.finditer(text)) if not text[slice(*span)].isspace()]


@lru_cache(maxsize=8)
def clauses(text: str, within: Span) -> Sequence[Span]:
    """The clauses of a sentence in order, each with the mark that ends it."""
    return _spans(CLAUSE.finditer(text, *within))


def _spans(found: Iterable[re.Match[str]]) -> list[Span]:
    """Where matches stand, without a call of Python code for each: a text has thousands."""
    return list(map(span_of, map(re.Match.span, found)))
