"""Records as they are, ``yibao/1``, with their annotations: one object for all, or a record a line."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import msgspec

from parsing.record import FORMAT, Report, encode
from tui.data.exchange.document import Document, Problem
from tui.data.exchange.reading import lines, text
from tui.data.exchange.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def write_json(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """One object that names the format, a record a line inside."""
    stream.write(b'{"format": "%s", "reports": [' % FORMAT.encode())
    count = 0
    for report in reports:
        stream.write(b",\n" if count else b"\n")
        stream.write(encode(report))
        count += 1
    stream.write(b"\n]}\n")
    return Written(count)


def write_lines(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """A record a line."""
    count = 0
    for report in reports:
        stream.write(encode(report) + b"\n")
        count += 1
    return Written(count)


def read_json(path: Path) -> Iterator[Document | Problem]:
    """The marks of the records in one object."""
    whole = msgspec.json.decode(text(path), type=_Whole)
    for number, entry in enumerate(whole.reports, 1):
        yield _document(f"{path}: report {number}", entry)


def read_lines(path: Path) -> Iterator[Document | Problem]:
    """The marks of the records, a line each."""
    for where, line in lines(path):
        yield _document(where, msgspec.Raw(line.encode()))


class _Whole(msgspec.Struct):
    format: str
    reports: list[msgspec.Raw]


def _document(where: str, entry: msgspec.Raw) -> Document | Problem:
    try:
        report = msgspec.json.decode(entry, type=Report)
    except (RecursionError, msgspec.MsgspecError) as error:
        return Problem(where, f"not a record of {FORMAT}: {error}")
    return Document(where, report.id, report.path, report.text, report.annotations, of_source=True)
