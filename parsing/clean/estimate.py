"""An upper estimate of what reading a stretch one byte off is worth at each place, made before anything is searched.

Once off step a stream stays so up to the next byte that brings it back, so that what a run would say is known but for
its ends. One pass from the end of the stretch adds up how much more Chinese that is than what stands there. Few places
are worth anything: the search of :mod:`parsing.clean.decoder` is only of what lies round them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.bytepairs import bytes_inside, pair, singles_of
from parsing.clean.language import alone, linked
from parsing.clean.options import OTHER_SCRIPT, foreign, plain
from parsing.clean.pinyin import reads

if TYPE_CHECKING:
    from parsing.clean.units import Units

LINKED, IMPOSSIBLE = 5.0, -99.0
"""What it is worth that two characters begin a word, and that two bytes make none."""
HINT_BROKEN = -12.0
"""Price of a reading that is none of the character before it."""
LETTER_AT_END, LOST_AT_END = -8.0, -6.0
"""What it costs at least that a run ends before a Latin letter, and that its last byte was lost."""
DROPPED_AT_LEAST = -12.0
"""What the two characters cost at least between which a page has dropped a pair of bytes."""
LOST_INSIDE = -13.0
"""The same of a last byte that was lost before another character."""
HOPELESS = -20.0
"""What follows an opening is not worth, whatever it is that stands there."""
OPENING = -7.5 + 2.0
"""What the character costs at least with which a run opens."""


class Step(NamedTuple):
    """Off step across two characters: the one they make between them, and its worth in place of the second.

    ``closed``: the same where the second is a single byte, so that the run ends. ``pending``: worth of a run that ends
    before the second.
    """

    made: str
    worth: float
    closed: float
    pending: float


class Estimate(NamedTuple):
    """What a run of damage is worth at most, and how far it may go.

    ``worth``: for each unit, the most log probability that a run beginning there can gain. ``reach``: for each place,
    the farthest unit up to which a stream that is off step there may stay so.
    """

    worth: list[float]
    reach: list[int]


def estimate(units: Units, traditional: bool | None, *, drops: bool = False) -> Estimate:
    """Look through some units from their end; ``drops``: characters may have been dropped between them."""
    text, size = units.text, len(units)
    worth, reach, opens = IMPOSSIBLE, list(range(size + 1)), [IMPOSSIBLE] * size
    made = ""
    for at in range(size, 0, -1):
        hinted = at - 1 in units.hints
        step = _step(text[at - 1 : at + 1] if at < size and not hinted else text[at - 1] + "\n", traditional)
        found = step.pending
        if drops and not hinted and text[at : at + 1] not in {"", "\n"}:
            found, reach[at] = max(found, DROPPED_AT_LEAST - likely(text[at], traditional) + worth), reach[at + 1]
        if step.closed > IMPOSSIBLE:
            found, reach[at] = max(found, step.closed), max(reach[at], at + 1)
        if step.made:
            link = LINKED if made and linked(step.made + made) else 0.0
            found, reach[at] = max(found, step.worth + link + worth), reach[at + 1]
        elif text[at : at + 1] == "?" and not hinted:
            found = max(found, 0.0)
        if units.swallowed(at):
            found = max(found, 0.0)
        made, worth = step.made, found - _broken(units, at)
        opens[at - 1] = worth + _opening(units, at - 1, traditional) if worth > HOPELESS else IMPOSSIBLE
    return Estimate(opens, reach)


def _broken(units: Units, at: int) -> float:
    """What a character costs as it stands for a reading that is not its own."""
    return HINT_BROKEN if at in units.hints and not reads(units.text[at], units.hints[at]) else 0.0


def _opening(units: Units, at: int, traditional: bool | None) -> float:
    """What it is worth at most that a run opens with a character, against that it stands."""
    before = LINKED if at and linked(units.plain[at - 1 : at + 1]) else 0.0
    return OPENING - likely(units.text[at], traditional) - before - _broken(units, at)


@lru_cache(maxsize=1 << 12)
def _step(both: str, traditional: bool | None) -> Step:
    before, after = both[0], both[1]
    codes = bytes_inside(before)
    if not codes:
        return Step("", IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE)
    waiting = codes[0][1]
    pending = max(
        LETTER_AT_END if 0x40 <= waiting < 0x7F else IMPOSSIBLE, LOST_AT_END if after.isascii() else LOST_INSIDE
    )
    replaced = likely(after, traditional) + (LINKED if linked(plain(before) + plain(after)) else 0.0)

    def worth(character: str) -> float:
        return likely(character, traditional) - replaced if character else IMPOSSIBLE

    ended = next((c for byte in singles_of(after) if (c := pair(waiting, byte))), "")
    made = next((c for first, _ in bytes_inside(after) if (c := pair(waiting, first))), "")
    return Step(plain(made), worth(made), worth(ended), pending)


@lru_cache(maxsize=1 << 12)
def likely(character: str, traditional: bool | None) -> float:
    """Log probability of a character as a word in a text of a script."""
    return alone(plain(character)) + (OTHER_SCRIPT if foreign(character, traditional) else 0.0)
