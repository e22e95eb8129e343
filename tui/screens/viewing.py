"""What the status line says of the view of the page: which of its views is shown, and the change at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.record import Repair
from tui.columns import blanks
from tui.data.changes import SourceChange

if TYPE_CHECKING:
    from parsing.reading import Reading
    from tui.i18n import Words
    from tui.text.changes import Stretch
    from tui.text.view import Face

SHORT = 16
"""Characters of a change that the status line shows."""


def view_told(reading: Reading, view: Face, change: Stretch | Repair | None, words: Words) -> str:
    """The name of the view, none for the cleaned text; or what was changed at the cursor and in which step.

    A change without a cause is the layout's: white space that cleaning joined or split.
    """
    if change is None:
        return "" if view == "clean" else words(f"status_line.{view}")
    if isinstance(change, Repair):
        return _told(SourceChange(change.raw, change.step, change.before, change.after, change.confidence), words)
    layout = SourceChange(change.raw, "layout", change.raw.of(reading.source), change.clean.of(reading.report.text), 1)
    return _told((change.causes or (layout,))[0], words)


def _told(cause: SourceChange, words: Words) -> str:
    kind = "change" if cause.before and cause.after else "taken" if cause.before else "put"
    return words(
        f"status_line.{kind}",
        step=words.get(f"step.{cause.step}", cause.step),
        before=_short(cause.before),
        after=_short(cause.after),
        confidence=f"{cause.confidence:.0%}",
    )


def _short(text: str) -> str:
    return blanks(text) if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
