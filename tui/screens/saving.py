"""The dialog that asks for nothing but a file to write."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input, Static

from tui.columns import shown
from tui.dialog_commands import SAVE
from tui.later import Later
from tui.screens.dialog import Dialog, line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.widget import Widget

    from tui.i18n import Words


class SaveScreen(Dialog[str], commands=SAVE):
    """Ask where to write. ``write`` is given the path, writes, and says what went wrong, if anything did."""

    def __init__(
        self, title: str, proposal: str, note: str, words: Words, write: Callable[[Path], Awaitable[str | None]]
    ) -> None:
        super().__init__(title, words("save_screen.hint"), words)
        self.proposal, self.note, self.write = proposal, note, write
        self._warned: Path | None = None

    def parts(self) -> Iterator[Widget]:
        """The path, and what there is to say about it."""
        yield Input(self.proposal, id="save-path", compact=True, select_on_focus=False)
        yield line(self.note, id="save-note")

    def on_input_submitted(self) -> None:
        """Enter in the path writes."""
        self.action_agree()

    def action_agree(self) -> None:
        """Write; a file that is there is only replaced after a second Enter. Escape leaves at any time."""
        value = self.query_one(Input).value.strip()
        if not value:
            return
        path = Path(os.path.expanduser(value))  # noqa: PTH111 -- never raises
        if path != self._warned and path.is_file():
            self._warned = path
            self._say(self.words("export_screen.exists"))
            return
        self._say(self.words("export_screen.working"))
        self.run_worker(Later(self._write, path), exclusive=True)

    async def _write(self, path: Path) -> None:
        mistake = await self.write(path)
        if mistake is None:
            self.dismiss(str(path))
        else:
            self._say(mistake)

    def _say(self, text: str) -> None:
        self.query_one("#save-note", Static).update(Content(shown(text)))
