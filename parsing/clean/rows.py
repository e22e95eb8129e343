"""Rows of data in a text, with commas or semicolons between their cells, as files of tables have them.

Sentences in half width have as many commas now and then. So rows must have a figure or nothing in a cell, or a column
in which no row below the first has Chinese: 安徽,安庆市,Anhui.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEPARATORS = ",;"
LEAST_MARKS, LONGEST = 2, 600
"""Separators of a text that has rows, and characters of a row."""
LEAST_CELLS, LEAST_ROWS = 3, 3
"""Cells of rows of which half have a figure; rows of which a column tells."""
WHOLE = re.compile(r'"[^"\n]*"|&(?:amp;)*#?\w{2,8};')
"""Where a mark parts no cells: in quotation marks, and the last one of a reference (&nbsp;)."""
FIGURE = re.compile(r" *(?:[-+]?\d+(?:\.\d+)?%?)? *")
BARE = re.compile(rf"[^{HAN}，。、；：！？“”（）…]*[^\s{HAN}，。、；：！？“”（）…][^{HAN}，。、；：！？“”（）…]*")
MOST = 0.6
"""Share of the cells of a column that tells by its figures."""
COUNTED, SENTENCE = re.compile(r" *\d"), re.compile(r"[。！？.!?]$")
"""A cell with a figure and its unit, and the end of a line that is a sentence."""


class _Row(NamedTuple):
    start: int
    end: int
    cells: Sequence[str]
    line: str


def find_rows(text: str) -> list[tuple[int, int]]:
    """Where rows of data stand, one below the other with as many cells."""
    return [
        (row.start, row.end)
        for mark in SEPARATORS
        if text.count(mark) >= LEAST_MARKS
        for rows in _tables(text, mark)
        if _has_figures(rows) or _has_column(rows)
        for row in rows
    ]


def _tables(text: str, mark: str) -> Iterator[list[_Row]]:
    """Lines below each other that have as many cells."""
    rows: list[_Row] = []
    start = 0
    for line in text.split("\n"):
        cells = _cells(line, mark) if mark in line and len(line) <= LONGEST else []
        cells = cells if len(cells) > 1 else []
        if rows and len(cells) != len(rows[0].cells):
            yield rows
            rows = []
        if cells:
            rows.append(_Row(start, start + len(line), cells, line))
        start += len(line) + 1
    if rows:
        yield rows


def _cells(line: str, mark: str) -> list[str]:
    """What stands between separators."""
    return WHOLE.sub(lambda found: found.group().replace(mark, " "), line).split(mark)


def _has_figures(rows: Sequence[_Row]) -> bool:
    """Whether half of them have a figure or nothing in a cell."""
    found = sum(any(map(FIGURE.fullmatch, row.cells)) for row in rows)
    return len(rows) > 1 and len(rows[0].cells) >= LEAST_CELLS and found * 2 >= len(rows)


def _has_column(rows: Sequence[_Row]) -> bool:
    """Whether all but the first have no Chinese in the same cell, which is no item's number, or most a figure in it."""
    if len(rows) < LEAST_ROWS:
        return False
    columns = list(zip(*(row.cells for row in rows[1:]), strict=True))
    if any(all(map(BARE.fullmatch, column)) for column in columns[_is_numbered(columns[0]) :]):
        return True
    several = len(columns) >= LEAST_CELLS and not any(SENTENCE.search(row.line) for row in rows)
    return several and any(sum(map(_is_counted, column)) >= MOST * len(column) for column in columns[1:])


def _is_counted(cell: str) -> bool:
    return COUNTED.match(cell) is not None


def _is_numbered(column: Sequence[str]) -> bool:
    """Whether each cell has the number after the one above: 1,加强领导."""
    numbers = [int(cell) if cell.isdecimal() else -1 for cell in column]
    return all(below == above + 1 for above, below in pairwise(numbers))
