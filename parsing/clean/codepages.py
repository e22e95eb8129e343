"""The code pages of Big5 and GBK: which pairs of bytes each of their readers knows, and as which characters.

There is more than one Big5. Windows has a user-defined area where the web has characters of Hong Kong, and the table
that came with Unicode puts kana elsewhere than either. So one character may stand for different bytes in each, and a
byte pair that one reader shows may be lost in another.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOST = -1
"""Stands for a byte that the reader could not read."""
LEADS, TRAILS, DELETE = range(0x81, 0xFF), range(0x40, 0xFF), 0x7F
"""First and second bytes; of the second ones, that of a control character is none."""
ABSENT, READ = "\0", 1
"""What stands in a table for a pair that is no character, and for one that each reader has."""
AREAS = ((0xE000, 785, 0xFA, 0), (0xE311, 2983, 0x8E, 0), (0xEEB8, 2041, 0x81, 0), (0xF6B1, 408, 0xC6, 63))
"""Windows' user-defined areas of Big5.

For each: its first private character, how many there are, the first lead byte, and the cells of that row before it."""
ROW, LOW = 157, 63
"""Cells of a row of Big5, and those of them with a second byte below 80."""
BIG5 = (("big5hkscs", "cp950"), ("cp950", "big5", "big5hkscs"))
"""The tables of Big5, the web's and Unicode's; what the first codec lacks is taken from the next."""
GBK = ("gb18030",)
UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that cp1252 has no character for."""
UNREAD = {"big5": ("big5", "cp950", "big5hkscs"), "gb18030": ("gbk",)}
"""Readers of an encoding, of which one may know less than another."""


def bytes_of(text: str, codecs: tuple[str, ...]) -> list[tuple[int, ...]] | None:
    """The bytes behind characters in the first of some encodings that has each; none where one has no bytes."""
    found = [_bytes(character, codecs) for character in text]
    return None if () in found else found


TWICE = {"十": (0xA2, 0xCC), "卅": (0xA2, 0xCE)}
"""Characters that Big5 has twice, with the bytes that GBK can have."""


@lru_cache(maxsize=1 << 12)
def _bytes(character: str, codecs: tuple[str, ...]) -> tuple[int, ...]:
    if character == "\ufffd":
        return (LOST,)
    if character == "€" and "gb18030" in codecs:
        return (0x80,)
    if character in TWICE and codecs in BIG5:
        return TWICE[character]
    for codec in codecs:
        if data := character.encode(codec, "ignore"):
            return tuple(data)
    return _private(ord(character)) if "cp950" in codecs else ()


def _private(code: int) -> tuple[int, ...]:
    """The bytes of a character of Windows' user-defined areas."""
    for first, size, lead, skipped in AREAS:
        if first <= code < first + size:
            row, cell = divmod(code - first + skipped, ROW)
            return lead + row, cell + (0x40 if cell < LOW else 0xA1 - LOW)
    return ()


def character_of(lead: int, trail: int, encoding: str) -> str:
    """The character of two bytes; empty where they make none or a private one."""
    return _characters(encoding)[_cell(lead, trail)].rstrip(ABSENT) if lead in LEADS and trail in TRAILS else ""


def pairs(encoding: str) -> Iterator[tuple[int, int, str]]:
    """All pairs of bytes, each with the character that it is."""
    for lead in LEADS:
        for trail in TRAILS:
            if found := character_of(lead, trail, encoding):
                yield lead, trail, found


def unread(seen: str, lead: int, trail: int) -> bool:
    """Whether some reader of an encoding cannot read two bytes."""
    return lead not in LEADS or trail not in TRAILS or _unread(seen)[_cell(lead, trail)] != READ


def _cell(lead: int, trail: int) -> int:
    """Where two bytes stand in a table."""
    return (lead - LEADS[0]) * len(TRAILS) + trail - TRAILS[0]


@cache
def _characters(encoding: str) -> str:
    """The characters of all pairs, one after the other: a table of tuples would take a hundred times the room."""
    return "".join(_decoded(bytes((lead, trail)), encoding) for lead in LEADS for trail in TRAILS)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError:
        return ABSENT
    return ABSENT if len(found) != 1 or data[1] == DELETE or "\ue000" <= found <= "\uf8ff" else found


@cache
def _unread(seen: str) -> bytes:
    """Of all pairs whether each reader of an encoding has it."""
    tables = zip(*map(_characters, UNREAD[seen]), strict=True)
    return bytes(READ if ABSENT not in characters else not READ for characters in tables)
