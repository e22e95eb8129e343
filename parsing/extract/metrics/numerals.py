"""Numbers as Chinese reports write them: Arabic, full-width, Chinese, mixed with 万 and 亿, or redacted.

Reading a number is apart from deciding what it counts, so that the readings can be proved by themselves: every number
found is read again from its own text to the same value. The scan is linear: each token is one possessive run.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.searching import matches
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.record import Bound

Number = int | float | None

LONGEST = 15
"""Longer runs of digits are identifiers (telephones, accounts), not counts."""

LARGEST = 10**15
"""Larger values are read as no number: none is a count, and JSON readers keep whole numbers only up to 2^53."""

DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
"""What a digit before it is multiplied by."""
MYRIADS = {"万": 10_000, "亿": 100_000_000}
"""What all before it is multiplied by."""

AFTER_LETTERS = r"(?<![0-9０-９.．])(?:(?<![A-Za-z])|(?<=[A-Za-z]{2}))"
"""N95 and H7N9 are names, but ECMO3台 holds a count."""
GROUPED = r"[1-9][0-9]{0,2}(?:[,，][0-9]{3}(?![0-9]))++(?:\.[0-9]++)?+"
"""Thousands parted by commas: 1,234."""
SPACED = (
    r"(?<![^\u4e00-\u9fff（，。；：、])[1-9][0-9]{0,2}(?:[ \u2009\u202f][0-9]{3}(?![0-9]))++(?=[ ]?[\u4e00-\u9fff])"
)
"""Thousands as the rules for publications part them: 73 000头. Behind a blank or another sign they may be cells."""
PLAIN = rf"{AFTER_LETTERS}(?:{GROUPED}|{SPACED}|[0-9０-９]++(?:[.．][0-9０-９]++)?+)"
CHINESE_CHARACTERS = "".join((*DIGITS, *PLACES, *MYRIADS))
CHINESE = rf"(?:[数几](?=[十百千万亿])|(?<!以)上(?=[百千万]))?+[{CHINESE_CHARACTERS}]++几?+"
"""A number in Chinese characters, perhaps an uncertain one: 数百, 上千, 三十几."""
REST = r"(?:[0-9],[0-9]{3}|[0-9]{1,4}+)(?![0-9.．])"
"""What is left over behind 万 or 亿: 2万7,830."""
ARABIC = (
    rf"{PLAIN}(?:亿(?:[0-9],[0-9]{{3}}|[0-9]{{1,4}}+)(?:\.[0-9]++)?+[百千]?万(?:{REST})?+"
    rf"|[万亿]{REST}[百千]?)?+"
)
REDACTED = r"(?<![A-Za-z0-9])(?:[xXｘＸ×]{1,4}+|[*＊]{1,6}+|[○●□☆△]{1,4}+|[_＿]{2,}+)(?![A-Za-z0-9])"
TOKEN = re.compile(rf"(?P<redacted>{REDACTED})|(?P<arabic>{ARABIC})|(?P<chinese>{CHINESE})")
FIRST = re.compile(rf"[数几上xXｘＸ×*＊○●□☆△_＿0-9０-９{CHINESE_CHARACTERS}]")
MIXED = re.compile(r"([0-9.]+)([万亿]?)(.*)")
WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,", " \u2009\u202f")


class Numeral(Value, frozen=True):
    """A number's stretch ``[start, end)`` and reading; ``value`` is null where redacted; ``bound`` as in 十几, 数百."""

    start: int
    end: int
    value: Number
    bound: Bound = "exact"
    redacted: bool = False
    arabic: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in order, without their units and multipliers behind 余 or a decimal."""
    for found in matches(TOKEN, FIRST, text):
        numeral = read(found.group(), found.lastgroup or "", found.start())
        if numeral is not None:
            yield numeral


def read(token: str, kind: str, start: int = 0) -> Numeral | None:
    """One token's reading; null where it is too long to be a count or no number at all."""
    end = start + len(token)
    if kind == "redacted" or not token.strip("〇"):
        return Numeral(start, end, None, redacted=True)
    if kind == "arabic":
        return Numeral(start, end, arabic(token), arabic=True) if len(token) <= LONGEST else None
    if token[0] in "数几上" or token[-1] == "几":
        value = chinese(token.strip("数几上"))
        return None if value is None else Numeral(start, end, value, "over")
    value = chinese(token)
    if value is None:
        return None
    return Numeral(start, end, value, "about" if _neighbours(token) else "exact")


def arabic(token: str) -> int | float:
    """An Arabic number with its separators, of either width.

    ``1，234`` is 1234, ``12万3千`` is 123000, ``1亿2.5万`` is 100025000.
    """
    if token.isdecimal():
        return int(token)
    head, myriad, rest = MIXED.fullmatch(token.translate(WIDTH).replace(",", "")).groups()  # type: ignore[union-attr]
    number = Decimal(head) * MYRIADS.get(myriad, 1)
    thousands, myriads, ones = rest.rpartition("万")
    if myriads:
        number += _scaled(thousands) * MYRIADS[myriads]
    return plain(number + _scaled(ones) if ones else number)


def _scaled(part: str) -> Decimal:
    """An Arabic number with its 百 or 千: 3千."""
    return Decimal(part.rstrip("百千")) * multiplier(part.lstrip("0123456789."))


def plain(number: Decimal) -> int | float:
    """An int where the number is whole."""
    return int(number) if number == number.to_integral_value() else float(number)


def chinese(token: str) -> int | None:
    """A Chinese numeral: 三千四百, 两万五, 二〇二〇, 十二三 (its upper neighbour); null where it is none."""
    if not token or len(token) > LONGEST:
        return None
    if len(token) > 2 and all(c in DIGITS for c in token):
        return int("".join(str(DIGITS[c]) for c in token))
    total = section = digit = 0
    for character in token:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in PLACES:
            section, digit = section + (digit or 1) * PLACES[character], 0
        else:
            total, section, digit = (total + section + digit or 1) * MYRIADS[character], 0, 0
    value = total + section + digit * _implied(token)
    return value if value <= LARGEST else None


def _implied(token: str) -> int:
    """The place of a last digit that has none of its own: a thousand in 两万五, ten in 三百二, else one."""
    before = token[-2:-1]
    place = PLACES.get(before) or MYRIADS.get(before) or 1
    return place // 10 if place >= 100 and token[-1] in DIGITS else 1


def _neighbours(token: str) -> bool:
    """Whether two neighbouring digits stand for either: 两三, 十七八."""
    return len(token) <= 4 and any(
        a in DIGITS and b in DIGITS and 1 <= DIGITS[a] == DIGITS[b] - 1 for a, b in pairwise(token)
    )


def multiplier(text: str) -> int:
    """The factor that 万, 千万, 亿… stand for; 1 for an empty text."""
    factor = 1
    for character in text:
        factor *= PLACES.get(character) or MYRIADS[character]
    return factor
