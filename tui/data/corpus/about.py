"""What an index says of itself, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


class About:
    """Values kept by name in the index's own table."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def get(self, name: str) -> Any:
        """The value; ``None`` where there is none."""
        row = self._database.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: object) -> None:
        """Keep a value."""
        self._database.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))
