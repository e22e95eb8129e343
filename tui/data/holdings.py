"""What a report holds, as the index of known reports keeps it: by field, folded, ready to be asked for in parts.

Says the same of a report as :mod:`tui.data.fields` does, where :mod:`tui.data.lookup` says which field is asked how.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntFlag, auto
from typing import TYPE_CHECKING

from tui.data.folding import fold
from tui.data.initials import grams
from tui.data.pairs import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.data.subject import Subject

ENTITIES = {"PERSON": "person", "TITLE": "title", "ORG": "org", "PLACE": "place", "DOCUMENT": "doc"}
"""The labels of entities that a field asks for."""

FIELDS = ("words", "title", "person", "org", "place", "doc", "source", "what", "unit", "done", "required")
"""Each can be asked for any stretch of the values in it."""
INITIALS = "initials"
"""A further one, of the grams of the title's pinyin initials."""


class Has(IntFlag):
    """What a report has at all; the labels of entities first."""

    PERSON = auto()
    TITLE = auto()
    ORG = auto()
    PLACE = auto()
    DATE = auto()
    DOCUMENT = auto()
    QUANTITY = auto()
    REPAIRS = auto()
    METRICS = auto()
    REDACTED = auto()
    VALUES = auto()
    WHATS = auto()
    MEASURES = auto()
    DONE = auto()
    REQUIRED = auto()
    NAME = auto()
    ORIGIN = auto()
    DAYS = auto()
    MISMATCH = auto()


def has(subject: Subject) -> Has:
    """What a report has at all."""
    report = subject.report
    found = Has(0)
    for label in {label for label, _ in subject.entities}:
        found |= Has[label]
    for measure in report.measures:
        found |= Has[measure.status.upper()]
    there = {
        Has.REPAIRS: subject.repaired or report.repairs,
        Has.METRICS: report.metrics,
        Has.REDACTED: any(metric.redacted for metric in report.metrics),
        Has.VALUES: any(metric.value is not None for metric in report.metrics),
        Has.WHATS: any(metric.what is not None for metric in report.metrics),
        Has.MEASURES: report.measures,
        Has.NAME: report.title is not None,
        Has.ORIGIN: report.source is not None or report.publisher is not None,
        Has.DAYS: subject.days,
        Has.MISMATCH: any(not check.agrees for check in report.checks),
    }
    for flag, held in there.items():
        if held:
            found |= flag
    return found


def words(subject: Subject) -> list[str]:
    """What the index of words is given, field by field in the order of :data:`FIELDS`, then the initials."""
    report = subject.report
    values: defaultdict[str, list[str]] = defaultdict(list)
    names: defaultdict[str, list[str]] = defaultdict(list)
    values["words"].append(subject.words)
    values["title"] += _folded(report.title)
    values["source"] += _folded(report.source, report.publisher)
    for label, text in subject.entities:
        if label in ENTITIES:
            values[ENTITIES[label]].append(text)
    for what, unit, _ in metrics(subject):
        values["what"] += _folded(what)
        values["unit"].append(unit)
    for measure, text in zip(report.measures, subject.measures, strict=True):
        values[measure.status].append(text)
        names[measure.status].append(measure.category)
    held = [indexed(values[field], dict.fromkeys(names[field])) for field in FIELDS]
    return [*held, " ".join(sorted(grams(subject.title.text)))]


def metrics(subject: Subject) -> Iterator[tuple[str | None, str, float | None]]:
    """What is counted, folded, the folded unit, and the value of each metric."""
    for metric in subject.report.metrics:
        yield None if metric.what is None else fold(metric.what), fold(metric.unit), metric.value


def _folded(*texts: str | None) -> Iterator[str]:
    return (fold(text) for text in texts if text is not None)
