"""The files under some paths, and the reports in each of them."""

from __future__ import annotations

import glob
import os
import stat
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from parsing.causes import told_by_system
from parsing.formats import FormatError
from parsing.inputs.lines import NEEDED, holds_lines, lines
from parsing.inputs.report_input import MANY, Input
from parsing.inputs.rows import PARQUET, rows
from parsing.walk import SUFFIXES, Failure, files_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LONGEST_LINE = 64_000_000
"""Bytes of a line from which on it is taken for damage."""


class File(NamedTuple):
    """A file on this machine or elsewhere. ``open`` raises ``OSError``."""

    path: str
    size: int
    modified: int
    open: Callable[[], IO[bytes]]


@dataclass(slots=True)
class Files:
    """The files under some paths, looked up once; ``failures`` are the paths that could not be looked at."""

    found: list[File] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @classmethod
    def under(cls, paths: Iterable[str]) -> Files:
        """Files as given, folders and globs in order of name, hidden files left out, URLs as fsspec knows them."""
        made = cls()
        for path in paths:
            made._add(path)
        return made

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return sum(file.size for file in self.found)

    def _add(self, path: str) -> None:
        before = len(self.found) + len(self.failures)
        try:
            if "://" in path:
                self.found += _remote(path)
            elif os.path.lexists(path) or not glob.has_magic(path):
                self._local(path)
            else:
                for name in sorted(glob.glob(path, recursive=True)):  # noqa: PTH207 -- a pattern may be absolute
                    self._local(name)
        except (OSError, FormatError) as error:
            self.failures.append(Failure(path, cause(error)))
        if len(self.found) + len(self.failures) == before:
            self.failures.append(Failure(path, "no reports here"))

    def _local(self, path: str) -> None:
        try:
            status = Path(path).stat()
        except OSError as error:
            self.failures.append(Failure(path, cause(error)))
            return
        if not stat.S_ISDIR(status.st_mode):
            self.found.append(File(path, status.st_size, status.st_mtime_ns, partial(_opened, path)))
            return
        for found in files_under(path, _is_report):
            if isinstance(found, Failure):
                self.failures.append(found)
            else:
                self._local(found)


def inputs(file: File, longest: int = LONGEST_LINE) -> Iterator[Input | Failure]:
    """The reports of a file, in order, and what of it is none; a line's or row's address is ``file#12``."""
    many = _lines if holds_lines(file.path) else _rows if file.path.lower().endswith(PARQUET) else None
    if many is None:
        yield Input(file.path, file.path, file.size, file.modified, partial(_whole, file))
        return
    empty = True
    try:
        with file.open() as opened:
            for found in many(file, opened, longest):
                empty = False
                yield found
    except (OSError, FormatError) as error:
        yield Failure(file.path, cause(error))
        return
    if empty:
        yield Failure(file.path, "the file is empty")


def cause(error: OSError | FormatError) -> str:
    """Why a file cannot be read, in a few words."""
    return (told_by_system(error) if isinstance(error, OSError) else str(error)) or "unreadable"


def _lines(file: File, opened: IO[bytes], longest: int) -> Iterator[Input | Failure]:
    for line in lines(opened, file.path, longest):
        address = f"{file.path}#{line.number}"
        yield Failure(address, line.cause) if line.data is None else _of(file, address, line.data, opened.tell())


def _rows(file: File, opened: IO[bytes], _longest: int) -> Iterator[Input | Failure]:
    for number, row in enumerate(rows(opened), 1):
        yield _of(file, f"{file.path}#{number}", row)


def _of(file: File, address: str, data: bytes, read: int = 0) -> Input:
    return Input(address, MANY, file.size, file.modified, lambda: data, read)


def _opened(path: str) -> IO[bytes]:
    return Path(path).open("rb")


def _whole(file: File) -> bytes:
    with file.open() as opened:
        return opened.read()


def _is_report(name: str) -> bool:
    return holds_lines(name) or Path(name).suffix.lower() in {*SUFFIXES, PARQUET}


def _remote(url: str) -> list[File]:
    """The files at a URL, which may be a folder or a glob.

    Raises:
        FormatError: fsspec, or what it needs for this kind of URL, is not installed, or does not know it.
    """
    try:
        import fsspec  # noqa: PLC0415 -- an optional part
    except ImportError as error:
        raise FormatError(NEEDED) from error
    try:
        system, path = fsspec.url_to_fs(url)
        names = system.find(path) if system.isdir(path) else system.glob(path) if glob.has_magic(path) else [path]
        return [_there(system, name) for name in sorted(names) if name == path or _is_report(name)]
    except (ImportError, ValueError) as error:
        raise FormatError(str(error)) from error


def _there(system: Any, name: str) -> File:
    found = system.info(name)
    told = next(
        (str(found[key]) for key in ("mtime", "LastModified", "last_modified", "etag", "ETag") if found.get(key)), ""
    )
    modified = int.from_bytes(told.encode()[-7:], "big")
    return File(
        system.unstrip_protocol(name),
        found.get("size") or 0,
        modified,
        lambda: cast("IO[bytes]", system.open(name, "rb")),
    )
