"""``yibao query``: the metrics, measures, entities or reports of a corpus that a query is about."""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from parsing.formats import FormatError
from tui.commandline.asked import asked as understood
from tui.commandline.corpus import opened, tell_undated
from tui.commandline.output import complain, stream
from tui.data.corpus.columns import parquet_rows
from tui.data.corpus.connecting import CorpusError
from tui.data.corpus.search import SearchResult
from tui.data.corpus.tables import TABLES, asked
from tui.data.files import replacing
from tui.data.tables import write_table
from tui.harmless import one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from parsing.record import Report
    from tui.data.tables import ExportTable

SHOWN = frozenset({
    "title", "published", "source", "what", "quantity", "value", "unit", "bound", "scope", "as_of", "category",
    "status", "text", "actor", "label", "norm", "characters", "entities", "metrics", "measures",
})  # fmt: skip
"""Columns of a table on the screen; files have all."""
WIDE = 160
"""Columns of a table that goes to no terminal."""
LONGEST = 60
"""Characters of a cell."""
NARROW = 24
"""Cells of a column, but for that of a measure's or name's own words."""


def run(options: Namespace) -> int:
    """Write the rows in the order in which the reports were filed, or how many reports there are."""
    if understood(where := options.where.strip(), "WHERE") is None:
        return 2
    if options.format == "parquet" and options.output is None:
        complain("--format parquet needs --output FILE")
        return 2
    try:
        with ExitStack() as stack:
            index = stack.enter_context(opened(options))
            found = SearchResult(index, where, once=options.distinct)
            out = stack.enter_context(replacing(Path(options.output))) if options.output else stream()
            if options.count:
                out.write(f"{found.count()}\n".encode())
            else:
                write(asked(found.subjects(options.first), found.query), TABLES[options.table], options.format, out)
            tell_undated(index, where, once=options.distinct)
    except (CorpusError, FormatError) as error:
        complain(str(error))
        return 1
    return 0


def write(reports: Iterable[Report], table: ExportTable, form: str, out: IO[bytes]) -> None:
    """Write the rows of some reports in a format."""
    if form == "csv":
        write_table(table, reports, out)
        return
    rows = (row for report in reports for row in table.rows(report))
    if form == "parquet":
        parquet_rows(table.columns, rows, out)
    elif form == "table":
        _show(table.columns, rows, out)
    else:
        _json(table.columns, rows, out, lines=form == "jsonl")


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: IO[bytes], *, lines: bool) -> None:
    between, ends = (b"\n", (b"", b"\n")) if lines else (b",\n", (b"[\n", b"\n]\n"))
    out.write(ends[0])
    first = True
    for row in rows:
        out.write((b"" if first else between) + msgspec.json.encode(dict(zip(columns, row, strict=True))))
        first = False
    out.write(b"" if first and lines else ends[1])


def _show(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: IO[bytes]) -> None:
    kept = [at for at, name in enumerate(columns) if name in SHOWN]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for at in kept:
        table.add_column(columns[at], no_wrap=True, max_width=None if columns[at] == "text" else NARROW)
    for row in rows:
        table.add_row(*(Text(_cell(row[at])) for at in kept))
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else WIDE
    console = Console(width=width, highlight=False, markup=False, no_color=not terminal)
    with console.capture() as captured:
        console.print(table)
    out.write(captured.get().encode())


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return one_line(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
