"""The column that says what the user made of what was found. It is there once something in the reports was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.columns import Cell, Column
from tui.tabulating.draft import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from parsing.record import Verdict
    from tui.data.judging import Item, Kind
    from tui.evidence import TableReport

SIGNS: Mapping[str, tuple[str, str]] = {"accepted": ("✓", "done"), "rejected": ("✗", "bad"), "corrected": ("✎", "mark")}
"""Signs of verdicts, of one cell in every terminal, and their looks."""


def verdict_fields(
    kind: Kind, subjects: Sequence[TableReport], items_of: Callable[[Any], Iterable[tuple[int, Item]]]
) -> list[Field]:
    """The column for a table of items of that kind, or none; ``items_of`` gives the reports and items of a row."""
    judged = [subject for subject in subjects if any(mark.judgement is not None for mark in subject.annotations)]
    if not judged:
        return []
    from tui.data.judging import known_verdicts, verdict_of  # noqa: PLC0415 -- of no use before the first judgement

    known = {subject.entry: known_verdicts(subject.annotations) for subject in judged}

    def verdict(row: Any) -> Verdict | None:
        """What was said of all that the row stands for; nothing where that is not one thing."""
        said = {verdict_of(kind, item, known.get(entry, {})) for entry, item in items_of(row)}
        return said.pop() if len(said) == 1 else None

    def cell(row: Any) -> Cell:
        return Cell(*SIGNS.get(verdict(row) or "", ("", "")))

    return [Field("verdict", Column("", 1, keep=8), cell, verdict)]
