"""Giving damaged text back: an ordered table of steps, each of which explains every change it makes.

Order matters, because each step destroys evidence that the one before needs: byte repair reads private-use
characters and glued readings, so it comes before anything is taken away; readings can only be checked against
traditional characters; width is decided by Chinese neighbours, so spaces go after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.aligned import AlignedText, Edit
from parsing.clean import breaks, leftovers, mojibake, readings, seams, shifted, simplify, spacing, split, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parsing.clean.fix import Fix
    from parsing.spans import Span


@dataclass(frozen=True, slots=True)
class Change:
    """A fix as it was applied, tied to the source."""

    step: str
    raw: Span
    before: str
    after: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cleaner:
    """A named step: from a text to the fixes it needs, in order and not overlapping."""

    name: str
    find: Callable[[str], Sequence[Fix]]


CLEANERS = (
    Cleaner("wrong-encoding", mojibake.find_mojibake),
    Cleaner("wrong-encoding", mojibake.find_mojibake),
    Cleaner("split-characters", split.find_split),
    Cleaner("shifted-bytes", shifted.find_shifted),
    Cleaner("pinyin", readings.find_readings),
    Cleaner("entities", leftovers.find_entities),
    Cleaner("tags", leftovers.find_tags),
    Cleaner("invisible", leftovers.find_invisible),
    Cleaner("look-alikes", leftovers.find_look_alikes),
    Cleaner("traditional", simplify.find_traditional),
    Cleaner("full-width", width.find_wide_letters),
    Cleaner("half-width", width.find_narrow_marks),
    Cleaner("stops", width.find_stops),
    Cleaner("quotes", width.find_quotes),
    Cleaner("page-seams", seams.find_seams),
    Cleaner("soft-breaks", breaks.find_soft_breaks),
    Cleaner("edges", spacing.find_edges),
    Cleaner("spelt", spacing.find_spelt),
    Cleaner("torn-words", spacing.find_torn),
    Cleaner("blanks", spacing.find_inner),
    Cleaner("beside-marks", spacing.find_beside_marks),
)

SETTLING = frozenset({
    "entities", "tags", "invisible", "full-width", "half-width", "stops", "quotes", "soft-breaks", "edges", "spelt", "torn-words",
    "blanks", "beside-marks",
})  # fmt: skip
"""Steps that go by what stands beside a place."""
ROUNDS = 4


def clean(source: AlignedText, cleaners: Sequence[Cleaner] = CLEANERS) -> tuple[AlignedText, tuple[Change, ...]]:
    """Run every step in order; the changes are in the order in which they were made, each step's in order of place.

    Steps that go by neighbours are run again while they find anything, since what a later one writes may be what an
    earlier one was waiting for: a text that was cleaned is clean.
    """
    body, changes = _run(source, cleaners)
    settling = [cleaner for cleaner in cleaners if cleaner.name in SETTLING]
    found = {change.step for change in changes} & SETTLING
    for _ in range(ROUNDS if found else 0):
        body, more = _run(body, settling)
        if not more:
            break
        changes += more
    return body, tuple(changes)


def _run(body: AlignedText, cleaners: Sequence[Cleaner]) -> tuple[AlignedText, list[Change]]:
    changes: list[Change] = []
    for cleaner in cleaners:
        fixes = cleaner.find(body.text)
        if fixes:
            changes += _changes(cleaner.name, body, fixes)
            body = body.edited(Edit(fix.start, fix.end, fix.new) for fix in fixes)
    return body, changes


def _changes(step: str, body: AlignedText, fixes: Sequence[Fix]) -> Iterator[Change]:
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
        yield Change(step, body.raw(start, end), body.text[start:end], after, confidence)
        first = last + 1
