"""What an index finds: how many reports, the first of them, and their records, exactly what the query means."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from tui.data.corpus.copies import distinct
from tui.data.corpus.plan import plan
from tui.data.corpus.rows import Facts
from tui.data.folding import fold, folded
from tui.data.initials import initials, matcher
from tui.data.query import parse_query
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.data.corpus.index import CorpusIndex
    from tui.data.corpus.plan import Plan, Word
    from tui.data.query import Query

FEW, MANY = 20, 2000
"""Texts looked into at once: at first, so that the first hits are there soon, and at most."""


class Found:
    """The reports that a query finds in an index.

    Args:
        index: where to look.
        text: the query.
        once: whether of reports that say the same only the cleanest copy counts.

    Raises:
        QueryError: the query makes no sense.
    """

    def __init__(self, index: CorpusIndex, text: str, *, once: bool = False) -> None:
        self._index = index
        self._once = once
        self.query: Query = parse_query(text)
        spelled = initials() if self.query.spelled else None
        if spelled is not None:
            self.query = parse_query(text, spelled)
        self.plan: Plan = plan(text, index.vocabulary, spelled)
        function = index.database.create_function
        function("fold", 1, lambda title: fold(title or ""), deterministic=True)
        function("spelled", 2, lambda needle, title: bool(_finds(matcher(needle, spelled), title)), deterministic=True)
        function("counted", 2, self._counted, deterministic=True)

    def count(self) -> int:
        """How many there are."""
        if self._once or not self.plan.sure:
            return sum(1 for _ in self.numbers())
        statement, values = self._statement()
        return int(self._index.database.execute(f"SELECT count(*) FROM ({statement})", values).fetchone()[0])  # noqa: S608

    def numbers(self) -> Iterator[int]:
        """The numbers of all of them, in the order in which they were filed."""
        return iter(distinct(self._index, self._all())) if self._once else self._all()

    def _all(self) -> Iterator[int]:
        statement, values = self._statement()
        found = (number for (number,) in self._index.database.execute(statement, values))
        if self.plan.search.sure and self._index.kept:
            return _having(self._index, self.plan.words, found) if self.plan.words else found
        if self.plan.sure:
            return found
        return (number for number, _ in self._tested(found))

    def first(self, most: int) -> list[int]:
        """The numbers of the first of them."""
        return list(islice(self.numbers(), most))

    def subjects(self) -> Iterator[Subject]:
        """Their records, in the order in which they were filed."""
        return (Subject(report) for _, report in self._index.records(self.numbers()))

    def _tested(self, numbers: Iterable[int]) -> Iterator[tuple[int, Subject]]:
        for number, report in self._index.records(numbers):
            subject = Subject(report)
            if self.query.matches(subject):
                yield number, subject

    def _statement(self) -> tuple[str, tuple[object, ...]]:
        statement, values = self.plan.search.statement()
        if statement.startswith("SELECT rowid"):  # of the index of words alone, which gives them in order
            if not self._index.gone:
                return statement, values
            statement = f"SELECT number FROM report WHERE number IN ({statement})"  # noqa: S608
        return f"{statement} ORDER BY number", values

    def _counted(self, place: int, facts: bytes) -> bool:
        return any(map(self.plan.figures[place], _FACTS.decode(facts).figures()))


_FACTS = msgspec.msgpack.Decoder(Facts)


def _finds(find: object, title: str | None) -> object:
    return find(folded(title or "")) if callable(find) else ()


def _having(index: CorpusIndex, words: Sequence[Word], numbers: Iterable[int]) -> Iterator[int]:
    """Those of some reports whose texts have some words, and have not those that are negated."""
    needles = [(word.needle.encode("utf-8", "surrogatepass"), not word.negated) for word in words]
    for some in _growing(numbers):
        texts = dict(index.texts(some))
        for number in some:
            text = texts.get(number)
            if text is not None and all((needle in text) == wanted for needle, wanted in needles):
                yield number


def _growing(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers in batches, the first ones small."""
    rest, size = iter(numbers), FEW
    while some := list(islice(rest, size)):
        yield some
        size = min(MANY, size * 4)
