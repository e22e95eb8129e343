"""Files that are written whole or not at all, so that a crash in the middle never costs what was there."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = TypeVar("Value", bound=msgspec.Struct)

NAME = 40
"""Characters of a file's name in that of its part, which has to fit the file system too."""


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream of bytes that takes the place of the file when all went well, flushed to the disk.

    Where the path is a symbolic link, what it leads to is replaced; a device or a pipe is written to as it is.

    Raises:
        OSError: it cannot be written; the file that is there stays.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f".{target.name[:NAME]}.{os.urandom(4).hex()}.part")
    try:
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def replace(path: Path, content: bytes) -> None:
    """Write a whole file as :func:`replacing` does; its folder is made when missing.

    Raises:
        OSError: it cannot be written; the file that is there stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        stream.write(content)


def load(path: Path, kind: type[Value]) -> tuple[Value, Path | None]:
    """The value in a small JSON file, or ``kind()`` without one; and the file where it is there but cannot be used."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind), None
    except FileNotFoundError:
        return kind(), None
    except (OSError, RecursionError, msgspec.MsgspecError):
        return kind(), path
