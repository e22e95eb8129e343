"""The dialog that asks for nothing but a file to write."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input

from tui.dialog_commands import SAVE
from tui.screens.dialog import line
from tui.screens.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from textual.widget import Widget

    from tui.i18n import Words


class SaveScreen(Writing, commands=SAVE):
    """Ask where to write. ``write`` is given the path, writes, and says what went wrong, if anything did."""

    note_id = "save-note"

    def __init__(
        self, title: str, proposal: str, note: str, words: Words, write: Callable[[Path], Awaitable[str | None]]
    ) -> None:
        super().__init__(title, words("save_screen.hint"), words)
        self.proposal, self.note, self.write = proposal, note, write

    def parts(self) -> Iterator[Widget]:
        """The path, and what there is to say about it."""
        yield Input(self.proposal, id="save-path", compact=True, select_on_focus=False)
        yield line(self.note, id=self.note_id)

    def _writer(self, path: Path) -> Callable[[], Awaitable[str | None]]:
        return partial(self.write, path)
