"""The faces of a report, clean, raw and changes, and what is marked on each.

A view is text to draw with the way back to offsets of the cleaned text: the reader, its tables and its notes speak of
places in the cleaned text only, whichever face is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from parsing.spans import Span
from tui.data.changes import DOUBT
from tui.text.cells import HIDDEN_OR_JOINING, visible
from tui.text.layers import Mark, Marks
from tui.text.speakers import speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from parsing.aligned import AlignedText
    from parsing.record import Annotation, Entity, Measure, Metric, Repair, Report
    from tui.text.changes import Changes

Face: TypeAlias = Literal["clean", "raw", "changes"]
FACES: tuple[Face, ...] = get_args(Face)
"""What a report can be seen as, in the order in which a reader turns it over."""

LABELS = ("PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT", "QUANTITY")
KINDS = frozenset({*LABELS, "METRIC", "MEASURE", "SPEAKER", "ANNOTATION", "DOUBT"})
"""What can be switched on and off: labels of entities and other kinds of mark; ``DOUBT``: perhaps wrong repairs."""


@dataclass(frozen=True, slots=True)
class View:
    """A text as drawn. ``body`` ties it to the cleaned text; None where it is the cleaned text itself."""

    text: str
    body: AlignedText | None
    hidden: Marks

    @classmethod
    def clean(cls, text: str) -> View:
        """The cleaned text."""
        return cls(visible(text), None, _hidden(text))

    @classmethod
    def raw(cls, source: str, body: AlignedText) -> View:
        """The decoded source, with every character in it shown."""
        return cls(visible(source, everything=True), body, _hidden(source))

    @classmethod
    def changes(cls, changes: Changes) -> View:
        """The cleaned text with what was taken away, every character in it shown."""
        return cls(visible(changes.text, everything=True), changes.clean, _hidden(changes.text))

    def span(self, clean: Span) -> Span:
        """Where a stretch of the cleaned text stands in this view."""
        return clean if self.body is None else self.body.raw(*clean)

    def place(self, clean: int) -> int:
        """The character of this view behind a character of the cleaned text."""
        if self.body is None:
            return self.within(clean)
        return self.within(self.body.raw(clean, clean + 1).start) if clean < len(self.body) else self.within(0)

    def clean_place(self, at: int) -> int:
        """The character of the cleaned text behind one of this view, or the next one where that was taken away."""
        if self.body is None:
            return at
        return max(0, min(self.body.locate(Span(at, at + 1)).start, len(self.body) - 1))

    def within(self, at: int) -> int:
        """The character nearest to an offset."""
        return max(0, min(at, len(self.text) - 1))


def _hidden(text: str) -> Marks:
    return Marks(Mark(*found.span(), "control") for found in HIDDEN_OR_JOINING.finditer(text))


def doubts(report: Report) -> Iterator[Repair]:
    """The repairs that should be checked against the source."""
    return (repair for repair in report.repairs if repair.confidence < DOUBT)


def marks_of(report: Report, *, raw: bool) -> Marks:
    """Everything of the record to mark on a view, whatever kinds are switched on."""
    found = (_mark(item, item.label.lower(), raw=raw) for item in report.entities)
    measures = (_mark(item, item.status, raw=raw) for item in report.measures)
    metrics = (_mark(item, "metric", raw=raw) for item in report.metrics)
    return Marks((*_layout(report, raw=raw), *measures, *found, *metrics))


def notes_of(annotations: Iterable[Annotation], view: View, looks: Mapping[str, str], *, raw: bool) -> Marks:
    """The reader's own marks on a view, with both ends of a relation; ``looks``: keys of labels that have their own."""
    found = (
        (target, looks.get(note.label or "", "annotation"))
        for note in annotations if note.judgement is None and not note.whole
        for target in (note, note.to) if target is not None
    )  # fmt: skip
    if raw:
        return Marks(Mark(*target.raw, key) for target, key in found)
    return Marks(
        Mark(*view.span(Span(target.start, target.end)), key)
        for target, key in found
        if target.start is not None and target.end is not None
    )


def judged_of(stretches: Iterable[tuple[Span, str]], view: View) -> Marks:
    """What was judged, and what is still open, each a stretch of the cleaned text with its key, on a view."""
    return Marks(Mark(*view.span(span), key) for span, key in stretches)


def mentions_of(report: Report, annotations: Iterable[Annotation]) -> Marks:
    """What a cursor can stand on in the cleaned text: entities, metrics and the reader's own marks."""
    spans = ((note.start, note.end) for note in annotations if note.judgement is None)
    notes = (Mark(start, end, "annotation") for start, end in spans if start is not None and end is not None)
    entities = (_mark(item, item.label.lower(), raw=False) for item in report.entities)
    return Marks((*entities, *(_mark(item, "metric", raw=False) for item in report.metrics), *notes))


def keys_off(shown: frozenset[str]) -> frozenset[str]:
    """The keys of the marks that are not shown where only these kinds are."""
    return frozenset(
        key for kind in KINDS - shown for key in (("done", "required") if kind == "MEASURE" else (kind.lower(),))
    )


def matches_of(spans: Sequence[Span], view: View) -> Marks:
    """Stretches of the cleaned text that a search found, on a view."""
    return Marks(Mark(*view.span(span), "match") for span in spans)


class Drawn(NamedTuple):
    """What the page needs of a report to show it: for a long one it is made beside the event loop.

    ``marks`` are those of :func:`marks_of`, ``mentions`` those of :func:`mentions_of`.
    """

    view: View
    marks: Marks
    mentions: Marks

    @classmethod
    def clean(cls, report: Report, annotations: Iterable[Annotation]) -> Drawn:
        """The cleaned text of a report."""
        return cls(View.clean(report.text), marks_of(report, raw=False), mentions_of(report, annotations))


def _layout(report: Report, *, raw: bool) -> Iterator[Mark]:
    if raw:
        yield from (Mark(*piece.raw, "furniture") for piece in report.furniture)
        return
    yield from (Mark(repair.start, repair.end, "doubt") for repair in doubts(report))
    for paragraph in report.paragraphs:
        if paragraph.kind != "body":
            yield Mark(paragraph.start, paragraph.end, "heading")
    yield from (Mark(*span, "speaker") for span in speakers(report))


def _mark(item: Entity | Metric | Measure, key: str, *, raw: bool) -> Mark:
    return Mark(*item.raw, key) if raw else Mark(item.start, item.end, key)
