"""Percentages that are only a threshold: in 接种率超过80%的县1个 the 80% says which counties are meant, and counts nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.extraction import Quantity


REACH = 4
"""Characters before a percentage in which it is said of what it is one."""


def picks_out(text: str, quantity: Quantity) -> bool:
    """Whether a percentage is the threshold, or the band, that says which are meant: 接种率超过80%的县, 70%—80%的3个.

    Where nothing before tells of what it is one, it is a share of those behind: 超过90%的企业.
    """
    if quantity.bound in {"exact", "about"} or text.startswith("的速度", quantity.end):
        return False
    if _share().match(text, quantity.end) and not _rated().search(text, max(0, quantity.start - REACH), quantity.start):
        return False
    return _chosen().match(text, quantity.end) is not None


@cache
def _rated() -> re.Pattern[str]:
    """Before a percentage, of what it is one: 接种率均, 浓度."""
    return re.compile(rf"{any_of(load('counts')['what']['rated'])}[均都已仅]?$")


@cache
def _share() -> re.Pattern[str]:
    """Behind a percentage, those of whom it is a share and what is told of them: 的企业复工, not 的2个, 的县：."""
    return re.compile(r"的(?![\d一二两三四五六七八九十])[^，。；：、\d]{3,}")


@cache
def _chosen() -> re.Pattern[str]:
    """Behind a percentage, those who are meant: 的县, 以上的镇村."""
    kinds = any_of(load("counts")["what"]["chosen"])
    return re.compile(rf"的(?![，。；、])|[^，。；]{{0,14}}的[^，。；]{{0,4}}{kinds}")
