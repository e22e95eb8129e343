"""Giving damaged text back: an ordered table of steps, each of which explains every change it makes.

Order matters, because each step destroys evidence that the one before needs: byte repair reads private-use
characters and glued readings, so it comes before anything is taken away; readings can only be checked against
traditional characters; width is decided by Chinese neighbours, so spaces go after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.clean import (
    breaks,
    character_references,
    code,
    commas,
    damaged,
    dots,
    escapes,
    formal,
    leftovers,
    lostbig5,
    mojibake,
    pinyin,
    seams,
    shifted,
    simplify,
    spacing,
    spelt,
    split,
    stops,
    strewn,
    tags,
    width,
)
from parsing.spans import Span
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parsing.aligned import AlignedText
    from parsing.clean.fix import Fix


class Change(Value, frozen=True):
    """A fix as it was applied, tied to the source.

    ``start`` is where it was put into the text that the step read; ``turn`` is the number of changes that were found
    before that step. From both, :mod:`parsing.clean.undo` takes changes back.
    """

    step: str
    raw: Span
    before: str
    after: str
    confidence: float
    start: int
    turn: int


@dataclass(frozen=True, slots=True)
class Cleaner:
    """A named step: from a text to the fixes it needs, in order and not overlapping."""

    name: str
    find: Callable[[str], Sequence[Fix]]


CLEANERS = (
    Cleaner("wrong-encoding", mojibake.find_mojibake),
    Cleaner("wrong-encoding", mojibake.find_mojibake),
    Cleaner("lost-indents", spacing.find_lost_indents),
    Cleaner("strewn-letters", strewn.find_strewn),
    Cleaner("stray-commas", commas.find_stray_commas),
    Cleaner("lost-dots", dots.find_lost_dots),
    Cleaner("split-characters", split.find_split),
    Cleaner("lost-big5", lostbig5.find_lost),
    Cleaner("shifted-bytes", shifted.find_shifted),
    Cleaner("split-characters", split.find_split),
    Cleaner("damaged", damaged.find_damaged),
    Cleaner("pinyin", pinyin.find_readings),
    Cleaner("escapes", escapes.find_escapes),
    Cleaner("entities", character_references.find_references),
    Cleaner("tags", tags.find_tags),
    Cleaner("invisible", leftovers.find_invisible),
    Cleaner("quoting", spacing.find_quoting),
    Cleaner("look-alikes", leftovers.find_look_alikes),
    Cleaner("traditional", simplify.find_traditional),
    Cleaner("formal-numerals", formal.find_formal),
    Cleaner("full-width", width.find_wide_letters),
    Cleaner("half-width", width.find_narrow_marks),
    Cleaner("stops", stops.find_stops),
    Cleaner("quotes", width.find_quotes),
    Cleaner("page-seams", seams.find_seams),
    Cleaner("soft-breaks", breaks.find_soft_breaks),
    Cleaner("edges", spacing.find_edges),
    Cleaner("spelt", spelt.find_spelt),
    Cleaner("torn-words", spacing.find_torn),
    Cleaner("blanks", spacing.find_inner),
    Cleaner("beside-marks", spacing.find_beside_marks),
)

OF_BYTES = frozenset({"wrong-encoding", "split-characters", "lost-big5", "shifted-bytes"})
"""Steps that read bytes again, which may repair what stays damaged once more of its surroundings is as it was."""
OF_PROSE = frozenset({"half-width", "stops", "quotes", "beside-marks"})
"""Steps that leave a program's marks alone."""
BLANK = re.compile(" ")
ROUNDS, SHORT, MORE_ROUNDS = 4, 20_000, 20
"""How often steps are run again; in a short text more often, for rows in which each sign waits for the one before."""


def clean(source: AlignedText, cleaners: Sequence[Cleaner] = CLEANERS) -> tuple[AlignedText, tuple[Change, ...]]:
    """Run every step in order; the changes are in the order in which they were made, each step's in order of place.

    They are run again while the text changes, since what a later one writes may be what an earlier one was waiting for:
    a text that was cleaned is clean. No step reads the same text twice. What stays damaged is listed as a change to
    itself, and no later step touches it but those that read bytes.
    """
    body = source
    changes: list[Change] = []
    seen: dict[str, str] = {}
    damage: list[Span] = []
    made = 0
    for _ in range(1 + (ROUNDS if len(source.text) > SHORT else MORE_ROUNDS)):
        before = body
        for cleaner in cleaners:
            if seen.get(cleaner.name) is body.text:
                continue
            seen[cleaner.name] = body.text
            fixes = cleaner.find(_with_tabs(source, body) if cleaner.name == "torn-words" else body.text)
            if cleaner.name in OF_PROSE:
                fixes = code.outside(body.text, fixes)
            if cleaner.name == "damaged":
                damage = [Span(fix.start, fix.end) for fix in fixes]
                changes = [change for change in changes if change.step != "damaged"]
            elif damage and cleaner.name not in OF_BYTES:
                fixes = [fix for fix in fixes if not _touches(damage, fix)]
            if fixes:
                found = list(_changes(cleaner.name, made, body, fixes))
                changes += found
                made += len(found)
                if cleaner.name != "damaged":
                    body = body.edited((fix.start, fix.end, fix.new) for fix in fixes)
                    damage = _moved(damage, fixes)
        if body is before:
            break
    return body, tuple(changes)


def _with_tabs(source: AlignedText, body: AlignedText) -> str:
    """The text with a tab for each blank that stands for one: it parts cells, and tears no word."""
    if "\t" not in source.text:
        return body.text
    return BLANK.sub(lambda found: "\t" if "\t" in source.text[slice(*body.raw(*found.span()))] else " ", body.text)


def _touches(damage: Sequence[Span], fix: Fix) -> bool:
    """Whether a change would touch what stays damaged; the places are in order."""
    at = bisect_left(damage, fix.start, key=lambda place: place.end)
    return at < len(damage) and damage[at].start < max(fix.end, fix.start + 1) and fix.start < damage[at].end


def _moved(damage: Sequence[Span], fixes: Sequence[Fix]) -> list[Span]:
    """Where what stays damaged stands after some changes.

    By its place in the text and not in the source, where characters that were decoded together share one place.
    """
    moved, grown, number = [], 0, 0
    for place in damage:
        while number < len(fixes) and fixes[number].end <= place.start:
            grown += len(fixes[number].new) - (fixes[number].end - fixes[number].start)
            number += 1
        moved.append(Span(place.start + grown, place.end + grown))
    return moved


def _changes(step: str, turn: int, body: AlignedText, fixes: Sequence[Fix]) -> Iterator[Change]:
    """One change for fixes that touch: a text decoded anew is one repair, not a thousand."""
    first = 0
    for last, fix in enumerate(fixes):
        if last + 1 < len(fixes) and fixes[last + 1].start == fix.end:
            continue
        run = fixes[first : last + 1]
        start, end = run[0].start, fix.end
        after, confidence = fix.new, fix.confidence
        if len(run) > 1:
            after, confidence = "".join(part.new for part in run), min(part.confidence for part in run)
        yield Change(step, body.raw(start, end), body.text[start:end], after, confidence, start, turn)
        first = last + 1
