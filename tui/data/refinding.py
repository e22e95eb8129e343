"""Where the words of a lost mark may be now: places to offer, of which the user confirms one. Nothing is moved here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from parsing.spans import Span
from tui.data.anchors import CONTEXT, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.reading import Reading
    from parsing.record import Annotation

ENOUGH = 55.0
"""Of 100, how much alike words have to be to be offered."""
MOST = 9
"""Places offered, one for each number key."""
WORDS, SURROUNDINGS = 0.7, 0.3
"""What the words themselves and what stands round them count."""


class Candidate(NamedTuple):
    """A place in the cleaned text, and how much it is alike what was marked, of 100."""

    span: Span
    score: float


def candidates(reading: Reading, mark: Annotation) -> list[Candidate]:
    """Places where a mark's words may be, the likeliest first."""
    if not mark.exact:
        return []
    found: dict[Span, float] = {}
    for raw in _places(reading.source, mark):
        span = reading.body.locate(raw)
        if span.length:
            found[span] = max(found.get(span, 0.0), _score(reading.source, raw, mark))
    likely = [Candidate(span, score) for span, score in found.items() if score >= ENOUGH]
    return sorted(likely, key=lambda each: (-each.score, each.span))[:MOST]


def moved(reading: Reading, mark: Annotation, span: Span) -> Annotation:
    """The mark as it is when the user has confirmed that its words are there now."""
    here = target(reading, span)
    return structs.replace(
        mark, raw=here.raw, exact=here.exact, prefix=here.prefix, suffix=here.suffix, start=here.start, end=here.end
    )


def _places(source: str, mark: Annotation) -> Iterator[Span]:
    """The same words, however often; if they read otherwise now, what is most alike, alone or with its surroundings."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 -- of no use before a mark is lost

    at = source.find(mark.exact)
    while at >= 0:
        yield Span(at, at + len(mark.exact))
        at = source.find(mark.exact, at + 1)
    alone = partial_ratio_alignment(mark.exact, source) if len(source) >= len(mark.exact) else None
    if alone is not None:
        yield Span(alone.dest_start, alone.dest_end)
    whole = mark.prefix + mark.exact + mark.suffix
    near = partial_ratio_alignment(whole, source) if len(source) >= len(whole) else None
    if near is not None:
        first = max(0, near.dest_start - len(mark.exact))
        region = source[first : near.dest_end + len(mark.exact)]
        inside = partial_ratio_alignment(mark.exact, region)
        if inside is not None:
            yield Span(first + inside.dest_start, first + inside.dest_end)
        start, end = source.rfind(mark.prefix[-4:], 0, near.dest_end), source.find(mark.suffix[:4], near.dest_start)
        if mark.prefix and mark.suffix and 0 <= start + len(mark.prefix[-4:]) < end <= start + 3 * len(mark.exact) + 8:
            yield Span(start + len(mark.prefix[-4:]), end)


def _score(source: str, raw: Span, mark: Annotation) -> float:
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 -- see above

    around = source[max(0, raw.start - CONTEXT) : raw.start] + source[raw.end : raw.end + CONTEXT]
    return WORDS * ratio(mark.exact, raw.of(source)) + SURROUNDINGS * ratio(mark.prefix + mark.suffix, around)
