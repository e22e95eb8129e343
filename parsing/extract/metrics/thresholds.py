"""Percentages that only pick out those they are true of (接种率超过80%的县1个), and so count nothing themselves."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity


def picks_out(text: str, quantity: Quantity) -> bool:
    """Whether a percentage with a bound, or a band, tells which are meant: 超过80%的县, 70%—80%的3个."""
    if quantity.bound in {"exact", "about"}:
        return False
    return _chosen().match(text, quantity.end) is not None and not text.startswith("的速度", quantity.end)


@cache
def _chosen() -> re.Pattern[str]:
    """Behind a percentage, those of whom it is true: 的县, 以上的镇村."""
    kinds = any_of(load("counts")["what"]["chosen"])
    return re.compile(rf"的(?![，。；、])|[^，。；]{{0,14}}的[^，。；]{{0,4}}{kinds}")
