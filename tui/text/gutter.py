"""The lanes to the left of a page's text: which signs a row shows there, told by the marks that lie on it.

Apart from the page's drawing, which only needs to know the signs and the keys of their looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.layers import Mark

GUTTER = (("done", "▎", "|"), ("required", "┆", ":"), ("annotation", "•", "*"))
"""Lanes, one cell each: a row with such a mark on it shows the sign there.

The last of each is for terminals that give the first two cells.
"""

JUDGED = ("accepted", "✓", "v")
"""The sign of a row of which all that was found has been judged, in the last lane where nothing else is."""

MARGIN = len(GUTTER) + 1
"""Cells of all lanes, and a blank before the text."""

JUDGEMENTS = frozenset({"accepted", "rejected", "corrected"})


def lane_look(key: str) -> str:
    """The key of the look that a lane's sign has."""
    return f"{key}-mark"


LOOKS = tuple(lane_look(key) for key, *_ in (*GUTTER, JUDGED))
"""The looks of all signs."""


def gutter(marks: Sequence[Mark], *, poor: bool) -> list[tuple[str, tuple[str, ...]]]:
    """What stands to the left of a row with these marks: pieces of text, each with the keys of its look.

    ``poor``: the terminal gives the better signs two cells.
    """
    if not marks:
        return [(" " * MARGIN, ())]
    present = {"annotation" if mark.key.startswith("label-") else mark.key for mark in marks}
    if "annotation" not in present and "open" not in present and present & JUDGEMENTS:
        lanes, present = (*GUTTER[:-1], JUDGED), present | {"accepted"}
    else:
        lanes = GUTTER
    signs = [
        (narrow if poor else sign, (lane_look(key),)) if key in present else (" ", ()) for key, sign, narrow in lanes
    ]
    return [*signs, (" ", ())]
