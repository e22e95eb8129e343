"""What the index of words is given besides pairs of characters: phrases, by number.

Each begins with a sign of its own that no pair begins with, see :mod:`tui.data.pairs`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tui.data.pairs import pairs, single

if TYPE_CHECKING:
    from tui.data.corpus.phrases import Phrases

PHRASE = "\uc120"


@cache
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
