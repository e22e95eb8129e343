"""A query put to the index of known reports: which of them it finds, without any of their texts.

What a field means is said in :mod:`tui.data.fields`; here is how the index is asked for it. What it cannot decide (two
conditions on one measure, a field it does not know) is left to be tested report by report: ``sure`` is then false.
What the user made of reports is not in the index, and comes as sets of their ids.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, get_args

import msgspec

from parsing.record import Label
from tui.data import names
from tui.data.days import asked
from tui.data.fields import MARKS, STATUSES, given, number
from tui.data.folding import fold
from tui.data.holdings import INITIALS, Has
from tui.data.initials import Initials, Matcher, matcher, sought
from tui.data.pairs import phrase, whole
from tui.data.terms import Term, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.fields import MarkTest

METRIC_FIELDS = frozenset({"metric", "unit", "value"})
MEASURE_FIELDS = frozenset({"measure", "status"})
SIGNS = {":": "=", "=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
HAS = {
    "redacted": Has.REDACTED,
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


class Mine(NamedTuple):
    """What the user made of the reports, by their ids: those opened, and those that have a mark that passes a test."""

    read: AbstractSet[str] = frozenset()
    marked: Callable[[MarkTest], AbstractSet[str]] = lambda _test: frozenset()


class Condition(NamedTuple):
    """A condition in the index's terms: a query of its index of words, or a test of a report's row."""

    match: str = ""
    where: str = ""
    values: tuple[object, ...] = ()


Conditions: TypeAlias = "list[Condition] | None"
"""All of them have to hold; ``None`` where the index cannot say."""


class Letters(NamedTuple):
    """A word in Latin letters, which titles may also have as the pinyin initials of their characters.

    ``match`` asks for the word itself, ``maybe`` for titles that may have it, which is for ``find`` to say.
    """

    match: str
    maybe: str
    find: Matcher
    negated: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the index.

    Args:
        wanted: what has to hold.
        unwanted: what must not.
        letters: words that titles have to be searched for as well.
        sure: whether what is found meets the query; else it may, and nothing else can.
    """

    wanted: tuple[Condition, ...] = ()
    unwanted: tuple[Condition, ...] = ()
    letters: tuple[Letters, ...] = ()
    sure: bool = True

    @property
    def everything(self) -> bool:
        """Whether the index itself is asked for nothing."""
        return not (self.wanted or self.unwanted)

    def statement(self) -> tuple[str, tuple[object, ...]]:
        """The question in SQL, whose rows are numbers, and its values."""
        match = " AND ".join(f"({each.match})" for each in self.wanted if each.match)
        if match:
            match = " NOT ".join([f"({match})", *(f"({each.match})" for each in self.unwanted if each.match)])
        tests = [f"({each.where})" for each in self.wanted if each.where]
        values = [value for each in self.wanted for value in each.values]
        for each in self.unwanted:
            if each.where:
                tests.append(f"NOT coalesce(({each.where}), 0)")
                values += each.values
            elif not match:
                tests.append("number NOT IN (SELECT rowid FROM held WHERE held MATCH ?)")
                values.append(each.match)
        found = "SELECT rowid AS number FROM held WHERE held MATCH ?"
        if match and not tests:
            return found, (match,)
        if match:
            tests, values = [f"number IN ({found})", *tests], [match, *values]
        return " WHERE ".join(filter(None, ("SELECT number FROM report", " AND ".join(tests)))), tuple(values)


def plan(text: str, mine: Mine, initials: Initials | None = None) -> Search:
    """How the index is asked for a query, which has been found to make sense."""
    made = _Plan([], [], [])
    metrics: list[Term] = []
    measures: list[Term] = []
    for term in terms(text):
        if term.field in METRIC_FIELDS:
            metrics.append(term)
        elif term.field in MEASURE_FIELDS:
            measures.append(term)
        elif term.field is None:
            made.word(term, initials)
        else:
            made.add([term], _single(term, mine))
    for group, conditions in ((metrics, _metric), (measures, _measure)):
        made.add(wanted := [term for term in group if not term.negated], conditions(wanted) if wanted else [])
        for term in group:
            if term.negated:
                made.add([term], conditions([term]))
    return Search(tuple(made.wanted), tuple(made.unwanted), tuple(made.letters), sure=made.sure)


@dataclass(slots=True)
class _Plan:
    wanted: list[Condition]
    unwanted: list[Condition]
    letters: list[Letters]
    sure: bool = True

    def add(self, of: Sequence[Term], conditions: Conditions) -> None:
        """Take in what the index is to be asked for some terms, which are alike in being negated or not."""
        if conditions is None:
            self.sure = False
        elif not (of and of[0].negated):
            self.wanted += conditions
        elif len(conditions) == 1:
            self.unwanted += conditions
        else:
            self.sure = False

    def word(self, term: Term, initials: Initials | None) -> None:
        """Take in a plain word."""
        needle = fold(term.value)
        find = matcher(needle, initials)
        if find is not None:
            held, named = _held("words", needle).match, sought(needle)
            maybe = " AND ".join(f'{INITIALS} : "{gram}"' for gram in named.wanted)
            if named.sure:
                self.add([term], [Condition(match=f"({held}) OR ({maybe})")])
            else:
                self.letters.append(Letters(held, maybe, find, term.negated))
        else:
            self.add([term], [_held("words", needle)] if needle else _always(yes=True))


def _always(*, yes: bool) -> list[Condition]:
    return [Condition(where="1" if yes else "0")]


def _held(field: str, needle: str) -> Condition:
    return Condition(match=f"{field} : {phrase(needle)}")


def _flag(flags: Has) -> Condition:
    return Condition(where="has & ?", values=(int(flags),))


def _among(ids: AbstractSet[str]) -> Condition:
    return Condition(where="id IN (SELECT value FROM json_each(?))", values=(msgspec.json.encode(list(ids)).decode(),))


def _single(term: Term, mine: Mine) -> Conditions:
    """A condition on the report as a whole."""
    needle, field = fold(term.value), term.field or ""
    if field in SOME:
        return [_held(field, needle) if needle else _flag(SOME[field])]
    made: dict[str, Callable[[], Conditions]] = {
        "date": lambda: _date(term),
        "tag": lambda: [_among(mine.marked(given("tag", needle)))],
        "label": lambda: [_label(needle, mine)],
        "has": lambda: _state(names.values(field).get(needle, needle), mine),
        "is": lambda: _state(names.values(field).get(needle, needle), mine),
    }
    return made[field]() if field in made else None


def _state(asked_for: str, mine: Mine) -> Conditions:
    if asked_for in HAS:
        return [_flag(HAS[asked_for])]
    if asked_for in MARKS:
        return [_among(mine.marked(MARKS[asked_for]))]
    if asked_for == "read":
        return [_among(mine.read)]
    if asked_for == "unread":
        where, values = _among(mine.read)[1:]
        return [Condition(where=f"NOT ({where})", values=values)]
    return None


def _label(needle: str, mine: Mine) -> Condition:
    named = names.values("label").get(needle)
    flags = Has(0)
    for label in get_args(Label):
        if label == named or needle in fold(label):
            flags |= Has[label]
    said = _among(mine.marked(given("label", needle)))
    return Condition(where=f"has & ? OR {said.where}", values=(int(flags), *said.values))


def _date(term: Term) -> Conditions:
    if not term.value:
        return [_flag(Has.DAYS)]
    wanted = asked(unicodedata.normalize("NFKC", term.value))
    if wanted is None:
        return None
    there = "EXISTS (SELECT 1 FROM day WHERE day.number = report.number AND day.first <= ? AND day.last >= ?)"
    return [Condition(where=there, values=(wanted.last.toordinal(), wanted.first.toordinal()))]


def _metric(group: Sequence[Term]) -> Conditions:
    """Conditions on one metric: single ones the index of words or values decides, several need its rows."""
    if len(group) == 1:
        return [_metric_alone(group[0])]
    found = [_metric_alone(term) for term in group if term.field != "value"]
    tests = [_metric_row(term) for term in group]
    where = " AND ".join(test.where for test in tests)
    there = f"EXISTS (SELECT 1 FROM metric WHERE metric.number = report.number AND {where})"  # noqa: S608
    return [*found, Condition(where=there, values=tuple(value for test in tests for value in test.values))]


def _metric_alone(term: Term) -> Condition:
    needle = fold(term.value)
    if term.field == "value":
        row = _metric_row(term)
        if not term.value:
            return _flag(Has.VALUES)
        if (sign := SIGNS[term.sign]) == "=":
            return row._replace(where=f"number IN (SELECT metric.number FROM metric WHERE {row.where})")  # noqa: S608
        return row._replace(where=f"{'most' if sign[0] == '>' else 'least'} {sign} ?")
    if needle:
        return _held("what" if term.field == "metric" else "unit", needle)
    return _flag(Has.WHATS if term.field == "metric" else Has.METRICS)


def _metric_row(term: Term) -> Condition:
    if term.field == "value":
        if not term.value:
            return Condition(where="metric.value IS NOT NULL")
        return Condition(where=f"metric.value {SIGNS[term.sign]} ?", values=(number(term),))
    column = "what" if term.field == "metric" else "unit"
    return Condition(where=f"instr(metric.{column}, ?) > 0", values=(fold(term.value),))


def _measure(group: Sequence[Term]) -> Conditions:
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
        return _always(yes=False)
    if not said:
        flags = Has(0)
        for status in wanted:
            flags |= Has[status.upper()]
        return [_flag(flags)]
    category = names.category(said[0])
    sought = phrase(said[0]) if category is None else whole(category)
    return [Condition(match=f"{{{' '.join(sorted(wanted))}}} : {sought}")]
