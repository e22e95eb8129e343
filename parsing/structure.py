"""What stands where in a cleaned report: title, paragraphs and headings, and the furniture of the page round it.

A :class:`Document` is what the extractors see: only the report, one paragraph a line. Nothing is thrown away: every
line left out is kept as :class:`~parsing.record.Furniture` with its raw span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from parsing.aligned import joined
from parsing.facts import Facts, byline, dateline, is_date, publisher, signed
from parsing.lexicon import load
from parsing.record import Furniture, Paragraph
from parsing.sentences import sentences
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.aligned import AlignedText
    from parsing.record import ParagraphKind

LINE = re.compile(r"[^\n]+")
SUMMARY = re.compile(r"(?:摘要|内容提要|核心提示|导读|简介)：(?P<text>.+)")
CUT = re.compile(r"[ .…。]+$")
FINISHED = re.compile(r"[。！？；：，、…][”’」）]*$")
NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")
TITLE_LENGTH = 80
HEADING_LENGTH = 40
PARAGRAPH_LENGTH = 40
"""A line of so many characters that speaks of no site is a paragraph of the report, whatever stands before it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a report with its layout. ``written`` is the day that bare dates are counted from."""

    body: AlignedText
    paragraphs: tuple[Paragraph, ...] = ()
    facts: Facts = field(default_factory=Facts)
    furniture: tuple[Furniture, ...] = ()
    written: date | None = None

    @property
    def text(self) -> str:
        """The cleaned text that every offset of the record counts in."""
        return self.body.text

    def raw(self, start: int, end: int) -> Span:
        """The source's characters behind a stretch of the text."""
        return self.body.raw(start, end)

    def sentences(self) -> Iterator[Span]:
        """The sentences of the text, in order."""
        return sentences(self.text)


def structure(body: AlignedText, written: date | None = None) -> Document:
    """Tell the report from the page round it.

    Args:
        body: the cleaned text with all its lines.
        written: the report's own day, where the text does not say it.
    """
    lines = [Span(*found.span()) for found in LINE.finditer(body.text)]
    texts = [line.of(body.text) for line in lines]
    aside = _aside(texts)
    kept = [i for i in range(len(lines)) if i not in aside]
    facts = _facts(texts, kept, aside)
    title = _title(texts, kept, aside)
    report = joined([body[slice(*lines[i])] for i in kept], "\n")
    own_day = date.fromisoformat(facts.published[:10]) if facts.published else None
    return Document(
        body=report,
        paragraphs=tuple(_paragraphs([texts[i] for i in kept], titled=title is not None)),
        facts=facts.but(title=title),
        furniture=tuple(Furniture(raw=body.raw(*lines[i]), text=texts[i]) for i in sorted(aside)),
        written=own_day or written,
    )


def _aside(texts: list[str]) -> set[int]:
    """Numbers of the lines that are not the report."""
    lexicon = load("furniture")
    line = re.compile("|".join(f"(?:{pattern})" for pattern in lexicon["lines"]))
    first = next((i for i, text in enumerate(texts) if len(text) >= PARAGRAPH_LENGTH and FINISHED.search(text)), 0)
    aside = {i for i, text in enumerate(texts) if line.fullmatch(text)}
    aside |= {i for i, text in enumerate(texts) if byline(text) and not (i > first and is_date(text))}
    aside |= {i for i, text in enumerate(texts[:2]) if _is_navigation(text)}
    aside |= {i for i, text in enumerate(texts) if _repeats(text, texts[i + 1 : i + 6])}
    return aside | _tail(texts, lexicon)


def _is_navigation(text: str) -> bool:
    """Whether a page's first line is its name and its menus."""
    words = [word for word in re.split(r"[ |·>—_-]+", text) if word]
    known = sum(any(name in word for name in load("furniture")["navigation"]) for word in words)
    return len(words) > 2 and known > 1 and not FINISHED.search(text)


def _repeats(text: str, following: list[str]) -> bool:
    """Whether a line is only the cut beginning of a paragraph that follows, or the title told twice."""
    summary = SUMMARY.fullmatch(text)
    start = CUT.sub("", summary["text"] if summary else text)
    together = "".join(following)
    if summary or text.endswith(("...", "…")):
        return len(start) > 8 and re.sub(r"\s", "", start) in re.sub(r"\s", "", together)
    return bool(following) and text == following[0]


def _tail(texts: list[str], lexicon: dict[str, list[str]]) -> set[int]:
    """The lines from which on a page goes on without the report."""
    tail = re.compile("|".join(f"(?:{pattern})" for pattern in lexicon["tails"]))
    for start, text in enumerate(texts):
        if start and tail.fullmatch(text) and not any(_is_paragraph(t, lexicon["site"]) for t in texts[start + 1 :]):
            return set(range(start, len(texts)))
    return set()


def _is_paragraph(text: str, site: list[str]) -> bool:
    return len(text) >= PARAGRAPH_LENGTH and not any(word in text for word in site)


def _title(texts: list[str], kept: list[int], aside: set[int]) -> str | None:
    """The first line, where it is no paragraph; a lone line has no title."""
    if not kept or len(kept) < 2:
        return None
    first = texts[kept[0]]
    if len(first) > TITLE_LENGTH or FINISHED.search(first) or NUMBERED.match(first) or dateline(first):
        return None
    if len(first) <= 2 and first in {texts[i] for i in aside}:
        return None
    return first


def _facts(texts: list[str], kept: list[int], aside: set[int]) -> Facts:
    """What the lines aside say of the report; then its dateline and its signature."""
    facts = Facts()
    for i in sorted(aside):
        facts = facts.or_else(byline(texts[i]) or Facts())
    for i in kept:
        facts = facts.or_else(dateline(texts[i]) or Facts())
    facts = facts.or_else(Facts(publisher=publisher([texts[i] for i in sorted(aside)])))
    return facts.or_else(signed([texts[i] for i in kept[-3:]]))


def _paragraphs(texts: list[str], *, titled: bool) -> Iterator[Paragraph]:
    at = 0
    for number, text in enumerate(texts):
        kind: ParagraphKind = "body"
        if titled and number == 0:
            kind = "title"
        elif len(text) <= HEADING_LENGTH and not FINISHED.search(text):
            kind = "heading"
        yield Paragraph(start=at, end=at + len(text), kind=kind)
        at += len(text) + 1
