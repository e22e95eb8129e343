"""The tables of the detail panel: what was counted, done, named, noted and repaired in some reports.

What the columns of each table are is told in :mod:`tui.tabulating`; here items become a table of them, in some order.
Pure functions of records: every row knows its evidence, so that the panel and the page can follow each other without
either knowing how the other draws.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

from rich.cells import cell_len

from tui.columns import Cell, Column
from tui.evidence import NONE, LazyRows, Row, Table, TableReport
from tui.tabulating.draft import Field, items, spelt
from tui.tabulating.entities import entities
from tui.tabulating.measures import measures
from tui.tabulating.metrics import metrics
from tui.tabulating.notes import notes
from tui.tabulating.repairs import repairs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.i18n import Words
    from tui.tabulating.draft import Draft, Tick

Tab: TypeAlias = Literal["metrics", "measures", "entities", "notes", "repairs"]
TABS: tuple[Tab, ...] = get_args(Tab)

KINDS = (
    "PERSON",
    "TITLE",
    "ORG",
    "PLACE",
    "DATE",
    "DOCUMENT",
    "QUANTITY",
    "METRIC",
    "MEASURE",
    "SPEAKER",
    "ANNOTATION",
    "DOUBT",
)
"""All that can be marked in a text, in the order of the legend."""

RISING, FALLING = "▴", "▾"
"""Signs of the column that a table is ordered by: of one cell everywhere, as ▲ and ↑ are not."""


class Order(NamedTuple):
    """By which field a table is ordered; ``falling``: from the greatest on. What lacks the field stands last."""

    field: str
    falling: bool = False


def counts(subjects: Sequence[TableReport]) -> dict[Tab, int | None]:
    """How many items each table is about; ``None`` where there are some that the records given do not tell."""
    found: dict[Tab, int | None] = {tab: sum(len(items(subject, tab)) for subject in subjects) for tab in TABS}
    return {**found, "repairs": None} if any(subject.repaired for subject in subjects) else found


def table(
    tab: Tab, subjects: Sequence[TableReport], words: Words, order: Order | None = None, *, tick: Tick = lambda _: None
) -> Table:
    """One of the tables, in the order of the texts or by a field; where the reports are several, a column names them.

    ``tick`` is told how many reports have been gone through, now and then; what it raises ends the work.
    """
    if not subjects:
        return Table(_columns(_BUILDERS[tab]((), words, tick).fields), NONE)
    draft = _BUILDERS[tab](subjects, words, tick)
    if len(subjects) > 1:
        draft = draft.with_field(_report(draft, subjects, words))
    listed = draft.listed
    if order and (by := next((field for field in draft.fields if field.name == order.field), None)):
        listed = draft.rearranged(lambda part: ordered(part, by, falling=order.falling))
    columns = _columns(draft.fields, order)
    return Table(columns, LazyRows(listed, _maker(draft), _places(draft)), tuple(field.name for field in draft.fields))


def ordered(found: Sequence[Any], by: Field, *, falling: bool) -> list[Any]:
    """Items by a field; those that lack it stand last either way, and equals stay as they were."""
    keys = [by.key(item) for item in found]
    have = [at for at, key in enumerate(keys) if key is not None]
    have.sort(key=lambda at: keys[at], reverse=falling)
    return [found[at] for at in have] + [item for item, key in zip(found, keys, strict=True) if key is None]


def orders(tab: Tab, words: Words) -> tuple[Order, ...]:
    """The orders of a table, by its columns from the left, each in the direction wanted first."""
    return tuple(Order(field.name, field.falling) for field in _BUILDERS[tab]((), words, lambda _: None).fields)


def _columns(found: Sequence[Field], order: Order | None = None) -> tuple[Column, ...]:
    return tuple(
        _signed(field.column, "" if not order or field.name != order.field else FALLING if order.falling else RISING)
        for field in found
    )


def _signed(column: Column, sign: str) -> Column:
    """A column whose heading is never cut, whatever the language calls it."""
    title = f"{column.title}{sign}"
    return replace(column, title=title, width=max(column.width, cell_len(title)))


def _report(draft: Draft, subjects: Sequence[TableReport], words: Words) -> Field:
    names = {subject.entry: subject.name for subject in subjects}

    def name(item: Any) -> str:
        places = draft.evidence(item)
        return names[places[0].entry] if places else ""

    column = Column(words("column.report"), 8, grow=1, keep=3)
    return Field("report", column, lambda item: Cell(name(item), "dim"), lambda item: spelt(name(item)))


def _maker(draft: Draft) -> Callable[[Any], Row]:
    def make(item: Any) -> Row:
        if isinstance(item, str):
            return Row((Cell(item, "group"),))
        return Row(tuple(field.cell(item) for field in draft.fields), draft.evidence(item), tuple(draft.said(item)))

    return make


def _places(draft: Draft) -> Callable[[Any], Any]:
    return lambda item: () if isinstance(item, str) else draft.evidence(item)


_BUILDERS: dict[Tab, Callable[[Sequence[TableReport], Words, Tick], Draft]] = {
    "metrics": metrics,
    "measures": measures,
    "entities": entities,
    "notes": notes,
    "repairs": repairs,
}
