"""The half that dialogs which write a file share: the path that is typed, and a second Enter before one is replaced."""

from __future__ import annotations

import os
from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Input, Static

from tui.columns import shown
from tui.later import Later
from tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.i18n import Words


class Writing(Dialog[str]):
    """A dialog with one ``Input`` for the path; the answer is the path that was written.

    Attributes:
        note_id: the id of the line that says what happens.
    """

    note_id: ClassVar[str]

    def __init__(self, title: str, hint: str, words: Words) -> None:
        super().__init__(title, hint, words)
        self._warned: Path | None = None
        """The path whose file is there already, as was said; Enter once more replaces it."""

    @abstractmethod
    def _writer(self, path: Path) -> Callable[[], Awaitable[str | None]]:
        """What writes what is chosen now, and says what went wrong, if anything did."""

    def on_input_submitted(self) -> None:
        """Enter in the path writes as it does elsewhere."""
        self.action_agree()

    def action_agree(self) -> None:
        """Write, or say why not; a file that is there is only replaced after a second Enter. Escape leaves."""
        value = self.query_one(Input).value.strip()
        if not value:
            return
        path = Path(os.path.expanduser(value))  # noqa: PTH111 -- never raises
        if path != self._warned and path.is_file():
            self._warned = path
            self._say(self.words("export_screen.exists"))
            return
        self._say(self.words("export_screen.working"))
        self.run_worker(Later(self._write, path, self._writer(path)), exclusive=True)

    async def _write(self, path: Path, write: Callable[[], Awaitable[str | None]]) -> None:
        mistake = await write()
        if mistake is None:
            self.dismiss(str(path))
        else:
            self._say(mistake)

    def _say(self, text: str) -> None:
        self.query_one(f"#{self.note_id}", Static).update(Content(shown(text)))
