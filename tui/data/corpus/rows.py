"""The rows that a report has in the tables of an index."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui.data.corpus.form import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.data.corpus.filing import Filed
    from tui.data.corpus.vocabulary import Vocabulary


class Figure(NamedTuple):
    """What one metric counts and its unit, folded, and its value."""

    what: str | None
    unit: str
    value: float | None


class Places(msgspec.Struct, array_like=True):
    """A report's measures by columns, in the record's order.

    Attributes:
        category: the number of its category.
        done: whether it is done, otherwise it is required.
        start: in the folded words, less the start of the measure before; of the first one itself.
        length: characters.
    """

    category: list[int]
    done: list[bool]
    start: list[int]
    length: list[int]


class Facts(msgspec.Struct, array_like=True):
    """A report's figures by columns.

    Attributes:
        what: the place of what is counted among the report's names of that field, see :mod:`tui.data.corpus.names`.
        unit: the place of the unit among those of its field.
        value: ``None`` where the text has none that can be read.
    """

    what: list[int | None]
    unit: list[int]
    value: list[float | None]

    def figures(self, whats: Sequence[str], units: Sequence[str]) -> Iterator[Figure]:
        """The figures, of a report with these names."""
        for what, unit, value in zip(self.what, self.unit, self.value, strict=True):
            yield Figure(None if what is None else whats[what], units[unit], value)


def address(path: str) -> int:
    """The number that a path is looked up by; another path hardly ever has the same."""
    return int.from_bytes(blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def row_of(new: Filed, vocabulary: Vocabulary) -> dict[str, Any]:
    """The columns of a report's row, but those that say which file and record it is."""
    values = [value for _, _, value in new.figures if value is not None]
    return {
        "address": address(new.path), "path": new.path, "id": bytes.fromhex(new.id), "title": new.title,
        "published": new.published,
        "source": new.source, "has": new.has, "done": bits(_categories(new, vocabulary, done=True)),
        "required": bits(_categories(new, vocabulary, done=False)), "least": min(values, default=None),
        "most": max(values, default=None), "facts": vocabulary.packed(msgspec.msgpack.encode(_facts(new))),
        "flaws": new.flaws, "length": new.length,
        "sketch": new.sketch,
    }  # fmt: skip


def _facts(new: Filed) -> Facts:
    whats = {
        what: place for place, what in enumerate(dict.fromkeys(what for what, _, _ in new.figures if what is not None))
    }
    units = {unit: place for place, unit in enumerate(dict.fromkeys(unit for _, unit, _ in new.figures))}
    return Facts(
        [None if what is None else whats[what] for what, _, _ in new.figures],
        [units[unit] for _, unit, _ in new.figures],
        [_short(value) for _, _, value in new.figures],
    )


def places_of(new: Filed, vocabulary: Vocabulary) -> bytes:
    """Where the measures of a report stand."""
    starts = [start for _, _, start, _ in new.measures]
    return msgspec.msgpack.encode(Places(
        [vocabulary.number(category) for category, _, _, _ in new.measures], [done for _, done, _, _ in new.measures],
        [after - before for before, after in pairwise([0, *starts])],
        [end - start for _, _, start, end in new.measures],
    ))  # fmt: skip


def bits(categories: Iterator[int] | list[int]) -> int:
    """Categories as bits of one number."""
    found = 0
    for category in categories:
        found |= 1 << min(category, CATEGORIES)
    return found


def _categories(new: Filed, vocabulary: Vocabulary, *, done: bool) -> Iterator[int]:
    return map(vocabulary.number, dict.fromkeys(category for category, status, _, _ in new.measures if status == done))


def _short(value: float | None) -> float | None:
    """The same figure in fewer bytes, where it is a whole number."""
    return int(value) if value is not None and value.is_integer() and abs(value) < 1 << 53 else value
