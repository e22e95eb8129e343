"""What the status line says of the view of the page: which of its views is shown, and the change at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.columns import blanks
from tui.data.changes import SourceChange

if TYPE_CHECKING:
    from parsing.reading import Reading
    from tui.i18n import Words
    from tui.text.changes import Stretch
    from tui.text.view import Face

SHORT = 16
"""Characters of a change that the status line shows."""


def view_told(reading: Reading, view: Face, change: Stretch | None, words: Words) -> str:
    """Empty in the cleaned text; elsewhere the name of the view, or what was changed at the cursor and in which step.

    A change without a cause is the layout's: white space that cleaning joined or split.
    """
    if view == "clean":
        return ""
    if change is None:
        return words(f"status_line.{view}")
    layout = SourceChange(change.raw, "layout", change.raw.of(reading.source), change.clean.of(reading.report.text), 1)
    cause = (change.causes or (layout,))[0]
    kind = "change" if cause.before and cause.after else "taken" if cause.before else "put"
    return words(
        f"status_line.{kind}", step=words.get(f"step.{cause.step}", cause.step), before=_short(cause.before),
        after=_short(cause.after), confidence=f"{cause.confidence:.0%}",
    )


def _short(text: str) -> str:
    return blanks(text) if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
