"""The table of what was counted, with the sums that its lists come to."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.columns import Cell, Column
from tui.tabulating.draft import MEASURED, Draft, Field, ReportItem, chained, day, if_told, number, placed, spelt
from tui.tabulating.judged import verdict_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parsing.record import Check, Metric, Report
    from tui.evidence import TableReport
    from tui.i18n import Words
    from tui.tabulating.draft import Tick

LEAST, MOST = 9, 14
"""Cells of the column of figures: as many as the longest needs, up to some thousand million."""
UNIT_LEAST, UNIT_MOST = 4, 10
"""Cells of the column of units."""


def metrics(subjects: Sequence[TableReport], words: Words, _: Tick) -> Draft:
    """What was counted. Where a list adds up to a total, or ought to, a column says whether it does."""
    found = chained(subjects, "metrics")
    sums = {(subject.entry, start): check for subject in subjects for start, check in _sums(subject.report)}

    def check(figure: ReportItem) -> Check | None:
        return sums.get((figure.subject.entry, figure.item.start))

    fields = (
        *verdict_fields("metric", subjects, lambda f: [(f.subject.entry, f.item)]),
        Field("value", Column(words("column.value"), _value_room(found, words), right=True),
              lambda f: _value(f.item, words), lambda f: f.item.value, falling=True),
        *([_sum_field(check, words, _sum_room(subjects))] if sums else []),
        Field("unit", Column(words("column.unit"), _unit_room(found)), lambda f: Cell(f.item.unit),
              lambda f: spelt(f.item.unit)),
        Field("what", Column(words("column.what"), 12, grow=3), lambda f: Cell(f.item.what or ""),
              lambda f: spelt(f.item.what)),
        Field("scope", if_told(Column(words("column.scope"), 8, grow=1, keep=7), found, "scope"),
              lambda f: Cell(f.item.scope or "", "place"),
              lambda f: spelt(f.item.scope)),
        Field("as_of", if_told(Column(words("column.as_of"), 13, keep=5), found, "as_of"),
              lambda f: Cell(day(f.item.as_of), "date"), lambda f: f.item.as_of),
        Field("per", if_told(Column(words("column.per"), 4, keep=4), found, "per"),
              lambda f: Cell(f.item.per or "", "dim"), lambda f: spelt(f.item.per)),
    )  # fmt: skip
    return Draft(fields, [("", found)], placed, lambda f: _said(f, check(f), words))


def figure(metric: Metric, words: Words) -> str:
    """A figure as tables show it: its number after its bound, or its words where it has no number."""
    bound = "" if metric.redacted else words.get(f"bound.{metric.bound}", metric.bound)
    return bound + (metric.quantity if metric.value is None else number(metric.value))


def within(figure: str, room: int, more: str = "") -> str:
    """A figure in so many cells: first without what is said after it, then without commas, and only then cut off."""
    return next((form for form in (figure + more, figure, figure.replace(",", "")) if cell_len(form) <= room), figure)


def _value(metric: Metric, words: Words) -> Cell:
    return Cell(within(figure(metric, words), MOST), "bad" if metric.redacted else "quantity")


def _value_room(found: Sequence[ReportItem], words: Words) -> int:
    """Cells for the longest of the first figures."""
    return min(MOST, max([LEAST, *(cell_len(figure(each.item, words)) for each in islice(found, MEASURED))]))


def _unit_room(found: Sequence[ReportItem]) -> int:
    """Cells for the longest of the first units."""
    return min(UNIT_MOST, max([UNIT_LEAST, *(cell_len(each.item.unit) for each in islice(found, MEASURED))]))


def _sum_room(subjects: Sequence[TableReport]) -> int:
    """Cells for the longest mark of the totals of the first reports."""
    told = (
        sum_cell(subject.report, check).text for subject in subjects[:MEASURED] for _, check in _sums(subject.report)
    )
    return min(MOST, max(map(cell_len, told), default=1))


def _sums(report: Report) -> Iterator[tuple[int, Check]]:
    """What is said of figures as totals, by where they start, the worst of each last; fitting parts say nothing."""
    for check in sorted(report.checks, key=lambda check: not check.agrees):
        if not check.agrees or check.kind == "sum":
            yield report.metrics[check.total].start, check


def _sum_field(check: Callable[[ReportItem], Check | None], words: Words, room: int) -> Field:
    def cell(found: ReportItem) -> Cell:
        return sum_cell(found.subject.report, check(found))

    def key(found: ReportItem) -> bool | None:
        told = check(found)
        return told.agrees if told else None

    return Field("sum", Column(words("column.sum"), room, keep=8), cell, key)


def sum_cell(report: Report, check: Check | None) -> Cell:
    """The mark of a total: its parts come to it, or to how much else and by how much."""
    if check is None:
        return Cell("")
    if check.agrees:
        return Cell("✓", "done")
    total = report.metrics[check.total].value
    apart = f" {'+' if check.sum > total else '−'}{number(abs(check.sum - total))}" if total is not None else ""
    return Cell(f"≠{number(check.sum)}{apart}", "bad")


def _said(found: ReportItem, check: Check | None, words: Words) -> Iterator[str]:
    report = found.subject.report
    if check is not None:
        parts = " + ".join(report.metrics[part].quantity for part in check.parts)
        yield words("detail.adds_up", parts=parts, sum=number(check.sum), mark=sum_cell(report, check).text)
    yield found.item.sentence.of(report.text)
