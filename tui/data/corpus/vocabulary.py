"""The categories that an index knows by number, the phrases that it has words of their own for, and the pairs that are common."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from tui.data.corpus.common import Common
from tui.data.corpus.phrases import Phrases, learnt
from tui.data.corpus.squeezing import Squeezer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui.data.corpus.about import About


class Vocabulary:
    """Categories, phrases and common pairs of an index that is open."""

    def __init__(self, database: sqlite3.Connection, about: About) -> None:
        self._database = database
        self._about = about
        self._given: dict[str, int] = {}
        self.common = Common(database, about)

    def begin(self) -> None:
        """A batch begins: what one before it was given may have been taken back."""
        self._given.clear()

    def number(self, category: str) -> int:
        """The number of a category, given where it has none; remembered for the batch."""
        if category not in self._given:
            self._database.execute("INSERT OR IGNORE INTO category (number, name) SELECT count(*), ? FROM category", (category,))
            self._given[category] = self.categories()[category]
        return self._given[category]

    def categories(self) -> dict[str, int]:
        """All categories with their numbers."""
        return dict(self._database.execute("SELECT name, number FROM category").fetchall())

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
        """Look again which phrases and common pairs there are."""
        self.common.forget()
        self.__dict__.pop("phrases", None)
