"""``yibao clean``: the cleaned text of reports, or what was done to get it."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commandline.output import write_line
from tui.commandline.reports import ReadReports
from tui.data.changes import changes
from tui.harmless import one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from parsing.reading import Reading

BLANKS = str.maketrans({" ": "␣", "\u00a0": "⍽", "\u3000": "▭", "\t": "␉"})
"""Signs for blanks in a change that is nothing else: one blank for another must show as a change."""
LONGEST = 80
"""Characters of a change that its line shows; a repair of the whole text would fill the screen twice."""


def run(options: Namespace) -> int:
    """Write the cleaned texts, or with ``--explain`` a line for each change, in the order of the source."""
    reports = ReadReports(options.paths)
    for reading in reports:
        if not options.explain:
            write_line(reading.report.text.encode())
            continue
        name = _name(reading, options.paths)
        for line in explained(reading):
            write_line(f"{name}{line}".encode())
    return reports.status


def _name(reading: Reading, paths: Sequence[str]) -> str:
    """The report's path and a colon, where the paths of the command line do not say already which report it is."""
    path = reading.report.path
    return "" if [Path(path)] == [*map(Path, paths)] else f"{one_line(path)}:"


def explained(reading: Reading) -> Iterator[str]:
    """``line:column step 「before」 → 「after」 confidence`` for each change; lines and columns count from 1."""
    breaks = [at for at, char in enumerate(reading.source) if char == "\n"]
    for raw, step, before, after, confidence in sorted(changes(reading)):
        line = bisect_right(breaks, raw.start - 1)
        column = raw.start - (breaks[line - 1] if line else -1)
        yield f"{line + 1}:{column}\t{step}\t{_shown(before)} → {_shown(after)}\t{confidence:.2f}"


def _shown(text: str) -> str:
    text = text.translate(BLANKS) if text.isspace() else text
    cut = f"{text[:LONGEST]}…(+{len(text) - LONGEST})" if len(text) > LONGEST else text
    return f"「{one_line(cut)}」"
