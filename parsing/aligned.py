"""Text in which every character knows its raw span.

Cleaning cuts, joins and replaces; annotation, search and the reader need to come back to the source. This module
is the only place that converts between the two, so that no step of the pipeline does offset arithmetic of its own.

Laws (property-tested): raw starts and ends never decrease along the text; a slice, a concatenation and a replaced
text keep the raw spans of the characters that they keep; a character that replaces others covers all that it
replaced; an inserted character has the empty span of the place it was put in.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from parsing.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.spans import Span

OFFSET = "I"
"""Array type of offsets: 32 bits hold any report that fits in memory as text."""
SHORT = 14
"""Bits of the length of most reports: those share their offsets, whatever longer one comes between them."""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """``text[i]`` stands for the raw characters ``[starts[i], ends[i])``.

    ``starts`` and ``ends`` have an entry for each character of ``text``; all offsets count code points.
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, raw: str) -> AlignedText:
        """The untouched text: each character stands for itself."""
        size = len(raw)
        offsets = _offsets(max(SHORT, size.bit_length()))
        return cls(raw, offsets[:size], offsets[1 : size + 1])

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, where: slice) -> AlignedText:
        return AlignedText(self.text[where], self.starts[where], self.ends[where])

    def raw(self, start: int, end: int) -> Span:
        """The raw span behind ``[start, end)``; empty, at the nearest raw place, for an empty stretch."""
        if start < end:
            return span_of((self.starts[start], self.ends[end - 1]))
        if start < len(self.starts):
            return span_of((self.starts[start], self.starts[start]))
        at = self.ends[-1] if self.ends else 0
        return span_of((at, at))

    def locate(self, raw: Span) -> Span:
        """The stretch of the text that stands for any of the raw span: empty where it was taken away."""
        start = bisect_right(self.ends, raw.start)
        end = bisect_left(self.starts, raw.end)
        return span_of((start, max(start, end)))

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> AlignedText:
        """Put the new text of each edit ``(start, end, new)`` in the place of ``[start, end)``.

        Edits are in order of position and do not overlap. A replacement as long as what it replaces keeps the raw span
        of each character; every character of any other replacement has the whole raw stretch that was replaced.

        Raises:
            ValueError: the edits overlap, are out of order or lie outside the text.
        """
        pieces: list[str] = []
        starts, ends = array(OFFSET), array(OFFSET)
        at = kept = 0
        for start, end, new in edits:
            if not at <= start <= end <= len(self.text):
                raise ValueError(f"edit [{start}, {end}) after {at} in a text of {len(self.text)}")
            pieces += (self.text[at:start], new)
            if len(new) != end - start:
                starts += self.starts[kept:start]
                ends += self.ends[kept:start]
                if new:
                    raw = self.raw(start, end)
                    starts.extend(repeat(raw.start, len(new)))
                    ends.extend(repeat(raw.end, len(new)))
                kept = end
            at = end
        pieces.append(self.text[at:])
        starts += self.starts[kept:]
        ends += self.ends[kept:]
        return AlignedText("".join(pieces), starts, ends)


@lru_cache(maxsize=2)
def _offsets(bits: int) -> array[int]:
    """The offsets from 0 to ``2 ** bits``, kept because all texts begin with the same ones."""
    return array(OFFSET, range((1 << bits) + 1))


def joined(parts: Sequence[AlignedText], separator: str = "") -> AlignedText:
    """Concatenate in order, with ``separator`` between the parts.

    A separator has the empty raw span right after the part before it. Where the part after it starts earlier in the
    source (both came from one raw stretch), it has the raw stretch that the two share.
    """
    pieces: list[str] = []
    starts, ends = array(OFFSET), array(OFFSET)
    for number, (part, following) in enumerate(zip(parts, _first_starts(parts), strict=True)):
        if number and separator:
            end = ends[-1] if ends else part.raw(0, 0).start
            pieces.append(separator)
            starts += array(OFFSET, [min(end, following)]) * len(separator)
            ends += array(OFFSET, [end]) * len(separator)
        pieces.append(part.text)
        starts += part.starts
        ends += part.ends
    return AlignedText("".join(pieces), starts, ends)


def _first_starts(parts: Sequence[AlignedText]) -> list[int]:
    """For each part, where in the source the first character of it or of any later part starts.

    ``sys.maxsize`` where no character follows.
    """
    found: list[int] = []
    for part in reversed(parts):
        found.append(part.starts[0] if part.starts else found[-1] if found else sys.maxsize)
    return found[::-1]
