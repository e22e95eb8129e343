"""Units and words of the lexicon, in the forms in which the rules on counts look them up."""

from __future__ import annotations

from functools import cache

from parsing.extract.metrics.quantities import dimensions
from parsing.lexicon import load

JOINERS = frozenset(load("counts")["what"]["joiners"])


@cache
def dimension(unit: str) -> str:
    """What a unit measures: person, event, money…; ``ratio`` where there is none."""
    return dimensions().get(unit) or dimensions().get(unit.removesuffix("次"), "ratio")


@cache
def alike(unit: str) -> frozenset[str]:
    """The units that count the same things as this one."""
    return next((frozenset(row) for row in load("lists")["units"]["same"] if unit in row), frozenset({unit}))


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of words of ``counts.toml``, for look-ups."""
    return frozenset(load("counts")["what"][name])


@cache
def word_ends(name: str) -> tuple[str, ...]:
    """A list of words of ``counts.toml``, for ``str.endswith`` and ``startswith``."""
    return tuple(load("counts")["what"][name])


@cache
def scope_words(name: str) -> tuple[str, ...]:
    """A list of words of ``counts.toml`` on whose counts are, longer ones first."""
    return tuple(sorted(load("counts")["scope"][name], key=len, reverse=True))


@cache
def rejected_units(name: str) -> frozenset[str]:
    """The units of a rule of the lexicon that rejects."""
    return frozenset(load("counts")["reject"][name])


@cache
def suffixes(*keys: str) -> tuple[str, ...]:
    """A list of the lexicon as a tuple, for ``str.endswith`` and ``startswith``."""
    table = load("counts")
    for key in keys:
        table = table[key]
    return tuple(table)
