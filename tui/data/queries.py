"""The queries that the user typed before, and those kept under a name: one small file in the user's data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from tui.data import files

if TYPE_CHECKING:
    from pathlib import Path

FILE = "queries.json"
REMEMBERED = 200
"""Queries that the history holds."""


class Queries(msgspec.Struct, frozen=True, kw_only=True):
    """Values, changed by making new ones.

    Attributes:
        history: the queries typed, the oldest first.
        searched: the words searched for in texts, likewise.
        named: the queries kept, by name.
    """

    history: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    named: dict[str, str] = {}

    def typed(self, text: str) -> Self:
        """With one more query in the history; one that was there moves to its end."""
        return msgspec.structs.replace(self, history=_latest(self.history, text))

    def looking(self, text: str) -> Self:
        """With words searched for, as with a query typed."""
        return msgspec.structs.replace(self, searched=_latest(self.searched, text))

    def keeping(self, name: str, text: str) -> Self:
        """With a query kept under a name, in the place of one of that name."""
        return msgspec.structs.replace(self, named={**self.named, name: text})

    def without(self, name: str) -> Self:
        """With the query of that name gone."""
        return msgspec.structs.replace(self, named={key: text for key, text in self.named.items() if key != name})


def _latest(known: tuple[str, ...], text: str) -> tuple[str, ...]:
    return (*(other for other in known if other != text), text)[-REMEMBERED:] if text else known


def load(folder: Path) -> tuple[Queries, Path | None]:
    """The queries of a data folder, and the file where it is there but cannot be used."""
    return files.load(folder / FILE, Queries)


def save(folder: Path, queries: Queries) -> None:
    """Keep the queries for the next start.

    Raises:
        OSError: the file cannot be written.
    """
    files.replace(folder / FILE, msgspec.json.encode(queries))
