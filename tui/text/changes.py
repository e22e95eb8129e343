"""The third face of a report: the cleaned text in its place, with all that was taken away still there, struck through.

Source and cleaned text are walked once, side by side, along the alignment. What comes out is one text made of
stretches, and an alignment from it to either side, so that whoever draws, scrolls or points needs no rule of its own.

Laws (property-tested), before control characters get their pictures: the stretches that are not struck give the
cleaned text; the kept and the struck ones, with the source's character for each quiet one, give the source, save that
a line break struck within a paragraph is drawn as ``␊``; every character of either side stands in exactly one place.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from parsing.aligned import OFFSET, AlignedText
from parsing.spans import Span
from tui.data.changes import SourceChange, changes, rank
from tui.text.cells import PRIVATE
from tui.text.layers import Mark, Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.reading import Reading

StretchKind: TypeAlias = Literal["kept", "removed", "blank", "added", "quiet"]
STRUCK = frozenset({"removed", "blank"})
BREAK = "␊"
"""Stands for a line break taken out of a paragraph, which must not break the line again."""

LOST = re.compile(f"[\ufffd{PRIVATE}]")
"""What is left of characters that could not be restored."""

FEW, MANY = 16, 4096
"""Characters compared at once: few next to a change, many on untouched text."""


class Stretch(NamedTuple):
    """Characters ``[start, end)`` of the view and what became of them; ``raw`` and ``clean`` are where they come from.

    ``kept`` and ``quiet`` (one character for one) stand on both sides, ``removed`` and ``blank`` (white space) in the
    source only, ``added`` in the cleaned text only. ``causes`` explain it, the most daring first; none for ``kept``.
    """

    start: int
    end: int
    kind: StretchKind
    raw: Span
    clean: Span
    causes: tuple[SourceChange, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether it should be checked against the source."""
        return any(cause.doubtful for cause in self.causes)


@dataclass(frozen=True, slots=True)
class Changes:
    """The view's text, all its stretches in order, and the ways from it.

    ``clean`` is the cleaned text aligned to the view, ``source`` is the view aligned to the source.
    """

    text: str
    stretches: tuple[Stretch, ...]
    clean: AlignedText
    source: AlignedText

    def at(self, offset: int) -> Stretch | None:
        """The stretch that holds a character of the view."""
        number = bisect_right(self.stretches, offset, key=lambda stretch: stretch.start)
        return self.stretches[number - 1] if number else None

    def raw_place(self, offset: int) -> int:
        """The character of the source behind one of the view, or the next one where there is none."""
        return self.source.raw(offset, offset + 1).start if offset < len(self.source) else 0

    def place(self, raw: int) -> int:
        """The character of the view that a character of the source became."""
        return self.source.locate(Span(raw, raw + 1)).start

    def stops(self) -> Marks:
        """Where one who goes from change to change stops: once for all that lies between two characters kept."""
        runs = groupby(self.stretches, key=lambda stretch: stretch.kind in {"kept", "quiet"})
        loud = ([stretch for stretch in run if stretch.kind != "blank"] for still, run in runs if not still)
        return Marks(Mark(run[0].start, run[-1].end, "removed") for run in loud if run)

    def marks(self) -> Iterator[Mark]:
        """How each stretch looks, and what in it deserves a second look."""
        for stretch in self.stretches:
            if stretch.kind != "kept":
                yield Mark(stretch.start, stretch.end, stretch.kind)
            if stretch.doubtful:
                yield Mark(stretch.start, stretch.end, "doubtful")
            if stretch.kind not in STRUCK:
                for found in LOST.finditer(self.text, stretch.start, stretch.end):
                    yield Mark(*found.span(), "lost")


def changed(reading: Reading) -> Changes:
    """The changes view of a report, in time linear in its length."""
    source, body = reading.source, reading.body
    numbers = array(OFFSET, range(len(source) + len(body) + 1))
    given = sorted(changes(reading))
    edges = sorted({edge for change in given for edge in change.raw})
    explained = _explained(_cut(_pieces(_Sides(source, body, numbers)), edges), given)
    texts: list[str] = []
    stretches: list[Stretch] = []
    at = 0
    for _, group in groupby(explained, _together):
        for kind, raw, clean, text, causes in _drawn(list(group), source, body.text):
            texts.append(text)
            stretches.append(Stretch(at, at + len(text), kind, raw, clean, causes))
            at += len(text)
    return _aligned("".join(texts), stretches, body.text, numbers)


class _Piece(NamedTuple):
    """A stretch of the source and what it became; the pieces are in order and make up both texts.

    ``within``: its line breaks are struck out of a paragraph.
    """

    raw: Span
    clean: Span
    kept: bool
    within: bool = False
    causes: tuple[SourceChange, ...] = ()

    @property
    def quiet(self) -> bool:
        one = self.raw.length == self.clean.length == 1
        return one and bool(self.causes) and all(cause.systematic for cause in self.causes)


class _Sides(NamedTuple):
    """What is walked. ``numbers`` is 0, 1, 2, ...: slices of it are compared and copied many characters at a time."""

    source: str
    body: AlignedText
    numbers: array[int]


def _pieces(sides: _Sides) -> Iterator[_Piece]:
    source, body, _ = sides
    at = raw = 0
    while at < len(body) or raw < len(source):
        if same := _untouched(sides, at, raw):
            yield _Piece(Span(raw, raw + same), Span(at, at + same), kept=True)
            at, raw = at + same, raw + same
            continue
        end = at
        while end < len(body) and body.starts[end] == body.ends[end]:
            end += 1
        following = max(raw, body.starts[end]) if end < len(body) else len(source)
        if end > at or following > raw:
            yield from _gap(source, body.text, Span(raw, following), Span(at, end))
        else:
            following, end = body.ends[at], at + 1
            while end < len(body) and body.starts[end] < following:
                following, end = body.ends[end], end + 1
            within = "\n" not in body.text[at:end]
            yield _Piece(Span(raw, following), Span(at, end), kept=False, within=within)
        at, raw = end, following


def _untouched(sides: _Sides, at: int, raw: int) -> int:
    """How many characters from here on stand for themselves."""
    source, body, _ = sides
    if at >= len(body) or raw >= len(source) or body.text[at] != source[raw]:
        return 0
    done, size = 0, FEW
    while size > 1:
        if _same(sides, at + done, raw + done, size):
            done, size = done + size, min(size * 4, MANY)
        else:
            size = FEW if size > FEW else 1
    while _same(sides, at + done, raw + done, 1):
        done += 1
    shared = at + done < len(body) and body.starts[at + done] < raw + done
    return done - 1 if done and shared else done


def _same(sides: _Sides, at: int, raw: int, size: int) -> bool:
    source, body, numbers = sides
    return (
        body.text[at : at + size] == source[raw : raw + size]
        and body.starts[at : at + size] == numbers[raw : raw + size]
        and body.ends[at : at + size] == numbers[raw + 1 : raw + size + 1]
    )


def _gap(source: str, text: str, raw: Span, clean: Span) -> Iterator[_Piece]:
    """What was left out between two characters, and what was put in there: a paragraph's own break is kept."""
    added = clean.of(text)
    edge = clean.start == 0 or clean.end == len(text) or "\n" in text[clean.start - 1 : clean.end + 1]
    at = source.find("\n", *raw) if added == "\n" else -1
    if at < 0:
        if raw.length:
            yield _Piece(raw, Span(clean.start, clean.start), kept=False, within=not edge)
        if clean.length:
            yield _Piece(Span(raw.end, raw.end), clean, kept=False)
        return
    if raw.start < at:
        yield _Piece(Span(raw.start, at), Span(clean.start, clean.start), kept=False)
    yield _Piece(Span(at, at + 1), clean, kept=True)
    if at + 1 < raw.end:
        yield _Piece(Span(at + 1, raw.end), Span(clean.end, clean.end), kept=False)


def _cut(pieces: Iterable[_Piece], edges: list[int]) -> Iterator[_Piece]:
    """Part what was left out where one change ends or another begins, so that each explains its own."""
    for piece in pieces:
        if piece.clean.length or piece.kept:
            yield piece
            continue
        inner = edges[bisect_right(edges, piece.raw.start) : bisect_left(edges, piece.raw.end)]
        for raw in pairwise((piece.raw.start, *inner, piece.raw.end)):
            yield piece._replace(raw=Span(*raw))


def _explained(pieces: Iterable[_Piece], given: list[SourceChange]) -> Iterator[_Piece]:
    """Give each piece that is not kept the changes that touch it. ``given`` is in the order of the source."""
    coming = iter(given)
    following = next(coming, None)
    near: list[SourceChange] = []
    for piece in pieces:
        if piece.kept:
            yield piece
            continue
        while following is not None and following.raw.start <= piece.raw.end:
            near.append(following)
            following = next(coming, None)
        near = [change for change in near if change.raw.end >= piece.raw.start]
        touching = [change for change in near if _touches(change.raw, piece.raw)]
        yield piece._replace(causes=tuple(sorted(touching, key=lambda change: rank(change.step))))


def _touches(one: Span, other: Span) -> bool:
    if one.length and other.length:
        return one.overlaps(other)
    return one.start <= other.end and other.start <= one.end


def _together(piece: _Piece) -> tuple[object, ...]:
    """Pieces side by side of which this is the same are drawn as one."""
    if piece.kept:
        return ("kept",)
    if piece.quiet:
        return ("quiet", piece.causes)
    return ("loud", piece.causes[0] if piece.causes else piece.raw)


def _drawn(
    pieces: list[_Piece], source: str, text: str
) -> Iterator[tuple[StretchKind, Span, Span, str, tuple[SourceChange, ...]]]:
    raw = Span(pieces[0].raw.start, pieces[-1].raw.end)
    clean = Span(pieces[0].clean.start, pieces[-1].clean.end)
    causes = tuple(dict.fromkeys(cause for piece in pieces for cause in piece.causes))
    if pieces[0].kept or pieces[0].quiet:
        yield "kept" if pieces[0].kept else "quiet", raw, clean, clean.of(text), causes
        return
    if raw.length:
        struck = "".join(_struck(piece, source) for piece in pieces)
        blank = not clean.length and not raw.of(source).strip()
        yield "blank" if blank else "removed", raw, Span(clean.start, clean.start), struck, causes
    if clean.length:
        yield "added", Span(raw.end, raw.end), clean, clean.of(text), causes


def _struck(piece: _Piece, source: str) -> str:
    struck = piece.raw.of(source)
    return struck.replace("\n", BREAK) if piece.within else struck


def _aligned(text: str, stretches: list[Stretch], cleaned: str, numbers: array[int]) -> Changes:
    places, raws = (array(OFFSET), array(OFFSET)), (array(OFFSET), array(OFFSET))
    for start, end, kind, raw, _, _ in stretches:
        if kind not in STRUCK:
            places[0].extend(numbers[start:end])
            places[1].extend(numbers[start + 1 : end + 1])
        if kind == "added":
            for side in raws:
                side.extend(array(OFFSET, [raw.start]) * (end - start))
        else:
            raws[0].extend(numbers[raw.start : raw.end])
            raws[1].extend(numbers[raw.start + 1 : raw.end + 1])
    return Changes(text, tuple(stretches), AlignedText(cleaned, *places), AlignedText(text, *raws))
