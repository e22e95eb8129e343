"""The titles in an index that is open, written so that pinyin initials are looked for in all of them at a key.

They are read, folded and written by blocks of reports, each in one piece: title by title, a hundred thousand of them
would take three times as long to write, and six times as long to go through.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tui.data.folding import fold
from tui.data.initials import Spelling

if TYPE_CHECKING:
    import re
    import sqlite3
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.initials import Initials

BLOCK = 512
"""Reports whose titles are one piece."""
END = "\n"
"""Between two titles of a piece. No title has it, and no initials are written so."""


class Block(NamedTuple):
    """The titles of some reports: numbers, folded titles, all of them as they are searched, and where each begins."""

    numbers: list[int]
    titles: list[str]
    written: str
    starts: list[int]

    def having(self, expression: re.Pattern[str], fixed: Sequence[tuple[int, str]]) -> set[int]:
        """The numbers of those that an expression finds, with some characters at fixed distances from its start."""
        numbers, titles, starts = self.numbers, self.titles, self.starts
        places = [found.start() for found in expression.finditer(self.written)]
        rows = [bisect_right(starts, place) - 1 for place in places]
        if not fixed:
            return {numbers[row] for row in rows}
        return {
            numbers[row]
            for row, place in zip(rows, places, strict=True)
            if all(titles[row][place - starts[row] + at] == char for at, char in fixed)
        }


class Titles:
    """The titles in an index, as far as they have been asked for, written by one table of initials."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._blocks: dict[int, Block] = {}
        self._spelling: Spelling | None = None

    def having(
        self,
        word: str,
        table: Initials,
        numbers: AbstractSet[int],
        span: range,
        heed: Callable[[], None] = lambda: None,
    ) -> set[int]:
        """Those of some reports whose title has a folded word, the letters of which may stand for characters.

        The reports are all of a range of numbers.

        ``heed`` is called again and again, and raises where nobody wants to know any more.
        """
        self._use(table)
        assert self._spelling is not None  # noqa: S101 -- just made
        fixed = [(at, char) for at, char in enumerate(word) if char not in table]
        expression = self._spelling.expression(word)
        found: set[int] = set()
        for at in self._asked(numbers, span):
            heed()
            found |= self._block(at).having(expression, fixed)
        return found & numbers

    def ready(self, table: Initials, at: int) -> None:
        """Have a block ready before it is asked for."""
        self._use(table)
        self._block(at)

    def blocks(self) -> range:
        """The blocks that there are."""
        return range(self._last() // BLOCK + 1)

    def _use(self, table: Initials) -> None:
        if self._spelling is None or self._spelling.table is not table:
            self._spelling, self._blocks = Spelling(table), {}

    def _asked(self, numbers: AbstractSet[int], span: range) -> list[int]:
        """The blocks that some reports are in, all of a range."""
        if len(numbers) < BLOCK:
            return sorted({number // BLOCK for number in numbers})
        return list(self.blocks()[span.start // BLOCK : span.stop // BLOCK + 1])

    def _block(self, at: int) -> Block:
        known = self._blocks.get(at)
        if known is None:
            known = self._read(at)
            if self._last() >= (at + 1) * BLOCK:
                self._blocks[at] = known  # nothing will be added to it
        return known

    def _read(self, at: int) -> Block:
        assert self._spelling is not None  # noqa: S101 -- told by who asks
        rows = self._database.execute(
            "SELECT number, title FROM report WHERE number BETWEEN ? AND ?", (at * BLOCK, (at + 1) * BLOCK - 1)
        ).fetchall()
        text = fold(END.join((title or "").replace(END, " ") for _, title in rows))
        titles = text.split(END)
        starts = [0, *accumulate(len(title) + 1 for title in titles)][: len(rows)]
        return Block([number for number, _ in rows], titles, self._spelling.written(text, END), starts)

    def _last(self) -> int:
        return int(self._database.execute("SELECT max(number) FROM report").fetchone()[0] or 0)
