"""``yibao import``: marks that another program, or another reader, wrote, taken into the store."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui import settings
from tui.commandline.harmless import one_line
from tui.commandline.output import complain, write_line
from tui.commandline.reports import Reports
from tui.commandline.store import usual
from tui.data import paths
from tui.data.exchange.document import Document, Problem
from tui.data.exchange.formats import FORMATS, Format
from tui.data.exchange.importing import Match, matched, taken
from tui.data.exchange.sniffing import sniffed
from tui.data.journal import Change
from tui.data.store import Store, StoreError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator


class UnreadableError(Exception):
    """The file holds no marks in the format it is said to be in. ``str()`` is one line that names it and the cause."""


def run(options: Namespace) -> int:
    """Take in what can be; 1 where something could not."""
    path = Path(options.file)
    reports = Reports(options.paths, jobs=options.jobs)
    try:
        format = _format(path, options.format)  # noqa: A001 -- the command line's own word
        found = [*_read(path, format)]
        with Store(Path(options.store) if options.store else usual()) as store:
            problems = [one for one in found if isinstance(one, Problem)]
            documents = [one for one in found if isinstance(one, Document) and one.marks]
            problems += _taken_in(store, matched(documents, reports), format)
    except (UnreadableError, StoreError) as error:
        complain(str(error))
        return 1
    for where, cause in problems:
        complain(f"{where}: {cause}")
    return 1 if problems else reports.status


def _format(path: Path, named: str | None) -> Format:
    try:
        name = named or sniffed(path)
    except OSError as error:
        raise UnreadableError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    if name is None:
        raise UnreadableError(f"{path}: of no known format; name it with --format")
    return FORMATS[name]


def _read(path: Path, format: Format) -> Iterator[Document | Problem]:  # noqa: A002 -- as above
    """All that the file holds.

    Raises:
        UnreadableError: it is not in this format.
    """
    if format.read is None:
        raise UnreadableError(f"{path}: a table holds no marks")
    try:
        yield from format.read(path)
    except OSError as error:
        raise UnreadableError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, TypeError, AttributeError, msgspec.MsgspecError, zipfile.BadZipFile) as error:
        raise UnreadableError(f"{path}: {one_line(str(error))}") from error


def _taken_in(store: Store, matches: Iterable[Match | Problem], format: Format) -> list[Problem]:  # noqa: A002 -- as above
    """Keep what is new, in one step that can be undone; what there is to tell."""
    problems: list[Problem] = []
    changes: dict[tuple[str, str], Change] = {}
    reports: set[str] = set()
    known = 0
    now = datetime.now(UTC)
    for match in matches:
        if isinstance(match, Problem):
            problems.append(match)
            continue
        report = match.reading.report.id
        present = [*store.annotations(report), *(change.mark for change in changes.values() if change.report == report)]
        found = taken(match, present, format, now)
        changes.update({(report, mark.id): Change("add", report, mark) for mark in found.new})
        problems += found.problems
        reports |= {report} if found.new else set()
        known += found.known
    if changes:
        store.change([*changes.values()], settings.author(settings.load(paths.config_dir())[0]))
    write_line(f"{len(changes)} marks added to {len(reports)} reports, {known} were there already".encode())
    return problems
