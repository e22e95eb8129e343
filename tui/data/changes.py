"""What cleaning changed in a report, and which of it deserves to be looked at first.

One list of changes for the command line, the tables and the changes view, so that they cannot tell different stories.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.reading import Reading
    from parsing.spans import Span

StepGroup: TypeAlias = Literal["bytes", "foreign", "systematic"]
GROUPS: tuple[StepGroup, ...] = get_args(StepGroup)

DOUBT = 0.95
"""Confidence below which a change should be checked against the source."""


class SourceChange(NamedTuple):
    """A stretch of the source that the cleaned text words differently, or leaves out."""

    raw: Span
    step: str
    before: str
    after: str
    confidence: float

    @property
    def doubtful(self) -> bool:
        """Whether the source should be looked at before this is believed."""
        return self.confidence < DOUBT

    @property
    def systematic(self) -> bool:
        """Whether it is the same character in another form, without a doubt."""
        return group_of(self.step) == "systematic" and not self.doubtful


def changes(reading: Reading) -> Iterator[SourceChange]:
    """The repairs, and the furniture that was taken away."""
    for repair in reading.report.repairs:
        yield SourceChange(repair.raw, repair.step, repair.before, repair.after, repair.confidence)
    for piece in reading.report.furniture:
        yield SourceChange(piece.raw, "furniture", piece.text, "", 1.0)


def group_of(step: str) -> StepGroup:
    """What a step does, from the reader's point of view; a step that nobody listed is taken for a judgement."""
    return _groups().get(step, ("bytes", 0))[0]


def rank(step: str) -> tuple[int, int]:
    """The place of a step's repairs in a list: the fewer and the more daring, the earlier."""
    group, place = _groups().get(step, ("bytes", 0))
    return GROUPS.index(group), place


@cache
def _groups() -> Mapping[str, tuple[StepGroup, int]]:
    table = tomllib.loads(resources.files(__package__).joinpath("steps.toml").read_text("utf-8"))
    return {step: (group, place) for group in GROUPS for place, step in enumerate(table[group])}
