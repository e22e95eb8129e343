"""Ties a measure to who acts, where, and as of when, from the entities round it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.context import words_of
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity
    from parsing.spans import Span

SITE = ("在", "到", "对", "向", "从", "往", "入", "赴", "进", "于", "与", "和", "自", "由")
"""Directly before a name these make it a place, an aim or a companion, not the one who acts."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The entities of one sentence that a measure can be tied to."""

    text: str
    actors: Sequence[Entity]
    places: Sequence[Entity]
    dates: Sequence[Entity]

    @classmethod
    def of(cls, text: str, inside: Sequence[Entity]) -> Surroundings:
        """Sort the entities of one sentence, which are in order of position."""
        return cls(
            text,
            [e for e in inside if e.label in {"ORG", "PERSON", "PLACE"}],
            [e for e in inside if e.label == "PLACE"],
            [e for e in inside if e.label == "DATE"],
        )

    def actor(self, sentence: Span, at: int, floor: int) -> str | None:
        """Who acts: the nearest subject before ``at`` that stands after ``floor``, else in the sentence."""
        named = [(e.start, e.text) for e in self.actors if not self._is_site(e)]
        groups = ((m.start(), m.group()) for m in _groups().finditer(self.text, sentence.start, at))
        subjects = sorted(s for s in (*named, *groups) if s[0] < at)
        late = [name for start, name in subjects if start >= floor]
        nearest = late or [name for _, name in subjects]
        return nearest[-1] if nearest else None

    def scope(self, at: int) -> str | None:
        """Where: the nearest place before ``at``, else the first after it."""
        before = [e.text for e in self.places if e.start < at]
        return before[-1] if before else next((e.text for e in self.places), None)

    def as_of(self, at: int) -> str | None:
        """When: the normal form of the nearest date before ``at``."""
        before = [e for e in self.dates if e.start < at]
        return before[-1].norm if before else None

    def _is_site(self, entity: Entity) -> bool:
        return self.text.endswith(SITE, 0, entity.start) or self.text[entity.end : entity.end + 1] == "、"


@cache
def _groups() -> re.Pattern[str]:
    return re.compile(words_of(load("context")["groups"]))
