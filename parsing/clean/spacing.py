"""Blanks: indentation, trailing blanks, empty lines, blanks inside words."""

from __future__ import annotations

import re

from parsing.clean.fix import Fix, by_pattern
from parsing.clean.script import HAN
from parsing.words import words

BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
BLANKS = "".join(character for code in range(0x3001) if re.match(BLANK, character := chr(code)))
GAP = rf"[\n{BLANK[1:]}"
EDGES = re.compile(rf"{GAP}{GAP}+")
INSIDE = re.compile(rf"{BLANK}(?<=\S.)(?:{BLANK}+|(?<=[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]))(?=\S)")
AFTER_MARK = re.compile(rf"{BLANK}(?:(?<=[，。、；：！？].){BLANK}*(?=[{HAN}“‘（《])|(?<=[{HAN}0-9].){BLANK}*(?=[，。、；：！？）》]))")
SPELT = re.compile(rf"(?<![{HAN}])[{HAN}](?:{BLANK}{{1,2}}[{HAN}](?![{HAN}])){{2,}}")
SPELT_PART = re.compile(rf"{BLANK}[{HAN}]{BLANK}")
TORN = re.compile(rf"{BLANK}(?<=[{HAN}].){BLANK}*(?=[{HAN}])")
DATELINE = re.compile(r"(?:讯|电)$")
LEAST_TORN, LEAST_CHINESE = 3, 30
"""A line with fewer blanks between Chinese, or less Chinese, may have them on purpose: names, titles, tables."""


def find_torn(text: str) -> list[Fix]:
    """Blanks in the sentences of a paragraph, where a good part of them stands inside words: 病毒感染的肺 炎.

    A text made of pages' pictures, or of a PDF file, has them anywhere. Words alone tell them from blanks on purpose,
    and only in a paragraph that has several are there enough of them to tell.
    """
    if not TORN.search(text):
        return []
    fixes: list[Fix] = []
    for line in re.finditer(r"[^\n]+", text):
        gaps = list(TORN.finditer(text, *line.span()))
        if len(gaps) < LEAST_TORN or len(line.group()) - len(gaps) < LEAST_CHINESE:
            continue
        torn = sum(_tears(text, gap.start(), gap.end()) for gap in gaps)
        if torn * 4 >= len(gaps):
            fixes += [Fix(gap.start(), gap.end(), "") for gap in gaps if not _is_dateline(text, line.start(), gap.start())]
    return fixes


def _tears(text: str, start: int, end: int) -> bool:
    """Whether a blank stands in a word, which the characters beside it do not make with those on their own side."""
    known = words().log_frequency
    across = known.get(text[start - 1] + text[end])
    before, after = known.get(text[max(0, start - 2) : start]), known.get(text[end : end + 2])
    return across is not None and across > max(before or 0, after or 0)


def _is_dateline(text: str, line: int, blank: int) -> bool:
    return blank - line <= 16 and DATELINE.search(text, line, blank) is not None


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
