"""The characters that a character may be which lost a byte, for the lattice of readings.

All that have the other byte are listed, with what each costs as a word of its own, before the decoder sees what stands
round it: characters of the report's script and of usual forms first, and marks, whose lead bytes are lost most.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.clean.bytepairs import FOLDED, LEADS, TRAILS, pair, with_lead, with_trail
from parsing.clean.language import alone, dictionary
from parsing.clean.pinyin import reads
from parsing.clean.script import simplified, simplified_only, spoken, usual_forms
from parsing.lexicon import load
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FULL_MARKS = frozenset(FOLDED.values())
FULL_DIGIT, FULL_Z = "\uff10", "\uff5a"
USUALLY_LOST: Mapping[str, float] = load("language")["lost"]
USUAL = 20
"""Characters that may stand alone where a byte was lost; any other has to be part of a word."""
OTHER_SCRIPT = -4.0
"""Price of a character that a text in the report's script has not."""
VARIANT = -4.0
"""Price of a traditional character that neither converters nor common use in Taiwan and Hong Kong write so."""
PAIRS = ("“”", "‘’", "（）()", "《》", "【】")
"""Marks that open and close by turns; of brackets, either half may have been made narrow."""
BITS = {mark: 1 << number for number, marks in enumerate(PAIRS) for mark in marks}
CLOSING = frozenset(mark for marks in PAIRS for mark in marks[1::2])
OPENING = frozenset(BITS) - CLOSING
CLOSES, AWRY = 2.0, -2.0
"""What it is worth that a mark closes what is open, and that one opens it again. What opened may be damaged itself."""
LISTS = 256
"""How many lists for one byte are kept: several times what a report needs, far fewer than all combinations."""
WHOLE_LISTS = 8
"""How many lists of all characters, which are some megabytes each."""
KEPT = 1 << 12
"""Characters of which a list keeps what begins with one of its own and goes on with them."""
STARTS = 1 << 13
"""How many beginnings of words are kept with what they go on to: a badly damaged report asks for thousands."""
CHARACTERS = 1 << 12
"""Characters of which is kept what was found: those of some reports, not all that there are."""
WHOLE = (0xA1, 0xA3, *range(0xB0, 0xF8))
"""Lead bytes of the marks and of the characters of GB 2312."""


class Option(Value, frozen=True):
    """A character that may have lost a byte.

    Its log probability as a word of its own; its price; and its price where it opens a run.
    """

    plain: str
    forms: str
    log: float
    price: float
    opening: float


class Begun(Value, frozen=True):
    """A word of two characters that begins with an option.

    Its log probability, if it is a word; and whether longer words begin so.
    """

    option: Option
    word: str
    log: float | None
    goes_on: bool


class Options:
    """The characters that have a byte in common: all of them, and those that may stand alone."""

    def __init__(self, options: Iterable[Option]) -> None:
        found = sorted(options, key=lambda option: option.log + option.price, reverse=True)
        self.all: Mapping[str, Option] = {option.plain: option for option in found}
        self.characters = frozenset(self.all)
        self.usual = tuple(found[:USUAL])
        self._before: dict[str, list[Begun]] = {}

    def before(self, second: str) -> list[Begun]:
        """The words that begin with one of them and go on with a character."""
        found = self._before.get(second)
        if found is None:
            if len(self._before) >= KEPT:
                self._before.clear()
            words = dictionary()
            pairs = [(o, c + second) for c, o in self.all.items() if words.begins(c, second)]
            found = self._before[second] = [
                Begun(o, word, words.log(word), bool(words.after(word))) for o, word in pairs
            ]
        return found


@lru_cache(maxsize=STARTS)
def going_on(options: Options, start: str) -> Sequence[str]:
    """The characters among them with which a word of the dictionary goes on, in order; mostly there are none."""
    return sorted(options.characters & dictionary().after(start)) or ()


def balance(text: str, state: int = 0) -> list[int]:
    """Which pairs of marks are open before each character of a text, and behind the last: a bit for each of them."""
    states = [state]
    for character in text:
        if character in BITS:
            state = state & ~BITS[character] if character in CLOSING else state | BITS[character]
        states.append(state := 0 if character == "\n" else state)
    return states


def _balanced(character: str, state: int) -> float:
    """What a mark is worth where some pairs are open."""
    is_open = BITS.get(character, 0) & state
    return (CLOSES if character in CLOSING else AWRY) if is_open else 0.0


@lru_cache(maxsize=CHARACTERS)
def plain(character: str) -> str:
    """The simplified form, as the language model knows it."""
    return character.translate(spoken())


def foreign(character: str, traditional: bool | None) -> bool:
    """Whether a text in one of the scripts does not have the character."""
    if traditional is None:
        return False
    if FULL_DIGIT <= character <= FULL_Z and character not in FULL_MARKS:
        return True
    return simplified_only(character) if traditional else character.translate(simplified()) != character


INDENT = Options((Option("\n", "\u3000", 0.0, 0.0, 0.0),))
"""A blank of full width, of two bytes A1, as a line begins with."""


@lru_cache(maxsize=WHOLE_LISTS)
def anything(traditional: bool | None, state: int = 0, *, marks: bool) -> Options:
    """All characters but the rarest; ``marks``: where marks are likelier than others to be lost."""
    found = options_of("".join(map(with_lead, WHOLE)), "", traditional, state)
    return found if marks else Options(replace(option, opening=option.price) for option in found.all.values())


@lru_cache(maxsize=LISTS)
def ending_in(trail: int, hint: str, traditional: bool | None, state: int = 0) -> Options:
    """The characters with a second byte that have a reading."""
    return options_of(with_trail(trail), hint, traditional, state)


@lru_cache(maxsize=CHARACTERS)
def variant(character: str) -> bool:
    """Whether a traditional character is neither what converters write nor one of the 5,401 common ones of Big5."""
    if character in usual_forms() or character.translate(simplified()) == character:
        return False
    code = character.encode("big5", "ignore")
    return not b"\xa4\x40" <= code <= b"\xc6\x7e"


@lru_cache(maxsize=LISTS)
def beginning_with(lead: int, hint: str, traditional: bool | None, state: int = 0, *, last: bool = False) -> Options:
    """The characters with a first byte that have a reading; ``last``: where a line ends, which no mark opens for."""
    among = with_lead(lead)
    return options_of([c for c in among if c not in OPENING] if last else among, hint, traditional, state)


@lru_cache(maxsize=LISTS)
def read_as(hint: str, traditional: bool | None) -> Options:
    """All characters with a reading of which both bytes were lost: the second one was no ASCII byte."""
    lost = "".join(pair(lead, trail) for lead in LEADS for trail in TRAILS if trail >= 0x80)
    return options_of(lost, hint, traditional)


def options_of(characters: Iterable[str], hint: str = "", traditional: bool | None = None, state: int = 0) -> Options:
    """Options among some characters that have a reading, where there is a hint, and are in a script.

    ``state``: which pairs of marks are open there.
    """
    forms: dict[str, str] = {}
    for character in sorted(characters, key=usual_forms().__contains__, reverse=True):
        if (not hint or reads(character, hint)) and not foreign(character, traditional):
            form = plain(character) if traditional else character.translate(simplified())
            forms[form] = forms.get(form, "") + character
    prices = {c: VARIANT * all(map(variant, written)) + _balanced(c, state) for c, written in forms.items()}
    return Options(
        Option(c, written, alone(c), prices[c], prices[c] + USUALLY_LOST.get(c, 0.0)) for c, written in forms.items()
    )
