"""What a file of marks would change, worked out before anything is changed: for the command line and for the reader.

Between :mod:`tui.data.exchange.importing`, which works on one report at a time, and the store, which is not touched
here.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from parsing.causes import told_by_system
from tui.data.exchange.document import Document, Problem
from tui.data.exchange.formats import FORMATS, Format
from tui.data.exchange.importing import Match, taken
from tui.data.exchange.sniffing import sniffed
from tui.data.journal import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from parsing.record import Annotation


SPOILT = (
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    msgspec.MsgspecError,
)
"""What a file may raise that is not what its format says.

RuntimeError comes of one that is encrypted, packed in an unknown way or nested too deep."""


class UnreadableError(Exception):
    """The file holds no marks in the format it is said to be in. ``str()`` names it and the cause."""


class Contents(NamedTuple):
    """What a file holds: its format, the marks by report, and what of it cannot be taken."""

    format: Format
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


class ImportPlan(NamedTuple):
    """What would be done: the changes, how many marks are there already, and what there is to tell."""

    changes: tuple[Change, ...]
    known: int
    problems: tuple[Problem, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that get marks, in order."""
        return tuple(dict.fromkeys(change.report for change in self.changes))


def contents(path: Path, named: str | None = None) -> Contents:
    """All that a file holds, in the format that is named or that it is found to be in.

    Raises:
        UnreadableError: it cannot be read, or is of no known format, or not of this one.
    """
    try:
        name = named or sniffed(path)
    except OSError as error:
        raise UnreadableError(f"{path}: {told_by_system(error)}") from error
    if name is None:
        raise UnreadableError(f"{path}: of no known format; name it with --format")
    found = [*_read(path, FORMATS[name])]
    documents = tuple(one for one in found if isinstance(one, Document) and one.marks)
    return Contents(FORMATS[name], documents, tuple(one for one in found if isinstance(one, Problem)))


def _read(path: Path, format: Format) -> Iterator[Document | Problem]:  # noqa: A002 -- its name everywhere
    if format.read is None:
        raise UnreadableError(f"{path}: a table holds no marks")
    try:
        yield from format.read(path)
    except OSError as error:
        raise UnreadableError(f"{path}: {told_by_system(error)}") from error
    except SPOILT as error:
        raise UnreadableError(f"{path}: {error}") from error


def planned(
    matches: Iterable[Match | Problem],
    present: Callable[[str], Sequence[Annotation]],
    format: Format,  # noqa: A002 -- as above
    now: datetime,
) -> ImportPlan:
    """What taking in the marks would change, beside those ``present`` on each report."""
    problems: list[Problem] = []
    changes: dict[tuple[str, str], Change] = {}
    known = 0
    for match in matches:
        if isinstance(match, Problem):
            problems.append(match)
            continue
        report = match.reading.report.id
        there = [*present(report), *(change.mark for change in changes.values() if change.report == report)]
        found = taken(match, there, format, now)
        changes.update({(report, mark.id): Change("add", report, mark) for mark in found.new})
        problems += found.problems
        known += found.known
    return ImportPlan(tuple(changes.values()), known, tuple(problems))
