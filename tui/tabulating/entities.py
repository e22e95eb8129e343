"""The table of what is named: each name once, in its fullest form, with all its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from parsing.spans import Span
from tui.columns import Cell, Column
from tui.evidence import Evidence
from tui.tabulating.draft import Draft, Field, day, items, spelt, ticked
from tui.tabulating.judged import verdict_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity, Report
    from tui.evidence import TableReport
    from tui.i18n import Words
    from tui.tabulating.draft import Tick


class NameRow(NamedTuple):
    """A name, and its mentions in all reports."""

    label: str
    text: str
    norm: str
    mentions: Sequence[tuple[int, Entity]]


def entities(subjects: Sequence[TableReport], words: Words, tick: Tick) -> Draft:
    """What is named, each name once with all its mentions."""
    found = (
        *verdict_fields("entity", subjects, lambda n: n.mentions),
        Field("label", Column(words("column.label"), 8),
              lambda n: Cell(words.get(f"label.{n.label}", n.label), n.label.lower()), lambda n: n.label),
        Field("text", Column(words("column.text"), 12, grow=2), lambda n: Cell(n.text), lambda n: spelt(n.text)),
        Field("norm", Column(words("column.norm"), 10, grow=1, keep=6), lambda n: Cell(day(n.norm), "dim"),
              lambda n: n.norm or None),
        Field("count", Column(words("column.count"), 4, right=True), lambda n: Cell(str(len(n.mentions)), "dim"),
              lambda n: len(n.mentions), falling=True),
    )  # fmt: skip
    places: defaultdict[tuple[str, str, str | None, int], list[tuple[int, Entity]]] = defaultdict(list)
    for subject in ticked(subjects, tick):
        forms, entry = _forms(subject.report), subject.entry
        for entity in items(subject, "entities"):
            text, which = forms.get((entity.label, entity.start)) or (entity.text, 0)
            places[entity.label, text, entity.norm, which].append((entry, entity))
    names = [NameRow(label, text, norm or "", mentions) for (label, text, norm, _), mentions in places.items()]
    ranks = {label: at for at, (label, _) in enumerate(Counter(name.label for name in names).most_common())}
    names.sort(key=lambda name: (ranks[name.label], -len(name.mentions)))
    return Draft(found, [("", names)], _mentions)


def _mentions(name: NameRow) -> tuple[Evidence, ...]:
    return tuple(Evidence(entry, Span(entity.start, entity.end)) for entry, entity in name.mentions)


def _forms(report: Report) -> dict[tuple[str, int], tuple[str, int]]:
    """For each mention, by label and start, its fullest form and which of the report's names of that form it means."""
    alike: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for name in report.names:
        form = (name.text, alike[name.label, name.text])
        alike[name.label, name.text] += 1
        found.update({(name.label, report.entities[mention].start): form for mention in name.mentions})
    return found
