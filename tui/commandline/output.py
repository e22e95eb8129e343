"""Standard output: UTF-8 whatever the locale, and on a terminal nothing that the terminal would obey."""

from __future__ import annotations

import io
import sys
from typing import IO, TYPE_CHECKING, cast

from tui.harmless import lines, one_line

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def stream() -> IO[bytes]:
    """Standard output as bytes of UTF-8, made harmless where it is a terminal."""
    if sys.stdout.isatty():
        return cast("IO[bytes]", _Terminal())
    return sys.stdout.buffer


def write_line(data: bytes) -> None:
    """Write UTF-8 text and a line break."""
    stream().write(data + b"\n")


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"yibao: {one_line(message)}\n")


class _Terminal(io.BufferedIOBase):
    """Passes whole characters on to a terminal, with escapes for those that it would obey."""

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        done = bytes(data)
        sys.stdout.buffer.write(lines(done.decode()).encode())
        return len(done)
