"""The table of what cleaning changed: by step, judgements before routine, what is alike on one row."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui.columns import Cell, Column, blanks
from tui.data.changes import DOUBT, rank
from tui.tabulating.draft import Draft, Field, ReportItem, items, placed, spelt, ticked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Repair
    from tui.evidence import TableReport
    from tui.i18n import Words
    from tui.tabulating.draft import Tick


class Alike(NamedTuple):
    """Repairs that are alike, with the least confidence of them."""

    repair: Repair
    all: Sequence[ReportItem]


def repairs(subjects: Sequence[TableReport], words: Words, tick: Tick) -> Draft:
    """What cleaning repaired, by step, judgements first; what is alike stands on one row."""
    found = (
        Field("before", Column(words("column.before"), 8, grow=1), lambda a: Cell(blanks(a.repair.before), "bad"),
              lambda a: spelt(a.repair.before)),
        Field("after", Column(words("column.after"), 8, grow=1), lambda a: Cell(blanks(a.repair.after), "done"),
              lambda a: spelt(a.repair.after)),
        Field("count", Column(words("column.count"), 4, keep=4, right=True), lambda a: Cell(str(len(a.all)), "dim"),
              lambda a: len(a.all), falling=True),
        Field("confidence", Column(words("column.confidence"), 4, keep=5, right=True), _confidence,
              lambda a: a.repair.confidence),
    )  # fmt: skip
    steps: defaultdict[str, defaultdict[tuple[str, str], list[ReportItem]]] = defaultdict(lambda: defaultdict(list))
    for subject in ticked(subjects, tick):
        for repair in items(subject, "repairs"):
            steps[repair.step][repair.before, repair.after].append(ReportItem(subject, repair))
    parts = []
    for step, alike in sorted(steps.items(), key=lambda pair: rank(pair[0])):
        rows = [Alike(min((f.item for f in same), key=lambda r: r.confidence), same) for same in alike.values()]
        total = sum(len(row.all) for row in rows)
        heading = words("detail.step", name=words.get(f"step.{step}", step), number=total)
        parts.append((heading, sorted(rows, key=lambda row: row.repair.confidence)))
    return Draft(found, parts, lambda a: tuple(chain.from_iterable(map(placed, a.all))))


def _confidence(alike: Alike) -> Cell:
    sure = alike.repair.confidence
    return Cell(f"{sure:.0%}", "bad" if sure < DOUBT else "dim")
