"""``yibao stats``: how many reports of a corpus have what, as tables and a chart of the weeks."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import msgspec
import plotext
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tui.commandline.asked import asked as understood
from tui.commandline.corpus import opened, tell_undated
from tui.commandline.output import complain, write_line
from tui.data.corpus.connecting import CorpusError
from tui.data.corpus.figures import figures
from tui.data.corpus.search import SearchResult
from tui.harmless import one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from tui.data.corpus.figures import Figures

WIDE = 100
HEIGHT = 12
FEW = 2
"""Weeks from which on a chart says something."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """That whoever reads has had enough is no error, as in every other command: see :mod:`tui.cli`."""
        raise BrokenPipeError


def run(options: Namespace) -> int:
    """Write the counts."""
    if understood(options.where) is None:
        return 2
    try:
        with opened(options) as index:
            found = figures(index, SearchResult(index, options.where, once=options.distinct).numbers(), options.most)
            tell_undated(index, options.where, once=options.distinct)
    except CorpusError as error:
        complain(str(error))
        return 1
    if options.json:
        write_line(msgspec.json.format(msgspec.json.encode(found._asdict())))
    else:
        show(found)
    return 0


def show(found: Figures) -> None:
    """Tables side by side where there is room, and the weeks as bars."""
    width = shutil.get_terminal_size((WIDE, 24)).columns
    console = _Console(width=width, highlight=False, markup=False)
    console.print(f"{found.reports} report{'' if found.reports == 1 else 's'}")
    tables = [
        _table(("measure", "done", "required"), found.categories),
        _table(("place", "reports"), found.places),
        _table(("source", "reports"), found.sources),
    ]
    console.print(Columns([table for table in tables if table.rows], padding=(1, 3)))
    if len(found.weeks) >= FEW:
        console.print(f"reports a week, {found.weeks[0][0]} to {found.weeks[-1][0]}")
        console.print(Text.from_ansi(chart(found.weeks, min(width, WIDE))))
    sys.stdout.flush()


def chart(weeks: Sequence[tuple[str, int]], width: int) -> str:
    """The weeks as bars; plotext gets only digits and ASCII letters, because it counts cells by characters."""
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plot_size(width, HEIGHT)
    names, reports = zip(*weeks, strict=True)
    places = list(range(len(names)))
    plotext.bar(places, list(reports), width=0.6)
    every = max(1, len(names) // max(1, width // 12))
    plotext.xticks(places[::every], list(names[::every]))
    most = max(1, *reports)
    plotext.ylim(0, most)
    plotext.yticks(sorted({0, most // 2, most}))  # by itself plotext parts the axis into fractions of a report
    return str(plotext.build())


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for at, head in enumerate(heads):
        table.add_column(head, justify="right" if at else "left")
    for row in rows:
        table.add_row(*(Text(one_line(str(value))) for value in row))
    return table
