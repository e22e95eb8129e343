"""How many of the listed reports have what: measures by category and status, places, sources, weeks.

The index of known reports counts what it knows, and reports that it does not know are counted one by one. A name
counts where the filter would find it; of names only the most frequent of all reports are asked for.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tui.data import names
from tui.data.conditions import held
from tui.data.days import days
from tui.data.fields import STATUSES
from tui.data.folding import fold
from tui.data.pairs import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from parsing.record import Report

FIELDS = ("place", "source")
ASKED = 40
"""Names of a field that are counted."""


class Overview(NamedTuple):
    """Numbers of reports. ``measures``: by category and status; ``named``: by field and name; ``weeks``: by their Mondays."""

    reports: int
    measures: Counter[tuple[str, str]]
    named: Counter[tuple[str, str]]
    weeks: dict[date, int]


def known(
    ask: Callable[[str, Sequence[object]], set[int]], values: Iterable[tuple[str, str, int]], numbers: AbstractSet[int]
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """What the index counts among the reports of some numbers: measures and names, see :class:`Overview`.

    Args:
        ask: what a statement of the index finds.
        values: field, value and number of reports of all that the index has.
        numbers: the reports that are counted.
    """
    def count(match: str) -> int:
        return len(ask("SELECT rowid AS number FROM held WHERE held MATCH ?", (match,)) & numbers)

    measures: dict[tuple[str, str], int] = {
        (each, status): count(f"{status} : {whole(each)}") for each in names.categories() for status in STATUSES
    }
    named: Counter[tuple[str, str]] = Counter()
    ranked = sorted(values, key=lambda row: -row[2])
    for field in FIELDS:
        some = dict.fromkeys(value for of, value, _ in ranked if of == field and fold(value))
        named.update({(field, value): count(held(field, fold(value)).match) for value in list(some)[:ASKED]})
    return +Counter(measures), +named


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
