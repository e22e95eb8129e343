"""The rows that a report has in the tables of an index."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tui.data.corpus.form import CATEGORIES
from tui.data.corpus.tokens import phrase_token, spelt, token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.data.corpus.filing import Filed
    from tui.data.corpus.vocabulary import Vocabulary

COUNTED = ("place", "source")
"""The fields whose names are counted in what a query finds."""


class Figure(NamedTuple):
    """What one metric counts and its unit, as numbers of names, and its value."""

    what: int | None
    unit: int
    value: float | None


class Facts(msgspec.Struct, array_like=True):
    """What is counted of a report without its record: numbers of places and sources, and its figures by columns."""

    place: list[int]
    source: list[int]
    what: list[int | None]
    unit: list[int]
    value: list[float | None]

    def figures(self) -> Iterator[Figure]:
        """The figures."""
        return map(Figure, self.what, self.unit, self.value)


def address(path: str) -> int:
    """The number that a path is looked up by; another path hardly ever has the same."""
    return int.from_bytes(blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def row_of(new: Filed, vocabulary: Vocabulary) -> dict[str, Any]:
    """The columns of a report's row, but those that say which file and record it is."""
    figures = [
        Figure(None if what is None else vocabulary.number("what", what), vocabulary.number("unit", unit), _short(value))
        for what, unit, value in new.figures
    ]
    named: dict[str, list[Any]] = {field: [vocabulary.number(field, text) for of, text in new.values if of == field] for field in COUNTED}
    columns: dict[str, list[Any]] = {name: [getattr(figure, name) for figure in figures] for name in Figure._fields}
    values = [figure.value for figure in figures if figure.value is not None]
    return {
        "address": address(new.path), "path": new.path, "title": new.title, "published": new.published,
        "source": new.source, "has": new.has, "done": bits(_categories(new, vocabulary, done=True)),
        "required": bits(_categories(new, vocabulary, done=False)), "least": min(values, default=None),
        "most": max(values, default=None), "facts": msgspec.msgpack.encode(Facts(**named, **columns)), "flaws": new.flaws, "length": new.length,
        "sketch": new.sketch,
    }  # fmt: skip


def words_of(new: Filed, vocabulary: Vocabulary) -> str:
    """What the index of words is given."""
    names: set[str] = set()
    for field, text in new.values:
        names |= spelt(text) if field == "person" else {token(field, vocabulary.number(field, text))}
    for what, unit, _ in new.figures:
        names.add(token("unit", vocabulary.number("unit", unit)))
        if what is not None:
            names.add(token("what", vocabulary.number("what", what)))
    return " ".join([new.pairs, *names, *map(phrase_token, vocabulary.phrases.within(new.text.decode("utf-8", "surrogatepass")))])


def bits(categories: Iterator[int] | list[int]) -> int:
    """Categories as bits of one number."""
    found = 0
    for category in categories:
        found |= 1 << min(category, CATEGORIES)
    return found


def _categories(new: Filed, vocabulary: Vocabulary, *, done: bool) -> Iterator[int]:
    return (vocabulary.number("category", category) for category, status in new.measures if status == done)


def _short(value: float | None) -> float | None:
    """The same figure in fewer bytes, where it is a whole number."""
    return int(value) if value is not None and value.is_integer() and abs(value) < 1 << 53 else value
