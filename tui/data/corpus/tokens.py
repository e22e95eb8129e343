"""What the index of words is given besides pairs of characters: phrases, by number.

Each begins with a sign of its own that no pair begins with, see :mod:`tui.data.pairs`.
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
    """The word that stands for a phrase."""
    return f"{PHRASE}{place:x}"


class Sought(NamedTuple):
    """How texts are asked for that may have a folded word.

    ``match``: the query of the index of words, which may be empty. ``common``: common pairs (:mod:`tui.data.corpus.common`)
    that they have besides; for a single letter, of which a text has one or meets ``match``. ``sure``: whether they all have the word.
    """

    match: str
    common: tuple[str, ...]
    sure: bool

    @property
    def either(self) -> bool:
        """Whether a common pair is enough: that of a single letter."""
        return bool(self.sure and self.match and self.common)


def sought(needle: str, vocabulary: Vocabulary) -> Sought:
    """The query for a folded word, which is not empty."""
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
