"""The names that an index knows by number, and the phrases that it has words of their own for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from tui.data.corpus.phrases import Phrases, learnt
from tui.data.corpus.squeezing import Squeezer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui.data.corpus.about import About


class Vocabulary:
    """Names and phrases of an index that is open."""

    def __init__(self, database: sqlite3.Connection, about: About) -> None:
        self._database = database
        self._about = about
        self._given: dict[tuple[str, str], int] = {}

    def begin(self) -> None:
        """A batch begins: what one before it was given may have been taken back."""
        self._given.clear()

    def number(self, field: str, text: str) -> int:
        """The number of a name, given where it has none; remembered for the batch."""
        key = field, text
        if key not in self._given:
            self._given[key] = self._number(field, text)
        return self._given[key]

    def _number(self, field: str, text: str) -> int:
        found = self.number_of(field, text)
        if found is not None:
            return found
        run = self._database.execute
        row = run("SELECT next FROM numbered WHERE field = ?", (field,)).fetchone()
        number = int(row[0]) if row else 0
        run("INSERT OR REPLACE INTO numbered VALUES (?, ?)", (field, number + 1))
        run("INSERT INTO value VALUES (?, ?, ?)", (field, text, number))
        return number

    def number_of(self, field: str, text: str) -> int | None:
        """The number of a name, if it has one."""
        found = self._database.execute("SELECT number FROM value WHERE field = ? AND text = ?", (field, text)).fetchone()
        return int(found[0]) if found else None

    def numbers(self, field: str, needle: str) -> list[int]:
        """The numbers of the names of a field that have a stretch in them."""
        rows = self._database.execute("SELECT number FROM value WHERE field = ? AND instr(text, ?)", (field, needle))
        return [number for (number,) in rows]

    def names(self, field: str) -> dict[int, str]:
        """All names of a field, by number."""
        return dict(self._database.execute("SELECT number, text FROM value WHERE field = ?", (field,)).fetchall())

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases; none before they are learnt."""
        packed = self._about.get("phrases")
        return Phrases(msgspec.msgpack.decode(Squeezer().unpack(packed), type=list[str]) if packed else [])

    def learn(self, texts: Sequence[str]) -> None:
        """Choose the phrases, which never change, by some folded texts."""
        self._about.set("phrases", Squeezer().pack(msgspec.msgpack.encode(learnt(texts))))
        self.forget()

    def forget(self) -> None:
        """Look again which phrases there are."""
        self.__dict__.pop("phrases", None)
