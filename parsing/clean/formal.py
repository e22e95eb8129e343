"""Formal numerals that copies of a page have for some of its digits, so that they look like texts of their own.

    叁月壹7日, 新增贰叁88例  ->  3月17日, 新增2388例

Cheques and contracts write such numerals, but never within a run of digits. A page on which runs mix them, and on
which several stand for digits that it mixes or has nowhere else, has had them put for those digits everywhere. Numerals
that words have too (大陆31个省, 队伍3支) show nothing about a page.
"""

from __future__ import annotations

import re
from functools import cache

from parsing.clean.fix import BY_LAYOUT, Fix
from parsing.clean.language import dictionary
from parsing.lexicon import load

LEAST, LEAST_MIXED = 3, 2
"""Fewest places of a page at which such numerals stand for digits, and at which they touch one."""


@cache
def _digits() -> dict[str, str]:
    return dict(load("script")["formal"]["digits"])


@cache
def _everyday() -> frozenset[str]:
    return frozenset(load("script")["formal"]["everyday"])


@cache
def _formal() -> re.Pattern[str]:
    """A row of such numerals, but none with the places that only they have: 叁拾."""
    signs, places = "".join(_digits()), "".join(load("script")["formal"]["places"])
    return re.compile(f"(?<![{places}])[{signs}]++(?![{places}])")


@cache
def _mixed() -> re.Pattern[str]:
    """A row that touches a digit."""
    rows = _formal().pattern
    return re.compile(f"(?:(?<=[0-9]){rows})|(?:{rows}(?=[0-9]))")


def find_formal(text: str) -> list[Fix]:
    """The numerals that stand for digits, where the page mixes the two."""
    if not any(sign in text for sign in _digits().keys() - _everyday()):
        return []
    mixed = [match.group() for match in _mixed().finditer(text)]
    if sum(map(_tells, mixed)) < LEAST_MIXED:
        return []
    meant = set().union(*mixed) | {sign for sign, digit in _digits().items() if digit not in text}
    found = [
        match for match in _formal().finditer(text) if meant.issuperset(match.group()) and not _is_in_word(text, match)
    ]
    if sum(_tells(match.group()) for match in found) < LEAST:
        return []
    return [
        Fix(match.start(), match.end(), "".join(map(_digits().__getitem__, match.group())), BY_LAYOUT)
        for match in found
    ]


def _tells(row: str) -> bool:
    """Whether a row has a numeral that hardly stands in a word."""
    return not _everyday().issuperset(row)


def _is_in_word(text: str, row: re.Match[str]) -> bool:
    """Whether a row begins or ends within a word: 大 + 陆, 队 + 伍, 零 + 售."""
    first, last = text[max(0, row.start() - 1) : row.start() + 1], text[row.end() - 1 : row.end() + 1]
    return any(
        numeral in _everyday() and len(pair) > 1 and dictionary().log(pair) is not None
        for numeral, pair in ((first[-1], first), (last[0], last))
    )
