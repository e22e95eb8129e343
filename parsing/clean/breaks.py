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
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.fix import BY_LAYOUT, Fix, apart
from parsing.clean.script import HAN
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Callable

CLOSED = frozenset("。！？!?”’」；：;:…")
HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[（(]?\d{1,2}[）)、.．](?!\d)|[•●■◆★]"
)
LEAST_LINES, LEAST_LENGTH = 3, 8
CHINESE = re.compile(f"[{HAN}，。、；：！？“”（）《》]")
BLANKS = " \t\u00a0\u3000"
INDENT = 2
BEFORE_MARK = re.compile(
    rf"(?<=[{HAN}0-9%”）》])[{BLANKS}]*+\n[{BLANKS}]*+(?=[，、。；！？][{HAN}“《（0-9\n]|[，、。；！？]\Z)"
)
"""A break before a mark that no line begins with."""
SIGNED = re.compile(
    rf"^[{BLANKS}]*(?P<first>[{HAN}]{{4,28}}+)(?P<cut>[{BLANKS}]*+\n[{BLANKS}\n]*+)(?P<rest>[{HAN}（）]{{2,28}}+)"
    rf"(?=[{BLANKS}]*+\n[{BLANKS}\n]*+(?:\d{{4}}|[二〇○零一三四五六七八九]{{4}})年)",
    re.MULTILINE,
)
"""Two lines over a day."""


class _Measure(NamedTuple):
    """How lines were measured before they were cut.

    ``least``: width of the narrowest column. ``slack``: by how much a full line may be narrower, since some marks
    cannot begin the next line. ``hanging``: by how much it may be wider, for the same marks. ``uncut``: by how much a
    line that stops inside a sentence may be narrower where a figure follows, which could not be cut in two. ``share``:
    how many of the lines that stop inside a sentence must be full, in tenths.
    """

    size: Callable[[str], int]
    least: int
    slack: int
    hanging: int
    uncut: int
    share: int


class _Line(NamedTuple):
    """A line that is not blank: where its words stand, how wide they are with their indent, and what is before it."""

    start: int
    end: int
    width: int
    indent: int
    gap: int


def find_soft_breaks(text: str) -> list[Fix]:
    """Join lines that were cut by their width, where the text was, before a mark, and a signature in two lines."""
    single = [Fix(*match.span("cut"), "", BY_LAYOUT) for match in SIGNED.finditer(text) if _is_one_name(match)]
    single += [
        Fix(*match.span(), "", BY_LAYOUT) for match in BEFORE_MARK.finditer(text) if _is_wide(text, match.start())
    ]
    cut = _find_cut(text)
    return sorted({*cut, *apart(single, [(fix.start, fix.end) for fix in cut])})


def _is_wide(text: str, end: int) -> bool:
    """Whether the line that ends there is as wide as a column, so that joining it makes no line like those of one."""
    return end - text.rfind("\n", 0, end) > MEASURES[-1].least


def _is_one_name(signed: re.Match[str]) -> bool:
    """Whether the two lines over a day are one name, and none of them alone."""
    known = {name: tuple(words) for name, words in load("language")["signature"].items()}
    first, rest = signed["first"], signed["rest"]
    return (
        first.endswith(known["first_ends"]) and rest.startswith(known["rest_begins"]) and rest.endswith(known["ends"])
    )


def _find_cut(text: str) -> list[Fix]:
    """Where lines were cut by their width."""
    if text.count("\n") < LEAST_LINES or not _may_be_cut(text):
        return []
    found = [column for measure in MEASURES if (column := _column(text, measure))]
    if not found:
        return []
    measure, lines, full, _ = max(found, key=lambda column: column.share)
    indented = sum(line.indent >= INDENT for line in lines) > 1
    gap = min((line.gap for line in lines[1:]), default=1)
    return [
        Fix(line.end, after.start, _joint(text, line.end, after.start), BY_LAYOUT)
        for line, after in pairwise(lines)
        if full - measure.uncut <= line.width <= full + measure.hanging
        and after.gap == gap
        and _goes_on(text, line, after, least=full - (measure.slack if indented else min(1, measure.slack)))
    ]


def _may_be_cut(text: str) -> bool:
    """Whether enough lines that could be wide enough stop inside a sentence; a look at their ends, without widths."""
    stopped = (line for line in text.split("\n") if len(line) >= LEAST_LENGTH)
    ends = (line.rstrip(BLANKS)[-1:] for line in stopped)
    return sum(end not in CLOSED for end in ends if end) >= LEAST_LINES


def _lines(text: str, size: Callable[[str], int]) -> list[_Line]:
    found, at, gap = [], 0, 0
    for line in text.split("\n"):
        gap += 1
        if words := line.strip(BLANKS):
            before = line[: line.index(words[0])]
            start, indent = at + len(before), size(before)
            found.append(_Line(start, start + len(words), indent + size(words), _cells(before), gap))
            gap = 0
        at += len(line) + 1
    return found


def _cells(text: str) -> int:
    """Width in a terminal, near enough: a character that GBK writes with two bytes takes two cells."""
    return len(text.encode("gb18030", "replace"))


MEASURES = (_Measure(_cells, 30, 4, 2, 8, 6), _Measure(len, 18, 2, 0, 2, 8))
"""Cells of a terminal or a page, and characters, as some mail programs and scripts count."""


class _Column(NamedTuple):
    """A text as lines cut at a width; ``share`` of those that stop inside a sentence are full."""

    measure: _Measure
    lines: list[_Line]
    full: int
    share: float


def _column(text: str, measure: _Measure) -> _Column | None:
    """The column that a text was set in, or ``None`` where it was not."""
    lines = _lines(text, measure.size)
    long = [line for line in lines if line.width >= measure.least]
    foreign = "" if CHINESE.search(text) is None else text
    cut = [line.width for line in long if text[line.end - 1] not in CLOSED and not _is_foreign(foreign, line)]
    if len(cut) < LEAST_LINES:
        return None
    counts: dict[int, int] = {}
    for width in cut:
        counts[width] = counts.get(width, 0) + 1
    near = {width: sum(counts.get(width - less, 0) for less in range(measure.slack + 1)) for width in counts}
    full = max(near, key=lambda width: (near[width], width))
    wider = sum(line.width > full + measure.hanging for line in long)
    ends = sum(text[line.end - 1] in CLOSED and line.width < full - measure.slack for line in lines)
    if (
        near[full] < LEAST_LINES
        or near[full] * 10 < len(cut) * measure.share
        or wider * 12 > len(long)
        or ends * 15 < near[full]
    ):
        return None
    return _Column(measure, lines, full, near[full] / len(cut))


def _is_foreign(text: str, line: _Line) -> bool:
    """Whether a line is hardly Chinese (an address, the head of a mail), so that its end tells nothing."""
    words = text[line.start : line.end]
    return len(CHINESE.findall(words)) * 5 < len(words) * 2


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
    if before in ".,:" and after.isdecimal() and text[end - 2 : end - 1].isdecimal():
        return ""
    spaced = before.isascii() and after.isascii() and (before.isalpha() or before in ",.;:") and after.isalnum()
    return " " if spaced else ""
