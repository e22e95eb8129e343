"""Counts over the reports that a query finds: by category and status, place, source and week."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.data.corpus.form import CATEGORIES
from tui.data.corpus.rows import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.data.corpus.index import CorpusIndex
    from tui.data.corpus.search import Found


class Figures(NamedTuple):
    """Numbers of reports. ``categories``: name, reports with such a measure done, and required. ``weeks``: ISO weeks."""

    reports: int
    categories: list[tuple[str, int, int]]
    places: list[tuple[str, int]]
    sources: list[tuple[str, int]]
    weeks: list[tuple[str, int]]


def figures(index: CorpusIndex, found: Found, most: int) -> Figures:
    """The counts; of categories, places and sources those in the most reports."""
    run = index.database.execute
    run("CREATE TEMP TABLE IF NOT EXISTS chosen (number INTEGER PRIMARY KEY)")
    run("DELETE FROM chosen")
    numbers = list(found.numbers())
    index.database.executemany("INSERT INTO chosen VALUES (?)", ((number,) for number in numbers))
    places: Counter[int] = Counter()
    sources: Counter[int] = Counter()
    decode = msgspec.msgpack.Decoder(Facts).decode
    for (facts,) in run("SELECT facts FROM report WHERE number IN chosen"):
        known = decode(facts)
        places.update(known.place)
        sources.update(known.source)
    named = (_named(index, "place", places, most), _named(index, "source", sources, most))
    return Figures(len(numbers), _categories(index, most), *named, _weeks(index))


def _categories(index: CorpusIndex, most: int) -> list[tuple[str, int, int]]:
    """The most frequent categories; those without a bit of their own are counted together, under an ellipsis."""
    counts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    rows = index.database.execute("SELECT done, required, count(*) FROM report WHERE number IN chosen GROUP BY done, required")
    for done, required, reports in rows:
        for status, mask in enumerate((done, required)):
            for category in _set(mask):
                counts[status][category] += reports
    names = {number: text for number, text in index.vocabulary.names("category").items() if number < CATEGORIES}
    found = [(names.get(category, "…"), counts[0][category], counts[1][category]) for category in {*counts[0], *counts[1]}]
    return sorted(found, key=lambda row: (-row[1] - row[2], row[0]))[:most]


def _set(mask: int) -> Iterable[int]:
    return (place for place in range(CATEGORIES + 1) if mask >> place & 1)


def _named(index: CorpusIndex, field: str, counts: Counter[int], most: int) -> list[tuple[str, int]]:
    names = index.vocabulary.names(field)
    return sorted(((names[number], reports) for number, reports in counts.items()), key=lambda row: (-row[1], row[0]))[:most]


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
