"""A query put to the index of a corpus: SQL that finds what it asks for, or a little more.

What a field means is said in :mod:`tui.data.fields`; here is where the index has it. What no table can decide (words of
a measure, words longer than a pair where their places are not kept) is left to be tested on the records: ``sure`` is
then false, and what is found holds all that the query means. What users make of reports is theirs, not the corpus':
no report is read, and none has marks.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, get_args

from parsing.record import Label
from tui.data import names
from tui.data.conditions import MEASURE_FIELDS, METRIC_FIELDS, SIGNS, Condition
from tui.data.corpus.form import NOTHING
from tui.data.days import asked
from tui.data.fields import STATUSES, number
from tui.data.folding import fold
from tui.data.holdings import Has
from tui.data.initials import matcher
from tui.data.lookup import HAS, SOME, Search
from tui.data.pairs import phrase
from tui.data.terms import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.data.initials import Initials
    from tui.data.terms import Term

HELD = "SELECT rowid FROM held WHERE held MATCH ?"
VALUES = "SELECT number FROM value WHERE field = ? AND instr(text, ?)"
REAL = 1e308


def plan(text: str, initials: Initials | None = None, *, places: bool = True) -> Search:
    """How the index is asked for a query, which has been found to make sense.

    Args:
        text: the query.
        initials: the pinyin initials of characters, where Latin letters shall match titles by them.
        places: whether the index keeps the places of words.
    """
    found = terms(text)
    made = _Plan(initials, places=places)
    for term in found:
        if term.field not in METRIC_FIELDS | MEASURE_FIELDS:
            made.add(made.single(term), negated=term.negated)
    for fields, together in ((METRIC_FIELDS, made.metric), (MEASURE_FIELDS, made.measure)):
        group = [term for term in found if term.field in fields]
        wanted = [term for term in group if not term.negated]
        if wanted:
            made.add(together(wanted), negated=False)
        for term in group:
            if term.negated:
                made.add(together([term]), negated=True)
    return Search(tuple(made.wanted), tuple(made.unwanted), sure=made.sure)


class _Plan:
    """The conditions found so far. A method gives one condition with whether nothing else meets it."""

    def __init__(self, initials: Initials | None, *, places: bool) -> None:
        self.wanted: list[Condition] = []
        self.unwanted: list[Condition] = []
        self.sure = True
        self._initials = initials
        self._places = places

    def add(self, found: tuple[Condition, bool], *, negated: bool) -> None:
        """Take in a condition; the opposite of one that is not sure leaves out too much, so that none is asked."""
        condition, sure = found
        self.sure &= sure
        if not negated:
            self.wanted.append(condition)
        elif sure:
            self.unwanted.append(condition)

    def single(self, term: Term) -> tuple[Condition, bool]:
        """A condition on the report as a whole."""
        needle, field = fold(term.value), term.field
        if field is None:
            return self._word(needle)
        if field in SOME:
            return self._some(field, needle)
        if field == "date":
            return _date(term)
        if field == "label":
            return _label(needle)
        return _state(names.values(field).get(needle, needle)) if field in {"has", "is"} else _always(yes=False)

    def _some(self, field: str, needle: str) -> tuple[Condition, bool]:
        """A stretch of a name, of the report's own title, or of where it comes from; an empty one asks for any."""
        if not needle:
            return _flag(SOME[field])
        return self._title(needle) if field == "title" else (_posting(field, needle), True)

    def metric(self, group: Sequence[Term]) -> tuple[Condition, bool]:
        """Conditions on one metric."""
        rows = [_metric_row(term) for term in group]
        where = " AND ".join(row.where for row in rows)
        values = tuple(value for row in rows for value in row.values)
        return Condition(where=f"number IN (SELECT number FROM metric WHERE {where})", values=values), True  # noqa: S608

    def measure(self, group: Sequence[Term]) -> tuple[Condition, bool]:
        """Conditions on one measure: its status and category are in a table, its words only somewhere in the report."""
        where, values, sure = ["1"], [], True
        outside: list[Condition] = []
        for term in group:
            needle = fold(term.value)
            if term.field == "status":
                where.append(_status(needle))
            elif (category := names.category(needle)) is not None:
                where.append("category IN (SELECT number FROM value WHERE field = 'category' AND text = ?)")
                values.append(category)
            elif needle:
                sure = False
                outside.append(_either(_posting_of_category(needle), self._holding(needle)[0]))
        rows = f"number IN (SELECT number FROM measure WHERE {' AND '.join(where)})"  # noqa: S608
        held = "".join(f" AND ({each.where})" for each in outside)
        return Condition(where=rows + held, values=(*values, *(value for each in outside for value in each.values))), sure

    def _word(self, needle: str) -> tuple[Condition, bool]:
        if not needle:
            return _always(yes=True)
        if matcher(needle, self._initials) is None:
            return self._held(needle)
        inside, sure = self._holding(needle)
        return _either(inside, Condition(where="spelled(?, title)", values=(needle,))), sure

    def _title(self, needle: str) -> tuple[Condition, bool]:
        """The report's own title, whose words are among those of the report; or a post that somebody holds."""
        inside = self._holding(needle)[0]
        own = Condition(where=f"has & ? AND {inside.where} AND instr(fold(title), ?)", values=(Has.NAME, *inside.values, needle))
        return _either(own, _posting("title", needle)), True

    def _held(self, needle: str) -> tuple[Condition, bool]:
        """Words of the report; without their places only those of one pair are told from their pairs alone."""
        found = phrase(needle)
        if self._places or found.endswith("*") or " " not in found:
            return Condition(match=found), True
        pairs = dict.fromkeys(found.strip('"').split(" "))
        return Condition(match=" AND ".join(f'"{pair}"' for pair in pairs)), False

    def _holding(self, needle: str) -> tuple[Condition, bool]:
        """The same as a test of a report's row."""
        held, sure = self._held(needle)
        return Condition(where=f"number IN ({HELD})", values=(held.match,)), sure


def _always(*, yes: bool) -> tuple[Condition, bool]:
    return Condition(where="1" if yes else "0"), True


def _flag(flags: Has) -> tuple[Condition, bool]:
    return Condition(where="has & ?", values=(int(flags),)), True


def _either(one: Condition, other: Condition) -> Condition:
    return Condition(where=f"({one.where}) OR ({other.where})", values=(*one.values, *other.values))


def _posting(field: str, needle: str) -> Condition:
    where = f"number IN (SELECT number FROM entity WHERE value IN ({VALUES}))"  # noqa: S608
    return Condition(where=where, values=(field, needle))


def _posting_of_category(needle: str) -> Condition:
    where = f"number IN (SELECT number FROM measure WHERE category IN ({VALUES}))"  # noqa: S608
    return Condition(where=where, values=("category", needle))


def _state(asked_for: str) -> tuple[Condition, bool]:
    if asked_for in HAS:
        return _flag(HAS[asked_for])
    return _always(yes=asked_for == "unread")


def _label(needle: str) -> tuple[Condition, bool]:
    named = names.values("label").get(needle)
    flags = Has(0)
    for label in get_args(Label):
        if label == named or needle in fold(label):
            flags |= Has[label]
    return _flag(flags)


def _date(term: Term) -> tuple[Condition, bool]:
    wanted = asked(unicodedata.normalize("NFKC", term.value)) if term.value else None
    if wanted is None:
        return _flag(Has.DAYS)
    there = "EXISTS (SELECT 1 FROM day WHERE day.number = report.number AND first <= ? AND last >= ?)"
    return Condition(where=there, values=(wanted.last.toordinal(), wanted.first.toordinal())), True


def _metric_row(term: Term) -> Condition:
    needle = fold(term.value)
    if term.field == "value":
        if not term.value:
            return Condition(where="value IS NOT NULL")
        limit = max(-REAL, min(REAL, number(term)))
        return Condition(where=f"value {SIGNS[term.sign]} ?", values=(limit,))
    if not needle:
        return Condition(where=f"what <> {NOTHING}" if term.field == "metric" else "1")
    field = "what" if term.field == "metric" else "unit"
    return Condition(where=f"{field} IN ({VALUES})", values=(field, needle))


def _status(needle: str) -> str:
    named = names.values("status").get(needle, needle)
    wanted = [str(int(status == "done")) for status in STATUSES if status.startswith(named)]
    return f"done IN ({','.join(wanted)})"
