"""Stretches of programs, commands, logs and rows of data in a text, where marks are not the punctuation of a language.

    用df.groupby("区县")["确诊"].sum()统计，再打印{"code": 0, "msg": "操作成功"}

A stretch is a run of ASCII, which may hold strings in quotation marks with Chinese in them. It belongs to a program if
it has a sign that no prose has. A text without such a sign is not looked at again. In a text with several, a mark is
taken for punctuation only where nothing but Chinese stands beside it, because what such a text says of programs often
has no sign: 用 with(对象) 语句. Nor is it at the end of a line where full width is the text's habit: # 查找元素. The
same holds in a line of English with Chinese names: The county (云溪县) reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from parsing.clean.rows import find_rows
from parsing.clean.script import HAN
from parsing.clean.width import habits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsing.clean.fix import Fix

STRETCH = re.compile(r"(?:\"[^\"\n]{0,200}\"|(?<![A-Za-z0-9])'[^'\n]{0,200}'|`[^`\n]{0,200}`|[!#-_a-~ \t])+")
SIGN = re.compile(
    r"[A-Za-z0-9_)\]]\((?:[A-Za-z0-9_.]{1,40}, ?)?[\"']|[A-Za-z0-9_\]] \+?= [\"'\[{]|\{ ?[A-Za-z_]{1,40}: ?[\"'\[{0-9]"
    r"|[\"']\]|\[[\"']|\{ ?\"|\" ?: ?(?:[\[\"{]|true|false|null|-?[\d.]+ ?[,}])|[A-Za-z0-9_\]]=\"|[<>=!]=|=>|->|::"
    r"|\+\+|&&|\|\||[A-Za-z0-9_]\([a-z_]{1,20}=[A-Za-z0-9\[\"']"
    r"|[A-Za-z0-9_]\(\)|\)\.[A-Za-z]|\$[{(]|\\[nrtdws]\b|%[sd]\b|\B--[a-z]{2}|</[a-z]|=[A-Z]{2,10}\("
    r"|#(?:include|define|!/)"
    r"|(?<![A-Za-z])(?:SELECT|FROM|WHERE|INSERT|UPDATE|def|import|sudo|curl|npm|git|echo) "
    r"|(?<![A-Za-z])(?:return|throw|print|echo) [\"']|(?<![A-Za-z])(?:let|var|const) \w+ = "
)
SPAN, TICKED = re.compile(r"(?<!`)`[^`\n]{1,200}`(?!`)"), re.compile(r"^[^`\n]*`[^\n]*", re.MULTILINE)
"""What a writer marks as code between backticks, and a line that has some."""
FENCE = re.compile(r"^[ \t]{0,12}(`{3,})[^`\n]*$", re.MULTILINE)
"""A line above or below lines of code."""
QUOTED_ROW = re.compile(r'^"[^"\n]*"(?:,"[^"\n]*"){2,}$', re.MULTILINE)
"""A row of data each cell of which is in quotation marks."""
SIGNS, KINDS, LOOKED_AT = 3, 2, 30
"""Signs, and different ones among them, that show a text to be about programs; how many of its signs are looked at."""
NEAR, EDGE = 4, "\n"
"""Characters at either side of a mark in which its neighbour stands; and a neighbour that leaves it to the other."""
OTHER = re.compile(rf"\s{{0,200}}[^\s{HAN}“‘（《【]")
"""What goes on below a mark that is a program's: 输入:, and the lists in brackets under it."""
CHINESE = re.compile(f"[{HAN}，。、；：！？“”‘’（）《》【】「」『』…—]")
OPENING, CLOSING = frozenset("（“"), frozenset("）”")
COMMENT = re.compile(r"^[ \t]{0,40}//[^\n]*", re.MULTILINE)
"""A line that a program says nothing in."""
REMARK = re.compile(r"^[ \t]{0,40}#(?:#{0,2} [^\n]*|[^#\n]+$)|(?<=[ \t])# [^\n]*", re.MULTILINE)
"""Such a line in a text with a sign of programs, and what stands so behind a command; no topic of a forum (#防疫#)."""
DRAWN = re.compile(r"[├└┌╰╭╠╚╔][─━═]|[─━═][┐┘┤┬┴┼╮╯╗╝╣]|^[ \t]{0,80}[│┃║]|[│┃║][ \t]{0,80}$", re.MULTILINE)
BARS = "│┃║─━═"
"""What only a drawing made of lines has: a tree of folders, a box with a name in it; and what each such sign has."""
WORDS, CHARACTER = re.compile("[a-z] [A-Za-z]"), re.compile(f"[{HAN}]")
LEAST_ENGLISH = 5
"""Least number of blanks between Latin words in a line of English.

There must also be at least half as many of them as there are Chinese characters."""
SYNTAX = re.compile(r"[A-Za-z`] ?\([^()\n]{0,200}?(?: ,|, \.{3}|,\[)[^()\n]{0,200}\)")
"""Brackets of a syntax that is told of, with blanks before its commas: TableName ( 列名 , 数目)."""
LOG = re.compile(
    r"^(?:\[?(?:\d{4}-)?\d\d-\d\d[ T]\d\d:\d\d[^\n]{0,60}?\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE)\b"
    r"|\[(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE)\])[^\n]*",
    re.MULTILINE,
)
"""A line that a program wrote about itself."""


def outside(text: str, fixes: Sequence[Fix]) -> Sequence[Fix]:
    """The fixes of a text that do not touch a program."""
    if not fixes:
        return fixes
    signs = [found.group() for found in islice(SIGN.finditer(text), LOOKED_AT)]
    about = len(signs) >= SIGNS and len(set(signs)) >= KINDS
    places = list(_marked_off(text, bool(signs)))
    english = _in_english(text, fixes) if WORDS.search(text) else []
    if signs or LOG.search(text):
        places += [match.span() for match in LOG.finditer(text)] + _stretches(text, fixes)
    if not (places or about or any(english)):
        return fixes
    places = united(places)
    starts = [start for start, _ in places]
    edge = "" if about and habits_of(text)[1] else EDGE
    inside = [
        _inside(places, bisect_right(starts, fix.start) - 1, fix) or (about and not _is_among_chinese(text, fix, edge))
        for fix in fixes
    ]
    for number, fix in enumerate(fixes) if any(english) else ():
        inside[number] |= english[number] and not _is_among_chinese(text, fix, "")
    for opening, closing in _pairs(fixes):
        inside[opening] = inside[closing] = inside[opening] or inside[closing]
    return [fix for fix, kept in zip(fixes, inside, strict=True) if not kept]


def _marked_off(text: str, programs: bool) -> Iterator[tuple[int, int]]:
    """What a text marks as code, its data, and its drawings; in one with a sign of programs, also their remarks."""
    yield from find_rows(text)
    if "`" in text:
        yield from marked(text)
    found = [
        (QUOTED_ROW, '","' in text),
        (SYNTAX, " ," in text or ", ..." in text),
        (COMMENT, "//" in text),
        (REMARK, programs and "#" in text),
    ]
    for expression, likely in found:
        if likely:
            yield from (match.span() for match in expression.finditer(text))
    if any(bar in text for bar in BARS):
        yield from _drawn(text)


def _in_english(text: str, fixes: Sequence[Fix]) -> list[bool]:
    """Whether each fix stands in a line that is in English but for some names."""
    found: list[bool] = []
    english, done = False, -1
    for fix in fixes:
        if fix.start >= done:
            stop = text.find("\n", fix.start)
            done = stop if stop >= 0 else len(text)
            line = text[text.rfind("\n", 0, fix.start) + 1 : done]
            words = len(WORDS.findall(line))
            english = words >= LEAST_ENGLISH and words * 2 >= len(CHARACTER.findall(line))
        found.append(english)
    return found


def _is_among_chinese(text: str, fix: Fix, allowed: str) -> bool:
    """Whether Chinese stands at both sides, or at one and what is allowed at the other: the end of a line."""
    before = text[max(0, fix.start - NEAR) : fix.start].rstrip(" \t")[-1:] or EDGE
    after = text[fix.end : fix.end + NEAR].lstrip(" \t")[:1] or EDGE
    if after == allowed == EDGE and OTHER.match(text, fix.end):
        return False
    sides = [side for side in (before, after) if side != allowed]
    return bool(sides) and all(map(CHINESE.match, sides))


def _pairs(fixes: Sequence[Fix]) -> Iterator[tuple[int, int]]:
    """The numbers of fixes that are the two halves of a pair of brackets or quotation marks, where both are to stay."""
    waiting: list[int] = []
    for number, fix in enumerate(fixes):
        if fix.new in OPENING:
            waiting.append(number)
        elif fix.new in CLOSING and waiting:
            yield waiting.pop(), number


def united(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that overlap as one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _inside(places: Sequence[tuple[int, int]], at: int, fix: Fix) -> bool:
    return at >= 0 and fix.start < places[at][1]


def marked(text: str) -> Iterator[tuple[int, int]]:
    """The code that a text marks as such; where backticks of a line are odd in number, one is no mark of code."""
    for line in TICKED.finditer(text):
        if line.group().count("`") % 2 == 0:
            yield from (match.span() for match in SPAN.finditer(text, *line.span()))
    above: re.Match[str] | None = None
    for fence in FENCE.finditer(text):
        if above is None:
            above = fence
        elif fence[1].startswith(above[1]):
            yield above.start(), fence.end()
            above = None


def _drawn(text: str) -> Iterator[tuple[int, int]]:
    """The lines of drawings."""
    done = 0
    for sign in DRAWN.finditer(text):
        if sign.start() >= done:
            done = text.find("\n", sign.end())
            done = done if done >= 0 else len(text)
            yield text.rfind("\n", 0, sign.start()) + 1, done


def _stretches(text: str, fixes: Sequence[Fix]) -> list[tuple[int, int]]:
    """The stretches of programs in the lines that have fixes."""
    found, done = [], -1
    for fix in fixes:
        if fix.start < done:
            continue
        start = text.rfind("\n", 0, fix.start) + 1
        stop = text.find("\n", fix.start)
        done = stop if stop >= 0 else len(text)
        found += [match.span() for match in STRETCH.finditer(text, start, done) if SIGN.search(text, *match.span())]
    return found
