"""All readings of a stretch of damaged GBK, as a lattice of characters for the decoder.

Between two characters of the stretch the stream may be in step or one byte off. In step a character stands for
itself; or its first byte is the second one of a character whose lead byte was lost, and from there on the stream is
off. Off step a character is made of the second byte of one and the first byte of the next, until an ASCII byte, or a
second byte that was lost too, brings the stream back. Each place has at most one reading of either kind, but for the
characters that lost a byte, of which the decoder chooses among all that have the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from parsing.clean.arcs import LOST_TRAIL_MARKED, NODES, Arc, Fan, in_step, is_in_step, off_step, out_of_step
from parsing.clean.bytepairs import bytes_inside, often_lost, pair, singles_of, two_bytes
from parsing.clean.dropped import coming_out, going_in, opening_in
from parsing.clean.estimate import estimate
from parsing.clean.language import linked
from parsing.clean.options import (
    INDENT,
    OTHER_SCRIPT,
    anything,
    balance,
    beginning_with,
    ending_in,
    foreign,
    read_as,
)
from parsing.clean.signs import is_written
from parsing.clean.standing import QUESTION, standing_price
from parsing.clean.straddling import going_on_inside, openings_inside
from parsing.clean.units import LETTER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.clean.estimate import Estimate
    from parsing.clean.units import Units

LOST_LEAD = -7.5
"""Log probability that a lead byte was lost at a place, in a stretch that holds a sign of damage."""
LOST_LEAD_MARKED = -6.0
"""The same where a ``?`` stands in the place of the byte."""
OFTEN_LOST = 4.0
"""What it is worth that a byte is lost before such a character, see :func:`often_lost`."""
LOST_LEAD_OF_ASCII = -3.5
"""The same where the second byte is a lone ASCII character, which is a sign of its own."""
LOST_LEAD_OF_SEPARATOR = -9.0
"""The same of a character that stands between the parts of a page's title."""
SEPARATORS = frozenset("_|")
LOST_TRAIL = -3.0
"""Log probability that the second byte of a run's last character was lost before an ASCII character or the end of the
line, which it cannot be read with."""
LOST_TRAIL_INSIDE = -10.0
"""The same before any other character."""
LOST_AGAIN = -7.5
"""Log probability that the lead byte of a later character was lost as well, which brings the stream back in step."""
LOST_WHOLE = -5.0
"""Log probability that a ``?`` before an ASCII character stands for a character of which both bytes were lost."""
LOST_INSIDE = -3.0
"""What it costs more that it does so before another character."""
STOP_FIRST = -6.0
"""Price of a mark that no line begins with."""
LAST = frozenset("\n/>")
"""What a line ends with: what is left of a tag, too."""
STOPS, LINE_ENDS = frozenset("。，、；：！？”）》"), frozenset(("", "\n"))
LONE = frozenset({"€", "？", "?", *map(chr, range(0x40, 0x7F))})
"""Characters that may be all that a lost character has left."""
UNPROMISING, UNPROMISING_OF_LETTER, UNPROMISING_MARKED = 0.0, -4.0, -12.0
"""What a run must be estimated to be worth before it is looked for.

In general; where it would end in a letter at once; and where a ``?`` stands before it."""
MARKS = ",，;；:：!！"
BEFORE_LETTER = re.compile(f"[{MARKS}][A-Z](?![A-Za-z0-9])")
"""A mark before a lone letter, which is not usual in Chinese: ，F of 。現."""
SWALLOWED_FIGURE = re.compile("[?](?=[年月日时時点點分例])")
"""A ``?`` that stands for a lost byte and for the figure behind it, which was lost with it.

It stays, since nobody knows which figure it was."""
AFTER_MARK = re.compile(r"[。，、；：“”‘’（\n][?？]{1,2}[0-9]")
CONTEXT = 8
"""Characters before and after the runs that may be there in which words are looked for."""


class Window(NamedTuple):
    """The nodes of a lattice among which all arcs of some runs are."""

    first: int
    last: int


@dataclass(frozen=True)
class Lattice:
    """The readings of some units, in a text that is in traditional characters or not, and may have dropped some.

    ``state``: which pairs of marks are open before the first of them.

    ``plain``: whether it is damaged beyond doubt.
    """

    units: Units
    traditional: bool | None = None
    drops: bool = False
    state: int = 0
    plain: bool = True

    @cached_property
    def estimate(self) -> Estimate:
        """What being off step is worth at each place."""
        return estimate(self.units, self.traditional, drops=self.drops)

    @cached_property
    def states(self) -> list[int]:
        """Which pairs of marks are open before each unit."""
        return balance(self.units.text, self.state)

    @cached_property
    def openings(self) -> dict[int, list[Fan]]:
        """The characters that may have been lost, by the place at which a run begins with them."""
        worth = self.estimate.worth
        promising = (at for at, text in enumerate(self.units.text) if worth[at] > self._least(at) and two_bytes(text))
        alone = (at for at, text in enumerate(self.units.text) if text in LONE)
        return {at: fans for at in sorted({*promising, *alone}) if (fans := self._openings(at))}

    def windows(self) -> Iterator[Window]:
        """The parts of the lattice in which there are runs, far enough apart that no word links them."""
        start = end = -1
        for at, fans in self.openings.items():
            reach = max(self._reach(fan.like) for fan in fans)
            if start >= 0 and at - CONTEXT > end:
                yield Window(in_step(start), in_step(end))
                start = -1
            start = max(0, at - CONTEXT) if start < 0 else start
            end = max(end, min(len(self.units), reach + CONTEXT))
        if start >= 0:
            yield Window(in_step(start), in_step(end))

    def _reach(self, opening: Arc) -> int:
        return opening.to // NODES if opening.closes else self.estimate.reach[opening.to // NODES]

    def before(self, node: int) -> str:
        """The last two characters before a node."""
        return self.units.plain[max(0, node // NODES - 2) : node // NODES] or "\n"

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """What may come next at a node."""
        at, track = divmod(node, NODES)
        if is_in_step(node):
            return ([self._standing(at)], self.openings.get(at, [])) if at < len(self.units) else ([], [])
        return ([], coming_out(self.units, node, self.traditional)) if track else self._going_on(at)

    def _standing(self, at: int) -> Arc:
        units = self.units
        character, price = units.text[at], standing_price(units, at)
        if character in STOPS and units.text[at - 1 : at] in LINE_ENDS:
            price += STOP_FIRST
        if foreign(character, self.traditional):
            price += OTHER_SCRIPT
        return Arc(in_step(at + 1), units.plain[at], character, units.starts[at], units.starts[at + 1], price)

    def _openings(self, at: int) -> list[Fan]:
        if self.units.swallowed(at):
            drops = self.drops and self.units.at(at + 1) != "?" and not self._goes_on_well(at + 1)
            return openings_inside(self.units, at, self.traditional, drops=drops)
        if self.units.is_latin(at) or self.units.is_repeated(at):
            return []
        fans, marked = self._wholly_lost(at), self._is_marked(at)
        for place, price in ((at, LOST_LEAD), (at + 1, LOST_LEAD_MARKED))[: 1 + marked]:
            text, hint, start = self.units.text[place], self.units.hints.get(place, ""), self.units.starts[at]
            arc = Arc(out_of_step(place + 1), "", "", start, self.units.starts[place] + 1, price, opens=True)
            if self.estimate.worth[place] > (UNPROMISING_MARKED if place > at else self._least(at)):
                codes = bytes_inside(text) if place > at and not self.units.is_latin(place) else two_bytes(text)
                usual = replace(arc, price=price + OFTEN_LOST * often_lost(text))
                fans += [Fan(usual, ending_in(codes[0][0], "", self.traditional, self.states[at]))] if codes else []
                if self.drops:
                    like = replace(usual, end=self.units.starts[place], price=price)
                    fans += opening_in(like, place, self.states[at])
                if text in STOPS and self.units.text[at - 1 : at] in LINE_ENDS and two_bytes(text)[0][0] == 0xA1:
                    fans.append(Fan(arc, INDENT))
            alone = LOST_LEAD_OF_SEPARATOR if text in SEPARATORS and not hint else LOST_LEAD_OF_ASCII
            arc = replace(arc, to=in_step(place + 1), closes=True, price=alone)
            fans += [Fan(arc, ending_in(byte, hint, self.traditional, self.states[at])) for byte in singles_of(text)]
            if text == "?" and is_written(hint):
                fans.append(Fan(arc, read_as(hint, self.traditional)))
        return fans

    def _least(self, at: int) -> float:
        """What a run must be worth, as estimated, that opens with a character."""
        before_letter = self.units.text[at] in MARKS and BEFORE_LETTER.match(self.units.text, at)
        return UNPROMISING_OF_LETTER if before_letter else UNPROMISING

    def _is_marked(self, at: int) -> bool:
        """Whether a ``?`` may stand in the place of a byte of the next character."""
        units = self.units
        return units.text[at] == "?" and at not in units.hints and at + 1 < len(units) and not units.swallowed(at + 1)

    def _wholly_lost(self, at: int) -> list[Fan]:
        """A ``?`` or two before an ASCII character that is no second byte: the lead was lost and the rest unreadable.

        A single ``?`` at the end of a line, one of full width anywhere, and one after a Latin word are more often a
        question than not. In a text that is not damaged beyond doubt it stands for a character that GBK has not: a dot
        of another kind, a picture. Behind a mark and before a figure, nobody knows whether a figure was lost too: ，?7年.
        """
        units, marks = self.units, 0
        if at > 1 and LETTER.match(units.text, at - 1) and LETTER.match(units.text, at - 2):
            return []
        if AFTER_MARK.match(units.text, max(0, at - 1)) if at else units.at(at + 1).isdigit():
            return []
        while marks < 2 and units.at(at + marks) in QUESTION and at + marks not in units.hints:
            marks += 1
        found = []
        for size in range(1 if self.plain else 2, marks + 1):
            asks = size == 1 and (units.at(at) == "？" or units.at(at + 1) == "\n")
            inside = (
                size == marks
                and units.at(at) == "?"
                and at > 0
                and (self._goes_on_well(at + size) or (size > 1 and two_bytes(units.at(at + size)) != ()))
            )
            if inside or (units.at(at + size) < "@" and units.at(at + size) not in QUESTION and not asks):
                price, state = (LOST_WHOLE + LOST_INSIDE, 0) if inside else (LOST_WHOLE, self.states[at])
                like = Arc(in_step(at + size), "", "", units.starts[at], units.starts[at + size], price, True, True)
                before = units.text[at - 1] if at else "\n"
                found.append(Fan(like, anything(self.traditional, state, marks=not (inside or before.isdigit()))))
        return found

    def _goes_on_well(self, at: int) -> bool:
        """Whether a word begins with the next two characters as they stand.

        A run seldom ends anywhere else, and looking for its end everywhere is slow.
        """
        return at + 1 < len(self.units) and linked(self.units.plain[at : at + 2])

    def _going_on(self, at: int) -> tuple[list[Arc], list[Fan]]:
        """Off step before a unit, whose predecessor's second byte waits."""
        units = self.units
        if units.swallowed(at - 1):
            return going_on_inside(units, at, self.traditional)
        pending, hint, text = (
            bytes_inside(units.text[at - 1])[0][1],
            units.hints.get(at - 1, ""),
            units.text[at : at + 1],
        )
        if text and units.swallowed(at):
            made, read = going_on_inside(units, at, self.traditional)
            return made, read + (going_in(units, at, pending, self.traditional) if self.drops and not hint else [])
        arcs, fans = self._ends(at, pending, hint)
        if not text or hint:
            return arcs, fans
        if self.drops:
            fans += going_in(units, at, pending, self.traditional)
        for closes, firsts in ((False, [first for first, _ in bytes_inside(text)]), (True, singles_of(text))):
            arcs += [
                off_step(units, at, c, closes=closes, traditional=self.traditional)
                for first in firsts
                if (c := pair(pending, first))
            ]
        if text == "?":
            lost = Arc(in_step(at + 1), "", "", units.starts[at], units.starts[at] + 1, LOST_TRAIL_MARKED, closes=True)
            if SWALLOWED_FIGURE.match(units.text, at):
                lost = replace(lost, end=lost.start, price=0.0)
            last, hint = units.at(at + 1) in LAST, units.hints.get(at, "")
            fans.append(Fan(lost, beginning_with(pending, hint, self.traditional, self.states[at], last=last)))
        return arcs, fans

    def _ends(self, at: int, pending: int, hint: str) -> tuple[list[Arc], list[Fan]]:
        """How a run may end with the byte that waits before a unit.

        It is a character of its own; its second byte was lost; or it is the second byte of a character that lost its
        first one, as the one did with which the run began.
        """
        text, place = self.units.at(at), self.units.starts[at - 1] + 1
        lost = Arc(in_step(at), "", "", place, place, LOST_TRAIL, closes=True)
        arcs = [replace(lost, plain=chr(pending), forms=chr(pending), price=0.0)] if 0x40 <= pending < 0x7F else []
        if not (hint or text.isascii() or self._goes_on_well(at)):
            return arcs, []
        state = self.states[at]
        inside = lost if hint or text.isascii() else replace(lost, price=LOST_TRAIL_INSIDE)
        fans = [Fan(inside, beginning_with(pending, hint, self.traditional, state, last=text in LAST))]
        if self.plain and not hint:
            fans.append(Fan(replace(lost, price=LOST_AGAIN), ending_in(pending, "", self.traditional, state)))
        return arcs, fans
