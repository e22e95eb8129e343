"""A query put to the index of a corpus: SQL that finds what it asks for, or a little more.

What a field means is said in :mod:`tui.data.fields`; here is where the index has it. Words longer than a pair are to be
looked for in the texts that may have them, unless the index knows them as a phrase. What cannot be decided so (words of
a measure) is left to be tested on the records: ``sure`` is then false, and what is found holds all that the query means. What
users make of reports is theirs, not the corpus': no report is read, and none has marks.
"""

from __future__ import annotations

import operator
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, get_args

from parsing.record import Label
from tui.data import names
from tui.data.conditions import MEASURE_FIELDS, METRIC_FIELDS, SIGNS, Condition
from tui.data.corpus.form import CATEGORIES
from tui.data.corpus.rows import bits
from tui.data.corpus.tokens import person, sought, token
from tui.data.days import asked
from tui.data.fields import STATUSES, number
from tui.data.folding import fold
from tui.data.holdings import Has
from tui.data.initials import matcher
from tui.data.lookup import HAS, SOME, Search
from tui.data.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.data.corpus.rows import Figure
    from tui.data.corpus.vocabulary import Vocabulary
    from tui.data.initials import Initials
    from tui.data.terms import Term

HELD = "SELECT rowid FROM held WHERE held MATCH ?"
REAL = 1e308
COMPARISONS = {"=": operator.eq, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
NEVER = Condition(where="0")


class Word(NamedTuple):
    """A folded word that has to be looked for in the text."""

    needle: str
    negated: bool


class Plan(NamedTuple):
    """How the index is asked.

    ``words``: what has still to be looked for in the texts. ``figures``: tests of one figure, which the SQL function
    ``counted`` is given the places of.
    """

    search: Search
    words: tuple[Word, ...]
    figures: tuple[Callable[[Figure], bool], ...]

    @property
    def sure(self) -> bool:
        """Whether all that is found is what the query means."""
        return self.search.sure and not self.words


def plan(text: str, vocabulary: Vocabulary, initials: Initials | None = None) -> Plan:
    """How the index is asked for a query, which has been found to make sense.

    Args:
        text: the query.
        vocabulary: the names and phrases of the index.
        initials: the pinyin initials of characters, where Latin letters shall match titles by them.
    """
    found = terms(text)
    made = _Plan(vocabulary, initials)
    for term in found:
        if term.field not in METRIC_FIELDS | MEASURE_FIELDS:
            made.take(term)
    for fields, together in ((METRIC_FIELDS, made.metric), (MEASURE_FIELDS, made.measure)):
        group = [term for term in found if term.field in fields]
        wanted = [term for term in group if not term.negated]
        if wanted:
            made.add(together(wanted), negated=False)
        for term in group:
            if term.negated:
                made.add(together([term]), negated=True)
    search = Search(tuple(made.wanted), tuple(made.unwanted), sure=made.sure)
    return Plan(search, tuple(made.words), tuple(made.figures))


class _Plan:
    """The conditions found so far. A method gives one condition with whether nothing else meets it."""

    def __init__(self, vocabulary: Vocabulary, initials: Initials | None) -> None:
        self.wanted: list[Condition] = []
        self.unwanted: list[Condition] = []
        self.words: list[Word] = []
        self.figures: list[Callable[[Figure], bool]] = []
        self.sure = True
        self._vocabulary = vocabulary
        self._initials = initials

    def add(self, found: tuple[Condition, bool], *, negated: bool) -> None:
        """Take in a condition; the opposite of one that is not sure leaves out too much, so that none is asked."""
        condition, sure = found
        self.sure &= sure
        if not negated:
            self.wanted.append(condition)
        elif sure:
            self.unwanted.append(condition)

    def take(self, term: Term) -> None:
        """Take in what is asked of the report as a whole."""
        needle = fold(term.value)
        if term.field is not None or not needle or matcher(needle, self._initials) is not None:
            self.add(self._single(term), negated=term.negated)
            return
        match, sure = sought(needle, self._vocabulary.phrases)
        if sure:
            self.add((Condition(match=match), True), negated=term.negated)
            return
        self.words.append(Word(needle, term.negated))
        if not term.negated:
            self.wanted.append(Condition(match=match))

    def _single(self, term: Term) -> tuple[Condition, bool]:
        needle, field = fold(term.value), term.field
        if field is None:
            return self._spelled(needle) if needle else _always(yes=True)
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
        if field == "person":
            match, sure = person(needle)
            return Condition(match=match), sure
        return (self._title(needle) if field == "title" else self._posting(field, needle)), True

    def metric(self, group: Sequence[Term]) -> tuple[Condition, bool]:
        """Conditions on one metric: names are in the index of words, the range of values in the report's row."""
        names = [self._posting("what" if term.field == "metric" else "unit", fold(term.value))
                 for term in group if term.field != "value" and fold(term.value)]
        if len(names) == len(group) == 1:
            return names[0], True
        parts = [*map(_inside, names), *(_range(term) for term in group if term.field == "value"), *_any_metric(group)]
        if len(group) > 1 or (group[0].sign in {":", "="} and group[0].value):
            self.figures.append(self._figure(group))
            parts.append(Condition(where="counted(?, facts)", values=(len(self.figures) - 1,)))
        return _all(parts), True

    def _figure(self, group: Sequence[Term]) -> Callable[[Figure], bool]:
        tests = [self._test(term) for term in group]
        return lambda figure: all(test(figure) for test in tests)

    def _test(self, term: Term) -> Callable[[Figure], bool]:
        """What one condition asks of a figure."""
        needle = fold(term.value)
        if term.field == "value":
            if not term.value:
                return lambda figure: figure.value is not None
            compare, limit = COMPARISONS[SIGNS[term.sign]], _limit(term)
            return lambda figure: figure.value is not None and compare(figure.value, limit)
        if term.field == "metric":
            whats = set(self._vocabulary.numbers("what", needle)) if needle else None
            return lambda figure: figure.what is not None if whats is None else figure.what in whats
        units = set(self._vocabulary.numbers("unit", needle))
        return lambda figure: figure.unit in units

    def measure(self, group: Sequence[Term]) -> tuple[Condition, bool]:
        """Conditions on one measure: its status and category are bits of the row, its words only somewhere in the report."""
        statuses: set[str] = set(STATUSES)
        sure = True
        kept: set[int] | None = None
        outside: list[Condition] = []
        for term in group:
            needle = fold(term.value)
            if term.field == "status":
                named = names.values("status").get(needle, needle)
                statuses &= {status for status in STATUSES if status.startswith(named)}
            elif (category := names.category(needle)) is not None:
                at = self._vocabulary.number_of("category", category)
                found = set() if at is None else {at}
                sure &= all(at < CATEGORIES for at in found)
                kept = found if kept is None else kept & found
            elif needle:
                sure = False
                outside.append(_either(_bits(self._vocabulary.numbers("category", needle), statuses), self._holding(needle)[0]))
        return _all([_bits(kept, statuses), *outside]), sure

    def _posting(self, field: str, needle: str) -> Condition:
        """That one of the names of a field has a stretch in it."""
        found = self._vocabulary.numbers(field, needle)
        return Condition(match=" OR ".join(f'"{token(field, number)}"' for number in found)) if found else NEVER

    def _spelled(self, needle: str) -> tuple[Condition, bool]:
        """A word in the text, or the initials of characters in the title."""
        inside, sure = self._holding(needle)
        return _either(inside, Condition(where="spelled(?, title)", values=(needle,))), sure

    def _title(self, needle: str) -> Condition:
        """The report's own title, whose words are among those of the report; or a post that somebody holds."""
        inside = self._holding(needle)[0]
        own = Condition(where=f"has & ? AND {inside.where} AND instr(fold(title), ?)", values=(Has.NAME, *inside.values, needle))
        return _either(own, _inside(self._posting("title", needle)))

    def _holding(self, needle: str) -> tuple[Condition, bool]:
        """That a text may have a word, as a test of a report's row."""
        match, sure = sought(needle, self._vocabulary.phrases)
        return _inside(Condition(match=match)), sure


def _inside(condition: Condition) -> Condition:
    """A query of the index of words as a test of a report's row."""
    return Condition(where=f"number IN ({HELD})", values=(condition.match,)) if condition.match else condition


def _all(conditions: Sequence[Condition]) -> Condition:
    where = " AND ".join(f"({each.where})" for each in conditions)
    return Condition(where=where or "1", values=tuple(value for each in conditions for value in each.values))


def _bits(categories: Sequence[int] | set[int] | None, statuses: set[str]) -> Condition:
    """That there is a measure of one of these categories, or of any, and of one of these statuses."""
    mask = (1 << CATEGORIES + 1) - 1 if categories is None else bits(list(categories))
    found = [f"{status} & {mask}" for status in sorted(statuses)]
    return Condition(where=" OR ".join(found) or "0")


def _any_metric(group: Sequence[Term]) -> list[Condition]:
    """What conditions without a value ask for: that there is a metric at all, or one that says what it counts."""
    empty = [term.field for term in group if not fold(term.value) and term.field != "value"]
    return [_flag(Has.WHATS if field == "metric" else Has.METRICS)[0] for field in empty]


def _range(term: Term) -> Condition:
    """That the figures of a report reach that far."""
    if not term.value:
        return _flag(Has.VALUES)[0]
    sign, limit = SIGNS[term.sign], _limit(term)
    if sign == "=":
        return Condition(where="least <= ? AND most >= ?", values=(limit, limit))
    return Condition(where=f"{'most' if sign[0] == '>' else 'least'} {sign} ?", values=(limit,))


def _limit(term: Term) -> float:
    return max(-REAL, min(REAL, number(term)))


def _always(*, yes: bool) -> tuple[Condition, bool]:
    return Condition(where="1" if yes else "0"), True


def _flag(flags: Has) -> tuple[Condition, bool]:
    return Condition(where="has & ?", values=(int(flags),)), True


def _either(one: Condition, other: Condition) -> Condition:
    return Condition(where=f"({one.where}) OR ({other.where})", values=(*one.values, *other.values))


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
