"""Finding the report files under some paths; apart from the corpus, because a list of names needs nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""Files that a folder's walk takes for reports; a file named by the user is read whatever its name."""


class Failure(NamedTuple):
    """A path that gave no report, and why, in a few words."""

    path: str
    cause: str


def walk(paths: Iterable[str | Path]) -> Iterator[Path | Failure]:
    """The report files under the paths: files as given, folders in order of name, hidden files left out."""
    for path in map(Path, paths):
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            yield Failure(str(path), "no such file or folder")
            continue
        except OSError as error:
            yield Failure(str(path), (error.strerror or "unreadable").lower())
            continue
        if stat.S_ISDIR(mode):
            yield from _walk_folder(path)
        else:
            yield path


def _walk_folder(root: Path) -> Iterator[Path | Failure]:
    errors: list[OSError] = []
    empty = True
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                empty = False
                yield Path(folder, name)
    yield from (Failure(str(error.filename), (error.strerror or "unreadable").lower()) for error in errors)
    if empty and not errors:
        yield Failure(str(root), "no reports in this folder")
