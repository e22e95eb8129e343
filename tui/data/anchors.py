"""Annotations that stay where they were made: the only place that anchors marks and finds them again.

A mark is tied to the decoded source, not to the cleaned text, so that better cleaning cannot move it; and to the
words themselves with their surroundings, so that a place that no longer says the same is noticed. Where the words
cannot be told apart from others, the mark is left without a place: it is never guessed.
"""

from __future__ import annotations

from datetime import UTC
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from parsing.record import Annotation
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from parsing.reading import Reading

CONTEXT = 32
"""Characters of the source kept before and after a mark, to tell it from the same words elsewhere."""


def anchored(reading: Reading, span: Span, label: str | None, note: str | None, now: datetime) -> Annotation:
    """A new mark on ``span`` of the cleaned text, with a label, a note, or both.

    The id is a digest of the mark's content and of ``now``, to the microsecond.

    Raises:
        ValueError: the span lies outside the text, or there is neither label nor note.
    """
    if not 0 <= span.start <= span.end <= len(reading.body):
        raise ValueError(f"span {span.start}..{span.end} in a text of {len(reading.body)}")
    if not (label or note):
        raise ValueError("a mark needs a label or a note")
    source, raw = reading.source, reading.body.raw(span.start, span.end)
    moment = now.astimezone(UTC)
    identity = msgspec.json.encode((reading.report.id, span, label, note, moment.isoformat()))
    return Annotation(
        id=blake2b(identity, digest_size=16).hexdigest(),
        raw=raw,
        exact=raw.of(source),
        prefix=source[max(0, raw.start - CONTEXT) : raw.start],
        suffix=source[raw.end : raw.end + CONTEXT],
        start=span.start,
        end=span.end,
        label=label,
        note=note,
        created=moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )


def place(reading: Reading, annotation: Annotation) -> Annotation:
    """The mark with its place in this reading: by position, else by its words, else with no place at all.

    ``raw`` follows the words where they have moved, and stays as it was where they are not found.
    """
    raw = _found(reading.source, annotation)
    span = reading.body.locate(raw) if raw is not None else None
    if raw is None or span is None or (raw.length and not span.length):
        return msgspec.structs.replace(annotation, raw=raw or annotation.raw, start=None, end=None)
    return msgspec.structs.replace(annotation, raw=raw, start=span.start, end=span.end)


def _found(source: str, mark: Annotation) -> Span | None:
    """Where the source holds the marked words: in their old place, or in the one place with their surroundings."""
    if mark.raw.end <= len(source) and mark.raw.of(source) == mark.exact and any(_context(source, mark, mark.raw)):
        return mark.raw
    both, either = [], []
    for raw in _candidates(source, mark):
        before, after = _context(source, mark, raw)
        if before and after:
            both.append(raw)
        elif (before and mark.prefix) or (after and mark.suffix):
            either.append(raw)
    likely = both or either
    return likely[0] if len(likely) == 1 else None


def _context(source: str, mark: Annotation, raw: Span) -> tuple[bool, bool]:
    """Whether the mark's surroundings stand before and after this place."""
    return source.endswith(mark.prefix, 0, raw.start), source.startswith(mark.suffix, raw.end)


def _candidates(source: str, mark: Annotation) -> Iterator[Span]:
    """Every occurrence of the marked words; for a mark between two characters, of its surroundings."""
    words = mark.exact or mark.prefix + mark.suffix
    lead = 0 if mark.exact else len(mark.prefix)
    at = source.find(words)
    while at >= 0:
        yield Span(at + lead, at + lead + len(mark.exact))
        at = source.find(words, at + 1) if at < len(source) else -1
