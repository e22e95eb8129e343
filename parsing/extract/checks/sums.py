"""Whether figures add up: what a total and its parts can be, as far as the text tells, and how the two compare.

A figure is an interval: a rounded one (12.3万) is known to half of its last place, a bounded one (120余) on one side
only. Two figures agree where both are plain and equal, and disagree where their intervals are apart; else nothing is
known.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.metrics.numerals import multiplier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsing.record import Metric

ENDLESS = Decimal("Infinity")
DECIMALS = re.compile(r"\d\.(\d+)(?P<factor>[十百千]?[万亿]?)")
"""The decimals of a figure, and what multiplies them: 12 + .3万."""


class Reach(NamedTuple):
    """The least and the most that a figure can be, and what is written."""

    low: Decimal
    high: Decimal
    written: Decimal

    def times(self, count: int) -> Reach:
        """What ``count`` such figures come to."""
        return Reach(self.low * count, self.high * count, self.written * count)

    @property
    def plain(self) -> bool:
        """Whether the figure is given without a bound."""
        return self.high < ENDLESS and self.low + self.high == 2 * self.written


def reach(metric: Metric) -> Reach | None:
    """What the figure can be; null where it is redacted or only about right."""
    if metric.value is None or metric.bound == "about":
        return None
    value = Decimal(str(metric.value))
    if metric.bound == "exact":
        half = _half_of_last_place(metric.quantity, value)
        return Reach(value - half, value + half, value)
    return Reach(value, ENDLESS, value) if metric.bound == "over" else Reach(Decimal(0), value, value)


def _half_of_last_place(quantity: str, value: Decimal) -> Decimal:
    """How far a rounded figure may be off: 0 for a whole number, 500 for 12.3万 and 1亿2.3万."""
    decimals = DECIMALS.search(quantity)
    if decimals is None or not value:
        return Decimal(0)
    factor = multiplier(decimals["factor"])
    return factor * Decimal(5).scaleb(-len(decimals[1]) - 1)


def added(parts: Iterable[Reach]) -> Reach:
    """The sum of figures."""
    low = high = written = Decimal(0)
    for part in parts:
        low, high, written = low + part.low, high + part.high, written + part.written
    return Reach(low, high, written)


def equal(total: Reach, parts: Reach) -> bool | None:
    """Whether the parts come to the total; null where the text leaves it open."""
    if total.plain and parts.plain:
        if total.written == parts.written:
            return True
        return False if parts.high <= total.low or parts.low >= total.high else None
    return False if parts.high < total.low or parts.low > total.high else None


def within(total: Reach, parts: Reach) -> bool | None:
    """Whether the parts do not exceed the total; null where the text leaves it open."""
    if parts.high <= total.low or (total.plain and parts.plain and parts.written <= total.written):
        return True
    return False if parts.low > total.high else None
