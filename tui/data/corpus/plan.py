"""A query put to the index of a corpus: what is asked of it, and in which order.

What a field means is said in :mod:`tui.data.fields`; here is where the index has it. Pairs and phrases of words and
whatever stands in a report's row are asked in SQL, names are looked for in their lines, figures in what is packed of
each report. Words longer than a pair are to be looked for in the texts that may have them, unless the index knows them
as a phrase. Where there are no texts, that is left to be tested on the records: ``sure`` is then false, and what is
found holds all that the query means. What the user made of reports is not in the index, and comes as numbers of
reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from parsing.record import Label
from tui.data import names
from tui.data.corpus.conditions import (
    HAS,
    MEASURE_FIELDS,
    METRIC_FIELDS,
    SOME,
    Condition,
    Search,
    all_of,
    always,
    among,
    either,
    flag,
    on_days,
    told,
)
from tui.data.corpus.form import CATEGORIES
from tui.data.corpus.metrics import any_metric, figure, reach
from tui.data.corpus.steps import Counted, Held, Measured, Named, Spelled
from tui.data.corpus.tokens import Sought, sought
from tui.data.fields import MARKS, STATUSES, given
from tui.data.folding import fold
from tui.data.holdings import Has
from tui.data.initials import ENOUGH
from tui.data.subject import Subject
from tui.data.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from parsing.record import Report
    from tui.data.corpus.steps import Step
    from tui.data.corpus.vocabulary import Vocabulary
    from tui.data.fields import MarkTest
    from tui.data.initials import Initials
    from tui.data.terms import Term


class Mine(NamedTuple):
    """What the user made of the reports.

    Attributes:
        read: the numbers of the reports that have been opened.
        marked: the numbers of the reports with a mark that passes a test.
        subject: a record together with the user's marks on it.
    """

    read: Callable[[], AbstractSet[int]] = frozenset
    marked: Callable[[MarkTest], AbstractSet[int]] = lambda _test: frozenset()
    subject: Callable[[Report], Subject] = Subject


class Word(NamedTuple):
    """A folded word that the text has to contain, or where ``negated`` must not."""

    needle: str
    negated: bool


class Plan(NamedTuple):
    """How the index is asked.

    Attributes:
        search: the conditions in SQL.
        steps: the filters that follow, in their order, each with whether what passes it is left out.
        words: what has then to be looked for in the texts.
        sure: whether what is left answers the query; otherwise the query has to be put to each of the records.
        doubted: reports whose records have to be tested even where ``sure`` is set.
    """

    search: Search
    steps: tuple[tuple[Step, bool], ...]
    words: tuple[Word, ...]
    sure: bool
    doubted: frozenset[int]

    @property
    def plain(self) -> bool:
        """Whether SQL alone answers."""
        return self.sure and not (self.steps or self.words or self.doubted)


def plan(
    text: str,
    vocabulary: Vocabulary,
    initials: Initials | None = None,
    mine: Mine = Mine(),  # noqa: B008 -- it cannot change
    *,
    in_texts: bool = False,
) -> Plan:
    """How the index is asked for a query.

    Args:
        text: the query, which :func:`tui.data.query.parse_query` has taken without an error.
        vocabulary: the categories and phrases of the index.
        initials: the pinyin initials of characters, where Latin letters shall match titles by them.
        mine: what the user made of the reports.
        in_texts: whether all words are to be looked for in the texts, and none asked of the index of words.
    """
    found = terms(text)
    made = _Plan(vocabulary, initials, mine, in_texts=in_texts)
    for term in found:
        if term.field not in METRIC_FIELDS | MEASURE_FIELDS:
            made.take(term)
    for fields, together in ((METRIC_FIELDS, made.metric), (MEASURE_FIELDS, made.measure)):
        group = [term for term in found if term.field in fields]
        wanted = [term for term in group if not term.negated]
        if wanted:
            together(wanted, negated=False)
        for term in group:
            if term.negated:
                together([term], negated=True)
    return made.whole()


class _Plan:
    """The plan while it is made, term by term."""

    def __init__(self, vocabulary: Vocabulary, initials: Initials | None, mine: Mine, *, in_texts: bool) -> None:
        self._wanted: list[Condition] = []
        self._unwanted: list[Condition] = []
        self._steps: list[tuple[Step, bool]] = []
        self._words: list[Word] = []
        self._doubted: set[int] = set()
        self._sure = True
        self._vocabulary = vocabulary
        self._in_texts = in_texts
        self._initials = initials
        self._mine = mine

    def whole(self) -> Plan:
        """The plan; figures and measures are its last steps, as they take the longest."""
        steps = sorted(self._steps, key=lambda step: isinstance(step[0], Counted | Measured))
        search = Search(tuple(self._wanted), tuple(self._unwanted))
        return Plan(search, tuple(steps), tuple(self._words), self._sure, frozenset(self._doubted))

    def _add(self, condition: Condition, *, negated: bool, sure: bool = True) -> None:
        """Add a condition; none that is negated but not sure: it finds too much, and would leave out too much."""
        self._sure &= sure
        if not negated:
            self._wanted.append(condition)
        elif sure:
            self._unwanted.append(condition)

    def take(self, term: Term) -> None:
        """Take in what is asked of the report as a whole."""
        needle, field = fold(term.value), term.field
        if field is None:
            self._word(needle, negated=term.negated)
        elif field in SOME:
            if needle:
                self._steps.append((Named(field, needle), term.negated))
            else:
                self._add(flag(SOME[field]), negated=term.negated)
        elif field in {"has", "is"}:
            self._state(names.values(field).get(needle, needle), negated=term.negated)
        else:
            made = {
                "date": lambda: on_days(term),
                "label": lambda: self._label(needle),
                "tag": lambda: self._marked(given("tag", needle)),
            }
            self._add(made[field](), negated=term.negated)

    def _word(self, needle: str, *, negated: bool) -> None:
        if not needle:
            self._add(always(yes=True), negated=negated)
            return
        found = self._sought(needle)
        if self._initials is not None and ENOUGH.search(needle):
            self._steps.append((Spelled(needle, self._initials, found, "" if found.sure else needle), negated))
            return
        if not found.sure:
            self._words.append(Word(needle, negated))
            if negated:
                return
        if found.common:
            self._steps.append((Held(found if found.either else found._replace(match="")), negated))
        if found.match and not found.either:
            self._add(Condition(match=found.match), negated=negated)

    def _sought(self, needle: str) -> Sought:
        return Sought("", (), sure=False) if self._in_texts else sought(needle, self._vocabulary)

    def metric(self, group: Sequence[Term], *, negated: bool) -> None:
        """Conditions on one metric: names and the range of values tell which may be such, the figures which are."""
        named = [
            Named("what" if term.field == "metric" else "unit", fold(term.value))
            for term in group
            if term.field != "value" and fold(term.value)
        ]
        if len(named) == len(group) == 1:
            self._steps.append((named[0], negated))
            return
        parts = [*(reach(term) for term in group if term.field == "value"), *any_metric(group)]
        counted = len(group) > 1 or (group[0].sign in {":", "="} and bool(group[0].value))
        if not negated:
            self._wanted += parts
            self._steps += [(each, False) for each in named]
        if counted:
            self._steps.append((Counted(all_of(parts), figure(group)), negated))
        elif negated:
            self._unwanted += parts

    def measure(self, group: Sequence[Term], *, negated: bool) -> None:
        """Conditions on one measure: its status and category are bits of the row, its words stand where it does."""
        known = self._vocabulary.categories()
        statuses: set[str] = set(STATUSES)
        kept: set[int] | None = None
        said: list[str] = []
        for term in group:
            needle = fold(term.value)
            if term.field == "status":
                named = names.values("status").get(needle, needle)
                statuses &= {status for status in STATUSES if status.startswith(named)}
            elif (category := names.category(needle)) is not None:
                found = {known[category]} if category in known else set()
                kept = found if kept is None else kept & found
            elif needle:
                said.append(needle)
        row = told(kept, statuses)
        if not said and (kept is None or max(kept, default=0) < CATEGORIES):
            self._add(row, negated=negated)
            return
        if not negated:
            self._wanted += [row, *(self._told(needle, known, statuses) for needle in said)]
        categories = None if kept is None else frozenset(kept)
        step = Measured(
            categories,
            "done" in statuses,
            "required" in statuses,
            tuple(said),
            {at: name for name, at in known.items()},
        )
        self._steps.append((step, negated))

    def _told(self, needle: str, known: dict[str, int], statuses: set[str]) -> Condition:
        """That a measure may have a word: somewhere in the report, or in the name of its category."""
        named_so = {at for name, at in known.items() if needle in name}
        found = self._sought(needle)
        said = Condition(match=found.match) if found.match and not found.either else always(yes=True)
        return either(told(named_so, statuses), said)

    def _label(self, needle: str) -> Condition:
        named = names.values("label").get(needle)
        flags = Has(0)
        for label in get_args(Label):
            if label == named or needle in fold(label):
                flags |= Has[label]
        return either(flag(flags), self._marked(given("label", needle)))

    def _marked(self, test: MarkTest) -> Condition:
        return among(sorted(self._mine.marked(test)))

    def _state(self, asked_for: str, *, negated: bool) -> None:
        if asked_for in HAS:
            self._add(flag(HAS[asked_for]), negated=negated)
        elif asked_for in MARKS:
            self._add(self._marked(MARKS[asked_for]), negated=negated)
        elif asked_for in {"read", "unread"}:
            self._add(among(sorted(self._mine.read())), negated=negated != (asked_for == "unread"))
        else:
            self._open(negated=negated)

    def _open(self, *, negated: bool) -> None:
        """What is open to judgement: all that was found, unless it is judged, which only the marks on it tell."""
        marked = self._mine.marked(lambda _: True)
        found = flag(HAS["entities"] | HAS["metrics"] | HAS["measures"])
        if negated:
            found = Condition(where=f"NOT ({found.where})", values=found.values)
        self._add(either(found, among(sorted(marked))), negated=False)
        self._doubted |= marked
