"""Whole lines read in the wrong encoding, and GBK streams that lost bytes at both ends of a run.

Goes on where :mod:`tests.damage` stops, by the same rule: made from bytes, as it happens, with nothing of the cleaners'
code. Lines are damaged one by one, so that a text may be read wrongly in part; each damaged line is one change.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from tests.damage import Damaged, Edit, Reader, _read, _western, gbk, rewritten

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

CLAUSE = re.compile("[^，。；：]*[，。；：]|[^，。；：]+")


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text; GBK has its user-defined area and the euro sign at 0x80, as Windows writes them."""
    return b"".join(map(gbk, text)) if encoding == "gbk" else text.encode(encoding)


def shown(data: bytes, seen: str, mark: str | None) -> str:
    """What a reader of an encoding shows; ``mark`` stands for what it cannot read, ``None`` forbids that."""
    if seen == "latin-1":
        return data.decode("latin-1")
    if seen == "cp1252":
        return "".join(map(_western, data))
    if seen == "gbk":
        found, _ = _read(data, (), Reader(mark or "\ufffd"))
    elif seen == "gbk, two bytes lost":
        found, _ = _read(data, (), Reader(mark or "\ufffd", swallows=True))
    elif seen in PAIRS:
        found = PAIRS[seen](data, mark or "\ufffd")
    elif seen == "gbk, standard":
        found = data.decode("gbk", "replace").replace("\ufffd", mark or "\ufffd")
    else:
        found = data.decode(seen, "replace" if mark else "strict").replace("\ufffd", mark or "")
    if mark is None and "\ufffd" in found:
        raise ValueError("bytes that the reader cannot read")
    return found


def _by_pairs(data: bytes, mark: str, character: Callable[[bytes], str], *, frees: bool) -> str:
    """What a reader shows that takes two bytes for each lead byte, whatever they are.

    ``frees``: an ASCII byte behind a lead it gives back.
    """
    shown, at = [], 0
    while at < len(data):
        pair = data[at : at + 2]
        size = 1 if data[at] < 0x80 or len(pair) < 2 else 2
        found = character(pair[:size])
        shown.append(found or mark)
        at += 1 if frees and not found and size > 1 and pair[1] < 0x80 else size
    return "".join(shown)


def _of_web(code: bytes) -> str:
    return code.decode("big5hkscs", "ignore")


def _of_windows(code: bytes) -> str:
    """Windows' code page 950, with the characters that users may define."""
    known = "" if code[:1] in {b"\xc6", b"\xc7", b"\xc8"} and code >= b"\xc6\xa1" else code.decode("cp950", "ignore")
    if known or len(code) < 2 or not (0x40 <= code[1] < 0x7F or 0xA1 <= code[1] < 0xFF):
        return known
    area = next((area for area in USERS if area[0] <= code[0] <= area[1]), None)
    cell = code[1] - (0x40 if code[1] < 0x7F else 0x62)
    return chr(area[2] + (code[0] - area[0]) * 157 + cell - area[3]) if area else ""


USERS = ((0x81, 0x8D, 0xEEB8, 0), (0x8E, 0xA0, 0xE311, 0), (0xC6, 0xC8, 0xF6B1, 63), (0xFA, 0xFE, 0xE000, 0))
"""Lead bytes of Windows' user-defined areas of Big5, their first character, and the cells before it in its row."""
PAIRS = {
    "big5, web": partial(_by_pairs, character=_of_web, frees=True),
    "big5, windows": partial(_by_pairs, character=_of_windows, frees=False),
}
"""Readers of Big5 other than Unicode's table, which Python has as ``big5``."""


def misread(line: str, was: str, seen: str, mark: str | None = None, times: int = 1) -> str:
    """A line in the encoding ``was`` opened as ``seen``; ``times`` over, saved as ``was`` between.

    Raises:
        ValueError: the encoding has not all of its characters, or the reader not all of its bytes and no mark for them.
    """
    for _ in range(times):
        line = shown(encoded(line, was), seen, mark)
    return line


def misread_lines(text: str, wrong: Callable[[str], str], lines: Collection[int]) -> Damaged:
    """The lines with these numbers misread; those for which it cannot be done stay."""
    edits = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if number in lines and line:
            with suppress(ValueError):
                edits.append(Edit(at, at + len(line), wrong(line)))
        at += len(line) + 1
    return rewritten(text, edits)


def without_loss(text: str, wrong: Callable[[str], str]) -> str:
    """The clauses of a text that a wrong reader shows without loss, by lines."""
    return "\n".join(kept for line in text.split("\n") if (kept := _line_without_loss(line, wrong)))


def _line_without_loss(line: str, wrong: Callable[[str], str]) -> str:
    """Clauses that can be shown, those of an odd number of characters in pairs."""
    good = spare = ""
    for clause in CLAUSE.findall(line):
        for new in (clause, spare + clause):
            try:
                wrong(good + new)
            except ValueError:
                continue
            good, spare = good + new, "" if new != clause else spare
            break
        else:
            spare = clause
    return good


def shift_run(text: str, start: int, end: int, *, mark: str = "") -> Damaged:
    """Lose the first and the last byte of ``text[start:end]``: all between is read one byte off, and nothing after it.

    ``mark`` is left where each of the two bytes was.

    Raises:
        ValueError: one of the characters has only one byte.
    """
    codes = [gbk(character) for character in text[start:end]]
    if len(codes) < 2 or any(len(code) != 2 for code in codes):
        raise ValueError("only characters of two bytes can be read one byte off")
    found, _ = _read(b"".join(codes)[1:-1], (), Reader("?"))
    return rewritten(text, [Edit(start, end, mark + found + mark)])


def lose_in_big5(text: str, at: int) -> Damaged:
    """Lose the first byte of ``text[at]`` in a stream of Big5.

    All after it is read one byte off until in step again, or to the line's end.

    Raises:
        ValueError: Big5 has not all of the line from there on, or nothing can be read of it.
    """
    line = text[at:].split("\n", 1)[0]
    codes = [character.encode("big5hkscs") for character in line]
    if len(codes[0]) < 2:
        raise ValueError("no first byte to lose")
    stream, starts, place = b"".join(codes)[1:], {}, -1
    for index, code in enumerate(codes):
        starts[place] = index
        place += len(code)
    starts[place] = len(codes)
    shown, read = "", 0
    while read < len(stream) and not (read and read in starts):
        size = 1 if stream[read] < 0x80 else 2
        shown += stream[read : read + size].decode("big5hkscs", "replace")[:1]
        read += size
    end = starts.get(read, len(codes))
    return rewritten(text, [Edit(at, at + end, shown)])


utf8_as_gbk = partial(misread, was="utf-8", seen="gbk")
"""新型 -> 鏂板瀷."""
gbk_as_big5 = partial(misread, was="gbk", seen="big5")
"""疫情 -> 珘."""
big5_as_gbk = partial(misread, was="big5", seen="gbk")
"""疫情 -> 滏."""
