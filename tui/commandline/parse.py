"""``yibao parse``: a JSON record a report, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.record import encode
from tui.commandline.output import write_line
from tui.commandline.reports import ReadReports

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Write the records in the order of the paths."""
    reports = ReadReports(options.paths, options.date, options.jobs)
    for reading in reports:
        write_line(encode(reading.report))
    return reports.status
