"""What the loaded reports hold that a query may ask for: names, units, sources, months, each with how often.

Filled report by report as they are parsed, so that completion has an answer at once and never reads a report itself.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui.data.fields import ENTITIES
from tui.data.folding import fold_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.record import Report

MOST = 5000
"""Values of a field that are offered: those in the most reports."""
FRESH = 1.1
"""How many times more reports there may be than when the values were ranked last."""
MONTH = 7
"""Characters of an ISO month."""
_FIELDS = {label: field for field, label in ENTITIES.items()}


class KnownValue(NamedTuple):
    """A value, the number of reports that have it, and the value as it is compared."""

    text: str
    reports: int
    folded: str


class KnownValues:
    """Values by field. A report counts once for each value that it has."""

    def __init__(self) -> None:
        self._found: dict[str, Counter[str]] = {}
        self._ranked: dict[str, list[KnownValue]] = {}
        self._number = self._ranked_at = 0

    def add(self, report: Report) -> None:
        """Take in a report."""
        self.take(values(report))

    def load(self, values: Iterable[tuple[str, str, int]]) -> None:
        """Take in what was counted before: field, value, and the number of reports that have it."""
        for field, value, reports in values:
            self._found.setdefault(field, Counter())[value] += reports
        self._ranked.clear()

    def take(self, values: Iterable[tuple[str, str]]) -> None:
        """Take in the values of one more report."""
        for field, value in values:
            self._found.setdefault(field, Counter())[value] += 1
        self._number += 1
        if self._number > self._ranked_at * FRESH:
            self._ranked_at = self._number
            self._ranked.clear()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of which there are values."""
        return tuple(self._found)

    def most(self, field: str) -> list[KnownValue]:
        """The values of a field, those in most reports first; folded once, since each key looks through all."""
        if field not in self._ranked:
            ranked = self._found.get(field, Counter()).most_common(MOST)
            plain = fold_each([value for value, _ in ranked])
            self._ranked[field] = [KnownValue(*each, text) for each, text in zip(ranked, plain, strict=True)]
        return self._ranked[field]


def values(report: Report) -> frozenset[tuple[str, str]]:
    """Field and value of what a report has, each pair once."""
    return frozenset(_values(report))


def _values(report: Report) -> Iterator[tuple[str, str]]:
    for entity in report.entities:
        if entity.label in _FIELDS:
            yield _FIELDS[entity.label], entity.text
    for metric in report.metrics:
        yield "unit", metric.unit
        if metric.what:
            yield "metric", metric.what
    for measure in report.measures:
        yield "measure", measure.category
        yield "status", measure.status
    for name in {report.source, report.publisher} - {None, ""}:
        yield "source", str(name)
    if report.published:
        yield "date", report.published[:MONTH]
        yield "date", report.published[:10]
