"""What an index finds: how many reports, the first of them, and their records, exactly what the query means."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from tui.data.corpus.copies import distinct
from tui.data.corpus.names import EVERYTHING
from tui.data.corpus.plan import Mine, plan
from tui.data.corpus.steps import Measured, Spelled, asked, having
from tui.data.initials import initials
from tui.data.query import parse_query
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from tui.data.corpus.index import CorpusIndex
    from tui.data.corpus.plan import Plan
    from tui.data.corpus.steps import Step
    from tui.data.initials import Initials
    from tui.data.query import Query

BEGINNING, LARGER = 1000, 4
"""Numbers of reports asked for at first, and how many times more each time after it."""
FEW, SOME = 256, 1000
"""Of so many reports in a row, or known to be the only ones, the texts are searched rather than the index of words.

That would have to put together all pairs that begin with a single letter."""


class SearchResult:
    """The reports that a query finds in an index; ``among``: the only ones it can find, if known: see ``narrow``.

    Args:
        index: where to look.
        text: the query.
        once: whether of reports that say the same only the cleanest copy counts.
        table: pinyin initials of characters; made if none are given and the query may hold some; an empty one is none.
        mine: what the user made of the reports.

    Raises:
        QueryError: the query makes no sense.
    """

    def __init__(
        self,
        index: CorpusIndex,
        text: str,
        *,
        once: bool = False,
        table: Initials | None = None,
        mine: Mine = Mine(),  # noqa: B008 -- it cannot change
    ) -> None:
        self._index = index
        self._once = once
        self._mine = mine
        self.among: AbstractSet[int] | None = None
        self.query: Query = parse_query(text, table or None)
        if table is None and self.query.spelled:
            table = initials()
            self.query = parse_query(text, table)
        self._asked = text
        self._table = table or None

    def narrow(self, among: AbstractSet[int], asked: str) -> None:
        """Look only among some reports, which meet the whole query but for a part of it that is still to be asked."""
        self.among, self._asked = among, asked

    @cached_property
    def plan(self) -> Plan:
        """How the index is asked."""
        return _for_what_is_kept(
            plan(self._asked, self._index.vocabulary, self._table, self._mine), kept=self._index.kept
        )

    @cached_property
    def _plan_for_few(self) -> Plan:
        """The same where all words are looked for in the texts."""
        return (
            plan(self._asked, self._index.vocabulary, self._table, self._mine, in_texts=True)
            if self._index.kept
            else self.plan
        )

    def count(self) -> int:
        """How many there are."""
        if self._once or not self.plan.plain:
            return sum(1 for _ in self.numbers())
        statement, values = self.plan.search.statement(0, EVERYTHING, gone=bool(self._index.gone))
        counted = f"SELECT count(*) FROM ({statement})"  # noqa: S608
        return int(self._index.database.execute(counted, values).fetchone()[0])

    def numbers(self) -> Iterator[int]:
        """The numbers of all of them, in the order in which they were filed."""
        return iter(distinct(self._index, self._all())) if self._once else self._all()

    def within(
        self, first: int, last: int, order: Callable[[AbstractSet[int]], Iterable[int]] = sorted
    ) -> Iterator[int]:
        """Those of a range of numbers, in that order; as they are found, where texts have to be looked into."""
        index, among = self._index, self.among
        if among is not None and not among:
            return iter(())
        few = last - first < FEW or (among is not None and len(among) < SOME)
        wanted = self._plan_for_few if few else self.plan
        numbers: AbstractSet[int] = asked(index, wanted.search, first, last)
        numbers = numbers if among is None else numbers & among
        for step, negated in wanted.steps:
            if numbers:
                found = step.among(index, numbers, first, last)
                numbers = numbers - found if negated else numbers & found
        if not wanted.sure:
            return (number for number, _ in self._tested(order(numbers)))
        words = [(word.needle, not word.negated) for word in wanted.words]
        sure = having(index, words, order(numbers)) if words else iter(order(numbers))
        return self._certain(sure) if wanted.doubted else sure

    def first(self, most: int) -> list[int]:
        """The numbers of the first of them."""
        return list(islice(self.numbers(), most))

    def subjects(self, most: int | None = None) -> Iterator[Subject]:
        """Their records, or those of the first of them, in the order in which they were filed."""
        return (Subject(report) for _, report in self._index.records(islice(self.numbers(), most)))

    def _all(self) -> Iterator[int]:
        last = self._index.database.execute("SELECT max(number) FROM report").fetchone()[0] or 0
        at, size = 0, BEGINNING
        while at <= last:
            yield from self.within(at, at + size - 1)
            at, size = at + size, size * LARGER

    def _certain(self, numbers: Iterable[int]) -> Iterator[int]:
        for number in numbers:
            if number not in self.plan.doubted or any(self._tested([number])):
                yield number

    def _tested(self, numbers: Iterable[int]) -> Iterator[tuple[int, Subject]]:
        for number, report in self._index.records(numbers):
            subject = self._mine.subject(report)
            if self.query.matches(subject):
                yield number, subject


def _for_what_is_kept(made: Plan, *, kept: bool) -> Plan:
    """A plan for an index without records: what would be looked for in texts is tested on records made again."""
    looked = [(step, negated) for step, negated in made.steps if _looks(step)]
    if kept or not (made.words or looked):
        return made
    steps = [(step, negated) for step, negated in made.steps if not _looks(step)]
    steps += [
        (step._replace(needle=""), negated) for step, negated in looked if isinstance(step, Spelled) and not negated
    ]
    return made._replace(steps=tuple(steps), words=(), sure=False)


def _looks(step: Step) -> bool:
    """Whether a step looks into texts."""
    return bool((isinstance(step, Spelled) and step.needle) or isinstance(step, Measured))
