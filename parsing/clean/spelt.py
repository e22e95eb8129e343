"""Lines set out with a blank between all their characters, as titles are, and pages of PDF files: 紧 急 通 知.

In a healthy text such blanks are meant: lists of characters (甲 乙 丙), opposites (松 紧 好 坏), labels (发 行 人：), cells of
tables, lines of classics. So blanks alone show nothing. A line is joined where it holds nothing but single characters
and its words show that they were parted: most of them are in the dictionary, and it is long or ends as titles and
letterheads do. Where most of a text is such lines, all of them are joined.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.fix import BY_LAYOUT, Fix
from parsing.clean.script import HAN, HAN_RUN, is_classical, is_of_today, simplified
from parsing.clean.spacing import BLANK
from parsing.clean.word_list import word_list
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING, CLOSING = "“‘（《〈【「『〔", "，。、；：！？”’）》〉】」』〕％%"
PART = re.compile(rf"{BLANK}[{HAN}]{BLANK}")
"""What every such line has but one of two characters: a look for it costs least."""
BLANKS = re.compile(f"{BLANK}+")
LINE = re.compile(r"[^\n]+")
TOGETHER = re.compile(f"[{HAN}](?=[{HAN}])")
JOINT = re.compile(
    rf"{BLANK}(?:(?<=[{HAN}0-9].){BLANK}*(?=[{HAN}{OPENING}{CLOSING}])|(?<=[{HAN}{OPENING}].){BLANK}*(?=[{HAN}0-9]))"
)
"""A blank that nothing asks for; one behind a closing mark may part two clauses of a title."""
DIGITS = re.compile(rf"{BLANK}(?<=[0-9].){BLANK}*(?=[0-9])")
NUMBER = re.compile(r"[0-9]{2}")
LEAST, LONG = 3, 8
"""Different characters that a line has at least, and from how many on it needs no ending of a title."""
FEW = 8
"""Blanks for each pair of characters that stands side by side at least."""
SAMPLE = 1000
"""Characters of a line whose words are looked at."""
SURE, LIKELY = 3 / 4, 1 / 2
"""Share of a line's characters that belong to words.

Of a line that nothing else speaks for; of one that ends as a title does or stands among other such lines."""


class _Line(NamedTuple):
    """A line whose characters stand apart: how many are Chinese, how many of these differ, and which share is of words.

    ``wholly``: no two of them stand side by side.
    """

    start: int
    end: int
    size: int
    kinds: int
    worded: float
    wholly: bool
    is_title: bool

    @property
    def is_sure(self) -> bool:
        if self.is_title:
            return self.wholly and self.kinds >= LEAST and self.worded >= LIKELY
        return self.wholly and self.kinds >= LONG and self.worded >= SURE

    @property
    def is_likely(self) -> bool:
        return self.kinds >= LONG and self.worded >= LIKELY


def find_spelt(text: str) -> list[Fix]:
    """The blanks of such lines: 紧 急 通 知 is one word of two, 通　知 stays two, 是 否 否 and 前 后 左 右 stay."""
    if not PART.search(text) or is_classical(text) or not is_of_today(text):
        return []
    lines = list(_set_out(text))
    everywhere = sum(line.size for line in lines if line.is_likely) * 2 > sum(map(len, HAN_RUN.findall(text)))
    return [fix for line in lines if everywhere or line.is_sure for fix in _joined(text, line)]


def _set_out(text: str) -> Iterator[_Line]:
    """The lines in which hardly two Chinese characters stand side by side."""
    for line in LINE.finditer(text):
        written = line.group()
        together = len(TOGETHER.findall(written)) if JOINT.search(written) else len(written)
        if together * FEW > len(written) or together * FEW > len(JOINT.findall(written)):
            continue
        runs = HAN_RUN.findall(BLANKS.sub("", written).translate(simplified()))
        if runs:
            ends = _ending().search(runs[-1]) is not None
            yield _Line(*line.span(), sum(map(len, runs)), len(set("".join(runs))), _worded(runs), not together, ends)


def _worded(runs: list[str]) -> float:
    """Which share of the characters of some runs is of words of several."""
    words = [word for run in "\n".join(runs)[:SAMPLE].split("\n") if run for word in word_list().cut(run)]
    return sum(len(word) for word in words if len(word) > 1) / sum(map(len, words))


@cache
def _ending() -> re.Pattern[str]:
    """What titles and letterheads end with, but for what is one character."""
    furniture = load("furniture")
    return re.compile(
        rf"(?:{'|'.join(kind for kind in [*furniture['documents'], *furniture['letterheads']] if len(kind) > 1)})$"
    )


def _joined(text: str, line: _Line) -> Iterator[Fix]:
    """The blanks of a line: beside Chinese, and between digits where these stand apart as well."""
    parted = not NUMBER.search(text, line.start, line.end)
    gaps = [
        *JOINT.finditer(text, line.start, line.end),
        *(DIGITS.finditer(text, line.start, line.end) if parted else ()),
    ]
    yield from sorted(Fix(gap.start(), gap.end(), "", BY_LAYOUT) for gap in gaps)
