"""The connection to an index's file, and what is told where there can be none."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec
import zstandard

if TYPE_CHECKING:
    from pathlib import Path

WAIT = 60
"""Seconds that one process waits for another's batch."""
UNREADABLE = (sqlite3.Error, zstandard.ZstdError, msgspec.MsgspecError)
"""What an index raises whose file is damaged, locked or on a full disk."""


class CorpusError(Exception):
    """An index that cannot be used; ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: {cause}")


def connected(path: Path) -> sqlite3.Connection:
    """A connection to an index's file, whatever that is; its folder is made.

    Raises:
        CorpusError: the file cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    except OSError as error:
        raise CorpusError(path, (error.strerror or str(error)).lower()) from error
    except sqlite3.Error as error:
        raise CorpusError(path, str(error).lower()) from error
