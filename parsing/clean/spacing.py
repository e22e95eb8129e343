"""Blanks: indentation, trailing blanks, empty lines, blanks inside words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.fix import BY_LAYOUT, Fix, by_pattern
from parsing.clean.listed import listed
from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
BLANKS = "".join(character for code in range(0x3001) if re.match(BLANK, character := chr(code)))
GAP = rf"[\n{BLANK[1:]}"
EDGES = re.compile(rf"{GAP}{GAP}+")
INSIDE = re.compile(rf"{BLANK}(?<=\S.)(?:{BLANK}+|(?<=[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]))(?=\S)")
AFTER_MARK = re.compile(rf"{BLANK}(?:(?<=[，。、；：！？].){BLANK}*(?=[{HAN}“‘（《])|(?<=[。，；].){BLANK}*(?=[0-9])|(?<=[{HAN}0-9）》”].){BLANK}*(?=[，。、；：！？）》]))")
SPELT = re.compile(rf"(?<![{HAN}])[{HAN}](?:{BLANK}{{1,2}}[{HAN}](?![{HAN}])){{2,}}")
SPELT_PART = re.compile(rf"{BLANK}[{HAN}]{BLANK}")
TORN = re.compile(rf"{BLANK}(?<=[{HAN}].){BLANK}*(?=[{HAN}])")
LINE, PROSE = re.compile(r"[^\n]+"), re.compile(r"[，。；].*[。；！？]")
ENDS = frozenset("。；！？：，")
LOST_INDENT = re.compile(rf"^\?{{2,4}}(?=[{HAN}“（]{{2}})", re.MULTILINE)
LEAST_INDENTS = 2
DATELINE = re.compile(r"(?:讯|电)$")
LEAST_TORN, LEAST_CHINESE = 3, 30
"""A line with fewer blanks between Chinese, or less Chinese, may have them on purpose: names, titles, tables."""


class _Line(NamedTuple):
    """A line with the blanks between its Chinese characters; ``torn``: how many of them stand inside words."""

    start: int
    gaps: list[re.Match[str]]
    torn: int

    @property
    def is_torn(self) -> bool:
        """Whether a good part of its blanks stands inside words."""
        return self.torn * 4 >= len(self.gaps)


def find_torn(text: str) -> list[Fix]:
    """Blanks in the sentences of a paragraph, where a good part of them stands inside words: 病毒感染的肺 炎.

    A text made of pages' pictures, or of a PDF file, has them anywhere. Words alone tell them from blanks on purpose, and
    only in a paragraph, or over all paragraphs, that have several are there enough of them to tell.
    """
    if not TORN.search(text):
        return []
    lines = list(_gapped(text))
    few = [line for line in lines if len(line.gaps) < LEAST_TORN]
    gaps, torn = sum(len(line.gaps) for line in few), sum(line.torn for line in few)
    anywhere = LEAST_TORN <= gaps <= torn * 3 or gaps == torn > 1
    whole = {line.start for line in lines if (line.is_torn if len(line.gaps) >= LEAST_TORN else anywhere)}
    return [
        Fix(gap.start(), gap.end(), "", BY_LAYOUT)
        for start, gap in (_in_torn(text, whole) if whole else ())
        if not _is_dateline(text, start, gap.start())
    ]


def _in_torn(text: str, whole: Collection[int]) -> Iterator[tuple[int, re.Match[str]]]:
    """The blanks to be taken out of a torn text, with the starts of their lines.

    A title has blanks of its own: of a line that is no sentence only those go that part a word, unless that is a good part.
    """
    for line in LINE.finditer(text):
        gaps = list(TORN.finditer(text, *line.span()))
        torn = [gap for gap in gaps if line.start() not in whole and _tears(text, gap.start(), gap.end())]
        if line.start() in whole or text[line.end() - 1] in ENDS or (len(gaps) >= LEAST_TORN and len(torn) * 4 >= len(gaps)):
            torn = gaps
        yield from ((line.start(), gap) for gap in torn)


def _gapped(text: str) -> Iterator[_Line]:
    """The paragraphs that have blanks between Chinese characters."""
    for line in LINE.finditer(text):
        gaps = list(TORN.finditer(text, *line.span()))
        if gaps and len(line.group()) - len(gaps) >= LEAST_CHINESE and (len(gaps) >= LEAST_TORN or PROSE.search(line.group())):
            yield _Line(line.start(), gaps, sum(_tears(text, gap.start(), gap.end()) for gap in gaps))


def _tears(text: str, start: int, end: int) -> bool:
    """Whether a blank stands in a word, which the characters beside it do not make with those on their own side."""
    known = listed().count
    across = known(text[start - 1] + text[end])
    before, after = known(text[max(0, start - 2) : start]), known(text[end : end + 2])
    return across is not None and across > max(before or 1, after or 1)


def _is_dateline(text: str, line: int, blank: int) -> bool:
    return blank - line <= 16 and DATELINE.search(text, line, blank) is not None


def find_lost_indents(text: str) -> list[Fix]:
    """The two wide blanks before paragraphs that a converter could not write: ??各乡镇要. Told by their number."""
    found = list(LOST_INDENT.finditer(text)) if "?" in text else []
    sizes = [len(match.group()) for match in found]
    if len(found) < LEAST_INDENTS or len(set(sizes)) > 1 or len(found) * 2 < sum(len(line) > LEAST_CHINESE and "。" in line for line in text.split("\n")):
        return []
    return [Fix(match.start(), match.end(), "", BY_LAYOUT) for match in found]


def find_edges(text: str) -> list[Fix]:
    """Indentation, blanks at the ends of lines, empty lines."""
    first, last = len(text) - len(text.lstrip(BLANKS)), len(text.rstrip(BLANKS))
    fixes = [Fix(0, first, "")] if first and text[first : first + 1] != "\n" else []
    fixes += [
        Fix(match.start(), match.end(), "\n")
        for match in EDGES.finditer(text, 0 if not fixes else first)
        if "\n" in match.group()
    ]
    if first < last < len(text) and text[last - 1] != "\n":
        fixes.append(Fix(last, len(text), ""))
    return fixes


find_inner = by_pattern(INSIDE, lambda _: " ")
"""Several blanks, or an odd one, to one space."""

find_beside_marks = by_pattern(AFTER_MARK, lambda _: "")
"""Blanks beside Chinese punctuation, which has its own."""


def find_spelt(text: str) -> list[Fix]:
    """Words spelt with a blank between the characters: 通　知 stays two, 紧 急 通 知 is one."""
    return _find_spelt(text) if SPELT_PART.search(text) else []


_find_spelt = by_pattern(SPELT, lambda run: re.sub(BLANK, "", run))
