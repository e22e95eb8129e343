"""Characters and the two bytes behind them in GBK, as a damaged stream shows them.

Python's gb18030 codec has the user-defined areas of cp936 at U+E000 and on, where damaged text has them too; the euro
sign stands for the lone byte 80. Full-width marks that were folded to ASCII after the damage count as what they were.
"""

from __future__ import annotations

from functools import cache, lru_cache
from string import ascii_letters, digits, punctuation

FOLDED = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "．"}
FOLDED_INSIDE = frozenset(f"{ascii_letters}{digits}{punctuation}").difference(FOLDED, "$~")
"""What may have been folded in the same way, but says nothing of damage by itself: the rest of the row A3."""
LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
OFTEN = frozenset((0xA1, 0xA3))
"""Second bytes of the characters that lose their first as a rule (。 省 校 海 停): first bytes of what is seen there."""
KEPT = 1 << 12
"""Characters of which the bytes are kept: a report has fewer."""


@lru_cache(maxsize=KEPT)
def two_bytes(character: str) -> tuple[tuple[int, int], ...]:
    """The pairs of bytes that a character may stand for: one, or none."""
    data = FOLDED.get(character, character).encode("gb18030", "replace")
    return ((data[0], data[1]),) if len(data) == 2 else ()


@lru_cache(maxsize=KEPT)
def bytes_inside(character: str) -> tuple[tuple[int, int], ...]:
    """The pairs that a character inside a run may stand for: there any letter, figure or sign may have been folded.

    S is A3D3 in 專款專用 -> ?顚S茫, where the mark before 顚 is A3BF.
    """
    if character in FOLDED_INSIDE:
        return ((0xA3, ord(character) + 0x80),)
    return two_bytes(character)


@cache
def singles_of(character: str) -> tuple[int, ...]:
    """The single byte of a character, where it can be a trail byte."""
    if character == "€":
        return (0x80,)
    code = ord(character)
    return (code,) if code < 0x80 and code in TRAILS else ()


def pair(lead: int, trail: int) -> str:
    """The character of two bytes; empty where they make none or a private one."""
    if lead not in LEADS or trail not in TRAILS:
        return ""
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character


@cache
def with_trail(trail: int) -> str:
    """All characters that end in a byte."""
    return "".join(pair(lead, trail) for lead in LEADS)


@cache
def with_lead(lead: int) -> str:
    """All characters that begin with a byte."""
    return "".join(pair(lead, trail) for trail in TRAILS)


def often_lost(character: str) -> bool:
    """Whether a character, as it is seen, shows that a byte was likely lost before it.

    A wide blank does not: it was there before the damage.
    """
    return character != "\u3000" and any(first in OFTEN for first, _ in two_bytes(character))
