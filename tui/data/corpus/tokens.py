"""The tokens of the FTS5 index besides pairs of characters, one for each phrase; and the query for a word in both.

A phrase's token begins with a character that no pair begins with, see :mod:`tui.data.pairs`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui.data.pairs import pairs, single, starting

if TYPE_CHECKING:
    from tui.data.corpus.vocabulary import Vocabulary

PHRASE = "\uc120"


@cache
def phrase_token(place: int) -> str:
    """The token of the phrase of that number."""
    return f"{PHRASE}{place:x}"


class Sought(NamedTuple):
    """How the index is asked for the texts that may contain a folded word; every text that contains it is found.

    Attributes:
        match: a query in FTS5's language; empty where ``common`` says all.
        common: common pairs (:mod:`tui.data.corpus.common`). A text has to have all of them as well as meet ``match``;
            where ``either`` is set, one of them or ``match`` is enough.
        sure: whether every text that is found contains the word.
    """

    match: str
    common: tuple[str, ...]
    sure: bool

    @property
    def either(self) -> bool:
        """Whether one of the pairs is enough: they are the pairs that begin with a word of a single character."""
        return bool(self.sure and self.match and self.common)


def sought(needle: str, vocabulary: Vocabulary) -> Sought:
    """How the index is asked for a folded word, which is not empty."""
    phrases, common = vocabulary.phrases, vocabulary.common.pairs
    place = phrases.place(needle)
    if place is not None:
        return Sought(f'"{phrase_token(place)}"', (), sure=True)
    every = pairs(needle)
    if not every:
        return Sought(single(needle), tuple(starting(needle, common)), sure=True)
    spans = list(phrases.covering(needle)) if len(every) == len(needle) - 1 else []
    covered = {every[at] for start, end, _ in spans for at in range(start, end - 1)}
    found = [pair for pair in dict.fromkeys(every) if pair not in covered]
    words = [f'"{phrase_token(place)}"' for *_, place in spans]
    words += (f'"{pair}"' for pair in found if pair not in common)
    return Sought(" AND ".join(words), tuple(pair for pair in found if pair in common), sure=len(every) == 1)
