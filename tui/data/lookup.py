"""A query put to the index of known reports: which of them it finds, without any of their texts.

What a field means is said in :mod:`tui.data.fields`; here is how the index is asked for it. What it cannot decide (two
conditions on one measure, a field it does not know) is left to be tested report by report: ``sure`` is then false.
What the user made of reports is not in the index, and comes as sets of their ids.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, get_args

import msgspec

from parsing.record import Label
from tui.data import names
from tui.data.conditions import MEASURE_FIELDS, METRIC_FIELDS, Condition, always, flag, held, measure, metric
from tui.data.days import asked
from tui.data.fields import MARKS, given
from tui.data.folding import fold
from tui.data.holdings import INITIALS, Has
from tui.data.initials import Initials, Matcher, matcher, sought
from tui.data.terms import Term, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.data.conditions import Conditions
    from tui.data.fields import MarkTest

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


class Mine(NamedTuple):
    """What the user made of the reports, by their ids: those opened, and those that have a mark that passes a test."""

    read: AbstractSet[str] = frozenset()
    marked: Callable[[MarkTest], AbstractSet[str]] = lambda _test: frozenset()


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
    for group, conditions in ((metrics, metric), (measures, measure)):
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
            written, named = held("words", needle).match, sought(needle)
            maybe = " AND ".join(f'{INITIALS} : "{gram}"' for gram in named.wanted)
            if named.sure:
                self.add([term], [Condition(match=f"({written}) OR ({maybe})")])
            else:
                self.letters.append(Letters(written, maybe, find, term.negated))
        else:
            self.add([term], [held("words", needle)] if needle else always(yes=True))


def _among(ids: AbstractSet[str]) -> Condition:
    return Condition(where="id IN (SELECT value FROM json_each(?))", values=(msgspec.json.encode(list(ids)).decode(),))


def _single(term: Term, mine: Mine) -> Conditions:
    """A condition on the report as a whole."""
    needle, field = fold(term.value), term.field or ""
    if field in SOME:
        return [held(field, needle) if needle else flag(SOME[field])]
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
        return [flag(HAS[asked_for])]
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
        return [flag(Has.DAYS)]
    wanted = asked(unicodedata.normalize("NFKC", term.value))
    if wanted is None:
        return None
    there = "EXISTS (SELECT 1 FROM day WHERE day.number = report.number AND day.first <= ? AND day.last >= ?)"
    return [Condition(where=there, values=(wanted.last.toordinal(), wanted.first.toordinal()))]
