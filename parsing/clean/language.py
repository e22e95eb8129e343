"""A language model that tells Chinese from what a wrong decoding makes of it.

A hidden Markov model over the words of jieba's dictionary: each word is drawn from its part of speech, and parts of
speech follow each other as in the table that jieba's tagger was trained to. Words of reports on epidemics, which the
dictionary has seldom or never, come from the lexicon, and names that no dictionary has from the report itself. Marks,
figures and letters have prices of their own. Characters are simplified ones; :data:`NARROW` forms are folded.
"""

from __future__ import annotations

import math
import pickle
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from parsing.lexicon import load
from parsing.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

State: TypeAlias = tuple[str, str]
"""How a word is drawn: ``B`` (longer) or ``S`` (of one character), and its part of speech."""

MARKS = load("language")["marks"]
NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
MARK: State = ("S", "mark")
STOP: State = ("S", "stop")
OPENING: State = ("S", "opening")
CLOSING: State = ("S", "closing")
END: State = ("S", "end")
"""States of marks: within sentences, at their ends, around words, and between lines."""
FIGURE: State = ("B", "figure")
OTHER: State = ("S", "other")
FIRST_FIGURE, NEXT_FIGURE = -4.5, -2.3
"""Log probability of a number's first figure and of each further one."""
CAPITAL, SMALL, NEXT_LETTER, SYMBOL, REDACTED = -8.5, -10.5, -2.0, -13.0, -6.0
MIXED = -8.0
"""Price of letters or figures of either width beside each other."""
STRANGE = -17.0
"""Log probability of what hardly stands in Chinese text: private use, symbols, a character of no word."""
KANA = -7.0
"""Log probability of a kana or Cyrillic letter after another."""
_KINDS = dict.fromkeys("。！？；.!?;…", STOP) | dict.fromkeys("“（《‘(", OPENING) | dict.fromkeys("”）》’)", CLOSING)
LINE_END, BARE_END = -0.5, -3.0
"""Log probability that a line ends after the end of a sentence, and after a word."""
LEANING, HANGING = frozenset("dpc"), -5.0
"""Adverbs, prepositions and conjunctions lean on what follows: the price of a mark there."""
SELDOM = -8.0
PUNCTUATION: Mapping[State, Mapping[State, float]] = {
    MARK: {MARK: SELDOM, STOP: SELDOM, OPENING: SELDOM, END: SELDOM},
    STOP: {MARK: SELDOM, STOP: SELDOM, OPENING: SELDOM, END: SELDOM},
    OPENING: {OPENING: SELDOM / 2},
    CLOSING: {MARK: SELDOM, OPENING: SELDOM, END: SELDOM},
    END: {MARK: SELDOM, OPENING: SELDOM, STOP: LINE_END, CLOSING: LINE_END},
}
"""What a mark costs after another, where it is not 0; a word may stand before and after any."""
COUNTED: Mapping[str, float] = {"q": 3.0, "t": 3.0, "figure": 0.0, "mark": 0.0, "stop": 0.0, "other": 0.0}
UNCOUNTED = -1.0
"""Log odds of a word behind a figure: a measure word or a time, and any other."""
WEIGHT, MOST = 0.7, 3.0
"""Weight of the tagger's transitions against the words, and how much one may count either way."""
DOMAIN = 0.4
"""Share of the lexicon's words in a report, against all others."""


@dataclass(frozen=True, slots=True)
class Language:
    """Words by their log probability. ``begun`` has the first two and more characters of longer words."""

    logs: Mapping[str, float]
    tags: Mapping[str, str]
    begun: frozenset[str]
    pairs: frozenset[str]
    further: Callable[[str], frozenset[str]]
    follows: Mapping[State, Mapping[State, float]]
    states: Mapping[tuple[bool, str], State]

    def state(self, word: str) -> State:
        """What a word is drawn from."""
        return self.states[len(word) == 1, self.tags.get(word, "n")]

    def word(self, word: str) -> tuple[float, State] | None:
        """Log probability of a word and its state."""
        log = self.logs.get(word)
        return None if log is None else (log, self.state(word))

    def step(self, before: State, after: State) -> float:
        """Log odds of a word's state after another's, against anywhere."""
        if after in PUNCTUATION:
            return PUNCTUATION[after].get(before, HANGING if before[1] in LEANING else 0.0)
        if before is FIGURE:
            return COUNTED.get(after[1], UNCOUNTED)
        row = self.follows.get(before)
        return row.get(after, -MOST * WEIGHT) if row is not None and after in self.follows else 0.0


def other(character: str, last: str) -> tuple[float, State]:
    """Log probability and state of a character that is no word of the dictionary, after ``last``."""
    if character == "\n":
        return 0.0, END
    price = MARKS.get(character)
    if price is not None:
        return price, _KINDS.get(character, MARK)
    wide, character = character, character.translate(NARROW)
    if character.isascii():
        log, state = _narrow(character, last.translate(NARROW))
        return log + (MIXED if _width(wide) * _width(last) < 0 else 0.0), state
    alike = "\u3040" <= character <= "\u30ff" and "\u3040" <= last <= "\u30ff"
    return (KANA if alike else STRANGE), OTHER


def _width(character: str) -> int:
    """-1 for a letter or figure of half width, 1 for one of full width, 0 for anything else."""
    if "\uff10" <= character <= "\uff5a":
        return 1
    return -1 if character.isascii() and character.isalnum() else 0


def _narrow(character: str, last: str) -> tuple[float, State]:
    if character.isdigit():
        return (NEXT_FIGURE if last.isdigit() or last == "." else FIRST_FIGURE), FIGURE
    if character in "xX":
        return REDACTED, FIGURE
    if character.isalpha():
        first = CAPITAL if character.isupper() else SMALL
        return (NEXT_LETTER if last.isascii() and last.isalnum() else first), OTHER
    return SYMBOL, OTHER


def alone(character: str) -> tuple[float, State]:
    """Log probability and state of a character as a word, or as a mark."""
    return language().word(character) or other(character, "")


@cache
def language() -> Language:
    """The model, made once in a process (about 0.5 s with the dictionary)."""
    dictionary = words()
    logs = _logs(dictionary)
    units = {unit: "q" for group in load("units")["dimensions"].values() for unit in group if len(unit) == 1}
    tags = dictionary.tags | units
    states = {(single, tag): ("S" if single else "B", tag) for tag in {*tags.values(), "n"} for single in (True, False)}
    return Language(logs, tags, *beginnings(logs), _follows(), states)


def beginnings(known: Iterable[str]) -> tuple[frozenset[str], frozenset[str], Callable[[str], frozenset[str]]]:
    """The beginnings of words: of two characters and more, all of two, and which character may follow a beginning."""
    words = sorted(known)

    @cache
    def further(begun: str) -> frozenset[str]:
        found = words[bisect_left(words, begun) : bisect_left(words, begun + "\U0010ffff")]
        return frozenset(word[len(begun)] for word in found if len(word) > len(begun))

    begun = frozenset(word[:size] for word in words if len(word) > 2 for size in range(2, len(word)))
    return begun, frozenset({word[:2] for word in words if len(word) > 1}), further


def _logs(dictionary: Words) -> dict[str, float]:
    """Log probabilities of the dictionary's words and the lexicon's together."""
    general = math.log(1 - DOMAIN) - dictionary.log_total
    logs = {word: log + general for word, log in dictionary.log_frequency.items()}
    counts = {word: float(times) for times, group in load("language")["words"].items() for word in group}
    total = sum(counts.values())
    said = {word: math.log(DOMAIN * count / total + math.exp(logs.get(word, -99.0))) for word, count in counts.items()}
    return logs | said


def _follows() -> dict[State, dict[State, float]]:
    """Log odds of states after states, from the table of transitions between jieba's tagged characters."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the jieba package is not installed")
    with Path(spec.submodule_search_locations[0], "posseg", "prob_trans.p").open("rb") as file:
        table = pickle.load(file)  # noqa: S301  a data file of an installed package
    rows = {("S" if place == "S" else "B", tag): row for (place, tag), row in table.items() if place in "ES" and row}
    usual: dict[State, float] = {}
    for row in rows.values():
        for state, log in row.items():
            usual[state] = usual.get(state, 0.0) + math.exp(log) / len(rows)
    return {
        before: {
            after: WEIGHT * max(-MOST, min(MOST, log - math.log(usual[after])))
            for after, log in row.items()
            if after[0] in "BS"
        }
        for before, row in rows.items()
    }
