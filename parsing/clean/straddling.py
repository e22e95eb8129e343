"""Readings that a converter wrote inside a character: the bytes of a ``?r)``, of which the ``?`` swallowed a bracket.

The converter looks for its characters byte by byte, and finds 數 (94 B5) where 當 (AE 94) and 地 (B5 D8) meet:

    當地  ->  當(dāng)?shù)貒     AE 94 (dāng) B5 (shù) D8 87

So a reading tells of the byte before it that it ends a character which is read so: *straddling* two others, or itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.clean.arcs import LOST_TRAIL_MARKED, Arc, Fan, in_step, off_step, out_of_step
from parsing.clean.bytepairs import LEADS, pair, singles_of, two_bytes, with_lead
from parsing.clean.dropped import ending_in
from parsing.clean.options import LISTS, beginning_with, options_of
from parsing.clean.pinyin import reads
from parsing.clean.script import simplified

if TYPE_CHECKING:
    from parsing.clean.units import Units

STRADDLED = -2.0
"""Log probability that a reading was written into a character."""


@lru_cache(maxsize=LISTS)
def leads_after(before: str, reading: str, own: str = "") -> tuple[int, ...]:
    """The bytes that may stand after a character and make one with its second byte that is read so.

    ``own``: how the character is read, where all else of it is lost.
    """
    seconds = {second for c in (annotated(own) if own else (before,)) for _, second in two_bytes(c)}
    found = {two_bytes(made)[0][1] for second in seconds for made in with_lead(second) if reads(made, reading)}
    return tuple(sorted(found))


@lru_cache(maxsize=LISTS)
def annotated(reading: str) -> tuple[str, ...]:
    """The characters with a reading that a converter changes, and so writes it to."""
    changed = simplified()
    return tuple(c for lead in LEADS for c in with_lead(lead) if ord(c) in changed and reads(c, reading))


def openings_inside(units: Units, at: int, traditional: bool | None, *, drops: bool) -> list[Fan]:
    """Runs that open with a character whose first byte has a reading after it.

    ``drops``: whether its second may have been dropped with the first of the next character.
    """
    after = at + 1
    if not at or after == len(units):
        return []
    fans: list[Fan] = []
    like = Arc(in_step(at + 2), "", "", units.starts[at], units.starts[after] + 1, STRADDLED, opens=True, closes=True)
    going_on = replace(like, to=out_of_step(at + 2), closes=False)
    seconds = [(like, single) for single in singles_of(units.text[after])]
    seconds += [(going_on, second) for second, _ in two_bytes(units.text[after])]
    for first in leads_after(units.text[at - 1], units.hints[at], units.swallowed(at - 1)):
        if hint := units.swallowed(after):
            fans.append(Fan(replace(like, end=units.starts[after + 1]), beginning_with(first, hint, traditional)))
        else:
            fans += [
                Fan(arc, options_of((c,), "", traditional)) for arc, second in seconds if (c := pair(first, second))
            ]
            fans += ending_in(replace(like, end=units.starts[after]), after, first, traditional) if drops else []
    return fans


def going_on_inside(units: Units, at: int, traditional: bool | None) -> tuple[list[Arc], list[Fan]]:
    """Off step before or behind a reading whose bracket is lost: it tells the byte before it, or the two.

    Those two are a character that straddles the one that is made here and the next, of which the second byte waits.
    """
    before = units.swallowed(at - 1)
    codes = [code for c in annotated(before) for code in two_bytes(c)] if before else two_bytes(units.text[at - 1])
    waiting = {second for _, second in codes}
    if at == len(units):
        return [], []
    hint, place = units.swallowed(at), units.starts[at]
    if not hint:
        made = {c for w in waiting for first, _ in two_bytes(units.text[at]) if (c := pair(w, first))}
        return [off_step(units, at, c, closes=False, traditional=traditional) for c in sorted(made)], []
    whole = Arc(out_of_step(at + 1), "", "", place, units.starts[at + 1], STRADDLED)
    made = {c for w in waiting for x in annotated(hint) for first, _ in two_bytes(x) if (c := pair(w, first))}
    own = replace(whole, to=in_step(at + 1), price=LOST_TRAIL_MARKED, closes=True)
    fans = [Fan(own, beginning_with(w, hint, traditional)) for w in sorted(waiting)]
    return [], [*fans, Fan(whole, options_of(tuple(sorted(made)), "", traditional))]
