"""Page seams: a document-sharing site numbers its pages and cuts them in the middle of a sentence.

    …由分管负责同志⏎⏎2、任副组长

The numbers run from 1, and what tells them from a numbered list is that the text before them is not finished, and that
pages are long: the items of a list are short, and a line before the first one announces them. The number of a page
stands before its text, not on a line of its own. Such sites also write a
blank for each line break of the document, so a blank between Chinese is a line there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.clean.fix import BY_LAYOUT, Fix
from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = re.compile(r"(?:(?<=\n)|^)[ \t\u3000]*(\d{1,3})、(?![ \t\u3000]*\n)")
GOES_ON = re.compile(rf"[{HAN}，、“（《0-9]")
"""What stands before a seam inside a sentence.

A Latin letter or another sign does not: it may end a line of a program or an address."""
PAGE_LENGTH, LONG_PAGE = 60, 180
"""Characters: the mean from which numbered stretches are pages, and from which they are though no break was lost."""
FINISHED = frozenset("。！？；：.!?;:”）)》】")
LOST_BREAK = re.compile(
    rf"(?<=[{HAN}。！？：；）”]) +"
    rf"(?=[{HAN}（“(《]|\d{{1,2}}[、.．]|\d{{1,2}}月\d{{1,2}}日|(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日(?:\n|\Z))"
    r"|(?<=[。！？：；]) +(?=\d)"
)
FOOT = re.compile(
    r"^[ \t\u3000]*(?:[—–－-]{1,2} ?(\d{1,3}) ?[—–－-]{1,2}|第 ?(\d{1,3}) ?页(?:[ /，,]{0,3}共 ?\d{1,3} ?页)?)[ \t\u3000]*$",
    re.MULTILINE,
)
"""The number of a page on a line of its own, as a PDF file or a scanner leaves it under the text."""
BLANK = " \t\u3000\n\f\r"
HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")


def find_seams(text: str) -> list[Fix]:
    """Join pages, and break lines where the site lost the breaks."""
    feet = _feet(text)
    pages = _pages(text) if "1、" in text and "2、" in text else []
    if len(pages) < 2 or feet:
        return feet
    fixes = [Fix(pages[0].start(), pages[0].end(), "", BY_LAYOUT)]
    for previous, page in pairwise(pages):
        before = previous.end() + len(text[previous.end() : page.start()].rstrip())
        joint = "\n" if text[before - 1] in FINISHED and HEADING.match(text, page.end()) else ""
        fixes.append(Fix(before, page.end(), joint, BY_LAYOUT))
    last = text.find("\n", pages[-1].end())
    return sorted([*fixes, *_breaks(text, pages[0].end(), last if last >= 0 else len(text), fixes)])


def _feet(text: str) -> list[Fix]:
    """Lines that hold a page's number, counting up, with the blank lines round them; a sentence may go on past them."""
    feet: list[re.Match[str]] = []
    runs = []
    for foot in FOOT.finditer(text):
        if feet and int(foot[1] or foot[2]) == int(feet[-1][1] or feet[-1][2]) + 1:
            feet.append(foot)
        else:
            runs.append(feet)
            feet = [foot]
    found = max([*runs, feet], key=len)
    return [fix for foot in found if (fix := _cut(text, foot)).start] if len(found) > 1 else []


def _cut(text: str, foot: re.Match[str]) -> Fix:
    start, end = foot.span()
    while start and text[start - 1] in BLANK:
        start -= 1
    while end < len(text) - 1 and text[end] in BLANK and text[end + 1] in BLANK:
        end += 1
    while end < len(text) and text[end] != "\n":
        end -= 1
    return Fix(start, end, "", BY_LAYOUT)


def _pages(text: str) -> list[re.Match[str]]:
    """The seams of the pages 1, 2, 3…, or nothing where the numbers are those of a list."""
    pages: list[re.Match[str]] = []
    for match in PAGE.finditer(text):
        if int(match[1]) == len(pages) + 1:
            pages.append(match)
        elif match[1] == "1":
            pages = [match]
    unfinished = sum(GOES_ON.match(_before(text, page)) is not None for page in pages[1:])
    return pages if unfinished * 2 >= len(pages) - 1 and _are_pages(text, pages) else []


def _are_pages(text: str, pages: list[re.Match[str]]) -> bool:
    """Whether numbered stretches are pages: as long as pages are, or the first of a short text; without line breaks.

    A site that numbers pages leaves no line break in them. The items of a list have some, or no blank in place of one;
    or else, of long stretches, sentences in each and none finished at its end.
    """
    if len(pages) < 2:
        return False
    whole = sum("\n" not in text[before.end() : page.start()].strip() for before, page in pairwise(pages))
    length = (pages[-1].start() - pages[0].end()) / (len(pages) - 1)
    if whole * 4 < (len(pages) - 1) * 3 or not (
        LOST_BREAK.search(text, pages[0].end(), pages[-1].start())
        or (length >= LONG_PAGE and all(_is_cut(text, *pair) for pair in pairwise(pages)))
    ):
        return False
    return length >= PAGE_LENGTH or not text[: pages[0].start()].strip()


def _is_cut(text: str, page: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a page has sentences, and breaks off in one."""
    return "。" in text[page.end() : following.start()] and GOES_ON.match(_before(text, following)) is not None


def _before(text: str, page: re.Match[str]) -> str:
    """The last character of the page before."""
    return text[max(0, page.start() - 80) : page.start()].rstrip()[-1:]


def _breaks(text: str, start: int, end: int, seams: list[Fix]) -> Iterator[Fix]:
    taken = {position for seam in seams for position in range(seam.start, seam.end)}
    for match in LOST_BREAK.finditer(text, start, end):
        if match.start() not in taken:
            yield Fix(match.start(), match.end(), "\n", BY_LAYOUT)
