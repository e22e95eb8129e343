"""Full stops of ASCII, or wide ones, that a text has for 。.

One between Chinese characters is such a stop by itself. Beside a figure it may be a decimal point or the number of an
item, so there the text must have the habit.
"""

from __future__ import annotations

import re
from itertools import chain

from parsing.clean.fix import Fix
from parsing.clean.script import HAN

STOP = re.compile(rf"\.(?<=[{HAN}”）》].)(?=[{HAN}“”（]|\n|$)")
WIDE = re.compile(rf"．(?<=[{HAN}”）》%％].)(?=[{HAN}“”（]|\n|$)")
"""A name may have one between its parts (阿里．木江); sentences do where a text has no other stop, and lines end with it."""
NUMERALS = "〇零一二三四五六七八九十百"
DATE = re.compile(rf"(?<=[{NUMERALS}])\.[{NUMERALS}]")
ITEM = re.compile(r"(?:^|(?<=[\n\s。；：]))[（(]?[一二三四五六七八九十]{1,3}[）)]?$")
BESIDE_FIGURE = re.compile(
    rf"\.(?:(?<=[{HAN}]{{4}}.)(?=\d{{1,4}}[{HAN}]|\d{{4}}年)|(?<=[%‰℃]\.)(?=[{HAN}“（])|(?<=[%‰℃）\d]\.)(?=\n|$))"
)
"""Before a figure that opens a sentence (…已完成.12日18时), behind a share, and at the end of a line."""
SENTENCE = re.compile(rf"[{HAN}][^\n]{{8,}}(?<![A-Za-z]\d)(?<![A-Za-z]\d\d)$")
"""What a figure at the end of a line ends, and no item's number."""
FILE = re.compile(r"(?:\.[\w-]{1,20}){1,4}\.[A-Za-z][A-Za-z0-9]{1,4}(?![\w.])")
"""The end of a name of a file: 报告.终稿.docx."""
LINE = 60
HABIT = 3
"""So many stops between Chinese characters, and no fewer than there are of 。, make a habit."""


def find_stops(text: str) -> list[Fix]:
    """A full stop of ASCII after Chinese, save those of 一.加强领导 and 一九九六.四.五; a wide one where no 。 is."""
    wide = _between(WIDE, text) if "。" not in text and text.count("．") >= HABIT else []
    if len(wide) >= HABIT and any(text[match.end() : match.end() + 1] in {"\n", ""} for match in wide):
        return [Fix(*match.span(), "。") for match in wide]
    if "." not in text:
        return []
    between = _between(STOP, text)
    habit = len(between) >= HABIT and len(between) >= text.count("。")
    beside = [match for match in BESIDE_FIGURE.finditer(text) if _ends_sentence(text, match.start())] if habit else []
    return [Fix(at, at + 1, "。") for at in sorted({match.start() for match in chain(between, beside)})]


def _between(stop: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The stops behind Chinese characters, and not behind the number of an item or within a date."""
    return [
        match
        for match in stop.finditer(text)
        if not ITEM.search(text, max(0, match.start() - 6), match.start())
        and not DATE.match(text, match.start())
        and not FILE.match(text, match.start())
    ]


def _ends_sentence(text: str, at: int) -> bool:
    begin = max(0, at - LINE, text.rfind("\n", max(0, at - LINE), at) + 1)
    return SENTENCE.search(text, begin, at) is not None
