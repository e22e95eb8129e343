"""A comparison as a file: CSV as it stands on the screen, or JSON with every figure and its place in its report."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Any

import msgspec

from parsing.causes import told_by_system
from tui.data.comparison import chief, counts
from tui.data.export import ExportError
from tui.data.files import replacing
from tui.data.tables import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parsing.record import Measure, Metric
    from tui.data.comparison import ComparedLine, Comparison

FORMAT = "yibao-comparison/1"


def export_comparison(comparison: Comparison, path: Path) -> int:
    """Write a comparison, as JSON where the path ends in ``.json``, else as CSV; the number of its lines.

    Raises:
        ExportError: the file cannot be written; an earlier one stays.
    """
    write = write_json if path.suffix.lower() == ".json" else write_csv
    try:
        with replacing(path) as stream:
            write(comparison, stream)
    except OSError as error:
        raise ExportError(f"{path}: {told_by_system(error)}") from error
    return len(comparison.lines)


def write_csv(comparison: Comparison, stream: IO[bytes]) -> None:
    """A row for each line and a column for each report; for a measure two rows, of those done and those demanded."""
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        for row in _rows(comparison):
            writer.writerow([harmless(value) for value in row])
    finally:
        text.detach()  # the stream stays the caller's


def _rows(comparison: Comparison) -> Iterator[tuple[Any, ...]]:
    reports = comparison.reports
    yield ("kind", "name", "unit", "per", "scope", "status", *(report.title or report.path for report in reports))
    yield ("published", "", "", "", "", "", *(report.published or "" for report in reports))
    columns = range(len(reports))
    for line in comparison.lines:
        about = (line.kind, line.name, line.unit, line.per or "", line.scope or "")
        if line.kind == "metric":
            yield (*about, "", *(_figure(line, column) for column in columns))
            continue
        for at, status in enumerate(("done", "required")):
            yield (
                *about,
                status,
                *(counts(line.cells[column])[at] if column in line.cells else "" for column in columns),
            )


def _figure(line: ComparedLine, column: int) -> Any:
    if column not in line.cells:
        return ""
    metric = chief(line.cells[column])
    return metric.quantity if metric.value is None else metric.value


def write_json(comparison: Comparison, stream: IO[bytes]) -> None:
    """One object: the reports, and the lines with all that each report says, as in its record."""
    reports = [
        {"id": report.id, "path": report.path, "title": report.title, "published": report.published}
        for report in comparison.reports
    ]
    stream.write(
        msgspec.json.encode({"format": FORMAT, "reports": reports, "lines": list(map(_line, comparison.lines))})
    )
    stream.write(b"\n")


def _line(line: ComparedLine) -> dict[str, Any]:
    cells = [{"report": column, "items": list(map(_item, items))} for column, items in sorted(line.cells.items())]
    return {
        "kind": line.kind,
        "name": line.name,
        "unit": line.unit,
        "per": line.per,
        "scope": line.scope,
        "cells": cells,
    }


def _item(item: Metric | Measure) -> dict[str, Any]:
    return {key: value for key, value in msgspec.structs.asdict(item).items() if key != "sentence"}
