"""The table of what was done or demanded, under its categories."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.columns import Cell, Column
from tui.tabulating.draft import Draft, Field, ReportItem, if_told, items, placed, spelt, ticked
from tui.tabulating.judged import verdict_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.evidence import TableReport
    from tui.i18n import Words
    from tui.tabulating.draft import Tick


TEXT = 24
"""Cells of a measure's words before a column beside them has room."""


def measures(subjects: Sequence[TableReport], words: Words, tick: Tick) -> Draft:
    """What was done or demanded, by category."""
    groups: defaultdict[str, list[ReportItem]] = defaultdict(list)
    for subject in ticked(subjects, tick):
        for measure in items(subject, "measures"):
            groups[measure.category].append(ReportItem(subject, measure))
    found = [*chain.from_iterable(groups.values())]
    fields = (
        *verdict_fields("measure", subjects, lambda f: [(f.subject.entry, f.item)]),
        Field("status", Column(words("column.status"), max(4, cell_len(words("column.status")))),
              lambda f: Cell(words.get(f"status_short.{f.item.status}", f.item.status), f.item.status),
              lambda f: f.item.status),
        Field("text", Column(words("column.text"), TEXT, grow=4), lambda f: Cell(f.item.text),
              lambda f: spelt(f.item.text)),
        Field("actor", if_told(Column(words("column.actor"), 8, grow=1, keep=6), found, "actor"),
              lambda f: Cell(f.item.actor or "", "org"),
              lambda f: spelt(f.item.actor)),
        Field("trigger", Column(words("column.trigger"), 8, keep=5), lambda f: Cell(f.item.trigger, "dim"),
              lambda f: spelt(f.item.trigger)),
    )  # fmt: skip
    parts = [
        (_heading(category, group, words), group)
        for category, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    return Draft(fields, parts, placed)


def _heading(category: str, group: Sequence[ReportItem], words: Words) -> str:
    done = sum(found.item.status == "done" for found in group)
    name = words.get(f"category.{category}", category)
    return words("detail.group", name=name, done=done, required=len(group) - done)
