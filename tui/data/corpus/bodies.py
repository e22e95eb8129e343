"""The way from a record's text back to its source, small: runs of characters that follow each other in both.

With it and the file, whatever is to be shown of a report is there without parsing it again.
"""

from __future__ import annotations

from array import array
from functools import cache
from itertools import count, groupby, repeat
from operator import sub
from typing import TYPE_CHECKING

import msgspec

from parsing.aligned import OFFSET, AlignedText
from tui.data.corpus.compression import Compressor

if TYPE_CHECKING:
    from collections.abc import Sequence


class Runs(msgspec.Struct, array_like=True):
    """Runs of characters: how many, how far from where the last run would go on, and how many characters each stands for.

    Without ``widths`` each stands for one, as nearly always.
    """

    lengths: list[int]
    jumps: list[int]
    widths: list[int]


def packed(body: AlignedText) -> bytes:
    """The way back, without the text."""
    return _compressor().pack(msgspec.msgpack.encode(_runs(body.starts, body.ends)))


def unpacked(data: bytes, text: str) -> AlignedText:
    """A text with its way back.

    Raises:
        msgspec.MsgspecError, zstandard.ZstdError: the bytes are damaged.
    """
    runs = msgspec.msgpack.decode(_compressor().unpack(data), type=Runs)
    starts, ends = array(OFFSET), array(OFFSET)
    at = 0
    for length, jump, width in zip(runs.lengths, runs.jumps, runs.widths or repeat(1), strict=False):
        at += jump
        starts.extend(range(at, at + length))
        ends.extend(range(at + width, at + width + length))
        at += length
    return AlignedText(text, starts, ends)


@cache
def _compressor() -> Compressor:
    """One for all: each takes room, and time to be made."""
    return Compressor()


def _runs(starts: Sequence[int], ends: Sequence[int]) -> Runs:
    found = Runs([], [], [])
    place = expected = 0
    ahead = zip(map(sub, starts, count()), map(sub, ends, count()), strict=False)  # of their places, the same within a run
    for (start, end), run in groupby(ahead):
        length = len(list(run))
        found.lengths.append(length)
        found.jumps.append(place + start - expected)
        found.widths.append(end - start)
        place += length
        expected = place + start
    return found if any(width != 1 for width in found.widths) else Runs(found.lengths, found.jumps, [])
