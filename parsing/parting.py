"""Where a line of the source is several lines of the page: what stood beside each other there ran together.

A byline runs into the first sentence or stands behind the title, who made a report behind its last sentence, and so do
the page's own words and the bars of a table.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from parsing import mail
from parsing.bylines import byline, under_title
from parsing.expressions import any_of
from parsing.foot import PARAGRAPH_LENGTH, SENTENCE, TITLE_LEAST
from parsing.head import is_way
from parsing.labels import label_pattern
from parsing.lexicon import load
from parsing.naming import is_medium
from parsing.phrases import matches
from parsing.published import TIME
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.aligned import AlignedText
    from parsing.bylines import Byline

LINE = re.compile(r"[^\n]+")
AFTER = re.compile(r"(?:[。！？）][”’]?|月\d{1,2}日)(?P<words>[ ]*[^。！？]{2,60})$")
BARS = re.compile(r"(?:[。！？）”]|^[^|｜]{6,}?)(?P<bars>[ ]*[|｜][ |｜]*)$")
BYLINE_LENGTH, END_LENGTH, HEAD_LINES = 120, 110, 80
"""Characters of a byline in a line and of its end, in which the page's own words may stand; lines of a head."""


def lines(body: AlignedText) -> Iterator[Span]:
    """The lines of the page; the subject of a mail after its label is one of its own."""
    letter = mail.head([found.group() for found in islice(LINE.finditer(body.text), mail.MOST)])
    opened = False
    for number, found in enumerate(LINE.finditer(body.text)):
        text = found.group()
        if letter and number == letter.subject and (label := mail.subject(text)):
            yield Span(found.start(), found.start() + label)
            yield Span(found.start() + label, found.end())
            continue
        at = 0 if opened or letter or number >= HEAD_LINES else _in_head(text)
        opened = opened or (len(text) - at >= PARAGRAPH_LENGTH and SENTENCE.search(text) is not None)
        if at:
            yield Span(found.start(), found.start() + len(text[:at].rstrip()))
        behind = _behind(text)
        yield Span(found.start() + at, found.start() + behind)
        if behind < len(text):
            yield Span(found.end() - len(text[behind:].lstrip()), found.end())


def _in_head(text: str) -> int:
    """Where the first sentence begins behind a byline in a line, or a byline behind the title; 0 in any other line."""
    if not (label_pattern()[0].search(text, 0, BYLINE_LENGTH) and TIME.search(text, 0, BYLINE_LENGTH * 2)):
        return 0
    if len(text) >= PARAGRAPH_LENGTH and SENTENCE.search(text):
        ends = [
            at
            for found in _apart().finditer(text, 0, BYLINE_LENGTH)
            if len(text) - (at := found.end()) >= PARAGRAPH_LENGTH
        ]
        return next((at for at in reversed(ends) if _tells(byline(text[:at].rstrip()))), 0)
    if SENTENCE.search(text) or len(text) > BYLINE_LENGTH * 2 or is_way(text) or byline(text) or under_title(text):
        return 0
    starts = (found.end() for found in _apart().finditer(text, TITLE_LEAST))
    return next((at for at in starts if _tells(byline(text[at:])) and not is_medium(text[:at].strip(" |"))), 0)


def _tells(found: Byline | None) -> bool:
    """Whether a byline says enough to be told from words of the report: when, and another thing with a label."""
    day = (found and found.facts.published) or ""
    return found is not None and bool(day and found.labels) and ("T" in day or not found.weak)


def _behind(text: str) -> int:
    """Where the page's words begin behind the last sentence of a line; its length where there are none."""
    end = max(0, len(text) - END_LENGTH)
    makers, after = _makers_behind().search(text, end), AFTER.search(text, end)
    bars = BARS.search(text) if text.endswith(("|", "｜")) else None
    if makers and byline(makers["makers"]):
        return makers.start("makers")
    if after and (matches("lines", after["words"].strip())):
        return after.start("words")
    return bars.start("bars") if bars else len(text)


@cache
def _apart() -> re.Pattern[str]:
    """Where a byline in a line may end or begin: at blanks and brackets, behind a count and what stands for nothing."""
    return re.compile(rf"[ |】\]）]+(?=\S)|(?<=[：\d ])次|(?<=：){any_of(load('facts')['reading']['nothing'])}")


@cache
def _makers_behind() -> re.Pattern[str]:
    """Who made the report, with a label, behind the last sentence of a line."""
    labels = any_of(load("facts")["reading"]["trailing"])
    return re.compile(
        rf"[。！？”）](?P<makers>[ ]*(?![（(](?:记者|通讯员|摄影))[（(【]?(?={labels}[：/｜丨])[^。！？]{{4,100}})$"
    )
