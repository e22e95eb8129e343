"""Entities, metrics and measures of a cleaned report, by the rules of the annotation guidelines.

``EXTRACTORS`` is an ordered table: each step is a pure function that sees the document and what the steps before it
found, and returns what they found with its own finds added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.extract.checks.finder import find_checks
from parsing.extract.coreference.finder import find_names
from parsing.extract.dates.finder import find_dates
from parsing.extract.entities.finder import find_entities
from parsing.extract.extraction import Extraction
from parsing.extract.measures.finder import find_measures
from parsing.extract.metrics.finder import find_metrics
from parsing.extract.metrics.quantities import find_quantities
from parsing.extract.spaced import Closed, blanks

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsing.structure import Document


@dataclass(frozen=True, slots=True)
class Extractor:
    """A named step of extraction."""

    name: str
    run: Callable[[Document, Extraction], Extraction]


EXTRACTORS = (
    Extractor("dates", find_dates),
    Extractor("entities", find_entities),
    Extractor("quantities", find_quantities),
    Extractor("metrics", find_metrics),
    Extractor("measures", find_measures),
    Extractor("checks", find_checks),
    Extractor("names", find_names),
)


def extract(document: Document) -> Extraction:
    """Run every extractor in order, on the text without blanks that are set between Chinese and figures."""
    places = blanks(document.text)
    if not places:
        return _found(document)
    closed = Closed(document, places)
    return closed.opened(_found(closed.document))


def _found(document: Document) -> Extraction:
    found = Extraction()
    for extractor in EXTRACTORS:
        found = extractor.run(document, found)
    return found
