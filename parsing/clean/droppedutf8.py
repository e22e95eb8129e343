"""UTF-8 that was read as GBK by a page that dropped, folded or swallowed some of what it read.

One pair of bytes in twelve or so is in GBK's user-defined area, which many pages leave out. What is left tells what
kind of pair it was: the end of one character and the beginning of the next, or all of a character but its first byte.

    本文  ->  鏈枃      E69C[AC E6]9687
    健委  ->  鍋ュ      E581 A5E5[A794]
    口的  ->  鍙g殑     E58F A3E7 9A84, where A3E7 is ｇ, which was folded

The cheapest way through the bytes is taken, and the language chooses what was dropped.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from parsing.clean.codepages import GBK, LOST, bytes_of
from parsing.clean.redecode import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.clean.redecode import Decoded

LEAD, TRAIL = -2, -3
"""Stand for the first byte of a character that was dropped, and for the last one."""
LEADS, TRAILS = (0xE3, *range(0xE4, 0xEA), 0xEF), range(0xAA, 0xB0)
"""What they may be: the first bytes of Chinese, and second ones with which a pair of the user-defined area begins."""
PAIRS = tuple(
    (first, second)
    for firsts, seconds in ((range(0xAA, 0xB0), range(0xA1, 0xC0)), (range(0xA1, 0xA8), range(0x80, 0xA1)))
    for first in firsts
    for second in seconds
)
"""Pairs of that area that are the end of a character."""
CONTINUATION = range(0x80, 0xC0)
DROPPED, EURO, FOLDED, UNREAD, CUT, RARE = 3.0, 1.0, 2.0, 1.0, 4.0, 5.0
"""What it costs that a pair was dropped, that a euro sign is of two bytes, that a letter was of full width, that a byte
was not read, that the line ends within a character, and that a character is one that hardly anybody writes."""
WHOLE = Piece(0, ("\ufffd",))
"""A character of which nothing was left."""

Waiting: TypeAlias = "tuple[int, ...]"
"""The bytes of a character that is not whole."""


class Way(NamedTuple):
    """A way through the bytes: its price, what the last step read and said, and the way before that."""

    price: float
    read: tuple[int, ...]
    said: tuple[Piece, ...]
    before: Way | None


def read(text: str) -> Decoded | None:
    """The bytes behind each character of a line, and what they say; none where no way leads through them."""
    written = bytes_of(text, GBK)
    if written is None:
        return None
    ways: dict[Waiting, Way] = {(): Way(0.0, (), (), None)}
    for data in written:
        ways = _on(ways, data)
        if not ways:
            return None
    ends = [_ended(waiting, way) for waiting, way in ways.items()]
    way: Way | None = min(ends, key=lambda end: end.price)
    steps: list[Way] = []
    while way is not None:
        steps.append(way)
        way = way.before
    steps.reverse()
    return [step.read for step in steps if step.read], [piece for step in steps for piece in step.said]


def _on(ways: dict[Waiting, Way], data: tuple[int, ...]) -> dict[Waiting, Way]:
    """The ways behind one more character of the page."""
    found: dict[Waiting, Way] = {}
    for start, way in ways.items():
        for waiting, said, dropped in _with_dropped(start):
            for also, price in _meant(data, waiting):
                if (fed := _fed(waiting, also)) is None:
                    continue
                after, pieces, lost = fed
                total = way.price + dropped + price + UNREAD * lost + RARE * sum(map(_is_rare, pieces))
                if after not in found or total < found[after].price:
                    found[after] = Way(total, also, said + pieces, way)
    return found


def _with_dropped(waiting: Waiting) -> Iterator[tuple[Waiting, tuple[Piece, ...], float]]:
    """What waits where nothing was dropped, where a pair was, and where two were."""
    yield waiting, (), 0.0
    if waiting and _length(waiting[0]) == 3 and LOST not in waiting and LEAD not in waiting:
        if len(waiting) == 1 and (options := _rest(waiting[0])):
            yield (), (Piece(1, options),), DROPPED
        elif len(waiting) == 2 and (options := _options((*waiting, TRAIL))):
            piece = Piece(_size(waiting), options)
            yield (LEAD,), (piece,), DROPPED
            yield (), (piece, WHOLE), 2 * DROPPED


def _meant(data: tuple[int, ...], waiting: Waiting) -> Iterator[tuple[tuple[int, ...], float]]:
    """The bytes that a character of the page may have been."""
    yield data, 0.0
    if not waiting:
        return
    if data == (0x80,):
        yield (0xA2, 0xE3), EURO
    elif len(data) == 1 and 0x21 <= data[0] < 0x7F:
        yield (0xA3, data[0] | 0x80), FOLDED


def _fed(waiting: Waiting, data: tuple[int, ...]) -> tuple[Waiting, tuple[Piece, ...], int] | None:
    """What waits after some more bytes, what was said, and how many bytes were not read; none where it is no UTF-8."""
    pieces: list[Piece] = []
    lost = 0
    for byte in data:
        if not waiting:
            if byte == LOST or byte < 0x80:
                pieces.append(Piece(1, (chr(byte) if byte >= 0 else "?",)))
            elif _length(byte):
                waiting = (byte,)
            else:
                return None
            continue
        meant = {0x3F: LOST, 0x20: 0xA0}.get(byte, byte)
        if meant != LOST and meant not in CONTINUATION:
            return None
        lost += meant != byte or byte == LOST
        waiting = (*waiting, meant)
        if len(waiting) == _length(waiting[0]):
            if not (options := _options(waiting)):
                return None
            pieces.append(Piece(_size(waiting), options))
            waiting = ()
    return waiting, tuple(pieces), lost


def _ended(waiting: Waiting, way: Way) -> Way:
    """A way to the end of the line, where a character may be cut off."""
    if not waiting:
        return way
    return Way(way.price + CUT, (), (Piece(_size(waiting), ("?",)),), way)


def _length(lead: int) -> int:
    """Bytes of a character in UTF-8; 0 where none begins so."""
    if lead == LEAD or 0xE0 <= lead < 0xF0:
        return 3
    return 2 if 0xC2 <= lead < 0xE0 else 0


def _size(waiting: Waiting) -> int:
    """Bytes that are there."""
    return sum(byte not in {LEAD, TRAIL} for byte in waiting)


def _is_rare(piece: Piece) -> bool:
    return len(piece.options) == 1 and not (piece.options[0].isascii() or _is_common(piece.options[0]))


@lru_cache(maxsize=1 << 14)
def _is_common(character: str) -> bool:
    """Whether it is in GB 2312, or among the 5,401 common ones of Big5."""
    common = b"\xa4\x40" <= character.encode("big5", "ignore") <= b"\xc6\x7e"
    return character.strip() != "" and (common or character.encode("gb2312", "ignore") != b"")


@lru_cache(maxsize=1 << 14)
def _options(waiting: Waiting) -> tuple[str, ...]:
    """The characters that some bytes may be; of those that are open, the common ones."""
    among = {LEAD: LEADS, TRAIL: TRAILS, LOST: CONTINUATION}
    choices = [among.get(byte, (byte,)) for byte in waiting]
    return _said(tuple(product(*choices)))


@lru_cache(maxsize=64)
def _rest(lead: int) -> tuple[str, ...]:
    """The common characters of which all but the first byte was dropped."""
    return _said(tuple((lead, *rest) for rest in PAIRS))


def _said(all_bytes: tuple[tuple[int, ...], ...]) -> tuple[str, ...]:
    found = []
    for data in all_bytes:
        try:
            found.append(bytes(data).decode())
        except UnicodeDecodeError:
            continue
    return tuple(filter(_is_common, found)) if len(all_bytes) > 1 else tuple(found)
