"""Where a line of the source is several lines of the page: what stood beside each other there ran together.

A byline runs into the first sentence or stands behind the title, who made a report behind its last sentence, and so do
the page's own words and the bars of a table.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from parsing import mail
from parsing.bylines import byline, under_title
from parsing.expressions import any_of
from parsing.foot import PARAGRAPH_LENGTH, SENTENCE, TITLE_LEAST
from parsing.labels import label_pattern
from parsing.lexicon import load
from parsing.naming import is_medium, is_tools
from parsing.phrases import matches, statements
from parsing.published import TIME
from parsing.searching import matches as found_in
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.aligned import AlignedText
    from parsing.bylines import Byline

LINE = re.compile(r"[^\n]+")
AFTER = re.compile(r"(?:[。！？）][”’]?|月\d{1,2}日)(?P<words>[ ]*[^。！？]{2,200})$")
BLANK = re.compile(r"(?<=\S) (?=\S)")
SENTENCES = re.compile(r"[^。！？ ]+[。！？ ]*")
STOPS = re.compile("[。！？；]")
BARS = re.compile(r"(?:[。！？）”]|^[^|｜]{6,}?)(?P<bars>[ ]*[|｜][ |｜]*)$")
WORD, STEPS, OPENING = re.compile(r"\S+"), re.compile("[>→»]|::"), " （(【[|"
"""Words of a line, what stands between the steps of the way to a page, and before a byline."""
BYLINE_LENGTH, HEAD_LENGTH, END_LENGTH, LONG, HEAD_LINES = 120, 200, 210, 200, 80
"""Characters of a byline, within which it begins, of the end with the page's words, of a long line; lines of a head."""


def lines(body: AlignedText) -> Iterator[Span]:
    """The lines of the page; the subject of a mail after its label is one of its own."""
    letter = mail.head([found.group() for found in islice(LINE.finditer(body.text), mail.MOST)])
    opened = letter is not None
    for number, found in enumerate(LINE.finditer(body.text)):
        text = found.group()
        subject = mail.subject(text) if letter and number == letter.subject else 0
        cuts = [subject] if subject else _behind(text)
        if not opened and not subject and number < HEAD_LINES:
            cuts = [*_in_head(text), *cuts]
        opened = opened or (len(text) - (cuts[-1] if cuts else 0) >= PARAGRAPH_LENGTH and bool(SENTENCE.search(text)))
        for start, end in pairwise([0, *cuts, len(text)]):
            before = len(text[start:end]) - len(text[start:end].lstrip()) if start else 0
            behind = len(text[start:end].rstrip()) if end < len(text) else end - start
            yield Span(found.start() + start + before, found.start() + start + behind)


def _in_head(text: str) -> list[int]:
    """Where parts begin in a line over the second paragraph: the title, a byline behind it, the first sentence."""
    time = TIME.search(text, 0, HEAD_LENGTH)
    label = next(found_in(*label_pattern(), text[:HEAD_LENGTH]), None) if time else None
    if time is None or label is None or byline(text) or under_title(text):
        return []
    start = len(text[: min(label.start(), time.start())].rstrip(OPENING))
    title = text[:start]
    if start and (len(title) < TITLE_LEAST or STOPS.search(title) or is_medium(title.strip(" |"))):
        return []
    ends = [at for found in _apart().finditer(text, start, start + BYLINE_LENGTH) if (at := found.end()) > start]
    ends = [len(text), *(at for at in reversed(ends) if len(text) - at >= PARAGRAPH_LENGTH)]
    end = next((at for at in ends if _tells(byline(text[start:at].strip()), alone=at == len(text))), 0)
    return [at for at in (_way(title), start, end) if 0 < at < len(text)] if end else []


def _way(title: str) -> int:
    """How much of a line with a title is the way to the page and the names of its parts before it."""
    way = 0
    for word in WORD.finditer(title):
        if len(title) - word.end() > TITLE_LEAST and _is_part(word.group()):
            way = word.end()
    return way


def _is_part(word: str) -> bool:
    named = any(matches(kind, word) for kind in ("lines", "heads", "columns"))
    return named or STEPS.search(word) is not None or word in load("furniture")["navigation"] or is_tools(word)


def _tells(found: Byline | None, *, alone: bool) -> bool:
    """Whether a byline says enough to be told from words of the report: when, and another thing with a label."""
    day = (found and found.facts.published) or ""
    return found is not None and bool(day and found.labels) and (not found.weak or (alone and "T" in day))


def _behind(text: str) -> list[int]:
    """Where parts begin behind the last sentence of a line that are the page's: who made the report, what to press."""
    if len(text) > LONG and statements(text) > 1:
        said = next((found.start() for found in SENTENCES.finditer(text) if statements(found.group())), 0)
        return [*_behind(text[:said].rstrip()), said] if said > max(LONG, len(text) // 2) else []
    end = max(0, len(text) - END_LENGTH)
    makers, after = _makers_behind().search(text, end), AFTER.search(text, end)
    bars = BARS.search(text) if text.endswith(("|", "｜")) else None
    if makers and byline(makers["makers"]):
        return [makers.start("makers")]
    words = after["words"].strip() if after else ""
    if after and matches("lines", words):
        return [after.start("words")]
    if after and " " in words and _is_pages(words.split(" ")[0]):
        return [after.start("words"), *(found.end() for found in BLANK.finditer(text, after.start("words") + 1))]
    return [bars.start("bars")] if bars else []


def _is_pages(word: str) -> bool:
    """Whether the first of several words behind a sentence is the page's: 责任编辑：宁子谦, 打印."""
    made = byline(word)
    return word[0].isalpha() and (matches("lines", word) or (made is not None and "editor" in made.labels))


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
