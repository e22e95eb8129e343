"""What an index knows of the words of its reports: categories by number, phrases that are words, pairs that are common.

And what figures are packed by, where they are.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from tui.data.corpus.common import Common
from tui.data.corpus.compression import Compressor, trained
from tui.data.corpus.phrases import Phrases, learnt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui.data.corpus.about import About


PLAIN = b"\x93"
"""Begins the figures of a report as they are: three columns in msgpack. Packed ones never begin so."""


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
            self._database.execute(
                "INSERT OR IGNORE INTO category (number, name) SELECT count(*), ? FROM category", (category,)
            )
            self._given[category] = self.categories()[category]
        return self._given[category]

    def categories(self) -> dict[str, int]:
        """All categories with their numbers."""
        return dict(self._database.execute("SELECT name, number FROM category").fetchall())

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases; none before they are learnt."""
        packed = self._about.get("phrases")
        return Phrases(msgspec.msgpack.decode(Compressor().unpack(packed), type=list[str]) if packed else [])

    def learn(self, texts: Sequence[str]) -> None:
        """Choose the phrases, which never change, by some folded texts."""
        self._about.set("phrases", Compressor().pack(msgspec.msgpack.encode(learnt(texts))))
        self.forget()

    def learn_facts(self) -> None:
        """Choose what the figures of reports are packed by, which never changes, by those that are there."""
        samples = [facts for (facts,) in self._database.execute("SELECT facts FROM report")]
        self._about.set("dictionary of facts", trained(samples))
        self.forget()

    def packed(self, facts: bytes) -> bytes:
        """The figures of a report, smaller where it has been learnt how."""
        return self._compressor.pack(facts) if self._compressor else facts

    def facts(self, packed: bytes) -> bytes:
        """The same as they were."""
        if packed[:1] == PLAIN:
            return packed
        if self._compressor is None:  # another process has learnt
            self.forget()
        return self._compressor.unpack(packed) if self._compressor else packed

    @cached_property
    def _compressor(self) -> Compressor | None:
        dictionary = self._about.get("dictionary of facts")
        return Compressor(dictionary) if dictionary else None

    def forget(self) -> None:
        """Look again what there is: another process may have learnt, or what was learnt here was not kept."""
        self.common.forget()
        for name in ("phrases", "_compressor"):
            self.__dict__.pop(name, None)
