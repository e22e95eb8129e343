"""Percentages that only pick out those they are true of (接种率超过80%的县1个), and so count nothing themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity

CHOSEN = re.compile(r"的(?![，。；、])|[^，。；]{0,14}的[^，。；]{0,4}[县区市镇乡村单位企业学校]")
BETWEEN = "[-—–~～至到]{1,2}"
UPPER_END = re.compile(rf"{BETWEEN}\d{{1,3}}(?:\.\d+)?%的")
LOWER_END = re.compile(rf"\d%{BETWEEN}$")
NEAR = 6
"""Characters before the upper end of a band that its lower end and the sign between them take."""


def picks_out(text: str, quantity: Quantity) -> bool:
    """Whether a percentage with a bound, or one end of a band, tells which are meant: 超过80%的县, 70%—80%的3个."""
    start, end = quantity.start, quantity.end
    if quantity.bound in {"exact", "about"}:
        upper = text.startswith("的", end) and LOWER_END.search(text, max(0, start - NEAR), start) is not None
        return upper or UPPER_END.match(text, end) is not None
    return CHOSEN.match(text, end) is not None and not text.startswith("的速度", end)
