"""A language model that tells Chinese from what a wrong decoding makes of it.

Words are drawn by the frequency that jieba's dictionary gives them, or the lexicon, which has the words of reports on
epidemics; where two words meet, the table of neighbours says how likely the first character of the one follows the
last of the other. Marks, figures and letters have prices of their own. Characters are simplified ones.

A report that is damaged needs a few hundred words of the dictionary. They are looked up in its file, which is sorted, a
first character at a time: reading all of it takes half a second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from parsing.clean.sorted_lines import SortedLines
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
TOTAL = 60_101_967
"""Sum of the frequencies of jieba's dictionary, version 0.42."""
STRAY = 400
"""Bytes of lines out of order that may stand before a block of jieba's dictionary."""
RARE = 0.5
"""Times that a word is taken for seen to which the dictionary gives no frequency."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words with their log probability, and which character may follow each beginning of a longer one."""

    logs: Mapping[str, float]
    next: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, logs: Mapping[str, float]) -> Block:
        """Some words."""
        after: defaultdict[str, set[str]] = defaultdict(set)
        for word in logs:
            for size in range(1, len(word)):
                after[word[:size]].add(word[size])
        return cls(logs, {begun: frozenset(found) for begun, found in after.items()})


NOTHING = Block({}, {})


class Dictionary(dict[str, Block]):
    """jieba's words and the lexicon's by their first character, each block read when it is first asked for."""

    def __init__(self, lines: SortedLines, said: Mapping[str, float]) -> None:
        super().__init__()
        self.lines = lines
        self.said: dict[str, dict[str, float]] = {}
        for word, log in said.items():
            self.said.setdefault(word[0], {})[word] = log
        self.general = math.log((1 - DOMAIN) / TOTAL)

    def __missing__(self, first: str) -> Block:
        logs = dict(self._listed(first))
        if first in logs and not common(first):
            logs[first] = min(logs[first], math.log(RARE) + self.general)
        for word, log in self.said.get(first, {}).items():
            logs[word] = math.log(math.exp(logs.get(word, -99.0)) + math.exp(log))
        found = self[first] = Block.of(logs) if logs else NOTHING
        return found

    def single(self, character: str) -> float | None:
        """Log probability of a word of one character, for which no other words are read."""
        if character in self:
            return self[character].logs.get(character)
        line = self.lines.beginning(f"{character} ").split()
        log = math.log(int(line[1]) or RARE) + self.general if line else None
        if log is not None and not common(character):
            log = min(log, math.log(RARE) + self.general)
        said = self.said.get(character, {}).get(character)
        return log if said is None else math.log(math.exp(-99.0 if log is None else log) + math.exp(said))

    def _listed(self, first: str) -> Iterable[tuple[str, float]]:
        fields = self.lines.beginning(first).split()
        general = self.general
        return ((word, math.log(int(count) or RARE) + general) for word, count in zip(fields[::3], fields[1::3], strict=True))


def common(character: str) -> bool:
    """Whether a character is one of GB 2312's: of others, the dictionary has some from texts that were misread."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def dictionary() -> Dictionary:
    """The words, none of them read yet."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the jieba package is not installed")
    lines = SortedLines(Path(spec.submodule_search_locations[0], "dict.txt").read_bytes(), STRAY)
    counts = {word: float(times) for times, group in load("language")["words"].items() for word in group}
    counts |= {unit: UNIT for group in load("units")["dimensions"].values() for unit in group if len(unit) == 1}
    total = sum(counts.values())
    return Dictionary(lines, {word: math.log(DOMAIN * count / total) for word, count in counts.items()})


UNIT = 4.0
"""Times, in about ten thousand words, that a unit of one character is taken to be seen."""


def word(text: str) -> float | None:
    """Log probability of a word."""
    return dictionary()[text[0]].logs.get(text)


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


@cache
def alone(character: str) -> float:
    """Log probability of a character as a word, or as a mark."""
    log = dictionary().single(character)
    return other(character, "") if log is None else log
