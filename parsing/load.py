"""From an address to decoded text: the only place that reads a report's bytes.

An address is the path of a file, or one line of a JSON Lines file: ``reports.jsonl#12``.
"""

from __future__ import annotations

import os
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsing.causes import told_by_system
from parsing.decoding import DecodingError
from parsing.formats import JSON_LINES, LINE_ADDRESS, PLAIN, FormatError, format_of, read_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.formats import Format
    from parsing.spans import Span


class LoadError(Exception):
    """A file that is no report. ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause

    def __reduce__(self) -> tuple[type[LoadError], tuple[str, str]]:
        """Exceptions are pickled by their message alone, which is not what this one is made from."""
        return LoadError, (self.path, self.cause)


@dataclass(frozen=True, slots=True)
class Source:
    """A report as its file holds it.

    ``text`` is what raw offsets count in: the decoded file, or for a format with markup its lines of text (see
    :mod:`parsing.formats`). ``digest``: BLAKE2b of the report's bytes and of its format's name, 128 bits, hex; it names
    the report wherever the file lies. ``aside`` and ``metadata`` are the format's, see
    :class:`parsing.formats.Content`.
    """

    path: str
    text: str
    encoding: str
    digest: str
    aside: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


def load(path: Path | str) -> Source:
    """Read and decode one report.

    Raises:
        LoadError: it is missing, unreadable, empty, not text, or needs a library that is not installed.
    """
    name = shown(path)
    try:
        data = _bytes(str(path))
    except OSError as error:
        raise LoadError(name, told_by_system(error)) from error
    except FormatError as error:
        raise LoadError(name, str(error)) from error
    return decoded(name, str(_line_address(path) or path), data)


def decoded(name: str, file: str, data: bytes) -> Source:
    """Decode one report whose bytes were read already.

    Args:
        name: what the report is called.
        file: a file name whose suffix tells the format; that of a line of a file is the file's.
        data: the report's bytes.

    Raises:
        LoadError: they are empty, not text, or need a library that is not installed.
    """
    if not data.strip():
        raise LoadError(name, "the file is empty")
    form = format_of(file, data)
    try:
        content = read_as(form, data)
    except (DecodingError, FormatError) as error:
        raise LoadError(name, str(error)) from error
    return Source(name, content.text, content.encoding, digest(form, data), content.aside, content.metadata)


def digest(form: Format, data: bytes) -> str:
    """What names a report of these bytes, see :class:`Source`."""
    kind = b"" if form is PLAIN else form.kind.encode()
    return blake2b(data, digest_size=16, person=kind).hexdigest()


def shown(path: Path | str) -> str:
    """A path as text that can be written anywhere: bytes of a name that are no UTF-8 become U+FFFD."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _bytes(path: str) -> bytes:
    """The bytes of the report at an address.

    Raises:
        FormatError: there is no such line, or a file of many reports without saying which.
    """
    address = _line_address(path)
    if address is None and Path(path).suffix.lower() in JSON_LINES:
        address = LineAddress(path, None)
    return Path(path).read_bytes() if address is None else _line(address)


class LineAddress(NamedTuple):
    """A line of a file, counted from 1; without a number the only line that is not blank."""

    file: str
    number: int | None

    def __str__(self) -> str:
        return self.file


def _line_address(path: Path | str) -> LineAddress | None:
    """The address of a line; a file whose own name looks like one is a file."""
    found = LINE_ADDRESS.fullmatch(str(path))
    if found is None or os.path.lexists(path):
        return None
    return LineAddress(found["file"], int(found["line"]))


def _line(address: LineAddress) -> bytes:
    with Path(address.file).open("rb") as file:
        status = os.fstat(file.fileno())
        starts = _starts(address.file, status.st_mtime_ns, status.st_size)
        if address.number is None:
            written = [number for number, line in enumerate(file, 1) if line.strip()]
            if len(written) > 1:
                raise FormatError(
                    f"holds {len(written)} reports: name one, as in {Path(address.file).name}#{written[0]}"
                )
            return _line(address._replace(number=written[0])) if written else b""
        if address.number > len(starts):
            raise FormatError(f"there is no line {address.number}")
        file.seek(starts[address.number - 1])
        return file.readline().strip()


@lru_cache(maxsize=4)
def _starts(path: str, _modified: int, _size: int) -> array[int]:
    """Where each line of a file begins, so that reading all its reports takes one pass and not one for each."""
    with Path(path).open("rb") as file:
        return array("Q", _offsets(file))


def _offsets(lines: Iterator[bytes]) -> Iterator[int]:
    at = 0
    for line in lines:
        yield at
        at += len(line)
