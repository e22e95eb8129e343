"""What every table is made of, and nothing of any one: fields, and items under headings.

A table is first a draft: its fields, and the items that will be rows. Cells are only made for rows in view, so that
thousands of reports are tabulated at the cost of going through them once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, overload

from parsing.spans import Span
from tui import collation
from tui.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.record import Annotation
    from tui.columns import Cell, Column
    from tui.evidence import TableReport

Tick: TypeAlias = Callable[[int], None]
EVERY = 64
"""Reports gone through between two ticks."""
MEASURED = 500
"""Items that are looked at to see how much room a column needs."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its cell for an item, and the item's key in an order by it, ``None`` where the item has none.

    ``falling``: who orders by it first wants the greatest.
    """

    name: str
    column: Column
    cell: Callable[[Any], Cell]
    key: Callable[[Any], Any]
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A table before it is drawn. ``parts`` are its items under their headings; no heading is an empty one."""

    fields: tuple[Field, ...]
    parts: Sequence[tuple[str, Sequence[Any]]]
    evidence: Callable[[Any], tuple[Evidence, ...]]
    said: Callable[[Any], Iterable[str]] = lambda _: ()

    @property
    def listed(self) -> Sequence[Any]:
        """All items in turn, each heading before its own."""
        if len(self.parts) == 1 and not self.parts[0][0]:
            return self.parts[0][1]
        return [*chain.from_iterable((*([heading] if heading else []), *found) for heading, found in self.parts)]

    def rearranged(self, order: Callable[[Sequence[Any]], list[Any]]) -> Sequence[Any]:
        """All items in turn: those under one heading in that order, headings in the order of their first items."""
        parts = {id(found[0]): (heading, found) for heading, some in self.parts if (found := order(some))}
        return replace(
            self, parts=[parts[id(first)] for first in order([found[0] for _, found in parts.values()])]
        ).listed

    def with_field(self, field: Field) -> Draft:
        """The draft with one more column."""
        return replace(self, fields=(*self.fields, field))


class ReportItem(NamedTuple):
    """One item of a report."""

    subject: TableReport
    item: Any


@dataclass(frozen=True, slots=True)
class Chain(Sequence[ReportItem]):
    """The items of all reports in turn, without a list of them. ``ends[i]``: how many there are up to report ``i``."""

    subjects: Sequence[TableReport]
    found: Sequence[Sequence[Any]]
    ends: Sequence[int]

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    @overload
    def __getitem__(self, index: int) -> ReportItem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ReportItem]: ...
    def __getitem__(self, index: int | slice) -> ReportItem | Sequence[ReportItem]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        which = bisect_right(self.ends, at)
        return ReportItem(self.subjects[which], self.found[which][at - self.ends[which]])

    def __iter__(self) -> Iterator[ReportItem]:
        return (
            ReportItem(subject, item)
            for subject, found in zip(self.subjects, self.found, strict=True)
            for item in found
        )


def items(subject: TableReport, tab: str) -> Sequence[Any]:
    """What of a report belongs into a table."""
    found: Sequence[Any] = noted(subject.annotations) if tab == "notes" else getattr(subject.report, tab)
    if subject.within is None:
        return found
    return [item for item in found if _inside(item, subject.within)]


def noted(marks: Sequence[Annotation]) -> Sequence[Annotation]:
    """The marks of a table of notes, tags first; judgements show with what they are about, unless that is lost."""
    found = [mark for mark in marks if mark.judgement is None or (mark.start is None and not mark.whole)]
    return sorted(found, key=lambda mark: mark.tag is None)


def _inside(item: Any, within: Span) -> bool:
    if item.start is None or item.end is None:
        return False
    return within.overlaps(Span(item.start, item.end))


def chained(subjects: Sequence[TableReport], tab: str) -> Chain:
    """The items of all reports, one after the other."""
    found = [items(subject, tab) for subject in subjects]
    return Chain(subjects, found, list(accumulate(map(len, found))))


def ticked(subjects: Sequence[TableReport], tick: Tick) -> Iterator[TableReport]:
    """The reports in turn, with a tick now and then."""
    for at, subject in enumerate(subjects):
        if at % EVERY == 0:
            tick(at)
        yield subject


def placed(found: ReportItem) -> tuple[Evidence, ...]:
    """Where an item stands, if it has a place."""
    item = found.item
    return (
        () if item.start is None or item.end is None else (Evidence(found.subject.entry, Span(item.start, item.end)),)
    )


def if_told(column: Column, found: Sequence[ReportItem], name: str) -> Column:
    """A column of what may be told of no item: then the others have its room."""
    if not found or len(found) > MEASURED or any(getattr(each.item, name) for each in found):
        return column
    return replace(column, keep=0)


def number(value: float) -> str:
    """A number as a column shows it: grouped by thousands, no needless decimals."""
    return f"{value:,}" if isinstance(value, int) or not float(value).is_integer() else f"{int(value):,}"


def day(norm: str | None) -> str:
    """A day as a column shows it: without the dashes that ISO 8601 has for a year that is not known."""
    return (norm or "").removeprefix("--")


def spelt(text: str | None) -> bytes | None:
    """What an item is ordered by for some words of it; ``None`` where it lacks them."""
    return collation.spelt(text) if text else None
