"""Stretches of programs, commands, data and logs in a text: their marks are no punctuation of the language round them.

    用df.groupby("区县")["确诊"].sum()统计，再打印{"code": 0, "msg": "操作成功"}

A stretch is a run of ASCII, with strings in quotation marks that may hold Chinese; that it is of a program, a sign in it
tells which no prose has. Only a text with such a sign is looked at again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.clean.fix import Fix

STRETCH = re.compile(r"(?:\"[^\"\n]{0,200}\"|(?<![A-Za-z0-9])'[^'\n]{0,200}'|`[^`\n]{0,200}`|[!#-_a-~ \t])+")
SIGN = re.compile(
    r"[A-Za-z0-9_)\]]\([\"']|[\"']\]|\[[\"']|\{ ?\"|\" ?: ?(?:[\[\"{]|true|false|null|-?[\d.]+ ?[,}])|[A-Za-z0-9_\]]=\"|[<>=!]=|=>|->|::|\+\+|&&|\|\|"
    r"|[A-Za-z0-9_]\(\)|\)\.[A-Za-z]|\$[{(]|\\[nrtdws]\b|%[sd]\b|\B--[a-z]{2}|</[a-z]|=[A-Z]{2,10}\(|#(?:include|define|!/)"
    r"|(?<![A-Za-z])(?:SELECT|FROM|WHERE|INSERT|UPDATE|def|import|sudo|curl|npm|git|echo) |(?<![A-Za-z])(?:let|var|const) \w+ = "
)
LOG = re.compile(r"^\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d[^\n]{0,60}?\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE)\b[^\n]*", re.MULTILINE)
"""A line that a program wrote about itself."""


def outside(text: str, fixes: Sequence[Fix]) -> Sequence[Fix]:
    """The fixes of a text that do not touch a program."""
    if not fixes or (SIGN.search(text) is None and LOG.search(text) is None):
        return fixes
    places = sorted([match.span() for match in LOG.finditer(text)] + _stretches(text, fixes))
    starts = [start for start, _ in places]
    return [fix for fix in fixes if not _inside(places, bisect_right(starts, fix.start) - 1, fix)]


def _inside(places: Sequence[tuple[int, int]], at: int, fix: Fix) -> bool:
    return at >= 0 and fix.start < places[at][1]


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
