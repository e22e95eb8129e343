"""Bytes lost in a stream of Big5: what follows is read one byte off, up to the first character that ends in ASCII.

    發現問題，  ->  發現暋D，      [B0]DD C344  問 lost its first byte: DDC3 is 暋, 44 is D

Half of all characters end so, which makes runs short and leaves a letter or sign behind each, which is where they are
looked for. Letters stand in healthy text too; so one run has to have made characters that nobody uses before others are believed.
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.codepages import LEADS, TRAILS, character_of
from parsing.clean.decoder import log_probability
from parsing.clean.fix import Fix
from parsing.clean.language import alone
from parsing.clean.options import plain
from parsing.clean.script import HAN, is_traditional
from parsing.clean.signs import rare_characters
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT = re.compile(rf"(?<=[{HAN}，。、；：！？」）])[@-~](?=[{HAN}，。、；：！？「（\n]|\Z)")
"""A letter or sign that stands alone in Chinese."""
LONGEST, AROUND, MANY = 6, 16, 40
"""Characters of a run before the letter, and beside it by which it is judged; characters of which each is tried."""
MOST = 1000
"""Letters of a text that are looked at: one with more is of another kind."""
LOST = -7.5
"""Log probability that a byte was lost."""
PLAIN: float = load("language")["margin"]["plain"]
DOUBTFUL: float = load("language")["margin"]["doubtful"]
"""Log odds that a run needs in a text that is damaged beyond doubt, and that the one needs which shows it."""
CODEC = "big5hkscs"


class Run(NamedTuple):
    """A stretch read one byte off, what it was, and its log odds; ``odd``: it shows characters that nobody uses."""

    fix: Fix
    gain: float
    odd: bool


def find_lost(text: str) -> list[Fix]:
    """Put lost first bytes back in a traditional text."""
    if LEFT.search(text) is None or not is_traditional(text):
        return []
    places = [left.start() for left in islice(LEFT.finditer(text), MOST + 1)]
    if len(places) > MOST:
        return []
    showing = (place for place in places if not _rare().isdisjoint(text[max(0, place - LONGEST) : place]))
    if not any(run.odd and run.gain >= DOUBTFUL for place in showing if (run := _best(text, place))):
        return []
    kept: list[Fix] = []
    for place in places:
        run = _best(text, place)
        if run and run.gain >= PLAIN and (not kept or run.fix.start >= kept[-1].end):
            kept.append(run.fix)
    return kept


def _best(text: str, left: int) -> Run | None:
    """The likeliest of the runs that end in a letter."""
    after = text[left + 1 : left + 1 + AROUND].split("\n", maxsplit=1)[0]
    best: Run | None = None
    for first in range(left, max(-1, left - LONGEST - 1), -1):
        old = text[first : left + 1]
        if first < left and (old[0] == "\n" or old[0].isascii()):
            break
        before = text[max(0, first - AROUND) : first].rpartition("\n")[2]
        was = log_probability(before + old + after)
        for new in _readings(old):
            gain = log_probability(before + new + after) + LOST - was
            if best is None or gain > best.gain:
                fix = Fix(first, left + 1, new, 1 / (1 + math.exp(-gain)))
                best = Run(fix, gain, any(character in _rare() for character in old))
    return best


@cache
def _rare() -> frozenset[str]:
    return frozenset(rare_characters())


def _readings(old: str) -> Iterator[str]:
    """What a stretch says with a first byte put back before it."""
    data = old.encode(CODEC, "ignore")
    if len(data) != 2 * len(old) - 1 or data[0] not in TRAILS:
        return
    pairs = [character_of(lead, trail, CODEC) for lead, trail in zip(data[1::2], data[2::2], strict=True)]
    if all(pairs) and not any(character in _rare() for character in pairs):
        yield from (option + "".join(pairs) for option in _ending(data[0]))


@cache
def _ending(trail: int) -> tuple[str, ...]:
    """The likeliest characters with a second byte."""
    found = {character_of(lead, trail, CODEC) for lead in LEADS} - {""}
    return tuple(sorted(found, key=lambda character: alone(plain(character)), reverse=True)[:MANY])
