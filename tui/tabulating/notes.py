"""The table of the user's own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.columns import Cell, Column
from tui.data.anchors import lost
from tui.tabulating.draft import Draft, Field, ReportItem, chained, placed, spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Annotation
    from tui.evidence import TableReport
    from tui.i18n import Words
    from tui.tabulating.draft import Tick


def notes(subjects: Sequence[TableReport], words: Words, _: Tick) -> Draft:
    """What the user noted."""

    def label(mark: Annotation) -> str:
        if mark.relation is not None:
            return words.get(f"relation.{mark.relation}", mark.relation)
        if mark.tag is not None:
            return words("detail.tag")
        if mark.judgement is not None:
            return words.get(f"verdict.{mark.judgement.verdict}", mark.judgement.verdict)
        return words.get(f"label.{mark.label}", mark.label) if mark.label else words("column.note")

    found = (
        Field("label", Column(words("column.label"), 8), lambda f: Cell(label(f.item), "annotation"),
              lambda f: spelt(label(f.item))),
        Field("text", Column(words("column.text"), 10, grow=1), _quoted, lambda f: spelt(_quoted(f).text)),
        Field("note", Column(words("column.note"), 10, grow=2), lambda f: Cell(_note(f.item, words)),
              lambda f: spelt(f.item.note)),
        Field("author", Column(words("column.author"), 6, keep=4), lambda f: Cell(f.item.author or "", "dim"),
              lambda f: f.item.author),
        Field("created", Column(words("column.created"), 10, keep=5), lambda f: Cell(f.item.created[:10], "dim"),
              lambda f: f.item.created, falling=True),
    )  # fmt: skip
    return Draft(found, [("", chained(subjects, "notes"))], placed)


def _quoted(found: ReportItem) -> Cell:
    mark = found.item
    if mark.tag is not None:
        return Cell(mark.tag, "annotation")
    return Cell(mark.exact, "bad") if lost(mark) else Cell(found.subject.report.text[mark.start : mark.end])


def _note(mark: Annotation, words: Words) -> str:
    to = f"→ {mark.to.exact}" if mark.to is not None else ""
    return (words("detail.lost") if lost(mark) else "") + to + (mark.note or "")
