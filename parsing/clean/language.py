"""A language model that tells Chinese from what a wrong decoding makes of it.

A word is as probable as it is frequent: in jieba's dictionary, in the news and laws, or in the lexicon, which has the
words of reports on epidemics. Where two words meet, the table of neighbours says how likely the first character of the
second follows the last of the first. Marks, figures and letters have prices of their own. Characters are simplified
ones.

A report that is damaged needs a few hundred words of the dictionary, which are looked up in its file.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from parsing.clean.word_list import TOTAL, WordList, word_list
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKS: Mapping[str, float] = load("language")["marks"]
NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
FIRST_FIGURE, NEXT_FIGURE = -4.5, -2.3
"""Log probability of a number's first figure and of each further one."""
CAPITAL, SMALL, NEXT_LETTER, AFTER_FIGURE, SYMBOL, REDACTED = -10.0, -13.0, -2.0, -10.0, -13.0, -6.0
MIXED = -8.0
"""Price of letters or figures of either width beside each other."""
STRANGE = -17.0
"""Log probability of what hardly stands in Chinese text: private use, symbols, a character of no word."""
KANA = -7.0
"""Log probability of a kana or Cyrillic letter after another."""
DOMAIN = 0.4
"""Share of the lexicon's words in a report, against all others."""
NEWS = 0.5
"""Share of how often a word stands in the news and the laws, against its frequency in the dictionary."""
RARE = 0.5
"""Times that a word is taken for seen to which the dictionary gives no frequency."""
BLANK = " "
"""What stands behind a word in the dictionary's file."""
ALIKE: Mapping[str, str] = load("language")["alike"]
"""Characters that traditional text has in words in which simplified text has others, and those others."""
MOST, MOST_BEGUN = 16_000, 6_000
"""Words whose probability is kept, and beginnings of which is kept how they go on: a set is as large as ten numbers."""


class Dictionary:
    """jieba's words and the lexicon's, with their log probabilities; what was looked up is kept, up to a limit."""

    def __init__(self, known: WordList, news: Mapping[str, float], said: Mapping[str, float]) -> None:
        self.known, self.news, self.said = known, news, said
        self.begun: defaultdict[str, set[str]] = defaultdict(set)
        for word in said:
            for size in range(1, len(word)):
                self.begun[word[:size]].add(word[size])
        self._logs: dict[str, float | None] = {}
        self._after: dict[str, frozenset[str]] = {}

    def log(self, word: str) -> float | None:
        """Log probability of a word; none of what is no word."""
        try:
            return self._logs[word]
        except KeyError:
            if len(self._logs) > MOST:
                self._logs.clear()
            found = self._logs[word] = self._log(word)
            return found

    def after(self, start: str) -> frozenset[str]:
        """The characters with which a word may go on that begins so."""
        try:
            return self._after[start]
        except KeyError:
            if len(self._after) > MOST_BEGUN:
                self._after.clear()
            found = self._after[start] = frozenset(
                ALIKE.get(character, character)
                for form in _written(start)
                for character in self.known.after(form) | self.begun.get(form, set())
            )
            return found

    def begins(self, first: str, second: str) -> bool:
        """Whether a word begins with two characters."""
        return second != BLANK and any(
            self.known.begins(form) or form[1] in self.begun.get(form[0], ()) for form in _written(first + second)
        )

    def _log(self, word: str) -> float | None:
        """The log probability of the likeliest way in which a word is written."""
        return max((log for form in _written(word) if (log := self._log_of(form)) is not None), default=None)

    def _log_of(self, word: str) -> float | None:
        count, said = self.known.count(word), self.said.get(word)
        if count is None:
            return said
        seen = min(count or RARE, RARE) if len(word) == 1 and not common(word) else count or RARE
        general = (1 - DOMAIN) * ((1 - NEWS) * seen / TOTAL + NEWS * self.news.get(word, 0.0))
        return math.log(general if said is None else general + math.exp(said))


def _written(word: str) -> tuple[str, ...]:
    """The ways in which a word may be written whose characters are those of :func:`parsing.clean.script.spoken`."""
    return (word, *(word.replace(usual, old) for old, usual in ALIKE.items() if usual in word))


def common(character: str) -> bool:
    """Whether a character is one of GB 2312's: of others, the dictionary has some from texts that were misread."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _news() -> dict[str, float]:
    """The share of each word in news and laws, from ``lexicon/newswords.txt``, whose first line has the sum."""
    total, *rows = files("parsing.lexicon").joinpath("newswords.txt").read_text("utf-8").splitlines()
    pairs = (row.split(" ") for row in rows if row[0] != BLANK)
    return {word: int(count) / int(total) for word, count in pairs}


@cache
def dictionary() -> Dictionary:
    """The words, none of them looked up yet."""
    counts = {word: float(times) for times, group in load("language")["words"].items() for word in group}
    counts |= {unit: UNIT for group in load("units")["dimensions"].values() for unit in group if len(unit) == 1}
    total = sum(counts.values())
    return Dictionary(word_list(), _news(), {word: math.log(DOMAIN * count / total) for word, count in counts.items()})


UNIT = 4.0
"""Times, in about ten thousand words, that a unit of one character is taken to be seen."""


def other(character: str, last: str) -> float:
    """Log probability of a character that is no word of the dictionary, after ``last``."""
    if character == "\n":
        return 0.0
    price = MARKS.get(character)
    if price is not None:
        return price
    wide, character = character, character.translate(NARROW)
    if character.isascii():
        return _narrow(character, last.translate(NARROW)) + (MIXED if _width(wide) * _width(last) < 0 else 0.0)
    alike = "\u3040" <= character <= "\u30ff" and "\u3040" <= last <= "\u30ff"
    return KANA if alike else STRANGE


def _width(character: str) -> int:
    """-1 for a letter or figure of half width, 1 for one of full width, 0 for anything else."""
    if "\uff10" <= character <= "\uff5a":
        return 1
    return -1 if character.isascii() and character.isalnum() else 0


def _narrow(character: str, last: str) -> float:
    if character.isdigit():
        return NEXT_FIGURE if last.isdigit() or last == "." else FIRST_FIGURE
    if character in "xX":
        return REDACTED
    if character.isalpha():
        first = AFTER_FIGURE if last.isdigit() else CAPITAL if character.isupper() else SMALL
        return NEXT_LETTER if last.isascii() and last.isalpha() else first
    return SYMBOL


@lru_cache(maxsize=1 << 13)
def linked(both: str) -> bool:
    """Whether a word begins with two characters."""
    first, second = both[0], both[1]
    return dictionary().begins(first, second)


@lru_cache(maxsize=1 << 13)
def alone(character: str) -> float:
    """Log probability of a character as a word, or as a mark."""
    log = dictionary().log(character)
    return other(character, "") if log is None else log
