"""The arcs of a lattice of characters: what the lattice makes and the decoder searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.clean.estimate import HINT_BROKEN
from parsing.clean.options import OTHER_SCRIPT, Option, Options, foreign, plain
from parsing.clean.pinyin import reads
from parsing.values import Value

if TYPE_CHECKING:
    from parsing.clean.units import Units

LOST_TRAIL_MARKED = -1.0
"""Log probability that the second byte of a run's last character was lost where a ``?`` stands in its place."""


class Arc(Value, frozen=True):
    """A character between two places: ``plain`` for the language, ``forms`` to write it; ``[start, end)`` is replaced.

    ``opens`` and ``closes`` say that a run begins or ends with it.
    """

    to: int
    plain: str
    forms: str
    start: int
    end: int
    price: float
    opens: bool = False
    closes: bool = False


class Fan(Value, frozen=True):
    """Arcs to one place that differ in their character alone."""

    like: Arc
    options: Options

    def price(self, option: Option) -> float:
        """What the arc for a character costs."""
        return self.like.price + (option.opening if self.like.opens else option.price)

    def arc(self, option: Option) -> Arc:
        """The arc for a character."""
        return replace(self.like, plain=option.plain, forms=option.forms, price=self.price(option))


NODES = 4
"""Nodes before each unit: off step, in step, and the two kinds of pairs of :mod:`parsing.clean.dropped`.

Arcs lead to larger numbers."""


def in_step(at: int) -> int:
    """The node before a unit, in step."""
    return NODES * at + 1


def out_of_step(at: int) -> int:
    """The node before a unit, one byte off."""
    return NODES * at


def inside(at: int, number: int) -> int:
    """The node before a unit, in a dropped pair of a kind, 1 or 2."""
    return NODES * at + 1 + number


def other_track(node: int) -> int:
    """The node off step for one that is in step, and the other way round."""
    at = node // NODES
    return out_of_step(at) if is_in_step(node) else in_step(at)


def is_in_step(node: int) -> bool:
    """Whether a unit may stand for itself at a node."""
    return node % NODES == 1


def off_step(units: Units, at: int, character: str, *, closes: bool, traditional: bool | None) -> Arc:
    """A character off step, of which the second byte is the first of a unit, or all of it."""
    price, start = OTHER_SCRIPT if foreign(character, traditional) else 0.0, units.starts[at]
    hint = units.hints.get(at)
    if closes and hint and not reads(character, hint):
        price += HINT_BROKEN
    to = in_step(at + 1) if closes else out_of_step(at + 1)
    return Arc(to, plain(character), character, start, start + 1, price, closes=closes)
