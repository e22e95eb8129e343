"""What an index files of one report, worked out where the report is parsed: whoever writes the index only inserts.

A chunk of work holds the reports' bytes and all that parsing depends on, so that it gives the same wherever it runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from parsing import lexicon
from parsing.corpus import pipeline
from parsing.faults import fault
from parsing.load import LoadError, decoded
from parsing.walk import Failure
from tui.data.corpus.bodies import packed
from tui.data.corpus.form import clamped
from tui.data.corpus.packing import parts
from tui.data.corpus.sketching import sketch
from tui.data.folding import fold, fold_each, folded
from tui.data.holdings import ENTITIES, has
from tui.data.pairs import indexed
from tui.data.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.lexicon import Users
    from parsing.reading import Reading
    from parsing.record import Report

LOST = 10_000
"""Repairs that weigh as much as one place which could not be repaired."""


class Job(NamedTuple):
    """A report to be parsed: its address, a name whose suffix tells the format, and its bytes."""

    path: str
    file: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some reports to be parsed together, with the lexicons.

    ``pipeline``: digest of what parses, for a machine that may have another version; else empty.
    """

    jobs: tuple[Job, ...]
    lexicons: Users
    pipeline: str


class OtherVersionError(Exception):
    """A worker would parse otherwise than whoever asks it."""


class Filed(NamedTuple):
    """What the index writes for one report.

    Attributes:
        path: the address that the report is found by.
        id: the record's, in hexadecimal digits.
        title: what the list shows.
        published: day or moment, as the record has it.
        source: as the record has it.
        has: bits of :class:`tui.data.holdings.Has`.
        text: all that words are looked for in, folded, in UTF-8; see :mod:`tui.data.corpus.packing`.
        items: all else of the record, see there.
        pairs: the pairs of characters of those words, with spaces between them; see :mod:`tui.data.pairs`.
        days: the first and the last day of each span of days that the report is of, as ordinals.
        values: field and folded text of each name, each pair once.
        figures: of each metric the folded name of what is counted, the folded unit, and the value.
        measures: of each measure its category, whether it is done, and its start and end in the folded words.
        flaws: how damaged the report is, see :func:`flaws`; of several copies the one with the fewest is shown.
        length: characters of the text.
        sketch: what copies are found by, see :mod:`tui.data.corpus.copies`.
        named: the report's own title, folded; ``None`` where it has none.
        body: where each character stands in the source, see :mod:`tui.data.corpus.bodies`; empty if that is not known.
    """

    path: str
    id: str
    title: str
    published: str | None
    source: str | None
    has: int
    text: bytes
    items: bytes
    pairs: str
    days: tuple[tuple[int, int], ...]
    values: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str | None, str, float | None], ...]
    measures: tuple[tuple[str, bool, int, int], ...]
    flaws: int
    length: int
    sketch: bytes
    named: str | None
    body: bytes


class Met(NamedTuple):
    """A report that was parsed, with the size and the time of change of the file it is in."""

    filed: Filed
    size: int
    modified: int


class Same(NamedTuple):
    """A report that is filed and has not changed, though the file it is in has."""

    path: str
    size: int
    modified: int


def work(chunk: Chunk) -> list[Filed | Failure]:
    """Parse some reports, here or on any machine; never raises for a report, so that none can stop the others.

    Raises:
        OtherVersionError: this machine has other code, lexicons or dictionaries, and would make other records.
    """
    try:
        lexicon.adopt(chunk.lexicons)
    except RuntimeError as error:
        raise OtherVersionError("a worker has parsed with other lexicons before: start it anew") from error
    if chunk.pipeline and pipeline() != chunk.pipeline:
        raise OtherVersionError("a worker has another version of yibao, or of its dictionaries")
    return [_filed(job) for job in chunk.jobs]


def filed(report: Report, body: bytes = b"") -> Filed:
    """The rows of a record."""
    subject = Subject(report)
    text, items = parts(subject)
    return Filed(
        path=report.path,
        id=report.id,
        title=report.title or report.text.partition("\n")[0],
        published=report.published,
        source=report.source,
        has=int(has(subject)),
        text=text,
        items=items,
        pairs=indexed(subject.words),
        days=tuple((found.first.toordinal(), found.last.toordinal()) for found in subject.days),
        values=tuple(dict.fromkeys(_values(subject))),
        figures=tuple(dict.fromkeys(_figures(report))),
        measures=tuple(_measures(subject)),
        flaws=flaws(report),
        length=len(report.text),
        sketch=sketch(subject.words),
        named=None if report.title is None else fold(report.title),
        body=body,
    )


def read(reading: Reading) -> Filed:
    """The rows of a whole reading."""
    return filed(reading.report, packed(reading.body))


def flaws(report: Report) -> int:
    """How damaged a report is: the number of its repairs, and ``LOST`` for each place that could not be restored."""
    lost = sum(repair.confidence == 0 for repair in report.repairs)
    return lost * LOST + min(len(report.repairs) - lost, LOST - 1)


def _filed(job: Job) -> Filed | Failure:
    from parsing.report import read_source  # noqa: PLC0415 -- compiled from the lexicons that the chunk brought

    try:
        return read(read_source(decoded(job.path, job.file, job.data)))
    except LoadError as error:
        return Failure(job.path, error.cause)
    except Exception as error:  # noqa: BLE001 -- whatever a parser's mistake raises
        return Failure(job.path, fault(error, job.path))


def _values(subject: Subject) -> Iterator[tuple[str, str]]:
    for label, text in subject.entities:
        if label in ENTITIES:
            yield ENTITIES[label], text
    for name in (subject.report.source, subject.report.publisher):
        if name is not None:
            yield "source", fold(name)


def _measures(subject: Subject) -> Iterator[tuple[str, bool, int, int]]:
    """The measures, each with its place among the words of the report."""
    report, words = subject.report, subject.words
    text = folded(report.text, subject.text)
    title = len(words) - len(text.text)  # which stands before the text where that does not have it
    places = text.places(place for measure in report.measures for place in (measure.start, measure.end))
    for number, measure in enumerate(report.measures):
        start, end = title + places[number * 2], title + places[number * 2 + 1]
        if report.text[measure.start : measure.end] != measure.text:
            said = fold(measure.text)
            start = words.find(said)
            end = start + len(said)
        yield measure.category, measure.status == "done", start, end


def _figures(report: Report) -> Iterator[tuple[str | None, str, float | None]]:
    said = [
        *{metric.unit for metric in report.metrics},
        *{metric.what for metric in report.metrics if metric.what is not None},
    ]
    form = dict(zip(said, fold_each(said), strict=True))
    for metric in report.metrics:
        what = None if metric.what is None else form[metric.what]
        value = None if metric.value is None else clamped(metric.value)
        yield what, form[metric.unit], value
