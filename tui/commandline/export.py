"""``yibao export``: records with their annotations, those that a query wants."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commandline.asked import asked
from tui.commandline.output import complain, stream
from tui.commandline.reports import ReadReports
from tui.commandline.store import usual
from tui.data.anchors import place
from tui.data.excerpt import excerpt
from tui.data.export import FORMATS, ExportError, Marked, export, told, write
from tui.data.store import Store, StoreError
from tui.data.subject import Subject

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from tui.data.query import Query


def run(options: Namespace) -> int:
    """Write the records in the order of the paths, to a file or to standard output."""
    query = asked(options.where)
    if query is None:
        return 2
    if options.only_matching and not query.itemised:
        complain("--only-matching needs a --where with metric: value unit: measure: or status:")
        return 2
    if options.output is None and FORMATS[options.format].members and sys.stdout.isatty():
        complain(f"{options.format} is a folder or a zip of one, and no text: name it with --output")
        return 2
    reports = ReadReports(options.paths, jobs=options.jobs)
    with ExitStack() as stack:
        try:
            store = _store(options.store, stack)
            items = selected(reports, query, store, only_matching=options.only_matching)
            if options.output is None:
                done = write(items, stream(), options.format)
            else:
                done = export(items, Path(options.output), options.format)
        except (StoreError, ExportError) as error:
            complain(str(error))
            return 1
    if any(done.lost.values()):
        complain(f"{options.format} cannot carry, and leaves out: {told(done.lost)}")
    if options.output is None and done.beside:
        complain(f"{options.format} has a second file ({', '.join(done.beside)}), which only --output writes")
    return reports.status


def selected(
    reports: ReadReports, query: Query, store: Store | None, *, only_matching: bool = False
) -> Iterator[Marked]:
    """The reports that the query wants, with their annotations placed; or only what of them it asks for."""
    read = store.read_ids() if store else set()
    for reading in reports:
        report = reading.report
        marks = store.annotations(report.id) if store else ()
        placed = tuple(place(reading, mark) for mark in marks)
        subject = Subject(report, placed, report.id in read)
        if query.matches(subject):
            yield Marked(excerpt(subject, query) if only_matching else report, placed, reading.source)


def _store(named: str | None, stack: ExitStack) -> Store | None:
    """The store of annotations. None where there is none yet: an export must not make one."""
    path = Path(named) if named else usual()
    if named and not path.exists():
        raise StoreError(path, "no such file")
    return stack.enter_context(Store(path)) if path.exists() else None
