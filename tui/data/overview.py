"""How many of the listed reports have what: measures by category and status, places, sources, weeks.

The index counts what it knows, and reports that it does not know are counted one by one.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui.data.days import days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsing.record import Report
    from tui.data.corpus.figures import Figures

FIELDS = ("place", "source")
NAMES = 100
"""Categories and names of a field that an index counts: those in the most reports."""
Counts: TypeAlias = "Counter[tuple[str, str]]"


class Overview(NamedTuple):
    """Numbers of reports; ``measures``: by category and status; ``named``: by field and name; ``weeks``: by Mondays."""

    reports: int
    measures: Counter[tuple[str, str]]
    named: Counter[tuple[str, str]]
    weeks: dict[date, int]


def taken(measures: Counts, named: Counts, more: Figures) -> tuple[Counts, Counts]:
    """Measures and names as :func:`counted` gives them, with what an index has counted of other reports."""
    measures, named = measures.copy(), named.copy()
    for category, done, required in more.categories:
        measures.update({(category, "done"): done, (category, "required"): required})
    for field, found in (("place", more.places), ("source", more.sources)):
        named.update({(field, name): reports for name, reports in found})
    return +measures, +named


def counted(reports: Iterable[Report]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """The same of some records."""
    measures: Counter[tuple[str, str]] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    for report in reports:
        measures.update({(measure.category, measure.status) for measure in report.measures})
        named.update({("place", entity.text) for entity in report.entities if entity.label == "PLACE"})
        named.update({("source", name) for name in (report.source, report.publisher) if name})
    return measures, named


def weeks(published: Iterable[str | None]) -> dict[date, int]:
    """Reports of each week from the first to the last, those without any too."""
    found: Counter[date] = Counter()
    for each in published:
        day = days(each or "")
        if day is not None:
            found[day.first - timedelta(day.first.weekday())] += 1
    if not found:
        return {}
    first, last = min(found), max(found)
    every = (first + timedelta(at) for at in range(0, (last - first).days + 1, 7))
    return {monday: found[monday] for monday in every}
