"""Metrics and measures as CSV for spreadsheets.

The file begins with a byte order mark, without which Excel takes UTF-8 for something else; and a cell that a
spreadsheet would run as a formula gets an apostrophe in front: the text comes from anybody.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from parsing.extract.categories import categories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from parsing.record import Report

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a formula may begin with; the full-width signs count in East Asian versions of Excel."""

Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, and the rows that one report gives."""

    columns: tuple[str, ...]
    rows: Callable[[Report], Iterable[Row]]


def write_table(table: Table, reports: Iterable[Report], stream: IO[bytes]) -> int:
    """Write the rows of all reports; how many reports there were."""
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=True)
    count = 0
    try:
        writer = csv.writer(text)
        writer.writerow(table.columns)
        for report in reports:
            writer.writerows(tuple(harmless(value) for value in row) for row in table.rows(report))
            count += 1
    finally:
        text.detach()  # the stream stays the caller's
    return count


def harmless(value: Any) -> Any:
    """A value as a cell of a spreadsheet, which must not take it for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _metrics(report: Report) -> Iterator[Row]:
    checks = {check.total: check for check in report.checks}
    for number, metric in enumerate(report.metrics):
        check = checks.get(number)
        yield (
            *_about(report),
            metric.what, metric.quantity, metric.value, metric.unit, metric.bound, metric.redacted,
            metric.scope, metric.as_of, metric.per,
            *((check.sum, check.kind, check.agrees) if check else (None, None, None)),
            metric.start, metric.end, metric.sentence.of(report.text),
        )  # fmt: skip


def _measures(report: Report) -> Iterator[Row]:
    for measure in report.measures:
        yield (
            *_about(report),
            measure.category, measure.status, measure.text, measure.trigger,
            measure.actor, measure.scope, measure.as_of,
            *_codes(measure.category),
            measure.start, measure.end,
        )  # fmt: skip


def _codes(name: str) -> tuple[str, str]:
    """The codes by which rows join OxCGRT's and WHO's data; the category may be of somebody else's lexicon."""
    category = categories().get(name)
    return (" ".join(category.oxcgrt), " ".join(category.phsm)) if category else ("", "")


def _about(report: Report) -> Row:
    return report.id, report.path, report.title, report.published, report.source


ABOUT = ("report", "path", "title", "published", "source")
METRICS = Table(
    (
        *ABOUT, "what", "quantity", "value", "unit", "bound", "redacted",
        "scope", "as_of", "per", "parts_sum", "parts_kind", "parts_agree", "start", "end", "sentence",
    ),
    _metrics,
)  # fmt: skip
MEASURES = Table(
    (
        *ABOUT, "category", "status", "text", "trigger", "actor", "scope", "as_of",
        "oxcgrt", "phsm", "start", "end",
    ),
    _measures,
)  # fmt: skip
