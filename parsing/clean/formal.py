"""Formal numerals that copies of a page have for some of its digits, so that they look like texts of their own.

    叁月壹7日, 新增贰叁88例  ->  3月17日, 新增2388例

Cheques and contracts write such numerals, but never within a run of digits. A page on which several runs mix them has
had them put for those digits everywhere.
"""

from __future__ import annotations

import re
from functools import cache

from parsing.clean.fix import BY_LAYOUT, Fix
from parsing.lexicon import load

LEAST = 3
"""Fewest places of a page at which such a numeral touches a digit."""


@cache
def _digits() -> dict[str, str]:
    return dict(load("script")["formal"]["digits"])


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
    if not any(sign in text for sign in _digits()):
        return []
    mixed = [match.group() for match in _mixed().finditer(text)]
    if len(mixed) < LEAST:
        return []
    meant = set().union(*mixed)
    return [
        Fix(match.start(), match.end(), "".join(map(_digits().__getitem__, match.group())), BY_LAYOUT)
        for match in _formal().finditer(text)
        if meant.issuperset(match.group())
    ]
