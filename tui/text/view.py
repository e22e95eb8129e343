"""The faces of a report, clean, raw and changes, and what is marked on each.

A view is text to draw with the way back to offsets of the cleaned text: the reader, its tables and its notes speak of
places in the cleaned text only, whichever face is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from parsing.spans import Span
from tui.text.cells import HIDDEN_OR_JOINING, visible
from tui.text.layers import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsing.aligned import AlignedText
    from parsing.record import Annotation, Entity, Measure, Metric, Report
    from tui.text.changes import Changes

Face: TypeAlias = Literal["clean", "raw", "changes"]
FACES: tuple[Face, ...] = get_args(Face)
"""What a report can be seen as, in the order in which a reader turns it over."""

LABELS = ("PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT", "QUANTITY")
KINDS = frozenset({*LABELS, "METRIC", "MEASURE", "ANNOTATION"})
"""What can be switched on and off: the labels of entities, and the other kinds of mark."""


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


def marks_of(report: Report, annotations: Iterable[Annotation], shown: frozenset[str], *, raw: bool) -> Marks:
    """Everything to mark on a view, of the kinds switched on; headings and furniture always."""
    return Marks((*_layout(report, raw=raw), *_findings(report, annotations, shown, raw=raw)))


def marks_of_changes(
    changes: Changes, report: Report, annotations: Iterable[Annotation], shown: frozenset[str], view: View
) -> Marks:
    """What to mark on the changes view: the changes and the reader's own marks, but nothing else that is bold or lined."""
    own = _findings(report, annotations, shown & {"ANNOTATION"}, raw=False)
    moved = (Mark(*view.span(Span(start, end)), key) for start, end, key in own)
    return Marks((*moved, *changes.marks()))


def mentions_of(report: Report, annotations: Iterable[Annotation], shown: frozenset[str]) -> Marks:
    """What a cursor can stand on in the cleaned text: entities, metrics and the reader's own marks switched on."""
    return Marks(_findings(report, annotations, shown - {"MEASURE"}, raw=False))


def matches_of(spans: Sequence[Span], view: View) -> Marks:
    """Stretches of the cleaned text that a search found, on a view."""
    return Marks(Mark(*view.span(span), "match") for span in spans)


def _layout(report: Report, *, raw: bool) -> Iterator[Mark]:
    if raw:
        yield from (Mark(*piece.raw, "furniture") for piece in report.furniture)
        return
    for paragraph in report.paragraphs:
        if paragraph.kind != "body":
            yield Mark(paragraph.start, paragraph.end, "heading")


def _findings(
    report: Report, annotations: Iterable[Annotation], shown: frozenset[str], *, raw: bool
) -> Iterator[Mark]:
    if "MEASURE" in shown:
        yield from (_mark(item, item.status, raw=raw) for item in report.measures)
    yield from (_mark(item, item.label.lower(), raw=raw) for item in report.entities if item.label in shown)
    if "METRIC" in shown:
        yield from (_mark(item, "metric", raw=raw) for item in report.metrics)
    if "ANNOTATION" in shown:
        for note in annotations:
            if raw:
                yield Mark(*note.raw, "annotation")
            elif note.start is not None and note.end is not None:
                yield Mark(note.start, note.end, "annotation")


def _mark(item: Entity | Metric | Measure, key: str, *, raw: bool) -> Mark:
    return Mark(*item.raw, key) if raw else Mark(item.start, item.end, key)
