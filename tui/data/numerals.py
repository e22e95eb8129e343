"""Numbers as the user types them: in a filter, or in what is set right."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

NUMERAL = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:[eE][+-]?\d{1,3})?)([万萬亿億]?)")
"""Commas only where they stand between thousands: 1,5 may be meant as one and a half."""
TIMES = {"": 1, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


def number(text: str) -> float:
    """A number, whole where it can be; full-width signs and Chinese myriads are understood.

    Raises:
        ValueError: it is none, or too large for one.
    """
    found = NUMERAL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise ValueError(text)
    exact = Decimal(found[1].replace(",", "")) * TIMES[found[2]]
    if not math.isfinite(float(exact)):
        raise ValueError(text)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
