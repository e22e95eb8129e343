"""The names that reports have, by field, looked through in memory: any stretch of a name can be asked for.

An index of words would have to put together the reports of each of tens of thousands of names for ``place:县``; to look
through a line for each of 100,000 reports takes some hundredths of a second. The lines of a field are read when it is
first asked for, and those that were filed since, whenever it is asked again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.data.corpus.compression import Compressor
from tui.data.corpus.present import Present
from tui.data.corpus.titles import Titles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.corpus.filing import Filed

FIELDS = ("person", "title", "org", "place", "doc", "source", "what", "unit")
BLOCK = 512
"""Reports whose lines are packed together, unless more are filed at once."""
EVERYTHING = 1 << 62
"""A number that no report has, beyond all that any has."""
BORDER, END = "\x1f", "\x1e"
"""Between two names of a report, and between two reports."""
PLAIN = str.maketrans({BORDER: " ", END: " "})


class Names:
    """The names of an open index, each field read when it is first asked for.

    Attributes:
        titles: the titles, which can also be searched by initials.
        present: the numbers of the reports that are in the corpus now.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._compressor = Compressor()
        self._lines: dict[str, list[str]] = {}
        self.titles = Titles(database)
        self.present = Present(database)

    def put(self, first: int, filed: Sequence[Filed]) -> None:
        """Keep the names of some reports, whose numbers follow each other; to be called within a transaction."""
        if not filed:
            return
        found = [lines(each) for each in filed]
        last = self._database.execute("SELECT max(first) FROM names WHERE field = ?", (FIELDS[0],)).fetchone()[0]
        for field in FIELDS:
            before = self._block(field, last) if last is not None else []
            follows = last is not None and last + len(before) == first and len(before) + len(filed) <= BLOCK
            start, whole = (last, before) if follows else (first, [])
            whole = whole + [line[field] for line in found]
            packed = self._compressor.pack(END.join(whole).encode("utf-8", "surrogatepass"))
            row = field, start, first + len(filed) - 1, packed
            self._database.execute("INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?)", row)

    def having(self, field: str, needle: str, first: int, last: int) -> set[int]:
        """The numbers in ``[first, last]`` of reports with a name that contains ``needle``; some may be gone."""
        known = self._of(field, last)
        return {number for number, line in enumerate(known[first : last + 1], first) if needle in line}

    def among(self, field: str, needle: str, numbers: AbstractSet[int]) -> set[int]:
        """Those of ``numbers`` whose reports have a name that contains ``needle``."""
        known = self._of(field, max(numbers, default=0))
        return {number for number in numbers if number < len(known) and needle in known[number]}

    def of(self, field: str, number: int) -> list[str]:
        """The names of a report."""
        known = self._lines.get(field, ())
        if number >= len(known):
            known = self._of(field, number)
        return known[number].split(BORDER)

    def counted(self, field: str, numbers: Iterable[int] | None = None) -> Counter[str]:
        """All names of a field, or those of some reports, with the number of reports that have each.

        Of all, reports that are gone count too.
        """
        known = self._of(field)
        lines = known if numbers is None else (known[number] for number in numbers)
        return Counter(name for line in lines if line for name in line.split(BORDER) if name)

    def _of(self, field: str, upto: int = EVERYTHING) -> list[str]:
        """The line of each report up to a number, by its number; it may be more."""
        known = self._lines.setdefault(field, [""])
        if upto < len(known):
            return known
        rows = self._database.execute(
            "SELECT first, packed FROM names WHERE field = ? AND first BETWEEN ? AND ? AND last >= ? ORDER BY first",
            (field, len(known) - BLOCK, upto, len(known)),
        )
        for first, packed in rows.fetchall():
            known.extend([""] * (first - len(known)))
            known[first:] = self._unpacked(packed)
        return known

    def _block(self, field: str, first: int) -> list[str]:
        row = self._database.execute(
            "SELECT packed FROM names WHERE field = ? AND first = ?", (field, first)
        ).fetchone()
        return self._unpacked(row[0]) if row else []

    def _unpacked(self, packed: bytes) -> list[str]:
        return self._compressor.unpack(packed).decode("utf-8", "surrogatepass").split(END)


def lines(new: Filed) -> dict[str, str]:
    """The line of a report in each field."""
    names: dict[str, dict[str, None]] = {field: {} for field in FIELDS}
    for field, text in new.values:
        names[field][text] = None
    if new.named is not None:
        names["title"][new.named] = None
    for what, unit, _ in new.figures:
        names["unit"][unit] = None
        if what is not None:
            names["what"][what] = None
    return {field: _line(found) for field, found in names.items()}


def _line(names: Iterable[str]) -> str:
    return BORDER.join(name.translate(PLAIN) for name in names)
