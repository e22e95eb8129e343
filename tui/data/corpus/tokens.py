"""What the index of words is given besides pairs of characters: names and phrases, most of them by number.

Each begins with a sign of its own that no pair begins with, see :mod:`tui.data.pairs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.data.pairs import gram_query, grams, pairs, single

if TYPE_CHECKING:
    from tui.data.corpus.phrases import Phrases

SPELT = "\uc10f"
"""Begins the grams of persons' names: there is no end of them, so that they are not numbered."""
FIELDS = ("title", "org", "place", "doc", "source", "what", "unit", "category")
SIGNS = {field: chr(0xC110 + at) for at, field in enumerate(FIELDS)}
PHRASE = "\uc120"


def token(field: str, number: int) -> str:
    """The word that stands for a name of a field."""
    return f"{SIGNS[field]}{number:x}"


def spelt(name: str) -> set[str]:
    """The words that stand for a person's name."""
    return {f"{SPELT}{gram}" for gram in grams(name)}


def person(needle: str) -> tuple[str, bool]:
    """The query for reports with a person in whose name a stretch may be, and whether it is in all of them."""
    return gram_query(needle, SPELT)


def phrase_token(place: int) -> str:
    """The word that stands for a phrase."""
    return f"{PHRASE}{place:x}"


def sought(needle: str, phrases: Phrases) -> tuple[str, bool]:
    """The query for texts that may have a folded word, which is not empty, and whether they all have it."""
    place = phrases.place(needle)
    if place is not None:
        return f'"{phrase_token(place)}"', True
    found = pairs(needle)
    if not found:
        return single(needle), True
    if len(found) == 1:
        return f'"{found[0]}"', True
    spans = list(phrases.covering(needle)) if len(found) == len(needle) - 1 else []
    covered = {at for start, end, _ in spans for at in range(start, end - 1)}
    words = [f'"{phrase_token(place)}"' for *_, place in spans]
    words += dict.fromkeys(f'"{pair}"' for at, pair in enumerate(found) if at not in covered)
    return " AND ".join(words), False
