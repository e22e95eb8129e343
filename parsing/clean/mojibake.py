"""A whole text read in the wrong encoding: 鏂板瀷, ÐÂÐÍ, æ–°å†Œ. Twice over is undone by two turns of the step.

Only what re-encodes and decodes strictly from end to end is repaired: UTF-8 proves itself, and GBK has to come out
as Chinese. A text that lost bytes on the way is left for a finer tool.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.clean.fix import Fix
from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

WESTERN = re.compile("[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
HAN_ALL = re.compile(f"[{HAN}，。、；：！？“”（）《》]")
FOREIGN = re.compile("[^\x00-\x7f]")
ENOUGH = 8
"""Characters beyond ASCII that a text must have for its encoding to be doubted."""
MOSTLY = 0.9


def find_mojibake(text: str) -> list[Fix]:
    """Decode the whole text again as what it is."""
    foreign = FOREIGN.findall(text)
    if len(foreign) < ENOUGH:
        return []
    western = len(WESTERN.findall(text)) > len(foreign) / 2
    for write, encoding in ((_western, "utf-8"), (_western, "gb18030")) if western else ((_gbk, "utf-8"),):
        written = [data for character in text if (data := write(character)) is not None]
        if len(written) < len(text):
            continue
        try:
            decoded = b"".join(written).decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_chinese(decoded):
            return list(_groups(text, [len(data) for data in written], decoded, encoding))
    return []


def _western(character: str) -> bytes | None:
    """The byte that cp1252 or Latin-1 reads as this character."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return character.encode(encoding)
        except UnicodeEncodeError:
            continue
    return None


def _gbk(character: str) -> bytes | None:
    try:
        return character.encode("gb18030")
    except UnicodeEncodeError:
        return None


def _is_chinese(text: str) -> bool:
    foreign = FOREIGN.findall(text)
    return len(HAN_ALL.findall(text)) >= MOSTLY * len(foreign)


def _groups(text: str, sizes: list[int], decoded: str, encoding: str) -> Iterator[Fix]:
    """The smallest stretches of both texts that stand for the same bytes."""
    old = new = first_old = first_new = ahead = 0
    while old < len(text) or new < len(decoded):
        if ahead <= 0 and old < len(text):
            ahead += sizes[old]
            old += 1
        else:
            ahead -= len(decoded[new].encode(encoding))
            new += 1
        if ahead == 0:
            if text[first_old:old] != decoded[first_new:new]:
                yield Fix(first_old, old, decoded[first_new:new])
            first_old, first_new = old, new
