"""Where lines of Chinese text end (避头尾, in Japanese kinsoku): pure, so that its laws can be tested without a screen.

A line is filled as far as it goes; where it may not end there, its end moves back (推出, push-out) to the last place
where it may. Nothing hangs over the edge, and no space is squeezed: a grid of cells allows neither. What may not be
parted: closing punctuation from what stands before it, opening punctuation from what follows, a mark of no width
from its base, and a run (a number with its unit, a date, a Latin word, an address) that fits on a line of its own.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from parsing.lexicon import load
from tui.text.cells import CELLS, Cells

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACES = re.compile(r"[ \u3000]+")
ALNUM = "0-9A-Za-z_\u00b5\u00c0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u04ff０-９Ａ-Ｚａ-ｚ*＊×"
SIGNS = r"\-+.,:/@&=#~?%'’：—～–"
SEAM = rf"(?<=[\-+.,:/@&=#~?])(?=[{ALNUM}])|(?<=[^\x00-\x7f])(?=[0-9０-９])"
"""Where a run too long for a line is best parted: after a sign of an address, or before the next number in digits."""


class Line(NamedTuple):
    """``[start, end)`` of the text; spaces between one line's end and the next one's start are not drawn."""

    start: int
    end: int


class Rules(NamedTuple):
    """What may not be parted, compiled from ``breaking.toml``."""

    no_start: frozenset[str]
    no_end: frozenset[str]
    run: re.Pattern[str]
    joint: re.Pattern[str]
    seam: re.Pattern[str]


@cache
def rules() -> Rules:
    """The rules, read once."""
    data = tomllib.loads(resources.files(__package__).joinpath("breaking.toml").read_text("utf-8"))
    measured = chain.from_iterable(load("units")["dimensions"].values())
    units = sorted({*data["keeps"].split(), *measured}, key=lambda unit: (-len(unit), unit))
    word = rf"[{ALNUM}]+(?:[{SIGNS}]{{1,3}}[{ALNUM}]+)*"
    tail = rf"[{data['about']}]?[{data['powers']}]*[{data['about']}]?(?:{'|'.join(map(re.escape, units))})|[%％‰℃℉°]+"
    numeral = rf"[{data['numerals']}]++"
    part = rf"(?:{word}(?:{tail})?|{numeral}(?:分之(?:{numeral}|{word})|{tail}))"
    run = rf"第?[-+±≥≤<>$¥￥/]?{part}(?:[—～~至-]?{part})*/?|第{numeral}|——+|……+"
    about = f"{data['about']}{data['powers']}{data['numerals']}"
    inside = rf"{ALNUM}{SIGNS}{about}分之%％‰℃℉°—～~至…{re.escape(''.join(sorted(set(''.join(units)))))}"
    joint = rf"[第±≥≤<>$¥￥{inside}][/{inside}]"
    return Rules(
        no_start=frozenset(data["no_start"]),
        no_end=frozenset(data["no_end"]) | {"\u200d"},
        run=re.compile(run),
        joint=re.compile(joint),
        seam=re.compile(rf"{SEAM}|(?<=[^{data['numerals']}\x00-\x7f０-９第之])(?=[{data['numerals']}])"),
    )


def wrap(paragraph: str, width: int, cells: Cells = CELLS) -> tuple[Line, ...]:
    """The lines of one paragraph at ``width`` cells (at least 2)."""
    return tuple(lines(paragraph, 0, len(paragraph), width, cells))


def lines(text: str, start: int, end: int, width: int, cells: Cells = CELLS) -> Iterator[Line]:
    """The lines of the paragraph ``text[start:end]``, each found when it is asked for. An empty one has one line."""
    at = start
    breaker = Breaker(text, end, width, cells, rules())
    while True:
        cut = max(cells.fit(text, at, end, width), min(at + 1, end))
        if cut < end:
            cut = breaker.before(at, cut)
        yield Line(at, cut)
        spaces = SPACES.match(text, cut, end)
        at = spaces.end() if spaces else cut
        if at >= end:
            return
        if spaces and not cells.width(text[at]):
            at -= 1  # a mark of no width belongs to the last of the spaces, which stays with it


class Breaker(NamedTuple):
    """Finds the last place in reach where a line may end."""

    text: str
    end: int
    width: int
    cells: Cells
    rules: Rules

    def before(self, at: int, reach: int) -> int:
        """The best end, at most ``reach``, of the line that starts at ``at``."""
        if self._parts(at, reach) and not self.rules.joint.match(self.text, reach - 1):
            return reach
        horizon = min(self.end, reach + self.width + 1)
        runs = [Line(*run.span()) for run in self.rules.run.finditer(self.text, at, horizon)]
        cut = reach
        while cut > at:
            run = next((run for run in runs if run.start < cut < run.end), None)
            if run is None:
                if self._parts(at, cut):
                    return cut
                cut -= 1
            elif self.cells.length(self.text, *run) <= self.width:
                cut = run.start
            else:
                break
        return self._forced(at, cut if cut > at else reach)

    def _parts(self, at: int, cut: int) -> bool:
        """Whether punctuation and marks of no width let the line end here."""
        text = self.text
        last = cut - 1
        while last > at and text[last] in " \u3000":
            last -= 1
        following = text[cut]
        if following in " \u3000" and (spaces := SPACES.match(text, cut, self.end)):
            following = text[spaces.end()] if spaces.end() < self.end else " "
        if following in self.rules.no_start or text[last] in self.rules.no_end:
            return False
        return following.isascii() or self.cells.width(following) > 0

    def _forced(self, at: int, reach: int) -> int:
        """An end inside something that should stay whole: at a seam of a run, else by punctuation, else anywhere."""
        seams = [seam.start() for seam in self.rules.seam.finditer(self.text, at, min(self.end, reach + 1))]
        legal = (cut for cut in reversed(seams) if at < cut <= reach and self._parts(at, cut))
        cut = next(legal, at)
        if cut - at > (reach - at) // 2:
            return cut
        return next((cut for cut in range(reach, at, -1) if self._parts(at, cut)), reach)


def broken(text: str, width: int) -> str:
    """A text of one paragraph with a line break where each line of so many cells ends, lest it be broken worse."""
    return "\n".join(text[line.start : line.end] for line in wrap(text, width))
