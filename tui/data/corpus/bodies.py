"""The way from a record's text back to its source, small: runs of characters that follow each other in both.

With it and the file, whatever is to be shown of a report is there without parsing it again.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache
from itertools import pairwise, repeat

import msgspec

from parsing.aligned import OFFSET, AlignedText
from tui.data.corpus.compression import Compressor

WIDTH = array(OFFSET).itemsize
SET = re.compile(rb"[^\0]")


class Runs(msgspec.Struct, array_like=True):
    """Runs of characters: how many, where each begins, and how many characters each character of it stands for.

    The beginning is told by how far it is from where the last run would go on.

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


def _runs(starts: array[int], ends: array[int]) -> Runs:
    found = Runs([], [], [])
    expected = 0
    for place, stop in pairwise(_breaks(starts, ends)):
        start, length = starts[place], stop - place
        found.lengths.append(length)
        found.jumps.append(start - expected)
        found.widths.append(ends[place] - start)
        expected = start + length
    return found if any(width != 1 for width in found.widths) else Runs(found.lengths, found.jumps, [])


def _breaks(starts: array[int], ends: array[int]) -> list[int]:
    """Where runs begin, and where the last one ends.

    Offsets never decrease, so that all their steps come of one subtraction of large numbers.
    """
    size = len(starts)
    if not size:
        return []
    one = int.from_bytes(array(OFFSET, [1]) * (size - 1), sys.byteorder)
    odd = (_steps(starts) ^ one) | (_steps(ends) ^ one)
    places = dict.fromkeys(
        match.start() // WIDTH for match in SET.finditer(odd.to_bytes(WIDTH * (size - 1), sys.byteorder))
    )
    return [0, *(place + 1 for place in places), size]


def _steps(offsets: array[int]) -> int:
    return int.from_bytes(offsets[1:], sys.byteorder) - int.from_bytes(offsets[:-1], sys.byteorder)
