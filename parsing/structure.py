"""What stands where in a cleaned report: title, paragraphs and headings, and the furniture of the page round it.

A :class:`Document` is what the extractors see: only the report, one paragraph a line. Nothing is thrown away: every
line left out is kept as :class:`~parsing.record.Furniture` with its raw span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing import parting
from parsing.aligned import joined
from parsing.bylines import byline
from parsing.facts import (
    Facts,
    dateline,
    file_name,
    from_metadata,
    owner,
    publisher,
    reporting,
    signed,
    without_columns,
    without_site,
)
from parsing.foot import TITLE_LEAST
from parsing.furniture import Page, page
from parsing.head import FINISHED, ORIGINAL, is_way
from parsing.headline import title_lines
from parsing.naming import is_medium
from parsing.phrases import is_spam, speaks_of_itself
from parsing.record import Furniture, Paragraph
from parsing.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsing.aligned import AlignedText
    from parsing.record import ParagraphKind
    from parsing.spans import Span

MARKUP = re.compile(r"^(?:#{1,6}|[•·●]) +|^\*\*(?P<bold>[^*]+)\*\*$")
"""What a converter sets before a title, or round it."""
WHOLE = re.compile(r"查看完整版本[：:] ?(?P<title>.{6,80})")
"""A line in which the bare edition of a forum leads to the post, by its title."""
STEP = re.compile(r"[>»›＞]")
HEADING_LENGTH = 40


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

    def sentences(self) -> Sequence[Span]:
        """The sentences of the text, in order."""
        return sentences(self.text)


def structure(
    body: AlignedText,
    written: date | None = None,
    aside: Sequence[Span] = (),
    metadata: Mapping[str, str] | None = None,
) -> Document:
    """Tell the report from the page round it.

    Args:
        body: the cleaned text with all its lines.
        written: the report's own day, where the text does not say it.
        aside: raw spans that the file's format says are not the report.
        metadata: what the file says of the report outside its text, by the name of the fact.
    """
    lines = list(parting.lines(body))
    texts = [line.of(body.text) for line in lines]
    found = page(texts, _outside(body, lines, aside))
    known = from_metadata(metadata or {})
    kept = [i for i in range(len(lines)) if i not in found.aside]
    title = title_lines([texts[i] for i in kept], known.title, announced=_is_announced(texts, found, kept))
    if known.title and title and title.start:
        kept, title = kept[title.start :], range(len(title))
    facts = replace(_facts(texts, kept, found, known), title=_title(texts, kept, title, found, known))
    own_day = date.fromisoformat(facts.published[:10]) if facts.published else None
    left = sorted(set(range(len(lines))) - set(kept))
    return Document(
        body=joined([body[slice(*lines[i])] for i in kept], "\n"),
        paragraphs=tuple(_paragraphs([texts[i] for i in kept], title)),
        facts=facts,
        furniture=tuple(Furniture(raw=body.raw(*lines[i]), text=texts[i]) for i in left),
        written=own_day or written,
    )


def _outside(body: AlignedText, lines: Sequence[Span], aside: Sequence[Span]) -> set[int]:
    """Numbers of the lines that lie in raw spans; both are in order."""
    outside, at = set(), 0
    for number, line in enumerate(lines):
        raw = body.raw(*line)
        while at < len(aside) and aside[at].end <= raw.start:
            at += 1
        if at < len(aside) and aside[at].overlaps(raw):
            outside.add(number)
    return outside


def _is_announced(texts: Sequence[str], found: Page, kept: Sequence[int]) -> bool:
    """Whether the report's first line stands over the page's head and right before a byline, as titles do."""
    return (
        bool(kept) and kept[0] + 1 in found.aside and kept[0] < found.first and byline(texts[kept[0] + 1]) is not None
    )


def _facts(texts: list[str], kept: list[int], found: Page, known: Facts) -> Facts:
    """What the page says of the report; then its dateline, its signature, and what the file says without the page."""
    facts = found.facts
    for i in kept:
        if (reported := dateline(texts[i])) is not None:
            facts = facts.or_else(reported)
    facts = facts.or_else(replace(known, title=None))
    site = [texts[i] for i in sorted(found.aside) if i < found.first or speaks_of_itself(texts[i])]
    facts = facts.or_else(
        Facts(
            publisher=publisher(
                [
                    text
                    for text in without_columns(site)
                    if (byline(text) is None or "欢迎" in text) and not is_spam(text)
                ]
            )
        )
    )
    over = without_columns([texts[i] for i in sorted(found.aside) if kept and i < kept[0]])
    facts = facts.or_else(Facts(publisher=owner([text for text in over if text != facts.source])))
    facts = facts.or_else(signed([texts[i] for i in kept[-3:]]))
    makers = [i for i in sorted(found.aside) if "记者" in texts[i] and len(texts[i]) <= HEADING_LENGTH]
    return (
        facts
        if facts.source
        else replace(facts, source=next((source for i in makers if (source := reporting(texts[i]).source)), None))
    )


def _title(texts: Sequence[str], kept: Sequence[int], title: range, found: Page, known: Facts) -> str | None:
    """The report's title: from its own lines, else from what is known, else as the page tells it elsewhere."""
    told = _told_elsewhere(texts, found) or _last_of_way(texts, found, kept)
    named = _of_lines([texts[kept[i]] for i in title], known) or found.facts.title or told
    # a document site glues the first heading to the title, but has its name over it
    return told if told and named and named.startswith(told) else named


def _told_elsewhere(texts: Sequence[str], found: Page) -> str | None:
    """The title that the lines of the page tell, where the report has none: those over it first, then all others."""
    over = [texts[i] for i in sorted(found.aside) if i < found.first]
    aside = [texts[i] for i in sorted(found.aside)]
    return _original_title(over, ORIGINAL) or file_name(over) or _original_title(aside, WHOLE)


def _last_of_way(texts: Sequence[str], found: Page, kept: Sequence[int]) -> str | None:
    """The title that a preview runs into the first line of the report, where the way to the page ends with it."""
    first = texts[kept[0]] if kept else ""
    ways = (texts[i] for i in sorted(found.aside) if i < found.first and is_way(texts[i]))
    lasts = (STEP.split(way)[-1].strip() for way in ways)
    return next((last for last in lasts if len(last) >= TITLE_LEAST and first.startswith(last)), None)


def _of_lines(lines: Sequence[str], known: Facts) -> str | None:
    """The title in its own lines, the last of which may have blanks in it (通 知), else what the file says of it."""
    if lines:
        kind = re.sub(r"\s", "", lines[-1])
        return _of_report("".join([*lines[:-1], kind if len(kind) < 4 else lines[-1]]))
    return without_site(known.title) if known.title else None


def _of_report(title: str) -> str:
    """A title as it is written, without the medium that stands behind a dash or a bar: …的通知 – 岚江网."""
    title = MARKUP.sub(lambda marked: marked["bold"] or "", title)
    short = without_site(title)
    return short if short != title and is_medium(title[len(short) :].strip(" -_|—–")) else title


def _original_title(texts: Sequence[str], form: re.Pattern[str]) -> str | None:
    """The title that a line of the page says in a certain form, where the report has none."""
    return next((match["title"] for text in texts if (match := form.fullmatch(text))), None)


def _paragraphs(texts: Sequence[str], title: range) -> Iterator[Paragraph]:
    at = 0
    for number, text in enumerate(texts):
        kind: ParagraphKind = "body"
        if number in title:
            kind = "title"
        elif len(text) <= HEADING_LENGTH and not FINISHED.search(text):
            kind = "heading"
        yield Paragraph(start=at, end=at + len(text), kind=kind)
        at += len(text) + 1
