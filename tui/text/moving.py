"""Where a cursor goes and what a selection grows to: pure arithmetic on a text, whatever draws it.

Words come from a ``Cut``, which tells the words of a run of Chinese characters: jieba's dictionary once it is
loaded, until then the run itself. Punctuation is no word, and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from parsing.sentences import SENTENCE, clauses
from parsing.spans import Span

Cut: TypeAlias = Callable[[str], Sequence[tuple[int, int]]]
"""The words of a run of Chinese characters, as half-open offsets into it, in order."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々\U00020000-\U0003fffd"
PIECE = re.compile(rf"([{HAN}]+)|[^\W{HAN}]+(?:[.,:/%'-][^\W{HAN}]+)*")
WINDOW = 512
"""Characters to either side of the cursor that are cut into words; no run of a report is as long."""


def whole(run: str) -> Sequence[tuple[int, int]]:
    """The cut without a dictionary: the run is one word."""
    return ((0, len(run)),)


def words_within(text: str, start: int, end: int, cut: Cut) -> Iterator[Span]:
    """The words of ``text[start:end]`` in order."""
    for piece in PIECE.finditer(text, start, end):
        if piece.lastindex is None:
            yield Span(*piece.span())
        else:
            yield from (Span(piece.start() + left, piece.start() + right) for left, right in cut(piece.group()))


def word_at(text: str, at: int, cut: Cut) -> Span:
    """The word that covers a character; the character itself if none does."""
    near = words_within(text, max(0, at - WINDOW), min(len(text), at + WINDOW), cut)
    return next((word for word in near if word.start <= at < word.end), Span(at, min(at + 1, len(text))))


def next_word(text: str, at: int, cut: Cut) -> int:
    """Where the next word starts; the last character if there is none."""
    start = max(0, at - WINDOW)
    while start < len(text):
        for word in words_within(text, start, min(len(text), max(at, start) + WINDOW), cut):
            if word.start > at:
                return word.start
        start = max(at, start) + WINDOW
    return max(0, len(text) - 1)


def word_end(text: str, at: int, cut: Cut) -> int:
    """The last character of this word, or of the next one if it is there already."""
    here = word_at(text, at, cut)
    if here.end - 1 > at:
        return here.end - 1
    return word_at(text, next_word(text, at, cut), cut).end - 1


def previous_word(text: str, at: int, cut: Cut) -> int:
    """Where this word starts, or the one before if it is there already; 0 if there is none."""
    end = at
    while end > 0:
        start = max(0, end - WINDOW)
        starts = [word.start for word in words_within(text, start, min(len(text), end + WINDOW), cut)]
        before = [found for found in starts if found < at]
        if before:
            return before[-1]
        end = start
    return 0


def paragraph_at(text: str, at: int) -> Span:
    """The paragraph of a character, without its line break."""
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def next_paragraph(text: str, at: int) -> int:
    """Where the next paragraph that is not empty starts; the last character if there is none."""
    start = paragraph_at(text, at).end
    found = re.compile(r"[^\n]").search(text, start)
    return found.start() if found else max(0, len(text) - 1)


def previous_paragraph(text: str, at: int) -> int:
    """Where this paragraph starts, or the one before if it is there already."""
    start = paragraph_at(text, at).start
    if start < at:
        return start
    before = len(text[:start].rstrip("\n"))
    return paragraph_at(text, max(0, before - 1)).start


def surroundings(text: str, at: int) -> list[Span]:
    """The clause, the sentence and the paragraph of a character, and the whole text: each covers the one before."""
    paragraph = paragraph_at(text, at)
    sentences = (Span(*found.span()) for found in SENTENCE.finditer(text, paragraph.start, paragraph.end))
    sentence = next((span for span in sentences if span.start <= at < span.end), paragraph)
    clause = next((span for span in clauses(text, sentence) if span.start <= at < span.end), sentence)
    return [clause, sentence, paragraph, Span(0, len(text))]


def grown(selection: Span | None, around: Sequence[Span]) -> Span | None:
    """The smallest of the stretches round the cursor that goes beyond the selection; it if there is none."""
    held = selection or Span(0, 0)
    wider = [span for span in around if span.length > held.length and (selection is None or span.covers(held))]
    return min(wider, key=lambda span: span.length, default=selection)


def shrunk(selection: Span | None, around: Sequence[Span]) -> Span | None:
    """The largest of the stretches round the cursor that lies inside the selection; none if there is none."""
    if selection is None:
        return None
    inner = [span for span in around if span.length < selection.length and selection.covers(span)]
    return max(inner, key=lambda span: span.length, default=None)
