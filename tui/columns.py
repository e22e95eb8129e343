"""Columns that stay straight: how wide each is, and how a row's cells fill them, counted in terminal cells.

Pure arithmetic on text, apart from the widget that draws it, so that it is tested without a screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from parsing.spans import Span
from tui.text.cells import CELLS, Cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLANK = re.compile(r"[^\S\n]")
GAP = 1
"""Cells between two columns."""
BEFORE = 2
"""Characters shown before a mark that stands too far back in its cell."""
HERE = "^"
"""Stands under what is wrong: a sign of one cell in every terminal."""


class Cell(NamedTuple):
    """What stands in one column of a row; ``style``: names of the widget's looks; ``marks``: what stands out in it."""

    text: str
    style: str = ""
    marks: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        title: what its heading says.
        width: cells that it needs; for a column that grows, the least that it is shown with.
        grow: its share of the cells left over; 0 for a column of fixed width.
        keep: of the columns of a narrow table, those with the least go first; one with 0 shows in none.
        right: aligned to the right, as numbers are.
    """

    title: str
    width: int
    grow: int = 0
    keep: int = 9
    right: bool = False


def widths(columns: Sequence[Column], total: int) -> list[int]:
    """Cells for each column in a table of that width; 0 for one that has no room."""
    shown = {i for i in range(len(columns)) if columns[i].keep}
    while len(shown) > 1 and _needed(columns[i] for i in shown) > total:
        shown.remove(min(shown, key=lambda i: (columns[i].keep, -i)))
    spare = max(0, total - _needed(columns[i] for i in shown))
    shares = sum(columns[i].grow for i in shown)
    found = [columns[i].width if i in shown else 0 for i in range(len(columns))]
    for i in sorted(shown):
        if columns[i].grow:
            part = spare * columns[i].grow // shares
            found[i] += part
            spare, shares = spare - part, shares - columns[i].grow
    return [min(width, total) for width in found]


def _needed(columns: Iterable[Column]) -> int:
    sizes = [column.width for column in columns]
    return sum(sizes) + GAP * (len(sizes) - 1)


def shown(text: str) -> str:
    """Text on one line, with a picture for each character that must not reach the terminal."""
    return visible(text, everything=True).replace("\n", "␊")


def blanks(text: str) -> str:
    """The text, with signs for its spaces if it is nothing else."""
    return BLANK.sub("␣", text) if text.isspace() else text


def fit(text: str, width: int, *, right: bool = False, measure: Cells = CELLS) -> str:
    """The text in exactly that many cells: cut with ``…``, or filled with spaces."""
    size = measure.length(text, 0, len(text))
    if size > width:
        dots = measure.width("…")
        if width < dots:
            return " " * width
        text = text[: measure.fit(text, 0, len(text), width - dots)].rstrip() + "…"
        size = measure.length(text, 0, len(text))
    return " " * (width - size) + text if right else text + " " * (width - size)


def line(
    cells: Sequence[Cell], columns: Sequence[Column], sizes: Sequence[int], total: int, measure: Cells = CELLS
) -> Iterator[Cell]:
    """A row's cells fitted to the columns, gaps between; a row of a single cell takes the whole width."""
    if len(cells) == 1 != len(columns):
        yield Cell(fit(shown(cells[0].text), total, measure=measure), cells[0].style)
        return
    first = True
    for cell, column, size in zip(cells, columns, sizes, strict=True):
        if not size:
            continue
        if not first:
            yield Cell(" " * GAP)
        first = False
        cell = _slid(cell, size, measure)  # noqa: PLW2901 -- the part of it in sight takes its place
        fitted = Cell(fit(shown(cell.text), size, right=column.right, measure=measure), cell.style)
        if cell.marks:
            yield from _parts(fitted, cell.marks, len(cell.text))
        else:
            yield fitted


def _slid(cell: Cell, size: int, measure: Cells) -> Cell:
    """A cell whose first mark would be cut off, without so much of its beginning that it is not."""
    if not cell.marks or measure.length(text := shown(cell.text), 0, min(cell.marks[0].end, len(text))) < size:
        return cell
    start = max(0, cell.marks[0].start - BEFORE)
    if not start:
        return cell
    marks = [Span(mark.start - start + 1, mark.end - start + 1) for mark in cell.marks]
    return Cell(f"…{cell.text[start:]}", cell.style, marks)


def _parts(fitted: Cell, marks: Sequence[Span], length: int) -> Iterator[Cell]:
    """A cell that begins with its text, in pieces: those marked have the look ``match`` too."""
    text, style, at = fitted.text, fitted.style, 0
    end = min(length, len(text) - 1 if text.rstrip().endswith("…") else len(text))
    for mark in marks:
        start, stop = min(mark.start, end), min(mark.end, end)
        if start < stop:
            yield Cell(text[at:start], style)
            yield Cell(text[start:stop], f"{style} match")
            at = stop
    yield Cell(text[at:], style)


def pointed(message: str, column: int, width: int) -> str:
    """A line of text with a sign at that column: the message after it, or before it where there is more room."""
    column = min(column, width - 1)
    size = cell_len(message) + 1
    if column + 1 + size <= width or size > column:
        return f"{' ' * column}{HERE} {message}"
    return f"{' ' * (column - size)}{message} {HERE}"
