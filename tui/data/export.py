"""Records handed on to other programs: as they are, with the user's annotations, or flattened to tables.

Nothing wrong leaves the program: every span is checked against its text as it is written, and a file appears whole
or not at all, so that a failed export never costs an earlier one.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO, TYPE_CHECKING, TypeAlias

import msgspec

from parsing.record import FORMAT, Annotation, Report, encode
from tui.data.checks import check
from tui.data.tables import MEASURES, METRICS, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Marked: TypeAlias = tuple[Report, tuple[Annotation, ...]]


class ExportError(Exception):
    """An export that could not be made. ``str()`` is one line that names the file and the cause."""


def export(items: Iterable[Marked], path: Path, format: str) -> int:  # noqa: A002 -- the command line's own word
    """Write reports with their annotations to a file; how many were written.

    Raises:
        ExportError: an item's span does not hold its text, or the file cannot be written; an earlier file stays.
    """
    try:
        with replacing(path) as stream:
            return write(items, stream, format)
    except OSError as error:
        raise ExportError(f"{path}: {(error.strerror or str(error)).lower()}") from error


def write(items: Iterable[Marked], stream: IO[bytes], format: str) -> int:  # noqa: A002 -- as above
    """Write reports with their annotations to a stream of bytes; how many were written.

    Raises:
        ExportError: an item's span does not hold its text.
    """
    return FORMATS[format](map(_checked, items), stream)


def _checked(item: Marked) -> Report:
    report = msgspec.structs.replace(item[0], annotations=item[1])
    try:
        check(report)
    except ValueError as error:
        raise ExportError(f"{report.path}: {error}") from error
    return report


def _write_json(reports: Iterable[Report], stream: IO[bytes]) -> int:
    """One object that names the format, a record a line inside."""
    stream.write(b'{"format": "%s", "reports": [' % FORMAT.encode())
    count = 0
    for report in reports:
        stream.write(b",\n" if count else b"\n")
        stream.write(encode(report))
        count += 1
    stream.write(b"\n]}\n")
    return count


def _write_lines(reports: Iterable[Report], stream: IO[bytes]) -> int:
    count = 0
    for report in reports:
        stream.write(encode(report) + b"\n")
        count += 1
    return count


FORMATS: Mapping[str, Callable[[Iterable[Report], IO[bytes]], int]] = {
    "json": _write_json,
    "jsonl": _write_lines,
    "metrics.csv": lambda reports, stream: write_table(METRICS, reports, stream),
    "measures.csv": lambda reports, stream: write_table(MEASURES, reports, stream),
}
"""How each format is written; each writer takes checked reports and returns their number."""


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream that takes the place of the file when all went well; a device or a pipe is written to as it is."""
    target = Path(os.path.realpath(path))
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f".{target.name[:40]}.{token_hex(4)}.part")
    try:
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
