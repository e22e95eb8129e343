"""Of a report only what a query asks for: its metrics and measures, and the entities in them.

An excerpt is a record like any other: the text is whole, so that every offset still holds, and lists that the query
does not ask about are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsing.record import Name, Report
    from tui.data.query import Query
    from tui.data.subject import Subject


def excerpt(subject: Subject, query: Query) -> Report:
    """The record of a report with only the items that the query asks for, and no checks: they are of whole lists."""
    report = subject.report
    metrics, measures = query.metrics(subject), query.measures(subject)
    told = [metric.sentence for metric in metrics] + [Span(metric.start, metric.end) for metric in metrics]
    told += [Span(measure.start, measure.end) for measure in measures]
    kept = [
        number
        for number, entity in enumerate(report.entities)
        if any(span.overlaps(Span(entity.start, entity.end)) for span in told)
    ]
    places = {number: place for place, number in enumerate(kept)}
    return structs.replace(
        report,
        metrics=tuple(metrics),
        measures=tuple(measures),
        checks=(),
        entities=tuple(report.entities[number] for number in kept),
        names=tuple(_names(report.names, places)),
    )


def _names(names: Sequence[Name], places: Mapping[int, int]) -> Iterator[Name]:
    for name in names:
        mentions = tuple(places[mention] for mention in name.mentions if mention in places)
        if mentions:
            yield structs.replace(name, mentions=mentions)
