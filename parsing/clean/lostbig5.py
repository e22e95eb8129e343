"""Bytes lost in a stream of Big5: what follows is read one byte off, up to the first character that ends in ASCII.

    發現問題，  ->  發現暋D，      [B0]DD C344  問 lost its first byte: DDC3 is 暋, 44 is D

Half of all characters have such a second byte. So runs are short and leave a letter or sign behind, and that is where
they are looked for. Healthy text has letters too: so one run must have made characters that nobody uses before any
others are believed.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.codepages import LEADS, TRAILS, character_of
from parsing.clean.decoder import log_probability
from parsing.clean.fix import Fix
from parsing.clean.language import alone
from parsing.clean.options import plain
from parsing.clean.script import HAN, is_traditional, usual_forms
from parsing.clean.signs import rare_characters
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT = re.compile(rf"(?<=[{HAN}，。、；：！？」）])[@-~](?=[{HAN}，。、；：！？「（\n]|\Z)")
"""A letter or sign that stands alone in Chinese."""
LONGEST, AROUND, MANY = 6, 16, 40
"""Characters of a run before the letter, and beside it by which it is judged; characters of which each is tried."""
MOST = 1000
"""Letters behind such characters that are looked at before a text counts as healthy."""
LOST = -7.5
"""Log probability that a byte was lost."""
PLAIN: float = load("language")["margin"]["plain"]
DOUBTFUL: float = load("language")["margin"]["doubtful"]
"""Log odds that a run needs in a text that is damaged beyond doubt, and that the one needs which shows it."""
CODEC = "big5hkscs"


class Run(NamedTuple):
    """Characters before a letter that were read one byte off.

    How many, what they were, and the log odds; ``odd``: some of them are characters that nobody uses.
    """

    size: int
    new: str
    gain: float
    odd: bool


def find_lost(text: str) -> list[Fix]:
    """Put lost first bytes back in a traditional text."""
    if LEFT.search(text) is None or not is_traditional(text):
        return []
    places = [left.start() for left in LEFT.finditer(text)]
    showing = (place for place in places if not _rare().isdisjoint(text[max(0, place - LONGEST) : place]))
    if not any(run.odd and run.gain >= DOUBTFUL for place in islice(showing, MOST) if (run := _at(text, place))):
        return []
    kept: list[Fix] = []
    for place in places:
        run = _at(text, place)
        if run and run.gain >= PLAIN and (not kept or place + 1 - run.size >= kept[-1].end):
            kept.append(Fix(place + 1 - run.size, place + 1, run.new, 1 / (1 + math.exp(-run.gain))))
    return kept


def _at(text: str, left: int) -> Run | None:
    """The likeliest of the runs that end in a letter."""
    before = text[max(0, left - LONGEST - AROUND) : left + 1].rpartition("\n")[2]
    return _best(before, text[left + 1 : left + 1 + AROUND].partition("\n")[0])


@lru_cache(maxsize=4096)
def _best(before: str, after: str) -> Run | None:
    """The same by what stands before it in its line, the letter included, and after it."""
    best: Run | None = None
    for size in range(1, min(len(before), LONGEST + 1) + 1):
        old, context = before[-size:], before[-size - AROUND : -size]
        if size > 1 and old[0].isascii():
            break
        readings = list(_readings(old))
        was = log_probability(context + old + after) if readings else 0.0
        for new in readings:
            gain = log_probability(context + new + after) + LOST - was
            if best is None or gain > best.gain:
                best = Run(size, new, gain, not _rare().isdisjoint(old))
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
    """The likeliest characters with a second byte; of those that are simplified alike, the one in use comes first."""
    found = dict.fromkeys(character_of(lead, trail, CODEC) for lead in LEADS)
    found.pop("", None)
    return tuple(
        sorted(found, key=lambda character: (alone(plain(character)), character in usual_forms()), reverse=True)[:MANY]
    )
