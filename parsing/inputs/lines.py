"""Files of lines, compressed or not: each line with its number, whatever the lines before it were like."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from parsing.formats import JSON_LINES, FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP, ZSTD = ".gz", ".zst"
PIECE = 1 << 20
"""Bytes of an endless line that are read at a time."""
NEEDED = "needs an optional part: pip install 'yibao[corpus]'"


class Line(NamedTuple):
    """A line that is not blank, or why there is none. Numbers count from 1."""

    number: int
    data: bytes | None
    cause: str = ""


def holds_lines(name: str) -> bool:
    """Whether a file of this name is a file of lines."""
    return any(name.lower().removesuffix(packed).endswith(tuple(JSON_LINES)) for packed in (GZIP, ZSTD))


def lines(file: IO[bytes], name: str, longest: int) -> Iterator[Line]:
    """The lines of an open file. A line of more bytes than ``longest`` is skipped and named.

    Raises:
        FormatError: the library that unpacks such a file is not installed.
        OSError: the file cannot be read.
    """
    number = 0
    try:
        unpacked = _unpacked(file, name)
        while line := unpacked.readline(longest + 1):
            number += 1
            if len(line) > longest and not line.endswith(b"\n"):
                _skip(unpacked)
                yield Line(number, None, f"a line of more than {_shown(longest)}")
            elif line.strip():
                yield Line(number, line.strip())
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Line(number + 1, None, _broken("gzip", error))
    except OSError as error:
        if error.errno is not None or not name.lower().endswith(ZSTD):
            raise
        yield Line(number + 1, None, _broken("zstd", error))


def _unpacked(file: IO[bytes], name: str) -> IO[bytes]:
    suffix = name.lower()
    if suffix.endswith(GZIP):
        return cast("IO[bytes]", gzip.open(file))
    if suffix.endswith(ZSTD):
        try:
            import pyarrow as pa  # noqa: PLC0415 -- an optional part
        except ImportError as error:
            raise FormatError(NEEDED) from error
        return io.BufferedReader(pa.CompressedInputStream(file, "zstd"))
    return file


def _skip(file: IO[bytes]) -> None:
    """Go to the next line, keeping nothing."""
    while piece := file.readline(PIECE):
        if piece.endswith(b"\n"):
            return


def _broken(kind: str, error: Exception) -> str:
    ended = isinstance(error, EOFError) or "truncated" in str(error).lower()
    return f"the {kind} file ends too early" if ended else f"the {kind} file is damaged"


def _shown(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size} bytes"
