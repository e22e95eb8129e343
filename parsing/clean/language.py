"""A language model that tells Chinese from what a wrong decoding makes of it.

Two views of jieba's frequencies: :class:`Characters` scores one character after another, for a search that grows from
left to right; :func:`likelihood` scores a finished candidate by its best segmentation into words. Both read either
script.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from parsing.clean.script import HAN_RUN, simplified
from parsing.words import words

PUNCTUATION = frozenset("，。、；：！？“”‘’（）《》—…·%,.;:!?()-+/ \n0123456789")
NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
FINAL = frozenset("，。；！？,;!?")
PLAIN = -4.5
"""Log probability of a mark that stands between words anywhere."""
LETTER = -7.0
"""Log probability of an ASCII letter in Chinese text."""
STRANGE = -17.0
"""Log probability of anything that hardly stands in Chinese text: kana, private use, a character of no word."""
HANGING = -6.0
"""Price of a mark after a word that leans on what follows: an adverb, a preposition, a conjunction."""
LEANING = frozenset({"d", "p", "c"})
WITHIN = 0.7
"""Weight of "the next character of a word" against "any character"."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Log probabilities of characters (simplified), alone and after another."""

    alone: dict[str, float]
    after: dict[str, float]

    def next(self, last: str, character: str) -> float:
        """Log probability of a character after ``last``, both simplified."""
        known = self.after.get(last + character)
        if known is not None:
            return known
        if "\u3040" <= character <= "\u30ff" and "\u3040" <= last <= "\u30ff":
            return LETTER
        character = character.translate(NARROW)
        if character in PUNCTUATION:
            return PLAIN
        known = self.alone.get(character)
        if known is not None:
            return known
        return LETTER if character.isascii() else STRANGE


@cache
def characters() -> Characters:
    """The model of jieba's dictionary, made once in a process (about 0.6 s)."""
    alone: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for word, log_frequency in words().log_frequency.items():
        frequency = round(math.exp(log_frequency))
        for character in word:
            alone[character] += frequency
        for first, second in pairwise(word):
            after[first + second] += frequency
    total = alone.total()
    logs = {c: math.log(max((1 - WITHIN) * n / total, math.exp(STRANGE))) for c, n in alone.items() if not c.isascii()}
    pairs = {
        pair: math.log(WITHIN * count / alone[pair[0]] + (1 - WITHIN) * alone[pair[1]] / total)
        for pair, count in after.items()
        if count and not pair.isascii()
    }
    return Characters(logs, pairs)


def likelihood(text: str) -> float:
    """Log probability of a text by its best segmentation, marks and strange characters at their own price."""
    plain = text.translate(simplified())
    known = words()
    score, at = 0.0, 0
    for run in HAN_RUN.finditer(plain):
        route = known.route(run.group())
        score += _others(plain[at : run.start()]) + route[0][0]
        at = run.end()
        if plain[at : at + 1] in FINAL and known.tag(_last_word(run.group(), route)) in LEANING:
            score += HANGING
    return score + _others(plain[at:])


def _last_word(run: str, route: list[tuple[float, int]]) -> str:
    start = end = 0
    while end < len(run):
        start, end = end, route[end][1]
    return run[start:]


def _others(text: str) -> float:
    model = characters()
    return sum(model.next(last, character) for last, character in pairwise(" " + text))
