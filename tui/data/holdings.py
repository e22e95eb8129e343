"""What kinds of things a report has at all, as the index keeps it: bits of one number.

Says the same of a report as :mod:`tui.data.fields` does.
"""

from __future__ import annotations

from enum import IntFlag, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.data.subject import Subject

ENTITIES = {"PERSON": "person", "TITLE": "title", "ORG": "org", "PLACE": "place", "DOCUMENT": "doc"}
"""The labels of entities that a field asks for."""


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
    named = {label for label, _ in subject.entities} | {measure.status.upper() for measure in report.measures}
    found = sum(
        Has[name].value for name in named
    )  # as plain numbers: flags put together one by one take ten times as long
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
    return Has(found + sum(flag.value for flag, held in there.items() if held))
