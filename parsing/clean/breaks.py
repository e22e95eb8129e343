"""Soft line breaks: a PDF, a mail or an old text editor sets lines of one width and cuts sentences at the end of each.

    2月3日0—24时，全县新增确诊病例3例，累计报告确诊病例15例。各乡镇要加
    强排查，做到早发现、早报告。

Told by the width alone: in such a text the lines that stop inside a sentence are all about equally wide, nothing is
much wider, and the last lines of paragraphs are shorter and finished. A text with one paragraph a line has wider lines,
a list has no such width, a table of equal rows has no finished last lines. Indentation, where the text has it, says
where paragraphs begin; without it a line that ends a sentence ends its paragraph, save one that is full to the cell.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from parsing.clean.fix import Fix

CLOSED = frozenset("。！？!?”’」；：;:…")
HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[（(]?\d{1,2}[）)、.．](?!\d)|[•●■◆★]")
LEAST_WIDTH, SLACK, HANGING = 30, 4, 2
"""Cells: of the narrowest column; by which a full line may be narrower, for marks that cannot begin a line, or wider."""
UNCUT = 8
"""Cells by which a line that stops inside a sentence may be narrower, where a figure after it could not be cut."""
LEAST_LINES = 3
CELLS = 4
"""What a character takes at most, as cells are counted here."""
BLANKS = " \t\u00a0\u3000"
INDENT = 2


class _Line(NamedTuple):
    """A line that is not blank: where its words stand, how wide they are with their indent, and what is before it."""

    start: int
    end: int
    width: int
    indent: int
    gap: int


def find_soft_breaks(text: str) -> list[Fix]:
    """Join lines that were cut by their width, where the text was."""
    if text.count("\n") < LEAST_LINES or not _may_be_cut(text):
        return []
    lines = _lines(text)
    full = _full_width(text, lines)
    if full is None:
        return []
    indented = sum(line.indent >= INDENT for line in lines) > 1
    gap = min((line.gap for line in lines[1:]), default=1)
    return [
        Fix(line.end, after.start, _joint(text, line.end, after.start))
        for line, after in pairwise(lines)
        if full - UNCUT <= line.width <= full + HANGING
        and after.gap == gap
        and _goes_on(text, line, after, least=full - (SLACK if indented else 1))
    ]


def _may_be_cut(text: str) -> bool:
    """Whether enough lines that could be wide enough stop inside a sentence; a look at their ends, without widths."""
    stopped = (line for line in text.split("\n") if len(line) * CELLS >= LEAST_WIDTH)
    ends = (line.rstrip(BLANKS)[-1:] for line in stopped)
    return sum(end not in CLOSED for end in ends if end) >= LEAST_LINES


def _lines(text: str) -> list[_Line]:
    found, at, gap = [], 0, 0
    for line in text.split("\n"):
        gap += 1
        if words := line.strip(BLANKS):
            before = line[: line.index(words[0])]
            start, indent = at + len(before), _cells(before)
            found.append(_Line(start, start + len(words), indent + _cells(words), indent, gap))
            gap = 0
        at += len(line) + 1
    return found


def _cells(text: str) -> int:
    """Width in a terminal, near enough: a character that GBK writes with two bytes takes two cells."""
    return len(text.encode("gb18030", "replace"))


def _full_width(text: str, lines: list[_Line]) -> int | None:
    """The width at which a text was cut, or ``None`` where it was not."""
    long = [line for line in lines if line.width >= LEAST_WIDTH]
    cut = [line.width for line in long if text[line.end - 1] not in CLOSED]
    if len(cut) < LEAST_LINES:
        return None
    counts: dict[int, int] = {}
    for width in cut:
        counts[width] = counts.get(width, 0) + 1
    near = {width: sum(counts.get(width - less, 0) for less in range(SLACK + 1)) for width in counts}
    full = max(near, key=lambda width: (near[width], width))
    wider = sum(line.width > full + HANGING for line in long)
    ends = sum(text[line.end - 1] in CLOSED and line.width < full - SLACK for line in lines)
    if near[full] < LEAST_LINES or near[full] * 10 < len(cut) * 6 or wider * 12 > len(long) or ends * 15 < near[full]:
        return None
    return full


def _goes_on(text: str, line: _Line, after: _Line, *, least: int) -> bool:
    """Whether a paragraph goes on; ``least``: the width from which it does even where the line ends a sentence."""
    if after.indent >= INDENT and after.indent > line.indent - INDENT:
        return False
    if HEADING.match(text, after.start) or text[line.start : line.end] == text[after.start : after.end]:
        return False
    return line.width >= least or text[line.end - 1] not in CLOSED


def _joint(text: str, end: int, start: int) -> str:
    """Words of a script with blanks keep one."""
    before, after = text[end - 1], text[start]
    spaced = before.isascii() and after.isascii() and (before.isalpha() or before in ",.;:") and after.isalnum()
    return " " if spaced else ""
