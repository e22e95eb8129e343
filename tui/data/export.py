"""Records handed on to other programs: as they are, with the user's annotations, or flattened to tables.

Nothing wrong leaves the program: every span is checked against its text as it is written, and a file appears whole
or not at all, so that a failed export never costs an earlier one.
"""

from __future__ import annotations

from collections import Counter
from secrets import token_hex
from typing import IO, TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from parsing.causes import told_by_system
from tui.data.checks import check
from tui.data.exchange.carried import ASPECTS, fitted
from tui.data.exchange.formats import FORMATS
from tui.data.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from parsing.record import Annotation, Report
    from tui.data.exchange.carried import Aspect
    from tui.data.exchange.formats import Format
    from tui.data.exchange.written import Written

__all__ = ["FORMATS", "ExportError", "Exported", "Marked", "export", "told", "write"]


class Marked(NamedTuple):
    """A report with its marks, placed; and its decoded source, against which their anchors are checked."""

    report: Report
    marks: tuple[Annotation, ...]
    source: str | None = None


ExportItem: TypeAlias = "Marked | tuple[Report, tuple[Annotation, ...]]"


class ExportError(Exception):
    """An export that could not be made. ``str()`` is one line that names the file and the cause."""


class Exported(NamedTuple):
    """How many reports were written, what the format could not carry of their marks, and files that belong beside."""

    number: int
    lost: Mapping[Aspect, int]
    beside: Mapping[str, bytes] = {}


def export(items: Iterable[ExportItem], path: Path, format: str) -> Exported:  # noqa: A002 -- the command line's word
    """Write reports with their annotations to a file, or to a folder where the format is one and the name fits.

    Raises:
        ExportError: an item's span does not hold its text, or the file cannot be written; an earlier file stays.
    """
    try:
        if FORMATS[format].members and path.suffix.lower() != ".zip" and not _is_special(path):
            return _folder(items, path, FORMATS[format])
        with replacing(path) as stream:
            done = write(items, stream, format)
        for ending, data in done.beside.items():
            with replacing(path.with_suffix(ending)) as stream:
                stream.write(data)
    except OSError as error:
        raise ExportError(f"{path}: {told_by_system(error)}") from error
    return done


def write(items: Iterable[ExportItem], stream: IO[bytes], format: str) -> Exported:  # noqa: A002 -- as above
    """Write reports with their annotations to a stream of bytes.

    Raises:
        ExportError: an item's span does not hold its text.
    """
    lost: Counter[Aspect] = Counter()
    done: Written = FORMATS[format].write(_fitted(items, FORMATS[format], lost), stream)
    return Exported(done.number, lost, done.beside)


def told(lost: Mapping[Aspect, int]) -> str:
    """What was left out, as a list in words: ``3 notes, 1 relation``."""
    return ", ".join(
        f"{lost[aspect]} {names[lost[aspect] != 1]}" for aspect, names in ASPECTS.items() if lost.get(aspect)
    )


def _folder(items: Iterable[ExportItem], path: Path, format: Format) -> Exported:  # noqa: A002 -- as above
    """Write the members of a format into a folder that is not there yet, or is empty."""
    if format.members is None:
        raise ValueError("this format is no folder")
    lost: Counter[Aspect] = Counter()
    number = 0
    part = path.with_name(f".{path.name[:40]}.{token_hex(4)}.part")
    part.mkdir()
    try:
        for name, data in format.members(_fitted(items, format, lost)):
            (part / name).write_bytes(data)
            number += name.endswith(".ann")
        part.rename(path)  # takes the place of an empty folder, of nothing else
    except BaseException:
        for file in part.iterdir():
            file.unlink()
        part.rmdir()
        raise
    return Exported(number, lost)


def _is_special(path: Path) -> bool:
    """Whether the path is a device or a pipe, which takes a stream."""
    return path.exists() and not path.is_dir() and not path.is_file()


def _fitted(
    items: Iterable[ExportItem],
    format: Format,  # noqa: A002 -- as above
    lost: Counter[Aspect],
) -> Iterator[Report]:
    """The reports, checked, with what the format can carry of their marks; what it cannot is counted."""
    for item in items:
        report = _checked(Marked(*item))
        marks, left = fitted(report.text, report.annotations, format.carries, format.refuses)
        lost.update(left)
        yield msgspec.structs.replace(report, annotations=marks)


def _checked(item: Marked) -> Report:
    report = msgspec.structs.replace(item.report, annotations=item.marks)
    try:
        check(report)
        if item.source is not None:
            _check_anchors(item.marks, item.source)
    except ValueError as error:
        raise ExportError(f"{report.path}: {error}") from error
    return report


def _check_anchors(marks: Iterable[Annotation], source: str) -> None:
    """See that what the marks quote is what stands there.

    Raises:
        ValueError: it is not; orphans, which have no place, are not asked.
    """
    for mark in marks:
        for anchor in (mark, mark.to):
            if anchor is not None and anchor.start is not None and anchor.raw.of(source) != anchor.exact:
                raise ValueError(f"annotation {mark.id} is not what stands at {anchor.raw.start}..{anchor.raw.end}")
