"""Pairs of characters that many reports have, stored as a bit for each report.

The index of words takes a byte for each report that has a pair; of pairs that more than every eighth report has, a bit
for each report is less. An index of the small size keeps them so. The pairs are chosen once; reports that were filed
before, and those that come a few at a time, for which no bits are worth being written, have all their pairs in the
index of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.data.corpus.compression import Compressor

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui.data.corpus.about import About

OFTEN = 0.14
"""Least share of the reports that have such a pair."""
BLOCK = 4096
"""Reports whose bits stand together."""
WORTH = 64
"""Least number of reports filed together for which bits are written: each time, whole blocks of bits are rewritten."""
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.held_words USING fts5vocab(main, held, row)"


class Common:
    """The common pairs of an index that is open, and which reports have them."""

    def __init__(self, database: sqlite3.Connection, about: About) -> None:
        self._database = database
        self._about = about
        self._pairs: dict[str, int] = {}

    @property
    def pairs(self) -> dict[str, int]:
        """Each pair, as the index of words has it, with its number.

        None before they are chosen, which another process may do.
        """
        if not self._pairs and (packed := self._about.get("common")):
            chosen = msgspec.msgpack.decode(Compressor().unpack(packed), type=list[str])
            self._pairs = {pair: number for number, pair in enumerate(chosen)}
        return self._pairs

    def forget(self) -> None:
        """Forget the pairs, so that they are read again."""
        self._pairs = {}

    def learn(self, reports: int) -> None:
        """Choose the pairs, which never change, by the reports that are there; to be called within a transaction."""
        self._database.execute(VOCABULARY)
        rows = self._database.execute("SELECT term FROM temp.held_words WHERE doc >= ?", (OFTEN * reports,)).fetchall()
        self._about.set("common", Compressor().pack(msgspec.msgpack.encode(sorted(term for (term,) in rows))))
        self.forget()

    def put(self, new: Sequence[tuple[int, str]]) -> list[str]:
        """Keep the pairs of some new reports, by their numbers; returns for each those left to the index of words.

        Both as :func:`tui.data.pairs.indexed` writes them.
        """
        known = self.pairs
        if not known or len(new) < WORTH:
            return [pairs for _, pairs in new]
        found: dict[int, dict[int, int]] = {}
        left: list[str] = []
        for number, joined in new:
            pairs = joined.split(" ")
            bits, bit = found.setdefault(number // BLOCK, {}), 1 << number % BLOCK
            left.append(" ".join(pair for pair in pairs if pair not in known))
            for place in (known[pair] for pair in pairs if pair in known):
                bits[place] = bits.get(place, 0) | bit
        for block, bits in found.items():
            self._add(block, bits)
        return left

    def _add(self, block: int, bits: dict[int, int]) -> None:
        """Set some bits of a block besides those that are set."""
        for pair, old in self._database.execute("SELECT pair, bits FROM common WHERE block = ?", (block,)):
            if pair in bits:
                bits[pair] |= int.from_bytes(old, "little")
        rows = (
            (pair, block, each.to_bytes((each.bit_length() + 7) // 8, "little")) for pair, each in sorted(bits.items())
        )
        self._database.executemany("INSERT OR REPLACE INTO common (pair, block, bits) VALUES (?, ?, ?)", rows)

    def having(self, pair: str, first: int, last: int) -> set[int]:
        """The numbers in ``[first, last]`` of reports with a common pair, by their bits; some of them may be gone."""
        found: set[int] = set()
        (most,) = self._database.execute("SELECT max(block) FROM common").fetchone()
        for block in range(first // BLOCK, min(last // BLOCK, -1 if most is None else most) + 1):
            row = self._database.execute(
                "SELECT bits FROM common WHERE block = ? AND pair = ?", (block, self.pairs[pair])
            ).fetchone()
            if row:
                digits = reversed(f"{int.from_bytes(row[0], 'little'):b}")
                found.update(
                    number
                    for number, digit in enumerate(digits, block * BLOCK)
                    if digit == "1" and first <= number <= last
                )
        return found
