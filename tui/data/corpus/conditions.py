"""What one term of a query asks of the index of a corpus, and all of them as one question in SQL.

Whatever is asked is asked of the reports of a range of numbers: the first hits of a hundred thousand are there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.data.fields import MEASURE_FIELDS as MEASURE
from tui.data.fields import METRIC_FIELDS as METRIC
from tui.data.holdings import Has

if TYPE_CHECKING:
    from collections.abc import Sequence

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
"""The fields that ask for a part of something, and what a report has that has any of it."""
MATCHING = "(SELECT rowid FROM held WHERE held MATCH ? AND rowid BETWEEN {first} AND {last})"
"""The reports of the range whose words meet a query of the index of words; for the ``where`` of a condition."""


class Condition(NamedTuple):
    """A query of the index of words, or a test of a report's row."""

    match: str = ""
    where: str = ""
    values: tuple[object, ...] = ()

    @property
    def test(self) -> str:
        """It as a test of a report's row."""
        return self.where or f"number IN {MATCHING}"

    @property
    def asked(self) -> tuple[object, ...]:
        """The values of that test."""
        return self.values if self.where else (self.match,)


class Search(NamedTuple):
    """What is asked in SQL: what has to hold, and what must not."""

    wanted: tuple[Condition, ...] = ()
    unwanted: tuple[Condition, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the index of words alone is asked, which does not know which reports are gone."""
        return bool(self.wanted) and all(each.match for each in self.wanted + self.unwanted)

    def statement(self, first: int, last: int, *, gone: bool) -> tuple[str, tuple[object, ...]]:
        """The question, whose rows are numbers from one to another, and its values; ``gone``: whether some reports are."""
        match = " AND ".join(f"({each.match})" for each in self.wanted if each.match)
        if match:
            match = " NOT ".join([f"({match})", *(f"({each.match})" for each in self.unwanted if each.match)])
        if self.plain and not gone:
            return f"SELECT rowid AS number FROM held WHERE held MATCH ? AND rowid BETWEEN {first} AND {last}", (match,)  # noqa: S608
        wanted = [each for each in self.wanted if each.where]
        unwanted = [each for each in self.unwanted if each.where or not match]
        if match:
            wanted.insert(0, Condition(match=match))
        tests = [f"({each.test})" for each in wanted] + [f"NOT coalesce(({each.test}), 0)" for each in unwanted]
        values = tuple(value for each in wanted + unwanted for value in each.asked)
        where = " AND ".join([f"number BETWEEN {first} AND {last}", *tests])
        return f"SELECT number FROM report WHERE {where}".replace("{first}", f"{first}").replace("{last}", f"{last}"), values  # noqa: S608


def all_of(conditions: Sequence[Condition]) -> Condition:
    """One that asks for all of some."""
    where = " AND ".join(f"({each.test})" for each in conditions)
    return Condition(where=where or "1", values=tuple(value for each in conditions for value in each.asked))


def either(one: Condition, other: Condition) -> Condition:
    """One that asks for either."""
    return Condition(where=f"({one.test}) OR ({other.test})", values=(*one.asked, *other.asked))


def flag(flags: Has) -> Condition:
    """That a report has any of these kinds of things."""
    return Condition(where="has & ?", values=(int(flags),))


def always(*, yes: bool) -> Condition:
    """What every report meets, or none."""
    return Condition(where="1" if yes else "0")


def among(numbers: Sequence[int]) -> Condition:
    """That a report is one of some."""
    return Condition(where="number IN (SELECT value FROM json_each(?))", values=(str(list(numbers)),))
