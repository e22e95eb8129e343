"""Percentages that only pick out those they are true of (接种率超过80%的县1个), and so count nothing themselves."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity

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
    return _chosen().match(text, end) is not None and not text.startswith("的速度", end)


@cache
def _chosen() -> re.Pattern[str]:
    """Behind a percentage, those of whom it is true: 的县, 以上的镇村."""
    kinds = any_of(load("counts")["what"]["chosen"])
    return re.compile(rf"的(?![，。；、])|[^，。；]{{0,14}}的[^，。；]{{0,4}}{kinds}")
