"""Readings of a source that cleaning changed, of which nothing but the text is known."""

from parsing.aligned import AlignedText
from parsing.reading import Reading
from parsing.record import Report


def reading(source, *edits):
    body = AlignedText.of(source).edited(edits)
    report = Report(
        id="r", path="r.txt", encoding="utf-8", title=None, published=None, source=None, publisher=None, author=None,
        editor=None, reporter=None, text=body.text, paragraphs=(), furniture=(), repairs=(), entities=(), metrics=(),
        measures=(),
    )  # fmt: skip
    return Reading(report, source, body)
