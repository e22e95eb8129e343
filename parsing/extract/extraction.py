"""What the extractors have found so far: the value that passes from each to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.record import Bound, Check, Entity, Label, Measure, Metric, Name
    from parsing.spans import Span


class Quantity(Value, frozen=True):
    """A number with its unit at ``[start, end)``, not yet tied to what it counts; ``value`` is ``None`` if redacted."""

    start: int
    end: int
    text: str
    value: int | float | None
    unit: str
    bound: Bound
    redacted: bool


class Extraction(Value, frozen=True):
    """Entities, metrics and measures in order of position; entities of one label never overlap."""

    entities: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    metrics: tuple[Metric, ...] = ()
    measures: tuple[Measure, ...] = ()
    checks: tuple[Check, ...] = ()
    names: tuple[Name, ...] = ()

    def labelled(self, *labels: Label) -> Iterator[Entity]:
        """The entities of these labels, in order."""
        return (entity for entity in self.entities if entity.label in labels)

    def within(self, span: Span, *labels: Label) -> Iterator[Entity]:
        """The entities of these labels that lie inside a stretch, in order."""
        start, end = span
        return (e for e in self.labelled(*labels) if start <= e.start and e.end <= end)
