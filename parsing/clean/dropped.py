"""Characters of GBK's user-defined area that a page dropped: one character's second byte and the next one's first.

Off step, one pair of bytes in six or so is none that Unicode has a character for. Some pages keep it as a private-use
character, others leave it out, and with it two bytes, of which only the kind is known:

    ”要告訴  ->  币嬖V     [A1]B1|D2[AA B8]E6|D4 56

So the character before has a second byte, and the one behind a first, that together are in the user-defined area.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from parsing.clean.arcs import NODES, Arc, Fan, in_step, inside, out_of_step
from parsing.clean.bytepairs import bytes_inside, pair, singles_of, two_bytes, with_lead
from parsing.clean.options import LISTS, USUALLY_LOST, options_of

if TYPE_CHECKING:
    from parsing.clean.options import Options
    from parsing.clean.units import Units

DROPPED = -1.0
"""Log probability that a page drops such a character, where it is not known to."""
KEPT = re.compile("[\ue000-\ue5ff\ue700-\ue865]")
"""Characters of the user-defined area but for those that pages have as icons: a page that has one drops none."""


class Area(NamedTuple):
    """A part of the user-defined area: its first bytes, which end a character, and its second ones, which begin one."""

    trails: frozenset[int]
    leads: frozenset[int]


AREAS = (
    Area(frozenset((*range(0xAA, 0xB0), *range(0xF8, 0xFF))), frozenset(range(0xA1, 0xFF))),
    Area(frozenset(range(0xA1, 0xA8)), frozenset(range(0x81, 0xA1))),
)


def drops(text: str) -> bool:
    """Whether a page may have dropped characters of the user-defined area."""
    return KEPT.search(text) is None


def going_in(units: Units, at: int, pending: int, traditional: bool | None) -> list[Fan]:
    """Characters that have a first byte and end in a dropped pair, before a unit."""
    place = units.starts[at - 1] + 1
    return ending_in(Arc(0, "", "", place, place, 0.0), at, pending, traditional)


def ending_in(like: Arc, at: int, pending: int, traditional: bool | None) -> list[Fan]:
    """The same, with what replaces the characters and what they cost besides."""
    like = replace(like, price=like.price + DROPPED, closes=False)
    fans = (Fan(replace(like, to=inside(at, number)), _ending(pending, number, traditional)) for number in (1, 2))
    return [fan for fan in fans if fan.options.all]


def opening_in(like: Arc, at: int, state: int) -> list[Fan]:
    """Marks that lost their first byte and end in a dropped pair, before a unit."""
    like = replace(like, price=like.price + DROPPED)
    return [Fan(replace(like, to=inside(at, number)), _marks(number, state)) for number in (1, 2)]


def coming_out(units: Units, node: int, traditional: bool | None) -> list[Fan]:
    """Characters that begin in a dropped pair and have the first byte of a unit for their second, or all of it."""
    at, number = node // NODES, node % NODES - 1
    if at == len(units) or (at in units.hints and not units.swallowed(at)):
        return []
    like = Arc(out_of_step(at + 1), "", "", units.starts[at], units.starts[at] + 1, 0.0)
    ends = replace(like, to=in_step(at + 1), end=units.starts[at + 1], closes=True)
    if hint := units.swallowed(at):
        return [Fan(ends, _read_so(number, hint, traditional))]
    text = units.text[at]
    found = [Fan(like, _beginning(first, number, traditional)) for first, _ in bytes_inside(text)]
    return found + [Fan(ends, _beginning(byte, number, traditional)) for byte in singles_of(text)]


@cache
def _marks(number: int, state: int) -> Options:
    trails = AREAS[number - 1].trails
    return options_of(tuple(c for c in USUALLY_LOST if trails >= {second for _, second in two_bytes(c)}), state=state)


@lru_cache(maxsize=LISTS)
def _ending(lead: int, number: int, traditional: bool | None) -> Options:
    return options_of(
        tuple(c for trail in sorted(AREAS[number - 1].trails) if (c := pair(lead, trail))), "", traditional
    )


@lru_cache(maxsize=LISTS)
def _read_so(number: int, hint: str, traditional: bool | None) -> Options:
    return options_of(tuple(c for lead in sorted(AREAS[number - 1].leads) for c in with_lead(lead)), hint, traditional)


@lru_cache(maxsize=LISTS)
def _beginning(trail: int, number: int, traditional: bool | None) -> Options:
    return options_of(tuple(c for lead in sorted(AREAS[number - 1].leads) if (c := pair(lead, trail))), "", traditional)
