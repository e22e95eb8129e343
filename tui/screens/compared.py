"""How the comparison writes a line and its cells: what a figure or measure is called, and what a report says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.columns import Cell
from tui.data.comparison import chief, counts
from tui.tabulating.metrics import figure, within
from tui.widgets.grid import CELL

if TYPE_CHECKING:
    from tui.data.comparison import ComparedLine
    from tui.i18n import Words

EMPTY = Cell("·", "dim")
"""The cell of a report that says nothing of a line."""


def line_name(line: ComparedLine, words: Words) -> str:
    """The category of a measure; of a figure, what is counted, in which unit, and whose it is if that is told."""
    if line.kind == "measure":
        return words.get(f"category.{line.name}", line.name)
    unit = f"{line.unit}/{line.per}" if line.per else line.unit
    return f"{line.name}（{unit}）" + (f" · {line.scope}" if line.scope else "")


def line_cell(line: ComparedLine, column: int, words: Words) -> Cell:
    """What the report of a column says: how many measures are done and required, or the figure that stands for all."""
    items = line.cells.get(column)
    if items is None:
        return EMPTY
    if line.kind == "measure":
        done, required = counts(items)
        told = [
            words(f"comparison.{name}", number=many) for name, many in (("done", done), ("required", required)) if many
        ]
        apart = " " if sum(map(cell_len, told)) < CELL else ""
        return Cell(apart.join(told), "done" if done else "required")
    best = chief(items)
    more = f" ({len(items)})" if len(items) > 1 else ""
    return Cell(within(figure(best, words), CELL, more), "bad" if best.redacted else "quantity")
