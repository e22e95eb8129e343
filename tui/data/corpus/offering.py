"""What an index has that a query may ask for, with how many reports have each: for completion."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.data.corpus.form import CATEGORIES
from tui.data.known import MONTH, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.data.corpus.index import CorpusIndex

DAY = 10


def values(index: CorpusIndex, fields: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Field, value and number of reports: of names those that most reports have, all categories, statuses and days."""
    for field in fields:
        yield from ((field, text, count) for text, count in index.names.counted(field).most_common(MOST))
    yield from _measures(index)
    for length in (MONTH, DAY):
        rows = index.database.execute(
            "SELECT substr(published, 1, ?) AS time, count(*) FROM report WHERE published IS NOT NULL GROUP BY time",
            (length,),
        )
        yield from (("date", time, count) for time, count in rows.fetchall())


def _measures(index: CorpusIndex) -> Iterator[tuple[str, str, int]]:
    names = {number: name for name, number in index.vocabulary.categories().items() if number < CATEGORIES}
    counts: Counter[tuple[str, str]] = Counter()
    rows = index.database.execute("SELECT done, required, count(*) FROM report GROUP BY done, required")
    for done, required, reports in rows.fetchall():
        for status, mask in (("done", done), ("required", required)):
            if mask:
                counts["status", status] += reports
        for number, name in names.items():
            if (done | required) >> number & 1:
                counts["measure", name] += reports
    yield from ((field, text, count) for (field, text), count in counts.items())
