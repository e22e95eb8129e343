"""Taking repairs back: from the cleaned text and its changes to the text as it was decoded, character for character.

Kept apart from the steps, so that it can only go by what a change tells of itself; a change that told too little would
break it. It works on the cleaned text before the page's furniture is set aside: furniture is not repaired but moved,
and is listed with its raw span.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.clean import Change


def undo(text: str, changes: Sequence[Change]) -> str:
    """The text before the changes, which are those of :func:`parsing.clean.clean`, in its order, or its first ones.

    Raises:
        ValueError: the text is not what these changes led to.
    """
    for _, made in groupby(reversed(changes), key=lambda change: change.turn):
        text = _before_step(text, list(made)[::-1])
    return text


def _before_step(text: str, changes: Sequence[Change]) -> str:
    """The text that a step read, from the one that it wrote."""
    pieces: list[str] = []
    at = grown = 0
    for change in changes:
        start = change.start + grown
        end = start + len(change.after)
        if start < at or text[start:end] != change.after:
            raise ValueError(f"no {change.after!r} by {change.step} at {start}")
        pieces += (text[at:start], change.before)
        grown += len(change.after) - len(change.before)
        at = end
    return "".join(pieces) + text[at:]
