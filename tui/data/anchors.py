"""Annotations that stay where they were made: the only place that anchors marks and finds them again.

A mark is tied to the decoded source, not to the cleaned text, so that better cleaning cannot move it; and to the
words themselves with their surroundings, so that a place that no longer says the same is noticed. Where the words
cannot be told apart from others, the mark is left without a place: it is never guessed.
"""

from __future__ import annotations

from datetime import UTC
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

import msgspec

from parsing.record import Annotation, Target
from parsing.spans import Span
from tui.data.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from parsing.reading import Reading
    from parsing.record import Judgement

Anchor = TypeVar("Anchor", Annotation, Target)

CONTEXT = 32
"""Characters of the source kept before and after a mark, to tell it from the same words elsewhere."""


def anchored(  # noqa: PLR0913 -- all that a mark may say
    reading: Reading,
    span: Span,
    label: str | None,
    note: str | None,
    now: datetime,
    *,
    author: str | None = None,
    judgement: Judgement | None = None,
    relation: tuple[str, Span] | None = None,
) -> Annotation:
    """A new mark on ``span`` of the cleaned text. A relation is its name and the stretch that it leads to.

    The id is a digest of the mark's content and of ``now``, to the microsecond.

    Raises:
        ValueError: a span lies outside the text, or the mark would say nothing.
    """
    if not (label or note or judgement or relation):
        raise ValueError("a mark needs a label or a note")
    here, moment = target(reading, span), now.astimezone(UTC)
    name, to = (relation[0], target(reading, relation[1])) if relation else (None, None)
    return Annotation(
        id=_identity(reading.report.id, span, label, note, moment.isoformat(), author, judgement, relation),
        raw=here.raw, exact=here.exact, prefix=here.prefix, suffix=here.suffix, start=here.start, end=here.end,
        label=label, note=note, created=rfc3339(moment), author=author, judgement=judgement, relation=name, to=to,
    )  # fmt: skip


def on_report(
    report: str, now: datetime, *, author: str | None = None, tag: str | None = None, judgement: Judgement | None = None
) -> Annotation:
    """A new mark on a report as a whole, which quotes nothing of it.

    A tag has the same id whenever the same author gives it to the same report.
    """
    moment = now.astimezone(UTC)
    identity = (report, author, tag) if tag is not None else (report, moment.isoformat(), author, judgement)
    return Annotation(
        id=_identity(*identity), raw=Span(0, 0), exact="", prefix="", suffix="", start=None, end=None,
        label=None, note=None, created=rfc3339(moment), author=author, tag=tag, judgement=judgement,
    )  # fmt: skip


def target(reading: Reading, span: Span) -> Target:
    """A stretch of the cleaned text, anchored.

    Raises:
        ValueError: it lies outside the text.
    """
    if not 0 <= span.start <= span.end <= len(reading.body):
        raise ValueError(f"span {span.start}..{span.end} in a text of {len(reading.body)}")
    source, raw = reading.source, reading.body.raw(span.start, span.end)
    return Target(
        raw=raw, exact=raw.of(source), start=span.start, end=span.end,
        prefix=source[max(0, raw.start - CONTEXT) : raw.start], suffix=source[raw.end : raw.end + CONTEXT],
    )  # fmt: skip


def _identity(*parts: object) -> str:
    return blake2b(msgspec.json.encode(parts), digest_size=16).hexdigest()


def place(reading: Reading, annotation: Annotation) -> Annotation:
    """The mark with its place in this reading: by position, else by its words, else with no place at all.

    ``raw`` follows the words where they have moved, and stays as it was where they are not found. A mark on the whole
    report has no place to look for.
    """
    if annotation.whole:
        return annotation
    placed = _placed(reading, annotation)
    return placed if placed.to is None else msgspec.structs.replace(placed, to=_placed(reading, placed.to))


def lost(annotation: Annotation) -> bool:
    """Whether a mark that was placed is an orphan: its words, or those that its relation leads to, are not there."""
    if annotation.whole:
        return False
    return annotation.start is None or (annotation.to is not None and annotation.to.start is None)


def _placed(reading: Reading, anchor: Anchor) -> Anchor:
    raw = _found(reading.source, anchor)
    if raw is None:
        return msgspec.structs.replace(anchor, start=None, end=None)
    span = reading.body.locate(raw)
    start, end = (None, None) if raw.length and not span.length else span
    return msgspec.structs.replace(anchor, raw=raw, start=start, end=end)


def _found(source: str, mark: Annotation | Target) -> Span | None:
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


def _context(source: str, mark: Annotation | Target, raw: Span) -> tuple[bool, bool]:
    """Whether the mark's surroundings stand before and after this place."""
    return source.endswith(mark.prefix, 0, raw.start), source.startswith(mark.suffix, raw.end)


def _candidates(source: str, mark: Annotation | Target) -> Iterator[Span]:
    """Every occurrence of the marked words; for a mark between two characters, of its surroundings."""
    words = mark.exact or mark.prefix + mark.suffix
    lead = 0 if mark.exact else len(mark.prefix)
    at = source.find(words)
    while at >= 0:
        yield Span(at + lead, at + lead + len(mark.exact))
        at = source.find(words, at + 1) if at < len(source) else -1
