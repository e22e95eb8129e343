"""What one term of a query asks of the index of known reports: a query of its index of words, or a test of a report's row.

Conditions on one metric or one measure belong together (``metric:确诊 value>10`` is one metric that is both), so they come as
groups of terms; what rows of the index cannot decide is ``None``, and left to be tested report by report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tui.data import names
from tui.data.fields import STATUSES, number
from tui.data.folding import fold
from tui.data.holdings import Has
from tui.data.pairs import phrase, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.data.terms import Term

METRIC_FIELDS = frozenset({"metric", "unit", "value"})
MEASURE_FIELDS = frozenset({"measure", "status"})
SIGNS = {":": "=", "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class Condition(NamedTuple):
    """A condition in the index's terms: a query of its index of words, or a test of a report's row."""

    match: str = ""
    where: str = ""
    values: tuple[object, ...] = ()


Conditions: TypeAlias = "list[Condition] | None"
"""All of them have to hold; ``None`` where the index cannot say."""


def always(*, yes: bool) -> list[Condition]:
    """What every report meets, or none."""
    return [Condition(where="1" if yes else "0")]


def held(field: str, needle: str) -> Condition:
    """That a column of the index of words has a folded word."""
    return Condition(match=f"{field} : {phrase(needle)}")


def flag(flags: Has) -> Condition:
    """That a report has any of these kinds of things."""
    return Condition(where="has & ?", values=(int(flags),))


def metric(group: Sequence[Term]) -> Conditions:
    """Conditions on one metric: single ones the index of words or values decides, several need its rows."""
    if len(group) == 1:
        return [_alone(group[0])]
    found = [_alone(term) for term in group if term.field != "value"]
    tests = [_row(term) for term in group]
    where = " AND ".join(test.where for test in tests)
    there = f"EXISTS (SELECT 1 FROM metric WHERE metric.number = report.number AND {where})"  # noqa: S608
    return [*found, Condition(where=there, values=tuple(value for test in tests for value in test.values))]


def _alone(term: Term) -> Condition:
    needle = fold(term.value)
    if term.field == "value":
        row = _row(term)
        if not term.value:
            return flag(Has.VALUES)
        if (sign := SIGNS[term.sign]) == "=":
            return row._replace(where=f"number IN (SELECT metric.number FROM metric WHERE {row.where})")  # noqa: S608
        return row._replace(where=f"{'most' if sign[0] == '>' else 'least'} {sign} ?")
    if needle:
        return held("what" if term.field == "metric" else "unit", needle)
    return flag(Has.WHATS if term.field == "metric" else Has.METRICS)


def _row(term: Term) -> Condition:
    if term.field == "value":
        if not term.value:
            return Condition(where="metric.value IS NOT NULL")
        return Condition(where=f"metric.value {SIGNS[term.sign]} ?", values=(number(term),))
    column = "what" if term.field == "metric" else "unit"
    return Condition(where=f"instr(metric.{column}, ?) > 0", values=(fold(term.value),))


def measure(group: Sequence[Term]) -> Conditions:
    """Conditions on one measure: any number on its status, but only one on its words, or the rows would have to tell."""
    wanted = frozenset(STATUSES)
    for term in group:
        if term.field == "status":
            needle = fold(term.value)
            named = names.values("status").get(needle, needle)
            wanted &= {status for status in STATUSES if status.startswith(named)}
    said = [fold(term.value) for term in group if term.field == "measure" and term.value]
    if len(said) > 1:
        return None
    if not wanted:
        return always(yes=False)
    if not said:
        flags = Has(0)
        for status in wanted:
            flags |= Has[status.upper()]
        return [flag(flags)]
    category = names.category(said[0])
    words = phrase(said[0]) if category is None else whole(category)
    return [Condition(match=f"{{{' '.join(sorted(wanted))}}} : {words}")]
