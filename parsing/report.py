"""One report, from its bytes to its record: the whole flow, top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from parsing.aligned import AlignedText
from parsing.clean import Change, clean
from parsing.extract import extract
from parsing.load import load
from parsing.reading import Reading
from parsing.record import Repair, Report
from parsing.structure import structure

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from parsing.load import Source


def read(path: Path | str, written: date | None = None) -> Reading:
    """Read, clean and extract one report.

    Args:
        path: a file of any form that is read, or a line of one (``reports.jsonl#12``).
        written: the report's own day, for a text that has none; bare dates take their year from it.

    Raises:
        LoadError: the file is no report.
    """
    return read_source(load(path), written)


def read_source(source: Source, written: date | None = None) -> Reading:
    """Clean and extract a report that was loaded already."""
    body, changes = clean(AlignedText.of(source.text))
    document = structure(body, written, source.aside, source.metadata)
    found = extract(document)
    report = Report(
        id=source.digest,
        path=source.path,
        encoding=source.encoding,
        **asdict(document.facts),
        text=document.text,
        paragraphs=document.paragraphs,
        furniture=document.furniture,
        repairs=tuple(_repair(change, document.body) for change in changes),
        entities=found.entities,
        metrics=found.metrics,
        measures=found.measures,
        checks=found.checks,
        names=found.names,
    )
    return Reading(report, source.text, document.body)


def parse(path: Path | str, written: date | None = None) -> Report:
    """The record of one report; see :func:`read`."""
    return read(path, written).report


def _repair(change: Change, body: AlignedText) -> Repair:
    place = body.locate(change.raw)
    return Repair(
        step=change.step,
        raw=change.raw,
        start=place.start,
        end=place.end,
        before=change.before,
        after=change.after,
        confidence=round(change.confidence, 3),
    )
