"""The frames of the measure lexicon: a kind of verb and a kind of thing that together tell of a measure.

Apart from the phrases of ``measures.toml``, which hold in the order they are written in: a frame's two words may stand
in either order (采购口罩, 把口罩采购到位), and what they may be is told once for all frames.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from parsing.lexicon import load
from parsing.lexicon.forms import FRAME

if TYPE_CHECKING:
    from collections.abc import Iterator

JOIN, BEFORE = "+", ">"
"""In a row of the lexicon: the two words stand together; the first stands before the second."""


class Frame(NamedTuple):
    """Two kinds of words with at most ``gap`` characters between; ``ordered``: the second does not come first."""

    category: str
    verbs: tuple[str, ...]
    things: tuple[str, ...]
    ordered: bool


def gap() -> int:
    """Most characters between the two words of a frame."""
    reach: int = load("frames")["gap"]
    return reach


def frames() -> Iterator[Frame]:
    """The frames whose two words may stand apart.

    Raises:
        ValueError: a frame names a kind that is not there, or a kind in it has a word of one character.
    """
    for category, verb, mark, thing in _rows(joined=False):
        verbs, things = _kind(verb), _kind(thing)
        if short := [word for word in (*verbs, *things) if len(word) < 2]:
            raise ValueError(f"frames.toml: {short[0]!r} has one character, but {verb} {thing} may stand apart")
        yield Frame(category, verbs, things, mark == BEFORE)


def phrases() -> Iterator[tuple[str, str]]:
    """The frames whose two words stand together, written out, each with its category (量了体温)."""
    particles = ["", *load("frames")["particles"]]
    for category, verb, _, thing in _rows(joined=True):
        for words in product(_kind(verb), particles, _kind(thing)):
            yield category, "".join(words)


def parsed(row: str) -> tuple[str, str, str]:
    """The kinds of a row of frames with what stands between them: ``+``, ``>`` or a blank."""
    found = FRAME.fullmatch(row)
    if found is None:
        raise ValueError(f"frames.toml: {row!r} is no frame")
    return found["verb"], found["mark"].strip() or " ", found["thing"]


def _rows(*, joined: bool) -> Iterator[tuple[str, str, str, str]]:
    """Rows whose words stand together (``joined``), or may not: category, kind of verb, mark, kind of thing."""
    known = load("measures")["category"]
    for category, rows in load("frames")["frames"].items():
        for row in rows if category in known else ():
            if (JOIN in row) == joined:
                yield category, *parsed(row)


def _kind(name: str) -> tuple[str, ...]:
    """The words of a kind."""
    kinds = load("frames")["words"]
    if name not in kinds:
        raise ValueError(f"frames.toml: there is no kind {name!r}")
    return tuple(dict.fromkeys([*kinds[name].split(), *_with_endings(name)]))


def _with_endings(name: str) -> Iterator[str]:
    """The verbs of one character of a kind, each with an ending (买了, 贴着)."""
    data = load("frames")
    return map("".join, product(data["single"].get(name, "").split(), data["endings"].split()))
