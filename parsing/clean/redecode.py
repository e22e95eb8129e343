"""Text decoded anew: the bytes behind characters, and what they say in the encoding that they really were in.

A reader with the wrong encoding writes a mark for a byte that it cannot read, most often the last of a run of Chinese.
Such a byte is not gone without trace: the rest of its character is there, and the language tells which of the few
characters it was. Everything else has to decode strictly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from typing import TYPE_CHECKING, TypeAlias

from parsing.clean.arcs import NODES, Arc, Fan, in_step
from parsing.clean.codepages import GBK, LOST, UNDEFINED, bytes_of
from parsing.clean.decoder import decoded
from parsing.clean.options import BITS, CLOSING, balance, options_of, plain
from parsing.clean.report_words import no_words
from parsing.clean.script import is_traditional
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTINUATION = frozenset(range(0x80, 0xC0))
LATIN, TWO_BYTES, MERGED = "\u00ff", "\u0800", 0.25
"""The last character of Latin-1, the first that is three bytes in UTF-8; share of those between, up to which they are
no letters of a language."""
MANY = 64
"""Characters among which the language chooses at most."""
EUROS = 16
"""Tries at a line in which the euro sign may be one or two bytes."""


class Piece(Value, frozen=True):
    """Some bytes, and the character that they are, or those that it may be."""

    size: int
    options: tuple[str, ...]


Decoded: TypeAlias = "tuple[list[tuple[int, ...]], list[Piece]]"
"""The bytes behind each character of a text, and what they say."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A lattice of pieces, of which some are open, in a text in traditional characters or not.

    ``states``: which pairs of marks are open before each of them.
    """

    pieces: Sequence[Piece]
    traditional: bool
    states: Sequence[int]

    def before(self, _: int) -> str:
        """Nothing is before the first piece."""
        return "\n"

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """The character at a place, or a fan of those that it may be."""
        at = node // NODES
        if node != in_step(at) or at == len(self.pieces):
            return [], []
        options = self.pieces[at].options
        if len(options) == 1:
            return [Arc(in_step(at + 1), plain(options[0]), options[0], at, at + 1, 0.0)], []
        state = self.states[at]
        options = tuple(c for c in options if c not in CLOSING or BITS[c] & state) or options
        fitting = options_of(options, traditional=self.traditional, state=state)
        fitting = fitting if fitting.usual else options_of(options)
        return [], [Fan(Arc(in_step(at + 1), "", "", at, at + 1, 0.0), fitting)]


def western(text: str) -> list[tuple[int, ...]] | None:
    """The bytes that cp1252, or Latin-1, reads as these characters; none where it does not write them."""
    found = [_western(character) for character in text]
    return None if () in found else found


def merged(text: str) -> list[tuple[int, ...]] | None:
    """The same where a reader took two bytes for one character that happen to be UTF-8 (Ŀ for 目, C4BF).

    None where it did not, or where there are so many that they are letters of a language.
    """
    letters = [LATIN < character < TWO_BYTES for character in text]
    found = [tuple(c.encode()) if letter else _western(c) for c, letter in zip(text, letters, strict=True)]
    foreign = sum(character > "\x7f" for character in text)
    return None if () in found or not 0 < sum(letters) <= MERGED * foreign else found


@cache
def _western(character: str) -> tuple[int, ...]:
    if character == "\ufffd":
        return (LOST,)
    for encoding in ("cp1252", "latin-1"):
        try:
            return tuple(character.encode(encoding))
        except UnicodeEncodeError:
            continue
    return ()


def from_gbk(text: str) -> Decoded | None:
    """UTF-8 that was read as GBK. The euro sign may also be A2E3: tried where 80 leads nowhere, a few times."""
    written = bytes_of(text, GBK)
    for _ in range(EUROS if written else 1):
        if written is None:
            break
        pieces, failed = utf8([byte for data in written for byte in data], CONTINUATION)
        if failed < 0:
            return written, pieces
        written = _with_euro(written, failed)
    return None


def _with_euro(written: list[tuple[int, ...]], failed: int) -> list[tuple[int, ...]] | None:
    """The last lone 80 before a place as a euro sign."""
    ends = accumulate(map(len, written))
    places = [at for at, (data, end) in enumerate(zip(written, ends, strict=True)) if data == (0x80,) and end <= failed]
    return [*written[: places[-1]], (0xA2, 0xE3), *written[places[-1] + 1 :]] if places else None


def from_western(text: str) -> Decoded | None:
    """UTF-8 that was read as cp1252 or Latin-1."""
    written = western(text)
    pieces, failed = utf8([byte for data in written or () for byte in data], UNDEFINED)
    return (written, pieces) if written is not None and failed < 0 else None


def utf8(data: Sequence[int], missing: frozenset[int]) -> tuple[list[Piece], int]:
    """Read UTF-8 in which some bytes were lost, or mere question marks: the values that such a byte may have had.

    A blank in the place of A0, which is one to many programs, counts as that byte. The number is the place at which
    the bytes are no UTF-8, or -1.
    """
    if (whole := _strictly(data)) is not None:
        return [Piece(len(character.encode()), (character,)) for character in whole], -1
    pieces: list[Piece] = []
    at = 0
    while at < len(data):
        size = _length(data[at])
        sequence = data[at : at + size]
        if size == 1:
            pieces.append(Piece(1, (chr(data[at]),) if data[at] != LOST else ("?",)))
        elif size and len(sequence) == size and (options := _fill(sequence, missing)):
            pieces.append(Piece(size, options))
        else:
            return pieces, at
        at += size
    return pieces, -1


def _strictly(data: Sequence[int]) -> str | None:
    """What bytes say of which none was lost; a blank or a question mark in one's place is no UTF-8."""
    try:
        return None if LOST in data else bytes(data).decode()
    except UnicodeDecodeError:
        return None


def _length(lead: int) -> int:
    """Bytes in a sequence of UTF-8; 0 where none begins so."""
    if lead < 0x80:
        return 1
    return 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if 0xF0 <= lead < 0xF5 else 0


def _fill(sequence: Sequence[int], missing: frozenset[int]) -> tuple[str, ...]:
    """The characters that a sequence may be, for all values of the bytes that were lost in it."""
    known = [0xA0 if at and byte == 0x20 else byte for at, byte in enumerate(sequence)]
    choices = [sorted(missing) if at and byte in {LOST, 0x3F} else [byte] for at, byte in enumerate(known)]
    if math.prod(map(len, choices)) > MANY:
        return ()
    found = []
    for values in product(*choices):
        try:
            found.append(bytes(values).decode())
        except UnicodeDecodeError:
            continue
    return tuple(found)


def chosen(pieces: Sequence[Piece]) -> str:
    """The text of the pieces, those that are open chosen by the language."""
    certain = "".join(piece.options[0] for piece in pieces if len(piece.options) == 1)
    if len(certain) == len(pieces):
        return certain
    line = [*pieces, Piece(0, ("\n",))]
    states = balance("".join(piece.options[0] if len(piece.options) == 1 else " " for piece in pieces))
    arcs = decoded(Pieces(line, is_traditional(certain), states), no_words(), in_step(0), in_step(len(line)))
    return "".join(arc.forms[0] for arc in arcs[:-1])
