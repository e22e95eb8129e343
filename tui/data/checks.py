"""The record's laws, checked on one record: what is exported holds them, whatever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.record import Report


def check(report: Report) -> None:
    """See that every item's span holds the item's text.

    Raises:
        ValueError: one does not; the message names it in one line.
    """
    size = len(report.text)
    for name, start, end, text in _items(report):
        if not 0 <= start <= end <= size:
            raise ValueError(f"{name} is at {start}..{end} in a text of {size}")
        if text is not None and report.text[start:end] != text:
            raise ValueError(f"{name} is not what stands at {start}..{end}")
    for name, start, end in _raws(report):
        if not 0 <= start <= end:
            raise ValueError(f"{name} has the raw span {start}..{end}")


def _items(report: Report) -> Iterator[tuple[str, int, int, str | None]]:
    """Name, place in the text, and the text that must stand there (``None``: any)."""
    for number, paragraph in enumerate(report.paragraphs):
        yield f"paragraph {number}", paragraph.start, paragraph.end, None
    for number, repair in enumerate(report.repairs):
        yield f"repair {number}", repair.start, repair.end, None
    for number, entity in enumerate(report.entities):
        yield f"entity {number} ({entity.label})", entity.start, entity.end, entity.text
    for number, metric in enumerate(report.metrics):
        yield f"metric {number}", metric.start, metric.end, metric.quantity
        yield f"the sentence of metric {number}", *metric.sentence, None
    for number, measure in enumerate(report.measures):
        yield f"measure {number} ({measure.category})", measure.start, measure.end, measure.text
    for mark in report.annotations:
        if mark.start is not None and mark.end is not None:
            yield f"annotation {mark.id}", mark.start, mark.end, None


def _raws(report: Report) -> Iterator[tuple[str, int, int]]:
    kinds = ("furniture", "repairs", "entities", "metrics", "measures", "annotations")
    for kind in kinds:
        for number, item in enumerate(getattr(report, kind)):
            yield f"{kind} {number}", *item.raw
