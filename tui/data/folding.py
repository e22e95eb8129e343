"""Text made comparable: the same words in either script, any width and any case fold to the same characters.

Folding serves search alone. It is coarser than cleaning, which tells 著 in 显著 from 着; here both sides of a
comparison are folded alike, so nothing is lost but a distinction that nobody searches for. The way back to the
original's offsets is kept, because a few characters (ligatures, ㈱, …) fold to several.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.clean.script import choices, phrases, simplified
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet


BORDER = "\n"
"""Folds to itself, and to which nothing else does; hardly any short text has it."""
PIECE = 50_000
"""Characters folded at a time: at most some 5 ms."""
HAN = range(0x4E00, 0xA000)
"""Code points of which nearly all of Chinese text is, and of which only a table tells what they fold to."""
OTHERS = (
    "\n",
    *map(chr, range(0x20, 0x7F)),
    *"—…“”‘’·",
    *map(chr, range(0x3001, 0x301C)),
    *map(chr, range(0xFF01, 0xFF20)),
)
"""The other usual characters."""
MARKS = tuple(zip("，：；！？（）", ",:;!?()", strict=True))
"""What Chinese text has most of that folds to something else: each is replaced at once."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. ``origins[i]`` is the original offset of its character ``i``; ``None`` where they are the same."""

    text: str
    origins: array[int] | None = None

    def spans(self, needle: str, within: Iterable[Span] | None = None) -> Iterator[Span]:
        """Where the original text holds a folded needle: in order, without overlap; nowhere for an empty one.

        ``within``: where it holds, found the same way, what the needle begins with; nothing else is looked at then.
        """
        begun = [(0, len(self.text))] if within is None or self.origins is not None else within
        size, free = len(needle), 0
        for start, end in begun if needle else ():
            at = self.text.find(needle, max(start, free), end - 1 + size)
            while at >= 0:
                free = at + size
                yield self.original(at, free)
                at = self.text.find(needle, free, end - 1 + size)

    def places(self, originals: Iterable[int]) -> list[int]:
        """Where the folded text has what begins at some places of the original one."""
        return list(originals) if self.origins is None else [bisect_left(self.origins, place) for place in originals]

    def original(self, start: int, end: int) -> Span:
        """The stretch of the original text that a stretch of the folded one stands for."""
        if self.origins is None:
            return Span(start, end)
        return Span(self.origins[start], self.origins[end - 1] + 1)


def fold(text: str) -> str:
    """The text to compare by; characters may become several, never none."""
    if len(text) <= PIECE:
        return _fold(text)
    # piece by piece: Python's other threads wait for each to end
    return "".join(_fold(text[at : at + PIECE]) for at in range(0, len(text), PIECE))


def _fold(text: str) -> str:
    for mark, plain in MARKS:
        text = text.replace(mark, plain)
    return _changed().sub(_form, text)


def _form(run: re.Match[str]) -> str:
    return run.group().translate(_table())


@cache
def _changed() -> re.Pattern[str]:
    return unless(changing())


@cache
def changing() -> frozenset[str]:
    """The usual characters that fold to something else."""
    table = _table()
    return frozenset(
        char for char in (*map(chr, filter(HAN.__contains__, table.same)), *OTHERS) if char.translate(table) != char
    )


def unless(some: AbstractSet[str]) -> re.Pattern[str]:
    """An expression for runs of unusual characters that are not among ``some``, so that not each must be looked at.

    Written as the ranges between those, since such an expression is made in a tenth of the time.
    """
    borders = [HAN.start - 1, *sorted(ord(char) for char in some if ord(char) in HAN), HAN.stop]
    ranges = (f"{chr(before + 1)}-{chr(after - 1)}" for before, after in pairwise(borders) if after - before > 1)
    return re.compile(f"[^{re.escape(''.join({*OTHERS} - some))}{''.join(ranges)}]+")


def fold_each(texts: Sequence[str]) -> list[str]:
    """The same of many short texts, at once: each for itself takes several times as long."""
    found = fold(BORDER.join(texts)).split(BORDER)
    return found if len(found) == len(texts) else [fold(text) for text in texts]


@lru_cache(4)
def kept(text: str) -> Folded:
    """The same as :func:`folded` of a text that is searched at every keystroke: it is folded once."""
    return folded(text)


def folded(text: str, known: str | None = None) -> Folded:
    """The text to compare by, with the way back; ``known`` is its folded form, where that is known."""
    found = fold(text) if known is None else known
    if len(found) == len(text):
        return Folded(found)
    wide = {char: size for char in set(text) if (size := len(fold(char))) > 1}
    origins, done = array("I"), 0
    for at in (at for at, char in enumerate(text) if char in wide):
        origins.extend(range(done, at))
        origins.extend([at] * wide[text[at]])
        done = at + 1
    origins.extend(range(done, len(text)))
    return Folded(found, origins)


class _Table(dict[int, str]):
    """A table for :meth:`str.translate` that works out each character the first time it is met.

    ``same``: the characters that are the same as others, or stand for several.
    """

    def __init__(self, same: dict[int, str]) -> None:
        super().__init__()
        self.same = same

    def __missing__(self, point: int) -> str:
        found = unicodedata.normalize("NFKC", chr(point)).translate(self.same).casefold()
        self[point] = found
        return found


@cache
def _table() -> _Table:
    """Where cleaning chooses among several simplified forms by the word, all of them fold to one."""
    same = dict(simplified())
    for traditional, plain in phrases().items():
        same |= {
            ord(old): new for old, new in zip(traditional, plain, strict=True) if same.get(ord(old), old) != new != old
        }
    for traditional, forms in choices().items():
        one = next((form for form in forms if form != traditional), traditional)
        same |= {ord(char): one for char in {traditional, *forms} - {one}}
    return _Table(same)
