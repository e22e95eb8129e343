"""The words of ``counts.toml`` and the units, each list in the form in which the rules on counts ask for it.

A set answers "is this word one of them", a tuple goes to ``str.startswith`` and ``str.endswith``. Every list is made
once in a process.
"""

from __future__ import annotations

from functools import cache

from parsing.extract.metrics.quantities import dimensions
from parsing.lexicon import load

JOINERS = frozenset(load("counts")["what"]["joiners"])
"""Words between two nouns of one phrase: 和, 及, 、."""
AND = frozenset(load("counts")["what"]["and"])
"""Those of them that stand for “and”."""
OR = frozenset(load("counts")["what"]["or"])
"""Those that leave a choice."""
JOINTS = AND | {"、"}
"""Between the items of a row."""


@cache
def dimension(unit: str) -> str:
    """What a unit measures: person, event, money…; ``ratio`` where there is none."""
    return dimensions().get(unit) or dimensions().get(unit.removesuffix("次"), "ratio")


@cache
def alike(unit: str) -> frozenset[str]:
    """The units that count the same things as this one: for 例 also 人, 名 and 位."""
    return next((frozenset(row) for row in load("lists")["units"]["same"] if unit in row), frozenset({unit}))


@cache
def word_set(name: str) -> frozenset[str]:
    """The list ``what.<name>`` of ``counts.toml``, to look words up in."""
    return frozenset(load("counts")["what"][name])


@cache
def word_ends(name: str) -> tuple[str, ...]:
    """The same list, for ``str.endswith`` and ``startswith``."""
    return tuple(load("counts")["what"][name])


@cache
def scope_words(name: str) -> tuple[str, ...]:
    """The list ``scope.<name>`` of ``counts.toml``, on whose a count is, the longest words first."""
    return tuple(sorted(load("counts")["scope"][name], key=len, reverse=True))


@cache
def rejected_units(name: str) -> frozenset[str]:
    """The list ``reject.<name>`` of ``counts.toml``, of units that count nothing in some surroundings."""
    return frozenset(load("counts")["reject"][name])


@cache
def suffixes(*keys: str) -> tuple[str, ...]:
    """Any list of ``counts.toml``, named by its tables and its key, for ``str.endswith`` and ``startswith``."""
    table = load("counts")
    for key in keys:
        table = table[key]
    return tuple(table)
