"""The categories of measures: what a reader shows for each and what other taxonomies call it.

Apart from the extractor, so that a screen or an export that only needs labels does not compile the triggers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of measure: its id in the record, its labels, what it covers, and codes of other taxonomies.

    ``oxcgrt`` holds indicators of the Oxford COVID-19 Government Response Tracker, ``phsm`` measure codes of WHO's
    taxonomy of public health and social measures; both may be empty.
    """

    id: str
    zh: str
    en: str
    definition: str
    oxcgrt: tuple[str, ...]
    phsm: tuple[str, ...]


@cache
def categories() -> Mapping[str, Category]:
    """Every category by its id, in the order of the guidelines, then a user's own."""
    return MappingProxyType({key: _category(key, row) for key, row in load("measures")["category"].items()})


def _category(key: str, row: dict[str, Any]) -> Category:
    """A user's category may do without codes."""
    codes = (tuple(row.get(taxonomy, ())) for taxonomy in ("oxcgrt", "phsm"))
    return Category(key, row["zh"], row["en"], row["definition"], *codes)
