"""The way from a record's text back to its source, small: runs of characters that follow each other in both.

With it and the file, whatever is to be shown of a report is there without parsing it again.
"""

from __future__ import annotations

from array import array
from itertools import pairwise, repeat
from operator import sub
from typing import TYPE_CHECKING

import msgspec

from parsing.aligned import OFFSET, AlignedText
from tui.data.corpus.squeezing import Squeezer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Runs(msgspec.Struct, array_like=True):
    """Runs of characters: how many, how far from where the last run would go on, and how many characters each stands for.

    Without ``widths`` each stands for one, as nearly always.
    """

    lengths: list[int]
    jumps: list[int]
    widths: list[int]


def packed(body: AlignedText) -> bytes:
    """The way back, without the text."""
    return Squeezer().pack(msgspec.msgpack.encode(_runs(body.starts, body.ends)))


def unpacked(data: bytes, text: str) -> AlignedText:
    """A text with its way back.

    Raises:
        msgspec.MsgspecError, zstandard.ZstdError: the bytes are damaged.
    """
    runs = msgspec.msgpack.decode(Squeezer().unpack(data), type=Runs)
    starts, ends = array(OFFSET), array(OFFSET)
    at = 0
    for length, jump, width in zip(runs.lengths, runs.jumps, runs.widths or repeat(1), strict=False):
        at += jump
        starts.extend(range(at, at + length))
        ends.extend(range(at + width, at + width + length))
        at += length
    return AlignedText(text, starts, ends)


def _breaks(offsets: Sequence[int]) -> Iterator[int]:
    """Where an offset is not the one before and one more."""
    return (place for place, step in enumerate(map(sub, offsets[1:], offsets), 1) if step != 1)


def _runs(starts: Sequence[int], ends: Sequence[int]) -> Runs:
    found = Runs([], [], [])
    places = sorted({place for offsets in (starts, ends) for place in _breaks(offsets)})
    expected = 0
    for first, last in pairwise([0, *places, len(starts)] if starts else []):
        found.lengths.append(last - first)
        found.jumps.append(starts[first] - expected)
        found.widths.append(ends[first] - starts[first])
        expected = starts[first] + last - first
    return found if any(width != 1 for width in found.widths) else Runs(found.lengths, found.jumps, [])
