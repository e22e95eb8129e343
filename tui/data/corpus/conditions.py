"""The terms of a query as conditions in SQL on the index of a corpus, and the statement that joins them.

A statement is for the reports of a range of numbers, so that the first hits of a corpus of 100,000 can be shown before
the rest is searched.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from tui.data.corpus.form import CATEGORIES
from tui.data.corpus.rows import bits
from tui.data.days import asked
from tui.data.fields import MEASURE_FIELDS as MEASURE
from tui.data.fields import METRIC_FIELDS as METRIC
from tui.data.holdings import Has

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.data.terms import Term

METRIC_FIELDS, MEASURE_FIELDS = frozenset(METRIC), frozenset(MEASURE)
SIGNS = {":": "=", "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
HAS = {
    "redacted": Has.REDACTED,
    "mismatch": Has.MISMATCH,
    "repairs": Has.REPAIRS,
    "metrics": Has.METRICS,
    "measures": Has.MEASURES,
    "entities": Has.PERSON | Has.TITLE | Has.ORG | Has.PLACE | Has.DATE | Has.DOCUMENT | Has.QUANTITY,
}
SOME = {
    "person": Has.PERSON,
    "title": Has.TITLE | Has.NAME,
    "org": Has.ORG,
    "place": Has.PLACE,
    "doc": Has.DOCUMENT,
    "source": Has.ORIGIN,
}
"""For each field that looks for a stretch of a name: the bits of which any report with a value in it has one."""
MATCHING = "(SELECT rowid FROM held WHERE held MATCH ? AND rowid BETWEEN {first} AND {last})"
"""The numbers in the range of reports that match an FTS5 query: an SQL subquery whose one parameter is that query."""


class Condition(NamedTuple):
    """What a report has to meet: either ``match`` or ``where`` is set.

    Attributes:
        match: a query in FTS5's language, for the table ``held``.
        where: an SQL expression on a row of the table of reports.
        values: the parameters of ``where``.
    """

    match: str = ""
    where: str = ""
    values: tuple[object, ...] = ()

    @property
    def test(self) -> str:
        """The condition as an SQL expression, whichever way it is given."""
        return self.where or f"number IN {MATCHING}"

    @property
    def asked(self) -> tuple[object, ...]:
        """The parameters of ``test``."""
        return self.values if self.where else (self.match,)


class Search(NamedTuple):
    """All conditions in SQL: a report has to meet each that is ``wanted`` and none that is ``unwanted``."""

    wanted: tuple[Condition, ...] = ()
    unwanted: tuple[Condition, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether FTS5 answers alone. Its table still has the reports that are gone from the corpus."""
        return bool(self.wanted) and all(each.match for each in self.wanted + self.unwanted)

    def statement(self, first: int, last: int, *, gone: bool) -> tuple[str, tuple[object, ...]]:
        """The SQL statement and its parameters. Its rows are the numbers of reports, all within ``[first, last]``.

        Args:
            first: the first number of the range.
            last: the last number of the range.
            gone: whether the index has reports that are gone from the corpus and have to be left out.
        """
        match = " AND ".join(f"({each.match})" for each in self.wanted if each.match)
        if match:
            match = " NOT ".join([f"({match})", *(f"({each.match})" for each in self.unwanted if each.match)])
        if self.plain and not gone:
            within = f"rowid BETWEEN {first} AND {last}"
            return f"SELECT rowid AS number FROM held WHERE held MATCH ? AND {within}", (match,)  # noqa: S608
        wanted = [each for each in self.wanted if each.where]
        unwanted = [each for each in self.unwanted if each.where or not match]
        if match:
            wanted.insert(0, Condition(match=match))
        tests = [f"({each.test})" for each in wanted] + [f"NOT coalesce(({each.test}), 0)" for each in unwanted]
        values = tuple(value for each in wanted + unwanted for value in each.asked)
        where = " AND ".join([f"number BETWEEN {first} AND {last}", *tests])
        statement = f"SELECT number FROM report WHERE {where}"  # noqa: S608 -- tests are the program's own
        return statement.replace("{first}", f"{first}").replace("{last}", f"{last}"), values


def all_of(conditions: Sequence[Condition]) -> Condition:
    """A condition that is met where all of these are."""
    where = " AND ".join(f"({each.test})" for each in conditions)
    return Condition(where=where or "1", values=tuple(value for each in conditions for value in each.asked))


def either(one: Condition, other: Condition) -> Condition:
    """A condition that is met where at least one of these is."""
    return Condition(where=f"({one.test}) OR ({other.test})", values=(*one.asked, *other.asked))


def flag(flags: Has) -> Condition:
    """A condition on the bits of a report: it has at least one of these."""
    return Condition(where="has & ?", values=(int(flags),))


def always(*, yes: bool) -> Condition:
    """A condition that every report meets, or none."""
    return Condition(where="1" if yes else "0")


def among(numbers: Sequence[int]) -> Condition:
    """A condition that the reports of these numbers meet."""
    return Condition(where="number IN (SELECT value FROM json_each(?))", values=(str(list(numbers)),))


def told(categories: set[int] | None, statuses: set[str]) -> Condition:
    """That there is a measure of one of these categories, or of any, and of one of these statuses."""
    mask = (1 << CATEGORIES + 1) - 1 if categories is None else bits(list(categories))
    found = [f"{status} & {mask}" for status in sorted(statuses)]
    return Condition(where=" OR ".join(found) or "0")


def on_days(term: Term) -> Condition:
    """That a report is of a day that a term asks for, or speaks of one; without a value, of any."""
    wanted = asked(unicodedata.normalize("NFKC", term.value)) if term.value else None
    if wanted is None:
        return flag(Has.DAYS)
    # the days of a range of reports read once: to look up those of each report takes five times as long
    there = "number IN (SELECT number FROM day WHERE number BETWEEN {first} AND {last} AND first <= ? AND last >= ?)"
    return Condition(where=there, values=(wanted.last.toordinal(), wanted.first.toordinal()))
