"""What a format can carry of a mark, and what of it is left out: counted, so that it can be said.

The same measure is taken in both directions: a mark is in the store already when what the format carries of it is, so
that importing twice doubles nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import structs

from parsing.spans import Span, longest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from parsing.record import Annotation

Aspect: TypeAlias = Literal[
    "labels", "overlaps", "notes", "relations", "tags", "judgements", "makers", "unplaced", "lines", "blanks"
]
ASPECTS: dict[Aspect, tuple[str, str]] = {
    "labels": ("label", "labels"),
    "overlaps": ("mark that overlaps another", "marks that overlap others"),
    "notes": ("note", "notes"),
    "relations": ("relation", "relations"),
    "tags": ("tag of a report", "tags of reports"),
    "judgements": ("judgement", "judgements"),
    "makers": ("author and time", "authors and times"),
    "unplaced": ("mark without a place in the cleaned text", "marks without a place in the cleaned text"),
    "lines": ("mark across lines", "marks across lines"),
    "blanks": ("mark that begins or ends with a blank", "marks that begin or end with a blank"),
}
"""What a mark can need of a format, with its name for one and for several."""

EVERYTHING = frozenset(ASPECTS)
Refuses: TypeAlias = "Callable[[Annotation, str], Aspect | None]"
Content: TypeAlias = tuple[object, ...]


def takes_all(_: Annotation, __: str) -> None:
    """What a format refuses that has no peculiarities: nothing."""


def portions(mark: Annotation) -> Iterator[Annotation]:
    """The mark as formats have it that keep what is said of a stretch apart from its relations."""
    if mark.relation is None or mark.to is None:
        yield mark
        return
    if mark.label is not None or mark.note is not None or mark.judgement is not None:
        yield structs.replace(mark, relation=None, to=None)
    yield structs.replace(mark, label=None, note=None, judgement=None)


def fitted(
    text: str, marks: Iterable[Annotation], carries: Collection[Aspect], refuses: Refuses = takes_all
) -> tuple[tuple[Annotation, ...], Counter[Aspect]]:
    """What the format takes of the marks on a text, and how much of what it does not. The marks are placed."""
    lost: Counter[Aspect] = Counter()
    if set(carries) >= EVERYTHING:
        return tuple(marks), lost
    kept = [part for mark in marks for whole in portions(mark) if (part := _part(whole, text, carries, refuses, lost))]
    return (tuple(kept) if "overlaps" in carries else _apart(kept, lost)), lost


def _part(
    mark: Annotation, text: str, carries: Collection[Aspect], refuses: Refuses, lost: Counter[Aspect]
) -> Annotation | None:
    """What remains of a mark; ``None`` where nothing does. What does not is counted in ``lost``."""
    if not mark.whole and "unplaced" not in carries and not _placed(mark):
        lost["unplaced"] += 1
        return None
    refused = refuses(mark, text)
    if refused:
        lost[refused] += 1
        return None
    for field, aspect in FIELDS:
        if getattr(mark, field) is not None and aspect not in carries:
            lost[aspect] += 1
            mark = structs.replace(mark, **{field: None})
    if mark.relation is None:
        mark = structs.replace(mark, to=None)
    if all(getattr(mark, field) is None for field, _ in FIELDS):
        return None
    if "makers" not in carries:
        lost["makers"] += 1
        mark = structs.replace(mark, author=None)
    return mark


FIELDS: tuple[tuple[str, Aspect], ...] = (
    ("label", "labels"), ("note", "notes"), ("tag", "tags"), ("judgement", "judgements"), ("relation", "relations"),
)  # fmt: skip
"""The parts of a mark's body, each with what a format needs for it."""


def _placed(mark: Annotation) -> bool:
    spans = [(mark.start, mark.end)] + ([(mark.to.start, mark.to.end)] if mark.to else [])
    return all(start is not None and end is not None and start < end for start, end in spans)


def _apart(marks: list[Annotation], lost: Counter[Aspect]) -> tuple[Annotation, ...]:
    """The longest of marks that overlap; of several on one stretch the first."""
    wanted = set(longest({place(mark) for mark in marks if not mark.whole}))
    kept = []
    for mark in marks:
        if mark.whole or place(mark) in wanted:
            wanted.discard(place(mark))
            kept.append(mark)
        else:
            lost["overlaps"] += 1
    return tuple(kept)


def place(mark: Annotation) -> Span:
    """Where a placed mark is in the cleaned text; a mark on the whole report is nowhere, at its beginning."""
    return Span(mark.start or 0, mark.end or 0)


def content(mark: Annotation, *, made: bool) -> Content:
    """What a mark says and of which words, whatever its id; with who made it, and when, where that is carried."""
    to = mark.to and (mark.to.start, mark.to.end, mark.to.raw if mark.to.start is None else None)
    where = (mark.start, mark.end, mark.raw if mark.start is None else None)
    said = (mark.label, mark.note, mark.tag, mark.relation, to, repr(mark.judgement))
    return (where, said, mark.author, mark.created) if made else (where, said)
