"""Reports of the list that say the same, folded: one text on five portals is one row, with the others behind it.

Plain values, as the list that they fold; which reports say the same is :mod:`tui.data.corpus.copies`'.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class FoldedList(NamedTuple):
    """What is listed, and for each entry that stands for several how many of those found there are."""

    order: list[int]
    numbers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Copies:
    """``of``: each entry's group of copies, cleanest first; ``opened``: groups listed in full, by their first."""

    of: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    opened: frozenset[int] = frozenset()

    @classmethod
    def among(cls, groups: Iterable[Sequence[int]]) -> Copies:
        """From groups of entries, each with the cleanest first."""
        return cls({index: tuple(group) for group in groups for index in group if len(group) > 1})

    def turned(self, index: int) -> Copies:
        """The same with the group of an entry listed in full, or folded again."""
        return replace(self, opened=self.opened ^ {self.of[index][0]}) if index in self.of else self

    def folded(self, order: list[int]) -> FoldedList:
        """Of each group the cleanest that is listed; where the group is open the others right behind it."""
        listed = set(order) if self.of else set()
        groups = {self.of[index] for index in self.of.keys() & listed}
        found = [(group, [index for index in group if index in listed]) for group in groups]
        behind = {first: others for _, (first, *others) in found}
        away = {index for others in behind.values() for index in others}
        opened = {members[0] for group, members in found if group[0] in self.opened}
        rows = [index for index in order if index not in away]
        if opened:
            rows = [each for index in rows for each in (index, *(behind[index] if index in opened else ()))]
        return FoldedList(
            rows if away else order, {first: 1 + len(others) for first, others in behind.items() if others}
        )

    def shown_for(self, index: int, order: Iterable[int]) -> int:
        """The entry that stands for one in the list."""
        group = frozenset(self.of.get(index, ()))
        return next((each for each in order if each in group), index) if group else index
