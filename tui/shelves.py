"""The reader's connections to the index: one for each purpose, opened at first use, all closed with the reader.

They are used from threads, so that opening one is locked.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from tui.data.corpus.shelf import Shelf

Use: TypeAlias = Literal["opening", "searching"]
"""What is stopped in the one is not to stop what goes on in the other."""


class Shelves:
    """The shelves of one reader.

    Args:
        index: the file of the index.
    """

    def __init__(self, index: str) -> None:
        self._index = index
        self._turn = Lock()
        self._made: dict[Use, Shelf] = {}

    def of(self, use: Use) -> Shelf:
        """The shelf for that; may be asked for in a thread."""
        from tui.data.corpus.shelf import Shelf  # noqa: PLC0415 -- imports much that the first frame need not

        with self._turn:
            if use not in self._made:
                self._made[use] = Shelf(self._index)
            return self._made[use]

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            for shelf in self._made.values():
                shelf.close()
