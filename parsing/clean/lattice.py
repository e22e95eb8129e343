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
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.bytepairs import FOLDED, LEADS, pair, singles_of, two_bytes, with_lead, with_trail
from parsing.clean.language import alone
from parsing.clean.readings import SYLLABLE, reads
from parsing.clean.script import simplified, simplified_only, usual_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsing.clean.language import State

FULL_MARKS = frozenset(FOLDED.values())
FULL_DIGIT, FULL_Z = "\uff10", "\uff5a"
UNIT = re.compile(rf"(?s)(.)(?:\(({SYLLABLE})\))?")

LOST_LEAD = -7.5
"""Log probability that a lead byte was lost at a place, in a stretch that holds a sign of damage."""
LOST_LEAD_MARKED = -6.0
"""The same where a ``?`` stands in the place of the byte."""
LOST_LEAD_OF_ASCII = -3.5
"""The same where the second byte is a lone ASCII character, which is a sign of its own."""
LOST_TRAIL = -3.0
"""Log probability that the second byte of a run's last character was lost before an ASCII character or the end of the
line, which it cannot be read with."""
LOST_TRAIL_MARKED = -1.0
"""The same where a ``?`` stands in the place of the byte."""
USUALLY_LOST = {"。": 6.0, "、": 1.5, "”": 1.5, "’": 1.5, "）": 1.5, "…": 1.5}
"""Characters under A1, the lead byte that is lost most, and what that is worth."""
HINT_BROKEN = -12.0
"""Price of a reading that is none of the character before it."""
SENSELESS = -29.0
"""Log probability of two characters below which no run is looked for."""
USUAL = 20
"""Characters that may stand alone where a byte was lost; any other has to be part of a word."""
OTHER_SCRIPT = -4.0
"""Price of a character that a text in the report's script has not."""


class Unit(NamedTuple):
    """A character of the stretch; the reading glued to it; where it stands, with its reading up to ``end``."""

    start: int
    end: int
    text: str
    hint: str


class Arc(NamedTuple):
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


class Option(NamedTuple):
    """A character that may have lost a byte, with its log probability and state as a word of its own."""

    plain: str
    forms: str
    log: float
    state: State
    bonus: float


class Options(NamedTuple):
    """The characters that have a byte in common: all of them, and those that may stand alone."""

    all: Mapping[str, Option]
    usual: tuple[Option, ...]


class Fan(NamedTuple):
    """Arcs to one place that differ in their character alone."""

    like: Arc
    options: Options

    def arc(self, option: Option) -> Arc:
        """The arc for a character."""
        to, _, _, start, end, price, opens, closes = self.like
        return Arc(to, option.plain, option.forms, start, end, price + (option.bonus if opens else 0.0), opens, closes)


def units_of(stretch: str) -> list[Unit]:
    """The characters of a stretch, readings glued to them taken along."""
    return [Unit(m.start(), m.end(), m[1], m[2] or "") for m in UNIT.finditer(stretch)]


def in_step(at: int) -> int:
    """The node before a unit, in step. Off step it is one less, so that all arcs lead to larger numbers."""
    return 2 * at + 1


@cache
def plain(character: str) -> str:
    """The simplified form."""
    return character.translate(simplified())


@dataclass(frozen=True, slots=True)
class Lattice:
    """The readings of some units, in a text that is in traditional characters or not.

    ``damaged`` is false for the text as it stands, which has one reading.
    """

    units: list[Unit]
    traditional: bool | None = None
    damaged: bool = True

    def __len__(self) -> int:
        return 2 * len(self.units) + 2

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """What may come next at a node."""
        at, ready = divmod(node, 2)
        if ready:
            if at == len(self.units):
                return [], []
            return [self._standing(at)], self._openings(at) if self.damaged else []
        if not self.damaged or at == 0 or not two_bytes(self.units[at - 1].text):
            return [], []
        return self._going_on(at)

    def _standing(self, at: int) -> Arc:
        unit = self.units[at]
        price = HINT_BROKEN if unit.hint and not reads(unit.text, unit.hint) else 0.0
        return Arc(in_step(at + 1), plain(unit.text), unit.text, unit.start, unit.end, price)

    def _openings(self, at: int) -> list[Fan]:
        fans = []
        marked = self.units[at].text == "?" and not self.units[at].hint and at + 1 < len(self.units)
        for place, price in ((at, LOST_LEAD), (at + 1, LOST_LEAD_MARKED))[: 1 + marked]:
            unit, start = self.units[place], self.units[at].start
            arc = Arc(2 * (place + 1), "", "", start, unit.start + 1, price, opens=True)
            if not self._senseless(place):
                fans += [Fan(arc, _with_trail(first, "", self.traditional)) for first, _ in two_bytes(unit.text)]
            arc = arc._replace(to=in_step(place + 1), closes=True, price=LOST_LEAD_OF_ASCII)
            fans += [Fan(arc, _with_trail(byte, unit.hint, self.traditional)) for byte in singles_of(unit.text)]
            if unit.text == "?" and unit.hint:
                fans.append(Fan(arc, _read_so(unit.hint, self.traditional)))
        return fans

    def _senseless(self, at: int) -> bool:
        """Whether what would follow a run's first character is hardly Chinese: two rare characters that make no word."""
        codes = [two_bytes(unit.text) for unit in self.units[at : at + 3] if not unit.hint]
        if len(codes) < 3 or not all(code and code[0][1] >= 0x80 for code in codes):
            return False
        first, second = (plain(pair(a[0][1], b[0][0])) for a, b in pairwise(codes))
        return not (first and second) or alone(first)[0] + alone(second)[0] < SENSELESS

    def _going_on(self, at: int) -> tuple[list[Arc], list[Fan]]:
        """Off step before ``units[at]``, whose predecessor's second byte waits."""
        before = self.units[at - 1]
        pending = two_bytes(before.text)[0][1]
        unit = self.units[at] if at < len(self.units) else None
        lost = Arc(in_step(at), "", "", before.start + 1, before.start + 1, LOST_TRAIL, closes=True)
        arcs: list[Arc] = []
        fans: list[Fan] = []
        if 0x40 <= pending < 0x7F:
            arcs.append(lost._replace(plain=chr(pending), forms=chr(pending), price=0.0))
        if before.hint or unit is None or unit.text.isascii():
            fans.append(Fan(lost, _with_lead(pending, before.hint, self.traditional)))
        if unit is None or before.hint:
            return arcs, fans
        for closes, firsts in ((False, [first for first, _ in two_bytes(unit.text)]), (True, singles_of(unit.text))):
            arcs += [self._off(at, unit, c, closes=closes) for first in firsts if (c := pair(pending, first))]
        if unit.text == "?":
            lost = Arc(in_step(at + 1), "", "", unit.start, unit.start + 1, LOST_TRAIL_MARKED, closes=True)
            fans.append(Fan(lost, _with_lead(pending, unit.hint, self.traditional)))
        return arcs, fans

    def _off(self, at: int, unit: Unit, character: str, *, closes: bool) -> Arc:
        price = OTHER_SCRIPT if foreign(character, self.traditional) else 0.0
        if closes and unit.hint and not reads(character, unit.hint):
            price += HINT_BROKEN
        to = in_step(at + 1) if closes else 2 * (at + 1)
        return Arc(to, plain(character), character, unit.start, unit.start + 1, price, closes=closes)


def foreign(character: str, traditional: bool | None) -> bool:
    """Whether a text in one of the scripts does not have the character."""
    if traditional is None:
        return False
    if FULL_DIGIT <= character <= FULL_Z and character not in FULL_MARKS:
        return True
    return simplified_only(character) if traditional else plain(character) != character


@cache
def _with_trail(trail: int, hint: str, traditional: bool | None) -> Options:
    return options_of(with_trail(trail), hint, traditional)


@cache
def _with_lead(lead: int, hint: str, traditional: bool | None) -> Options:
    return options_of(with_lead(lead), hint, traditional)


@cache
def _read_so(hint: str, traditional: bool | None) -> Options:
    """All characters with a reading of which both bytes were lost: the second one was no ASCII byte."""
    lost = tuple(c for lead in LEADS for c in with_lead(lead) if two_bytes(c)[0][1] >= 0x80)
    return options_of(lost, hint, traditional)


def options_of(characters: tuple[str, ...], hint: str = "", traditional: bool | None = None) -> Options:
    """Options among some characters that have a reading, where there is a hint, and are in a script."""
    forms: dict[str, str] = {}
    for character in sorted(characters, key=usual_forms().__contains__, reverse=True):
        if (not hint or reads(character, hint)) and not foreign(character, traditional):
            forms[plain(character)] = forms.get(plain(character), "") + character
    found = [Option(c, written, *alone(c), USUALLY_LOST.get(c, 0.0)) for c, written in forms.items()]
    found.sort(key=lambda option: option.log, reverse=True)
    return Options({option.plain: option for option in found}, tuple(found[:USUAL]))
