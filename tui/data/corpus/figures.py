"""Counts over the reports that a query finds: by category and status, place, source and week."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
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
    index.database.executemany("INSERT INTO chosen VALUES (?)", ((number,) for number in found.numbers()))
    (reports,) = run("SELECT count(*) FROM chosen").fetchone()
    categories = run(
        "SELECT text, sum(done), sum(NOT done) FROM measure JOIN value ON value.number = category"
        " WHERE measure.number IN chosen GROUP BY category ORDER BY count(*) DESC, text LIMIT ?", (most,),
    ).fetchall()
    return Figures(reports, categories, _named(index, "place", most), _named(index, "source", most), _weeks(index))


def _named(index: CorpusIndex, field: str, most: int) -> list[tuple[str, int]]:
    return index.database.execute(
        "SELECT text, count(*) AS reports FROM value JOIN entity ON entity.value = value.number"
        " WHERE field = ? AND entity.number IN chosen GROUP BY value.number ORDER BY reports DESC, text LIMIT ?",
        (field, most),
    ).fetchall()


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
