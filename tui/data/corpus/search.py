"""What an index finds: how many reports, the first of them, and their records, exactly what the query means."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tui.data.corpus.plan import plan
from tui.data.folding import fold, folded
from tui.data.initials import initials, matcher
from tui.data.query import parse_query
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.data.corpus.index import CorpusIndex
    from tui.data.lookup import Search
    from tui.data.query import Query


class Found:
    """The reports that a query finds in an index.

    Args:
        index: where to look.
        text: the query.

    Raises:
        QueryError: the query makes no sense.
    """

    def __init__(self, index: CorpusIndex, text: str) -> None:
        self._index = index
        self.query: Query = parse_query(text)
        spelled = initials() if self.query.spelled else None
        if spelled is not None:
            self.query = parse_query(text, spelled)
        self.search: Search = plan(text, spelled, places=index.size == "full")
        index.database.create_function("fold", 1, lambda title: fold(title or ""), deterministic=True)
        index.database.create_function(
            "spelled", 2, lambda needle, title: bool(_finds(matcher(needle, spelled), title)), deterministic=True
        )

    def count(self) -> int:
        """How many there are."""
        if not self.search.sure:
            return sum(1 for _ in self.subjects())
        statement, values = self._statement()
        return int(self._index.database.execute(f"SELECT count(*) FROM ({statement})", values).fetchone()[0])  # noqa: S608

    def numbers(self) -> Iterator[int]:
        """The numbers of all of them."""
        if not self.search.sure:
            return (number for number, _ in self._tested())
        return (number for (number,) in self._index.database.execute(*self._statement()))

    def first(self, most: int) -> list[int]:
        """The numbers of the first of them."""
        if not self.search.sure:
            return [number for number, _ in islice(self._tested(), most)]
        statement, values = self._statement()
        return [number for (number,) in self._index.database.execute(f"{statement} LIMIT ?", (*values, most))]

    def subjects(self) -> Iterator[Subject]:
        """Their records, in the order in which they were filed."""
        return (subject for _, subject in self._tested())

    def _tested(self) -> Iterator[tuple[int, Subject]]:
        statement, values = self._statement()
        numbers = (number for (number,) in self._index.database.execute(statement, values))
        for number, report in self._index.records(numbers):
            subject = Subject(report)
            if self.search.sure or self.query.matches(subject):
                yield number, subject

    def _statement(self) -> tuple[str, tuple[object, ...]]:
        statement, values = self.search.statement()
        if self._index.gone and statement.startswith("SELECT rowid"):
            return f"SELECT number FROM report WHERE number IN ({statement})", values  # noqa: S608
        return statement, values


def _finds(find: object, title: str | None) -> object:
    return find(folded(title or "")) if callable(find) else ()
