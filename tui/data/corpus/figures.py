"""Counts over the reports that a query finds: by category and status, place, source and week."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tui.data.corpus.form import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.data.corpus.index import CorpusIndex


class Figures(NamedTuple):
    """Numbers of reports; ``categories``: name, how many have such measures done, required; ``weeks``: ISO weeks."""

    reports: int
    categories: list[tuple[str, int, int]]
    places: list[tuple[str, int]]
    sources: list[tuple[str, int]]
    weeks: list[tuple[str, int]]


def figures(index: CorpusIndex, numbers: Iterable[int], most: int) -> Figures:
    """The counts in some reports; of categories, places and sources those in the most reports."""
    run = index.database.execute
    listed = list(numbers)
    run("CREATE TEMP TABLE IF NOT EXISTS chosen (number INTEGER PRIMARY KEY)")
    run("DELETE FROM chosen")
    index.database.executemany("INSERT INTO chosen VALUES (?)", ((number,) for number in listed))
    places, sources = (_most(index.names.counted(field, listed), most) for field in ("place", "source"))
    return Figures(len(listed), _categories(index, most), places, sources, _weeks(index))


def _categories(index: CorpusIndex, most: int) -> list[tuple[str, int, int]]:
    """The most frequent categories; those without a bit of their own are counted together, under an ellipsis."""
    counts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    rows = index.database.execute(
        "SELECT done, required, count(*) FROM report WHERE number IN chosen GROUP BY done, required"
    )
    for done, required, reports in rows:
        for status, mask in enumerate((done, required)):
            for category in _set(mask):
                counts[status][category] += reports
    names = {number: name for name, number in index.vocabulary.categories().items() if number < CATEGORIES}
    found = [
        (names.get(category, "…"), counts[0][category], counts[1][category]) for category in {*counts[0], *counts[1]}
    ]
    return sorted(found, key=lambda row: (-row[1] - row[2], row[0]))[:most]


def _set(mask: int) -> Iterable[int]:
    return (place for place in range(CATEGORIES + 1) if mask >> place & 1)


def _most(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:most]


def _weeks(index: CorpusIndex) -> list[tuple[str, int]]:
    """Weeks from the first to the last, those without reports too."""
    found = index.database.execute(
        "SELECT first, count(*) FROM report JOIN day ON day.number = report.number"
        " WHERE published IS NOT NULL AND report.number IN chosen GROUP BY first"
    ).fetchall()
    by_week: dict[int, int] = {}
    for day, reports in found:
        monday = day - date.fromordinal(day).weekday()
        by_week[monday] = by_week.get(monday, 0) + reports
    if not by_week:
        return []
    return [(_name(day), by_week.get(day, 0)) for day in range(min(by_week), max(by_week) + 1, 7)]


def _name(day: int) -> str:
    year, week, _ = date.fromordinal(day).isocalendar()
    return f"{year}-W{week:02}"
