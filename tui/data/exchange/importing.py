"""Marks that a file holds, taken home: to their reports, to their words, and only once.

A report is known again by its id, by its text, or by its path; where its text has changed since, marks are found by
their words and surroundings, as everywhere. What cannot be taken is told with file and place, and costs nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import structs

from parsing.aligned import AlignedText
from parsing.reading import Reading
from parsing.record import Annotation
from parsing.spans import Span
from tui.data.anchors import lost, place, target
from tui.data.exchange.carried import Content, content, fitted, portions
from tui.data.exchange.document import Document, Problem
from tui.data.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from parsing.record import Target
    from tui.data.exchange.formats import Format

SHOWN = 20
"""Characters of a mark's words in a message."""


class Match(NamedTuple):
    """A file's marks and the report that they are on."""

    document: Document
    reading: Reading


class Taken(NamedTuple):
    """What a file gives one report: marks that are new to it, how many were there already, and what to tell."""

    new: tuple[Annotation, ...]
    known: int
    problems: tuple[Problem, ...]


def matched(documents: Sequence[Document], readings: Iterable[Reading]) -> Iterator[Match | Problem]:
    """Each document with its report: by id as they come; at the end by text, path or file name, where that is clear."""
    waiting = dict(enumerate(documents))
    ids, *others = _indexed(documents)
    likely: tuple[defaultdict[int, dict[str, Reading]], ...] = tuple(defaultdict(dict) for _ in others)
    for reading in readings:
        report = reading.report
        for number in ids[report.id]:
            if number in waiting:
                yield Match(waiting.pop(number), reading)
        for index, key, candidates in zip(others, _keys(report.text, report.path), likely, strict=True):
            for number in index[key]:
                if number in waiting:
                    candidates[number][report.id] = reading
    for number, document in waiting.items():
        found = _likeliest(candidates[number] for candidates in likely)
        if len(found) == 1:
            yield Match(document, found[0])
        else:
            cause = (
                f"{len(found)} of these reports have its name"
                if found
                else "none of these reports is the one it is about"
            )
            yield Problem(document.where, f"{cause}: {document.path or document.report or 'no name'}")


def concerning(documents: Sequence[Document]) -> Callable[[Reading], bool]:
    """A test of whether a reading may be of a report that some documents are about."""
    ids, *others = _indexed(documents)

    def test(reading: Reading) -> bool:
        keys = _keys(reading.report.text, reading.report.path)
        return reading.report.id in ids or any(key in index for index, key in zip(others, keys, strict=True))

    return test


def sure(document: Document, readings: Iterable[Reading]) -> bool:
    """Whether the report that a document is about is among some readings beyond doubt: by its id, or its text."""
    text = _keys(document.text, None)[0]
    return any(
        reading.report.id == document.report or (text and _keys(reading.report.text, None)[0] == text)
        for reading in readings
    )


def _likeliest(candidates: Iterable[Mapping[str, Reading]]) -> list[Reading]:
    """Those that the first sign which any has points to; if they are several, those that the next sign chooses."""
    found: Mapping[str, Reading] = {}
    for likely in candidates:
        narrower = {name: reading for name, reading in likely.items() if name in found}
        found = narrower or found or likely
    return [*found.values()]


def taken(
    match: Match,
    present: Sequence[Annotation],
    format: Format,  # noqa: A002 -- its name
    now: datetime,
) -> Taken:
    """The marks of a document as marks on its report, those left out that ``present`` has already."""
    document, reading = match
    known = [place(reading, mark) for mark in present]
    sound, problems = _sound(document)
    match = match._replace(document=replace(document, marks=sound))
    marks = [*(_from_source(match) if document.of_source else _from_text(match))]
    new, twice = _new(reading, marks, known, format, rfc3339(now))
    problems += [
        Problem(
            document.where, f"mark {mark.id} says something else than in the store, where both are now: {_words(mark)}"
        )
        for mark in twice
    ]
    orphans = [
        Problem(document.where, f"not found in {reading.report.path}, kept without a place: {_words(mark)}")
        for mark in new
        if lost(mark)
    ]
    return Taken(tuple(new), len(marks) - len(new), (*problems, *orphans))


def _sound(document: Document) -> tuple[tuple[Annotation, ...], list[Problem]]:
    """The marks that are what a mark has to be, whatever the file wrote in their places: a store takes no others."""
    sound: list[Annotation] = []
    problems: list[Problem] = []
    for mark in document.marks:
        try:
            sound.append(msgspec.json.decode(msgspec.json.encode(mark), type=Annotation))
        except (msgspec.MsgspecError, TypeError, ValueError) as error:
            problems.append(Problem(document.where, f"no mark: {error}"))
    return tuple(sound), problems


def _indexed(documents: Sequence[Document]) -> tuple[defaultdict[str, list[int]], ...]:
    """The numbers of the documents by id, text, path and file name."""
    indices: tuple[defaultdict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(4))
    for number, document in enumerate(documents):
        for index, key in zip(indices, (document.report, *_keys(document.text, document.path)), strict=True):
            if key:
                index[key].append(number)
    return indices


def _keys(text: str | None, path: str | None) -> tuple[str, str, str]:
    """Text, path and file name; texts are the same that differ in nothing but blanks, which many tools change."""
    words = "".join((text or "").split()).encode("utf-8", "surrogatepass")
    name = (path or "").replace("\\", "/").rpartition("/")[2]
    return blake2b(words, digest_size=16).hexdigest() if words else "", path or "", name


def _from_source(match: Match) -> Iterator[Annotation]:
    """Marks anchored in the source: placed, or kept without a place where their words are gone."""
    for mark in match.document.marks:
        yield place(match.reading, mark)


def _from_text(match: Match) -> Iterator[Annotation]:
    """Marks anchored in the cleaned text as it was: brought to the text as it is, and so to the source.

    A mark whose words are not found keeps the quotation by which somebody may find them.
    """
    document, reading = match
    was, text = document.text or "", reading.report.text
    page = Reading(reading.report, text, AlignedText.of(text))
    moved = _blanks_apart(was, text)
    for mark in document.marks:
        if mark.whole:
            yield mark
            continue
        here = moved.get(mark.raw) if moved is not None else _found(page, mark)
        there = mark.to and (moved.get(mark.to.raw) if moved is not None else _found(page, mark, mark.to))
        place_now = structs.asdict(target(reading, here)) if here else {}
        yield structs.replace(mark, **place_now, to=target(reading, there) if there else mark.to)


class _Blanks(NamedTuple):
    """The places of the characters that are no blanks, before and after."""

    was: list[int]
    now: list[int]

    def get(self, span: Span) -> Span | None:
        first, last = bisect_left(self.was, span.start), bisect_left(self.was, span.end)
        return Span(self.now[first], self.now[last - 1] + 1) if first < last else None


class _Same:
    def get(self, span: Span) -> Span | None:
        return span


def _blanks_apart(was: str, text: str) -> _Blanks | _Same | None:
    """How places in a text become places in another that differs in nothing but blanks; ``None`` where it does."""
    if was == text:
        return _Same()
    found = _Blanks(*([at for at, character in enumerate(words) if not character.isspace()] for words in (was, text)))
    return found if "".join(was.split()) == "".join(text.split()) else None


def _found(page: Reading, mark: Annotation, to: Target | None = None) -> Span | None:
    """Where the words of a mark, or those that it leads to, are in a text that is not the one they were marked in."""
    where = to or mark
    bare = structs.replace(
        mark, raw=where.raw, exact=where.exact, prefix=where.prefix, suffix=where.suffix, relation=None, to=None
    )
    placed = place(page, bare)
    return None if placed.start is None or placed.end is None else Span(placed.start, placed.end)


def _new(
    reading: Reading,
    marks: Sequence[Annotation],
    present: Sequence[Annotation],
    format: Format,  # noqa: A002 -- its name
    now: str,
) -> tuple[list[Annotation], list[Annotation]]:
    """The marks that are not among those present; and of those the ones whose id was there with another content."""
    same = {mark.id: content(mark, made=True) for mark in present}
    parts, _ = fitted(reading.report.text, present, format.carries, format.refuses)
    orphans = [part for mark in present if lost(mark) for part in portions(mark)]
    held = Counter(content(mark, made=False) for mark in (*parts, *orphans))
    met: Counter[Content] = Counter()
    new: list[Annotation] = []
    twice: list[Annotation] = []
    for mark in marks:
        said = content(mark, made=bool(mark.id))
        if mark.id and same.get(mark.id) == said:
            continue
        if mark.id and mark.id not in same:
            new.append(mark)
            same[mark.id] = said
            continue
        met[said] += 1
        if not mark.id and met[said] <= held[said]:
            continue
        identity = _identity(reading.report.id, said, met[said])
        if mark.id and identity in same:
            continue
        while identity in same:
            met[said] += 1
            identity = _identity(reading.report.id, said, met[said])
        if mark.id:
            twice.append(mark)
        same[identity] = said
        new.append(structs.replace(mark, id=identity, created=mark.created or now))
    return new, twice


def _identity(report: str, said: Content, number: int) -> str:
    return blake2b(msgspec.json.encode((report, repr(said), number)), digest_size=16).hexdigest()


def _words(mark: Annotation) -> str:
    said = mark.label or mark.tag or mark.relation or mark.note or ""
    return f"{said[:SHOWN]} “{mark.exact[:SHOWN]}{'…' if len(mark.exact) > SHOWN else ''}”"
