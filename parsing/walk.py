"""Finding the reports under some paths; apart from the corpus, because a list of names needs nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsing.causes import told_by_system
from parsing.formats import FORMATS, JSON_LINES, LINE_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


def files_under(root: str | Path, wanted: Callable[[str], bool]) -> Iterator[str | Failure]:
    """The files in a folder, then those in its folders, by name; hidden ones are left out, and so are links to folders.

    A pipe or a device is a failure: whoever opened it would wait for ever for what somebody else may write.
    """
    try:
        with os.scandir(root) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(root), told_by_system(error))
        return
    for entry in entries:
        if wanted(entry.name):
            yield from [entry.path] if entry.is_file(follow_symlinks=False) else _others(Path(entry.path))
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files_under(entry.path, wanted)


def _others(path: Path) -> Iterator[str | Failure]:
    """What is no plain file: a link to one or to nowhere is read as the file it stands for."""
    if path.is_file() or not path.exists():
        yield str(path)
    elif not path.is_dir():
        yield Failure(str(path), "not a regular file")


def _walk_folder(root: Path) -> Iterator[Path | Failure]:
    empty = True
    for found in files_under(root, lambda name: Path(name).suffix.lower() in SUFFIXES):
        empty = False
        yield from [found] if isinstance(found, Failure) else _reports(Path(found))
    if empty:
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
