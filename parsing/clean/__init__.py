"""Giving damaged text back: an ordered table of steps, each of which explains every change it makes.

Order matters, because each step destroys evidence that the one before needs: byte repair reads private-use
characters and glued readings, so it comes before anything is taken away; readings can only be checked against
traditional characters; width is decided by Chinese neighbours, so spaces go after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.aligned import AlignedText, Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


CLEANERS: tuple[Cleaner, ...] = ()


def clean(source: AlignedText, cleaners: Sequence[Cleaner] = CLEANERS) -> tuple[AlignedText, tuple[Change, ...]]:
    """Run every step in order; the changes are in order of step, then of place."""
    body, changes = source, []
    for cleaner in cleaners:
        fixes = cleaner.find(body.text)
        changes += [
            Change(cleaner.name, body.raw(fix.start, fix.end), body.text[fix.start : fix.end], fix.new, fix.confidence)
            for fix in fixes
        ]
        if fixes:
            body = body.edited(Edit(fix.start, fix.end, fix.new) for fix in fixes)
    return body, tuple(changes)
