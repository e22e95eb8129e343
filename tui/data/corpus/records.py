"""The records in an index: text and items apart, so that looking for a word unpacks nothing but texts.

What they are packed with is learnt from the first of them. A record has the number of the report that was the first to
have it; copies under other addresses share it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.data.corpus.compression import Compressor, trained
from tui.data.corpus.packing import whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from parsing.record import Report
    from tui.data.corpus.about import About

KINDS = ("text", "items")
AT_ONCE = 500
"""Records packed again, or looked up, at once."""


class Records:
    """The records of an index that is open."""

    def __init__(self, database: sqlite3.Connection, about: About) -> None:
        self._database = database
        self._about = about

    def find(self, identity: str, pipeline: int) -> int | None:
        """The number of the record of these bytes, as a pipeline made it."""
        row = self._database.execute(
            "SELECT record FROM report WHERE id = ? AND pipeline = ?", (bytes.fromhex(identity), pipeline)
        ).fetchone()
        return int(row[0]) if row else None

    def put(self, number: int, parts: tuple[bytes, bytes]) -> None:
        """Keep the record of a report."""
        packed = (packer.pack(part) for packer, part in zip(self._taught, parts, strict=True))
        self._database.execute("INSERT INTO record VALUES (?, ?, ?, ?)", (number, self.trained, *packed))

    def get(self, number: int, path: str) -> Report | None:
        """A record, under a path; ``None`` where it is not kept."""
        row = self._database.execute("SELECT trained, text, items FROM record WHERE number = ?", (number,)).fetchone()
        if row is None:
            return None
        compressors = self._of(row[0])
        return whole(compressors[0].unpack(row[1]), compressors[1].unpack(row[2]), path)

    def texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """The texts, as UTF-8, of some records, those of numbers that are none left out."""
        packers = [self._of(known)[0] for known in (0, 1)]
        for at in range(0, len(numbers), AT_ONCE):
            some = numbers[at : at + AT_ONCE]
            marks = ",".join("?" * len(some))
            statement = f"SELECT number, trained, text FROM record WHERE number IN ({marks})"  # noqa: S608
            rows = self._database.execute(statement, some)
            for number, known, text in rows:
                yield number, packers[known].unpack(text)

    @property
    def trained(self) -> bool:
        """Whether new records are packed with a dictionary."""
        return bool(self._dictionaries[0])

    def learn(self) -> None:
        """Choose the dictionaries, which never change, by the records that there are."""
        samples: tuple[list[bytes], list[bytes]] = ([], [])
        for text, items in self._database.execute("SELECT text, items FROM record WHERE NOT trained"):
            for kind, packed in enumerate((text, items)):
                samples[kind].append(self._plain[kind].unpack(packed))
        found = [trained(each) for each in samples]
        if all(found):
            for name, dictionary in zip(KINDS, found, strict=True):
                self._about.set(f"dictionary of {name}", dictionary)
            self.forget()

    def pack_again(self) -> None:
        """Pack what was packed before there was a dictionary."""
        if not self.trained:
            return
        numbers = [number for (number,) in self._database.execute("SELECT number FROM record WHERE NOT trained")]
        for number in numbers:
            row = self._database.execute("SELECT text, items FROM record WHERE number = ?", (number,)).fetchone()
            packed = [new.pack(old.unpack(data)) for new, old, data in zip(self._taught, self._plain, row, strict=True)]
            self._database.execute(
                "UPDATE record SET trained = 1, text = ?, items = ? WHERE number = ?", (*packed, number)
            )

    def forget(self) -> None:
        """Look again what is known: another process may have learnt, or what was learnt here was not kept."""
        for name in ("_dictionaries", "_taught"):
            self.__dict__.pop(name, None)

    def _of(self, known: int) -> tuple[Compressor, Compressor]:
        if known and not self._dictionaries[0]:
            self.forget()
        return self._taught if known else self._plain

    @cached_property
    def _dictionaries(self) -> list[bytes]:
        return [self._about.get(f"dictionary of {kind}") or b"" for kind in KINDS]

    @cached_property
    def _taught(self) -> tuple[Compressor, Compressor]:
        text, items = self._dictionaries
        return Compressor(text), Compressor(items)

    @cached_property
    def _plain(self) -> tuple[Compressor, Compressor]:
        return Compressor(), Compressor()
