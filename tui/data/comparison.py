"""The same figures and measures of several reports side by side: a line for each, a column for each report.

Two figures are the same where they count the same thing in the same unit, for the same body or place if scopes are
told apart; words are compared as the filter compares them, in either script and any width. Nothing is added up and
nothing is guessed: a report that says nothing of a line has an empty cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from parsing.record import Measure, Metric
from tui.data.days import days
from tui.data.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from parsing.record import Report

LineKind: TypeAlias = Literal["metric", "measure"]
ComparedItem: TypeAlias = Metric | Measure
EVERY = 64
"""Reports gone through between two ticks."""

folded = lru_cache(65_536)(fold)


class Point(NamedTuple):
    """A value at a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One figure or measure. ``cells``: by the number of the report's column, what it says, in the order of its text.

    Args:
        kind: whether ``name`` is what a metric counts, or a measure's category.
        name: in the form that most reports use.
        unit: empty for a measure.
        per: of a rate, by what.
        scope: whose it is; ``None`` where scopes are not told apart, or a report names none.
        cells: no entry is empty.
    """

    kind: LineKind
    name: str
    unit: str
    per: str | None
    scope: str | None
    cells: Mapping[int, tuple[ComparedItem, ...]]

    @property
    def shared(self) -> bool:
        """Whether there is something to compare."""
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports in the order of their days, those without one last; and their lines, those of most reports first."""

    reports: tuple[Report, ...]
    lines: tuple[ComparedLine, ...]

    def series(self, line: ComparedLine, status: str | None = None) -> list[Point]:
        """A line over time: a figure at the day that it is of, else of its report; of measures their number."""
        told = self._counted(line, status) if line.kind == "measure" else self._stated(line)
        return sorted(Point(day, value) for day, value in told if day is not None and value is not None)

    def by_scope(self, line: ComparedLine) -> list[tuple[str | None, list[Point]]]:
        """A figure over time for each body or place it is told of (``None``: of none), those with most days first."""
        cells: defaultdict[str, dict[int, tuple[ComparedItem, ...]]] = defaultdict(dict)
        named: dict[str, str | None] = {}
        for column, items in line.cells.items():
            for item in items:
                key = folded(item.scope or "")
                named.setdefault(key, item.scope)
                cells[key][column] = (*cells[key].get(column, ()), item)
        found = [(named[key], self.series(replace(line, scope=named[key], cells=cells[key]))) for key in cells]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))

    def _counted(self, line: ComparedLine, status: str | None) -> Iterator[tuple[date | None, float | None]]:
        for column, items in line.cells.items():
            done, required = counts(items)
            yield day_of(self.reports[column]), done if status == "done" else required

    def _stated(self, line: ComparedLine) -> Iterator[tuple[date | None, float | None]]:
        for column, items in line.cells.items():
            best = chief(items)
            yield _day(best.as_of) or day_of(self.reports[column]), best.value


def compare(
    reports: Sequence[Report], *, by_scope: bool = True, tick: Callable[[int], None] = lambda _: None
) -> Comparison:
    """Put reports side by side. ``tick`` is told how many are done now and then; what it raises ends the work."""
    ordered = tuple(sorted(reports, key=_rank))
    metrics: defaultdict[tuple[str, str, str, str], dict[int, list[Metric]]] = defaultdict(dict)
    measures: defaultdict[str, dict[int, list[Measure]]] = defaultdict(dict)
    for column, report in enumerate(ordered):
        if column % EVERY == 0:
            tick(column)
        for metric in report.metrics:
            if metric.what:
                scope = folded(metric.scope or "") if by_scope else ""
                key = (folded(metric.what), metric.unit, metric.per or "", scope)
                metrics[key].setdefault(column, []).append(metric)
        for measure in report.measures:
            measures[measure.category].setdefault(column, []).append(measure)
    return Comparison(ordered, (*_metric_lines(metrics, by_scope), *_measure_lines(measures)))


def chief(items: Sequence[ComparedItem]) -> Metric:
    """Of the figures of one cell the one to show: the latest, and of those the one said first."""
    figures = [item for item in items if isinstance(item, Metric)]
    return max(enumerate(figures), key=lambda pair: (pair[1].as_of or "", -pair[0]))[1]


def counts(items: Sequence[ComparedItem]) -> tuple[int, int]:
    """How many of the measures of one cell are done, and how many demanded."""
    found = [item.status for item in items if isinstance(item, Measure)]
    return found.count("done"), found.count("required")


def day_of(report: Report) -> date | None:
    """The day that a report is of."""
    return _day(report.published)


def _day(text: str | None) -> date | None:
    found = days(text) if text else None
    return found.last if found else None


def _rank(report: Report) -> tuple[bool, str, str]:
    return not report.published, report.published or "", report.path


def _metric_lines(
    found: Mapping[tuple[str, str, str, str], dict[int, list[Metric]]], by_scope: bool
) -> Iterator[ComparedLine]:
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for (_, unit, per, _), cells in ranked:
        names = Counter(metric.what for items in cells.values() for metric in items)
        first = next(iter(cells.values()))[0]
        yield ComparedLine(
            "metric",
            names.most_common(1)[0][0] or "",
            unit,
            per or None,
            first.scope if by_scope else None,
            _frozen(cells),
        )


def _measure_lines(found: Mapping[str, dict[int, list[Measure]]]) -> Iterator[ComparedLine]:
    for category, cells in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield ComparedLine("measure", category, "", None, None, _frozen(cells))


def _frozen(cells: Mapping[int, list[Metric]] | Mapping[int, list[Measure]]) -> dict[int, tuple[ComparedItem, ...]]:
    return {column: tuple(items) for column, items in cells.items()}
