"""Conditions on one metric: what may be one is told by a report's row, what is by its figures."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from tui.data.corpus.conditions import SIGNS, Condition, flag
from tui.data.corpus.form import clamped
from tui.data.fields import compared_with
from tui.data.folding import fold
from tui.data.holdings import Has

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.data.corpus.rows import Figure
    from tui.data.terms import Term

COMPARISONS = {"=": operator.eq, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


def figure(group: Sequence[Term]) -> Callable[[Figure], bool]:
    """What all conditions on one metric ask of a figure."""
    tests = [_test(term) for term in group]
    return lambda figure: all(test(figure) for test in tests)


def _test(term: Term) -> Callable[[Figure], bool]:
    """What one condition asks of a figure."""
    needle = fold(term.value)
    if term.field == "metric":
        return lambda figure: figure.what is not None and needle in figure.what
    if term.field == "unit":
        return lambda figure: needle in figure.unit
    if not term.value:
        return lambda figure: figure.value is not None
    compare, limit = COMPARISONS[SIGNS[term.sign]], _limit(term)
    return lambda figure: figure.value is not None and compare(figure.value, limit)


def any_metric(group: Sequence[Term]) -> list[Condition]:
    """What conditions without a value ask for: that there is a metric at all, or one that says what it counts."""
    empty = [term.field for term in group if not fold(term.value) and term.field != "value"]
    return [flag(Has.WHATS if field == "metric" else Has.METRICS) for field in empty]


def reach(term: Term) -> Condition:
    """That the figures of a report reach that far."""
    if not term.value:
        return flag(Has.VALUES)
    sign, limit = SIGNS[term.sign], _limit(term)
    if sign == "=":
        return Condition(where="least <= ? AND most >= ?", values=(limit, limit))
    return Condition(where=f"{'most' if sign[0] == '>' else 'least'} {sign} ?", values=(limit,))


def _limit(term: Term) -> float:
    return clamped(compared_with(term))
