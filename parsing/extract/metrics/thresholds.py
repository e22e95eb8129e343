"""Percentages that are only a threshold: in 接种率超过80%的县1个 the 80% says which counties are meant, and counts nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity


def picks_out(text: str, quantity: Quantity) -> bool:
    """Whether a percentage is the threshold, or the band, that says which are meant: 超过80%的县, 70%—80%的3个."""
    if quantity.bound in {"exact", "about"}:
        return False
    return _chosen().match(text, quantity.end) is not None and not text.startswith("的速度", quantity.end)


@cache
def _chosen() -> re.Pattern[str]:
    """Behind a percentage, those who are meant: 的县, 以上的镇村."""
    kinds = any_of(load("counts")["what"]["chosen"])
    return re.compile(rf"的(?![，。；、])|[^，。；]{{0,14}}的[^，。；]{{0,4}}{kinds}")
