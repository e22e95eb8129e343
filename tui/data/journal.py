"""What the store's journal is written in: changes and events, their moments, and what taking back a step means.

Plain values without a database, so that what is kept and what is undone can be told without one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from tui.data.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsing.record import Annotation

ChangeKind: TypeAlias = Literal["add", "remove"]
Does: TypeAlias = Literal["do", "undo", "redo"]

MOMENT = len("2020-02-01T00:00:00.000Z")
"""Characters of a moment; what follows in stores that were once of version 1 only keeps their order."""


class Change(NamedTuple):
    """One mark made, or taken away."""

    kind: ChangeKind
    report: str
    mark: Annotation

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change("remove" if self.kind == "add" else "add", self.report, self.mark)


class Event(NamedTuple):
    """One line of the journal: what became of a mark, and when. Equal events of two stores are one."""

    at: str
    moment: str
    kind: ChangeKind
    report: str
    annotation: str
    body: str | None


class JournalStep(NamedTuple):
    """What somebody did at once; ``of`` is the step that an undo or a redo is about."""

    step: int
    does: Does
    of: int | None


def moment(before: str | None) -> str:
    """The moment of an event now, after that of the mark's event before, even if the clock went back."""
    now = rfc3339(datetime.now(UTC))
    return now if before is None or now > before else rfc3339(_time(before) + timedelta(milliseconds=1))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text[:MOMENT])


def stacks(steps: Iterable[JournalStep]) -> tuple[list[int], list[int]]:
    """Of an author's steps in order those that can be undone and those that can be redone, the next one last."""
    done: list[int] = []
    undone: list[int] = []
    for step, does, of in steps:
        if does == "do":
            done.append(step)
            undone.clear()
        elif of is not None and of in (here := done if does == "undo" else undone):
            here.remove(of)
            (undone if does == "undo" else done).append(of)
    return done, undone
