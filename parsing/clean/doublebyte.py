"""Text of one or two bytes a character that was read in another encoding, with bytes that the reader could not read.

Some readers write a mark for one byte and go on with the next, so that all that follows is read one byte off; others
it for two. The bytes that were read are all there. So the bytes are a lattice of characters, each mark being what that
reader has no character for, and the language finds the way through it:

    7月日  D4 C2 C8 D5   read as Big5: 堎?...   C8 D5 is none of Big5's
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from parsing.clean.arcs import NODES, Arc, Fan, in_step
from parsing.clean.codepages import BIG5, GBK, LEADS, LOST, TRAILS, UNDEFINED, bytes_of, character_of, pairs, unread
from parsing.clean.decoder import decoded, log_probability
from parsing.clean.options import LISTS, foreign, options_of, plain
from parsing.clean.redecode import Piece, merged, western
from parsing.clean.report_words import no_words
from parsing.clean.script import is_traditional
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.clean.options import Options
    from parsing.clean.redecode import Decoded

MARK, NEVER = -2.0, -25.0
"""Log probability that a mark stands for what could not be read, and that nobody knows for what."""
QUESTION, END = 0x3F, -2
"""The mark that may be itself, and what stands for the byte behind the last."""
MARKED = 1 / 3
"""Share of marks among the bytes up to which they are looked into."""


LONG_LISTS = 16
"""Lists that are kept of all characters that a reader did not know: each has up to some thousands."""
AGREED = 4
"""Lines that must agree on what a mark stands for."""


class Sight(Value, frozen=True):
    """An encoding, and the one it was read as (``None``: cp1252). ``whole``: a mark stands for two bytes, not one."""

    was: str
    seen: str | None
    whole: bool

    def blind(self, lead: int, trail: int) -> bool:
        """Whether the reader may not know two bytes."""
        if self.seen is None:
            return lead in UNDEFINED
        return lead >= 0x80 and unread(self.seen, lead, trail)


@dataclass(frozen=True, slots=True)
class Stream:
    """Some bytes as a lattice of characters: each place is one before a byte."""

    data: Sequence[int]
    sight: Sight
    traditional: bool | None

    def before(self, _: int) -> str:
        """Nothing is before the first byte."""
        return "\n"

    def is_open(self) -> bool:
        """Whether the bytes can be read at all to their end, whatever the marks stand for."""
        reached = {in_step(0)}
        for node in range(in_step(0), in_step(len(self.data)), NODES):
            if node in reached:
                single, fans = self.arcs(node)
                reached.remove(node)
                reached.update([arc.to for arc in single], [fan.like.to for fan in fans])
            if not reached:
                return False
        return in_step(len(self.data)) in reached

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """The characters that may begin at a byte."""
        at, data = node // NODES, self.data
        if node != in_step(at) or at >= len(data):
            return [], []
        first, second = data[at], self._at(at + 1)
        if first in {LOST, QUESTION}:
            stays = self._arc(at, 1, "\ufffd", NEVER) if first == LOST else self._arc(at, 1, "?", 0.0)
            return [stays], self._marked(at, second)
        if first < 0x80 or (first == 0x80 and self.sight.was == "gb18030"):
            return [self._arc(at, 1, chr(first) if first < 0x80 else "€", 0.0)], []
        if second in {LOST, QUESTION} and not self.sight.whole:
            return [], self._with(at, 2, beginning(self.sight, first, self._at(at + 2), self.traditional))
        found = character_of(first, second, self.sight.was)
        return ([self._arc(at, 2, found, 0.0)] if found else []), []

    def _marked(self, at: int, second: int) -> list[Fan]:
        """What a mark may stand for, alone or with the next byte; for two bytes, that may be the second as ASCII."""
        fans = (
            self._with(at, 2, ending(self.sight, second, self.traditional))
            if second in TRAILS and (second < 0x80 or not self.sight.whole)
            else []
        )
        if self.sight.whole:
            return fans + self._with(at, 1, lost(self.sight, END, self.traditional))
        return fans + (
            self._with(at, 2, lost(self.sight, self._at(at + 2), self.traditional))
            if second in {LOST, QUESTION}
            else []
        )

    def _at(self, place: int) -> int:
        return self.data[place] if place < len(self.data) else END

    def _arc(self, at: int, size: int, character: str, price: float) -> Arc:
        return Arc(in_step(at + size), plain(character), character, at, at + size, price)

    def _with(self, at: int, size: int, options: Options) -> list[Fan]:
        return [Fan(self._arc(at, size, "", MARK), options)] if options.all else []


@lru_cache(maxsize=LISTS)
def ending(sight: Sight, trail: int, traditional: bool | None) -> Options:
    """The characters with a second byte that the reader did not know, and so wrote a mark for their first."""
    found = (character_of(lead, trail, sight.was) for lead in LEADS if sight.blind(lead, trail))
    return options_of(tuple(filter(None, found)), "", traditional)


@lru_cache(maxsize=LISTS)
def beginning(sight: Sight, lead: int, after: int, traditional: bool | None) -> Options:
    """The characters with a first byte whose second one the reader did not know before the next."""
    found = (character_of(lead, trail, sight.was) for trail in TRAILS if sight.blind(trail, after))
    return options_of(tuple(filter(None, found)), "", traditional)


@lru_cache(maxsize=LONG_LISTS)
def lost(sight: Sight, after: int, traditional: bool | None) -> Options:
    """The characters that the reader did not know.

    Where it read byte by byte, those are left out whose second byte would have made a character with the next.
    """
    among = ((trail, c) for lead, trail, c in pairs(sight.was) if sight.blind(lead, trail))
    return options_of(tuple(c for trail, c in among if sight.whole or sight.blind(trail, after)), "", traditional)


class Lines:
    """The lines of a text in an encoding that was read as another, or as cp1252 where that is ``None``.

    One reader read them all. So once some lines agree on what its mark stands for, the rest are read in the same way,
    and in another only where that fails. ``merged``: it took two bytes for one character where they are UTF-8.
    """

    def __init__(self, seen: str | None, encoding: str, *, merged: bool = False) -> None:
        self.seen, self.encoding, self.merged = seen, encoding, merged
        self.agreed: Counter[bool] = Counter()

    def read(self, text: str) -> Decoded | None:
        """One line; of Big5, by the table that makes the likeliest text of it."""
        found: dict[str, tuple[Decoded, bool | None]] = {}
        for written in _written(text, self.seen, merged_too=self.merged):
            for whole, read in self._readings([byte for each in written for byte in each]):
                pieces = [Piece(size, (character,)) for size, character in read]
                found["".join(character for _, character in read)] = (written, pieces), whole
        if not found:
            return None
        decoded, whole = found[max(found, key=log_probability) if len(found) > 1 else next(iter(found))]
        if whole is not None:
            self.agreed[whole] += 1
        return decoded

    def _readings(self, data: Sequence[int]) -> Iterator[tuple[bool | None, list[tuple[int, str]]]]:
        """What bytes may be, with what a mark stands for.

        Where nothing else fits, or there are too many marks, a mark stands for itself.
        """
        marks, some = sum(byte in {LOST, QUESTION} for byte in data), False
        for whole in self._ways() if 0 < marks <= MARKED * len(data) else ():
            if read := read_again(data, Sight(self.encoding, self.seen, whole)):
                some = True
                yield whole, read
                if self._is_agreed(whole):
                    return
        if not some and (read := _strictly(data, self.encoding)):
            yield None, read

    def _ways(self) -> tuple[bool, bool]:
        """For one byte and for two, what was agreed on first."""
        return (True, False) if self._is_agreed(whole=True) else (False, True)

    def _is_agreed(self, whole: bool) -> bool:
        return self.agreed[whole] >= AGREED and not self.agreed[not whole]


def _written(text: str, seen: str | None, *, merged_too: bool) -> list[list[tuple[int, ...]]]:
    """The bytes behind a text, in each table of the encoding that it is shown in."""
    found: list[list[tuple[int, ...]]] = []
    for table in BIG5 if seen == "big5" else (GBK,):
        narrow = merged if merged_too else western
        written = narrow(text) if seen is None else bytes_of(text, table)
        if written is not None and written not in found:
            found.append(written)
    return found


def _strictly(data: Sequence[int], encoding: str) -> list[tuple[int, str]] | None:
    """What bytes say of which none was lost."""
    try:
        read = bytes(data).decode(encoding)
    except ValueError:
        return None
    # Big5 writes a few letters with their accent apart, which have no bytes of their own: no report has them
    try:
        return [(len(character.encode(encoding)), character) for character in read]
    except UnicodeError:
        return None


def read_again(data: Sequence[int], sight: Sight) -> list[tuple[int, str]] | None:
    """The characters that bytes are, each with how many; ``None`` where they are none of the encoding's."""
    traditional = None if sight.was == "gb18030" else True
    found = _decoded(data, sight, traditional)
    if found and traditional is None:
        traditional = is_traditional("".join(arc.forms for arc in found if arc.price == 0.0))
        if any(foreign(_form(arc, traditional), traditional) for arc in found if arc.price):
            found = _decoded(data, sight, traditional) or found
    return [(arc.end - arc.start, _form(arc, bool(traditional))) for arc in found] or None


def _decoded(data: Sequence[int], sight: Sight, traditional: bool | None) -> list[Arc]:
    stream = Stream([*data, 0x0A], sight, traditional)
    return decoded(stream, no_words(), in_step(0), in_step(len(stream.data)))[:-1] if stream.is_open() else []


def _form(arc: Arc, traditional: bool) -> str:
    return next((form for form in arc.forms if not foreign(form, traditional)), arc.forms[0])
