"""Metrics and measures as CSV for spreadsheets: as the user set them right, without what was rejected.

The file begins with a byte order mark, without which Excel takes UTF-8 for something else; and a cell that a
spreadsheet would run as a formula gets an apostrophe in front: the text comes from anybody.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast

from parsing.extract.measures.categories import categories
from tui.data.judging import ExtractedItem, stated, verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from parsing.record import Check, Measure, Metric, Report
    from tui.data.judging import Item, Verdicts

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a formula may begin with; the full-width signs count in East Asian versions of Excel."""

ExportRow: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """The columns of a table, and the rows that one report gives."""

    columns: tuple[str, ...]
    rows: Callable[[Report], Iterable[ExportRow]]


def write_table(table: ExportTable, reports: Iterable[Report], stream: IO[bytes]) -> int:
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


def _metrics(report: Report) -> Iterator[ExportRow]:
    found = verdicts(report, report.annotations)
    checks = {check.total: check for check in report.checks if not _changed(found, check)}
    for number, metric in enumerate(report.metrics):
        judged = _judged(found, ExtractedItem("metric", number, metric))
        if judged is None:
            continue
        check = checks.get(number)
        metric, verdict = cast("Metric", judged[0]), judged[1]  # noqa: PLW2901 -- as it was judged
        yield (
            *_about(report),
            metric.what, metric.quantity, metric.value, metric.unit, metric.bound, metric.redacted,
            metric.scope, metric.as_of, metric.per,
            *((check.sum, check.kind, check.agrees) if check else (None, None, None)), verdict,
            metric.start, metric.end, metric.sentence.of(report.text),
        )  # fmt: skip


def _measures(report: Report) -> Iterator[ExportRow]:
    found = verdicts(report, report.annotations)
    for number, measure in enumerate(report.measures):
        judged = _judged(found, ExtractedItem("measure", number, measure))
        if judged is None:
            continue
        measure, verdict = cast("Measure", judged[0]), judged[1]  # noqa: PLW2901 -- as it was judged
        yield (
            *_about(report),
            measure.category, measure.status, measure.text, measure.trigger,
            measure.actor, measure.scope, measure.as_of,
            *_codes(measure.category), verdict,
            measure.start, measure.end,
        )  # fmt: skip


def _judged(found: Verdicts, item: ExtractedItem) -> tuple[Item, str | None] | None:
    """An item as it was set right, with the verdict on it; ``None`` for one that was rejected."""
    mark, verdict = found.marks.get(item.key), found.of(item)
    if mark is None or mark.judgement is None or verdict is None:
        return item.item, None
    return None if verdict == "rejected" else (stated(item, mark.judgement), verdict)


def _changed(found: Verdicts, check: Check) -> bool:
    """Whether the user has changed a figure of a sum since it was added up."""
    marks = (found.marks.get(("metric", number)) for number in (check.total, *check.parts))
    return any(
        mark is not None and mark.judgement is not None and mark.judgement.verdict != "accepted" for mark in marks
    )


def _codes(name: str) -> tuple[str, str]:
    """The codes by which rows join OxCGRT's and WHO's data; the category may be of somebody else's lexicon."""
    category = categories().get(name)
    return (" ".join(category.oxcgrt), " ".join(category.phsm)) if category else ("", "")


def _about(report: Report) -> ExportRow:
    return report.id, report.path, report.title, report.published, report.source


ABOUT = ("report", "path", "title", "published", "source")
METRICS = ExportTable(
    (
        *ABOUT, "what", "quantity", "value", "unit", "bound", "redacted",
        "scope", "as_of", "per", "parts_sum", "parts_kind", "parts_agree", "judged", "start", "end", "sentence",
    ),
    _metrics,
)  # fmt: skip
MEASURES = ExportTable(
    (
        *ABOUT, "category", "status", "text", "trigger", "actor", "scope", "as_of",
        "oxcgrt", "phsm", "judged", "start", "end",
    ),
    _measures,
)  # fmt: skip
