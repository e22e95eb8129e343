"""Lines that were read in a wrong encoding, for the table of ways in which the benchmark damages a text.

They stand apart from the other ways since they harm a text line by line and measure all that is in a line.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.judging import Trail
from tests import damage, misread

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from benchmarks.judging import Case


def _lines(text: str, rng: random.Random, share: float) -> frozenset[int]:
    """A share of the lines, at least one."""
    numbers = range(text.count("\n") + 1)
    return frozenset(number for number in numbers if rng.random() < share) or frozenset({rng.choice(numbers)})


class Misreading(NamedTuple):
    """A wrong reader of a line, and whether it loses nothing of this text; ``old``: in traditional characters."""

    read: Callable[[str], str]
    lossless: bool = True
    old: bool = False

    def form(self, text: str) -> damage.Damaged:
        """The text as it was before it was misread."""
        return damage.to_traditional_mechanical(text) if self.old else damage.Damaged(text, ())


def wrong(text: str, rng: random.Random, way: Misreading, share: float) -> Case:
    """A share of the lines misread."""
    kept = text
    if way.lossless:
        kept = misread.without_loss(text, lambda part: way.read(way.form(part).text))
    trail = Trail(kept)
    trail.lay(way.form(kept))
    return trail.lay(misread.misread_lines(trail.text, way.read, _lines(kept, rng, share)), measured=True).case()


def misreadings() -> dict[str, tuple[Misreading, str, *tuple[float, ...]]]:
    """By name: the reader, the limit, and the shares of lines misread."""
    one, utf8, limit = misread.misread, misread.utf8_as_gbk, "utf-8 as gbk, lossy"
    big5, gbk = misread.big5_as_gbk, misread.gbk_as_big5
    lossy = partial(Misreading, lossless=False)
    windows, web = (partial(one, was="gbk", seen=f"big5, {whose}") for whose in ("windows", "web"))
    wests = {
        f"{was.upper()} as {seen}": (Misreading(partial(one, was=was, seen=seen)), "", 1.0, 0.1)
        for was in ("utf-8", "gbk")
        for seen in ("latin-1", "cp1252")
    }
    strict = partial(one, was="big5", seen="gbk, standard", mark="?")
    return {
        "UTF-8 as GBK, nothing lost": (Misreading(utf8), "utf-8 as gbk", 1.0, 0.5, 0.1),
        "UTF-8 as GBK, ? for the lost": (lossy(partial(utf8, mark="?")), limit, 1.0, 0.5, 0.1),
        "UTF-8 as GBK, U+FFFD for the lost": (lossy(partial(utf8, mark="\ufffd")), limit, 1.0, 0.1),
        **wests,
        "Big5 as GBK, nothing lost": (Misreading(big5, old=True), "", 1.0, 0.1),
        "Big5 as GBK, ? for the lost": (lossy(partial(big5, mark="?"), old=True), "", 1.0),
        "GBK as Big5, nothing lost": (Misreading(gbk), "", 1.0, 0.1),
        "GBK as Big5, ? for the lost": (lossy(partial(gbk, mark="?")), "", 1.0),
        "GBK as Big5 of Windows, ? for the lost": (lossy(partial(windows, mark="?")), "", 1.0),
        "GBK as Big5 of the web, U+FFFD": (lossy(partial(web, mark="\ufffd")), "", 1.0, 0.1),
        "Big5 as standard GBK, ? for the lost": (lossy(strict, old=True), "", 1.0, 0.1),
        "twice: UTF-8 as Latin-1": (Misreading(partial(one, was="utf-8", seen="latin-1", times=2)), "", 1.0),
        "twice: UTF-8 as cp1252": (Misreading(partial(one, was="utf-8", seen="cp1252", times=2)), "", 1.0),
        "twice: UTF-8 as GBK": (Misreading(partial(utf8, times=2)), "", 1.0),
        "twice: GBK, then UTF-8 as Latin-1": (Misreading(_gbk_then_utf8), "", 1.0),
    }


def _gbk_then_utf8(line: str) -> str:
    return misread.misread(misread.misread(line, "gbk", "latin-1"), "utf-8", "latin-1")
