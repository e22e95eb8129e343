"""The tables of a corpus: a row for each metric, measure, entity or report that a query is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import structs

from tui.data.folding import fold
from tui.data.tables import ABOUT, MEASURES, METRICS, ExportTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.record import Report
    from tui.data.query import Query
    from tui.data.subject import Subject

TableName: TypeAlias = Literal["metrics", "measures", "entities", "reports"]


def _entities(report: Report) -> Iterator[tuple[Any, ...]]:
    for entity in report.entities:
        yield *_about(report), entity.label, entity.text, entity.norm, entity.start, entity.end


def _reports(report: Report) -> Iterator[tuple[Any, ...]]:
    found = (len(report.entities), len(report.metrics), len(report.measures), len(report.repairs))
    yield *_about(report), report.publisher, report.author, len(report.text), *found


def _about(report: Report) -> tuple[Any, ...]:
    return report.id, report.path, report.title, report.published, report.source


TABLES: dict[TableName, ExportTable] = {
    "metrics": METRICS,
    "measures": MEASURES,
    "entities": ExportTable((*ABOUT, "label", "text", "norm", "start", "end"), _entities),
    "reports": ExportTable(
        (*ABOUT, "publisher", "author", "characters", "entities", "metrics", "measures", "repairs"), _reports
    ),
}


def asked(subjects: Iterable[Subject], query: Query) -> Iterator[Report]:
    """The records with only those metrics, measures and names that a query asks for, where it asks for any."""
    for subject in subjects:
        report = subject.report
        if query.metric is not None:
            report = structs.replace(report, metrics=tuple(query.metrics(subject)))
        if query.measure is not None:
            report = structs.replace(report, measures=tuple(query.measures(subject)))
        if query.names:
            wanted = tuple(
                entity
                for entity in report.entities
                if any(entity.label == label and needle in fold(entity.text) for label, needle in query.names)
            )
            report = structs.replace(report, entities=wanted or report.entities)
        yield report
