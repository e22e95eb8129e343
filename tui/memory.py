"""What the reader remembers from one start to the next, written only where it has changed since."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tui import settings
from tui.data import session

if TYPE_CHECKING:
    from pathlib import Path


class Memory:
    """The files of a folder in which the reader keeps what it was like, and where the user was.

    Args:
        folder: where they lie.

    Attributes:
        state: what the reader was like at the end of the last time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = settings.recall(folder)
        self._session: session.Session | None = None

    def keep_state(self, state: settings.State) -> None:
        """Write what the reader is like."""
        if state != self.state:
            settings.remember(self.folder, state)
            self.state = state

    def keep_session(self, found: session.Session) -> None:
        """Write where the user is; where that cannot be done the next start begins elsewhere, and nothing is told."""
        if found != self._session:
            with suppress(OSError):
                session.save(self.folder, found)
                self._session = found
