"""Finding the reports under some paths; apart from the corpus, because a list of names needs nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsing.causes import told_by_system
from parsing.formats import FORMATS, JSON_LINES, LINE_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = frozenset[str]().union(*(form.suffixes for form in FORMATS if form.walked))
"""Files that a folder's walk takes for reports; a file named by the user is read whatever its name."""


class Failure(NamedTuple):
    """A path that gave no report, and why, in a few words."""

    path: str
    cause: str


def walk(paths: Iterable[str | Path]) -> Iterator[Path | Failure]:
    """The addresses of the reports under the paths: files as given, folders in order of name, hidden files left out.

    A JSON Lines file gives one address for each of its lines that is not blank: ``reports.jsonl#12``.
    """
    for path in map(Path, paths):
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            line = LINE_ADDRESS.fullmatch(str(path))
            yield path if line and Path(line["file"]).is_file() else Failure(str(path), "no such file or folder")
            continue
        except OSError as error:
            yield Failure(str(path), told_by_system(error))
            continue
        yield from _walk_folder(path) if stat.S_ISDIR(mode) else _reports(path)


def _walk_folder(root: Path) -> Iterator[Path | Failure]:
    errors: list[OSError] = []
    empty = True
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                empty = False
                yield from _reports(Path(folder, name))
    yield from (Failure(str(error.filename), told_by_system(error)) for error in errors)
    if empty and not errors:
        yield Failure(str(root), "no reports in this folder")


def _reports(path: Path) -> Iterator[Path | Failure]:
    """The file itself, or each line of a file of lines."""
    if path.suffix.lower() not in JSON_LINES:
        yield path
        return
    empty = True
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    empty = False
                    yield path.with_name(f"{path.name}#{number}")
    except OSError as error:
        yield Failure(str(path), told_by_system(error))
        return
    if empty:
        yield Failure(str(path), "the file is empty")
