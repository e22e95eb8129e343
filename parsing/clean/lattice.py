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
from typing import NamedTuple

from parsing.clean.bytepairs import pair, singles_of, two_bytes
from parsing.clean.language import alone, dictionary
from parsing.clean.options import (
    OTHER_SCRIPT,
    Option,
    Options,
    anything,
    beginning_with,
    ending_in,
    foreign,
    plain,
    read_as,
)
from parsing.clean.readings import SYLLABLE, reads
from parsing.lexicon import load

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
LOST_WHOLE = -5.0
"""Log probability that a ``?`` before an ASCII character stands for a character of which both bytes were lost."""
UNASKED = -4.0
"""Price of a question mark in a sentence that asks nothing."""
ASKING = tuple(load("language")["asking"])
SENTENCE = 30
"""Characters of a sentence in which a word that asks is looked for."""
QUESTION, REPEATED = frozenset("?？"), frozenset("?？!！.。…")
LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
HINT_BROKEN = -12.0
"""Price of a reading that is none of the character before it."""
AHEAD, UNPROMISING = 4, -4.0
"""Characters of a run that are looked at before any first character is tried, and how much less probable they may be than
what stands there."""
LINKED, IMPOSSIBLE = 5.0, -25.0
"""What it is worth there that two characters begin a word, and that two bytes make none."""


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


class Fan(NamedTuple):
    """Arcs to one place that differ in their character alone."""

    like: Arc
    options: Options

    def arc(self, option: Option) -> Arc:
        """The arc for a character."""
        to, _, _, start, end, price, opens, closes = self.like
        price += option.price + (option.bonus if opens else 0.0)
        return Arc(to, option.plain, option.forms, start, end, price, opens, closes)


def units_of(stretch: str) -> list[Unit]:
    """The characters of a stretch, readings glued to them taken along."""
    return [Unit(m.start(), m.end(), m[1], m[2] or "") for m in UNIT.finditer(stretch)]


def in_step(at: int) -> int:
    """The node before a unit, in step. Off step it is one less, so that all arcs lead to larger numbers."""
    return 2 * at + 1


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
        if foreign(unit.text, self.traditional):
            price += OTHER_SCRIPT
        if unit.text in QUESTION and not self._asks(at):
            price += UNASKED
        return Arc(in_step(at + 1), plain(unit.text), unit.text, unit.start, unit.end, price)

    def _asks(self, at: int) -> bool:
        """Whether the sentence before a question mark has a word that asks."""
        said = ""
        for unit in reversed(self.units[max(0, at - SENTENCE) : at]):
            if unit.text in "。！？?!；;\n":
                break
            said = plain(unit.text) + said
        return any(word in said for word in ASKING)

    def _openings(self, at: int) -> list[Fan]:
        marked = self.units[at].text == "?" and not self.units[at].hint and at + 1 < len(self.units)
        if self._is_latin(at) or self._is_repeated(at):
            return []
        fans = self._wholly_lost(at)
        for place, price in ((at, LOST_LEAD), (at + 1, LOST_LEAD_MARKED))[: 1 + marked]:
            unit, start = self.units[place], self.units[at].start
            arc = Arc(2 * (place + 1), "", "", start, unit.start + 1, price, opens=True)
            if self._promising(place):
                fans += [Fan(arc, ending_in(first, "", self.traditional)) for first, _ in two_bytes(unit.text)]
            arc = arc._replace(to=in_step(place + 1), closes=True, price=LOST_LEAD_OF_ASCII)
            fans += [Fan(arc, ending_in(byte, unit.hint, self.traditional)) for byte in singles_of(unit.text)]
            if unit.text == "?" and unit.hint:
                fans.append(Fan(arc, read_as(unit.hint, self.traditional)))
        return fans

    def _wholly_lost(self, at: int) -> list[Fan]:
        """A ``?`` or two before an ASCII character that is no second byte: the lead was lost and the rest unreadable.

        At the end of a line one alone is a question more often than not, and so is one of full width anywhere, or one after
        a Latin word.
        """
        marks = 0
        if at > 1 and LETTER.match(self._text(at - 1)) and LETTER.match(self._text(at - 2)):
            return []
        while marks < 2 and self._text(at + marks) in QUESTION and not self.units[at + marks].hint:
            marks += 1
        found = []
        for size in range(1, marks + 1):
            asks = size == 1 and (self._text(at) == "？" or self._text(at + 1) == "\n")
            if self._text(at + size) < "@" and not asks:
                like = Arc(in_step(at + size), "", "", self.units[at].start, self.units[at + size - 1].end, LOST_WHOLE, True, True)
                found.append(Fan(like, anything(self.traditional, marks=not self._text(at - 1).isdigit())))
        return found

    def _text(self, at: int) -> str:
        return self.units[at].text if at < len(self.units) else "\n"

    def _is_latin(self, at: int) -> bool:
        """Whether a letter is part of a Latin word, and so no byte of a character."""
        if not LETTER.match(self._text(at)):
            return False
        return bool(LETTER.match(self._text(at + 1))) or (at > 0 and bool(LETTER.match(self._text(at - 1))))

    def _is_repeated(self, at: int) -> bool:
        """Whether a mark stands there again and again, as one in excitement writes it."""
        text = self._text(at)
        near = [self._text(place) == text for place in range(max(0, at - 2), at + 3)]
        return text in REPEATED and any(all(near[start : start + 3]) for start in range(len(near) - 2))

    def _promising(self, at: int) -> bool:
        """Whether what would follow a run's first character is not much less Chinese than what stands there."""
        gain, before, standing = 0.0, "", plain(self.units[at].text)
        for number in range(at + 1, at + 1 + AHEAD):
            unit = self.units[number] if number < len(self.units) else None
            last = self.units[number - 1]
            codes = two_bytes(last.text), two_bytes(unit.text) if unit else ()
            if unit is None or last.hint or unit.hint or unit.text == "?" or not all(codes) or codes[0][0][1] < 0x80:
                return gain > UNPROMISING
            off, here = plain(pair(codes[0][0][1], codes[1][0][0])), plain(unit.text)
            gain += self._likely(before, off) - self._likely(standing, here)
            before, standing = off, here
        return gain > UNPROMISING

    def _likely(self, before: str, character: str) -> float:
        if not character:
            return IMPOSSIBLE
        linked = before and dictionary().begins(before, character)
        return alone(character) + (LINKED if linked else 0.0) + (OTHER_SCRIPT if foreign(character, self.traditional) else 0.0)

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
            fans.append(Fan(lost, beginning_with(pending, before.hint, self.traditional)))
        if unit is None or before.hint:
            return arcs, fans
        for closes, firsts in ((False, [first for first, _ in two_bytes(unit.text)]), (True, singles_of(unit.text))):
            arcs += [self._off(at, unit, c, closes=closes) for first in firsts if (c := pair(pending, first))]
        if unit.text == "?":
            lost = Arc(in_step(at + 1), "", "", unit.start, unit.start + 1, LOST_TRAIL_MARKED, closes=True)
            fans.append(Fan(lost, beginning_with(pending, unit.hint, self.traditional)))
        return arcs, fans

    def _off(self, at: int, unit: Unit, character: str, *, closes: bool) -> Arc:
        price = OTHER_SCRIPT if foreign(character, self.traditional) else 0.0
        if closes and unit.hint and not reads(character, unit.hint):
            price += HINT_BROKEN
        to = in_step(at + 1) if closes else 2 * (at + 1)
        return Arc(to, plain(character), character, unit.start, unit.start + 1, price, closes=closes)
