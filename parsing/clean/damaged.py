"""What stays damaged: stretches that show lost bytes and that no reading explains well enough.

They are marked, not mended, with a confidence of 0, and later steps leave them alone: what they would make of it is no
better Chinese, and whoever looks at it needs the evidence. One private character alone may be an icon of a page.
"""

from __future__ import annotations

import re
from functools import cache

from parsing.clean.fix import Fix
from parsing.clean.pinyin import SYLLABLE
from parsing.clean.script import HAN
from parsing.clean.signs import WIDE, rare_characters

PRIVATE = "\ue000-\ue5ff\ue700-\ue865"
"""GBK's user-defined area, as damaged text has it, but for the part in which web pages have their icons."""
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
COUNTED = "年月日时時点點分例"
"""What a figure that was lost stood before."""
BEGINS = r"(?:(?<=[。，、；：“”’\n]\?)|(?<=\A\?))"
"""Where a ``?`` begins a clause, in which nobody asks yet."""
HINT = re.compile(rf"[{PRIVATE}\ufffd{TONED}?](?:(?<!\?)|(?=\d{{0,4}}[{COUNTED}])|{BEGINS}(?=[{HAN}]))")
"""What every sign of damage has one of."""
BESIDE = re.compile(f"[{HAN}，。、；：！？”“]")
WING = 24
"""Characters at either side of the damage that belong to it at most: rare ones, and wide letters and signs, which made
narrow would read as the end of a run."""
GAP = 8
"""Characters between two signs of the same damage at most."""


def find_damaged(text: str) -> list[Fix]:
    """Stretches that are damaged, each to be replaced by itself."""
    if not HINT.search(text) or not _sign().search(text):
        return []
    return [
        Fix(found.start(), found.end(), found.group(), 0.0) for found in _stretch().finditer(text) if _is_lost(found)
    ]


def _is_lost(found: re.Match[str]) -> bool:
    """Whether a stretch has a character that is lost beyond doubt, or stands among Chinese ones."""
    start, end, text = *found.span(), found.string
    inside = BESIDE.match(text[start - 1 : start]) and BESIDE.match(text[end : end + 1])
    return "\ufffd" in found.group() or bool(inside) or found.group() == "?" or len(found.group()) > 1


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(
        rf"[{PRIVATE}\ufffd?@-~](?:(?<=[{PRIVATE}\ufffd])|(?<=[。，”’]\?)(?=[{COUNTED}])|{BEGINS}\d{{1,4}}(?=[{COUNTED}])"
        rf"|(?:(?<=\n\?)|(?<=\A\?))(?=[{HAN}])"
        rf"|(?<=[{HAN}][@-~])\((?=\w*[{TONED}]){SYLLABLE}\)|(?<=[{HAN}]\?)\(?(?=\w*[{TONED}]){SYLLABLE}\))"
    )


@cache
def _stretch() -> re.Pattern[str]:
    """Signs not far apart in a line, with rare characters at either side."""
    odd = f"[{rare_characters()}?{WIDE}]{{0,{WING}}}"
    return re.compile(rf"{odd}(?:{_sign().pattern})(?:[^\n]{{0,{GAP}}}(?:{_sign().pattern}))*{odd}")
