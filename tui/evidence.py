"""What a table is about, and what its rows are: each knows the places in reports that it was taken from.

Apart from how the tables are made, since messages, panes and the page speak of evidence and not of tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from parsing.record import Annotation, Report
    from parsing.spans import Span
    from tui.columns import Cell, Column


class Subject(NamedTuple):
    """A report that the tables are about. ``within`` leaves only what overlaps that stretch of its text.

    ``repaired``: it has repairs, but its record is one of the list's, which come without them.
    """

    entry: int
    report: Report
    annotations: tuple[Annotation, ...] = ()
    within: Span | None = None
    repaired: bool = False


class Evidence(NamedTuple):
    """Where a row comes from: the report's index in the library, and the stretch of its text."""

    entry: int
    span: Span


class Row(NamedTuple):
    """A line of a table. The evidence is all its places in order; a heading has none."""

    cells: tuple[Cell, ...]
    evidence: tuple[Evidence, ...] = ()


class Table(NamedTuple):
    """What the panel shows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def row_at(self, entry: int, place: Span) -> int | None:
        """The row with the shortest stretch of that report that holds the place; an empty one is between characters."""
        holding = [
            (evidence.span.length, number)
            for number, row in enumerate(self.rows)
            for evidence in row.evidence
            if evidence.entry == entry and (evidence.span == place or _holds(evidence.span, place))
        ]
        return min(holding)[1] if holding else None


def _holds(span: Span, place: Span) -> bool:
    return span.start <= place.start and place.end <= span.end and (place.length > 0 or span.start < place.start < span.end)
