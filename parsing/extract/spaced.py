"""Reads a text that has blanks between Chinese and figures (新增 3 例, 2 月 5 日) as if it had none.

Programs for writing put them there, and pages made by them have them everywhere. They are no damage, so cleaning leaves
them; but no rule of extraction should have to know of them. So what is read is the text without them, and what was
found in it is told of the text as it stands: spans move, and words are the text's own again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace as with_fields
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing.aligned import AlignedText
from parsing.clean.script import HAN
from parsing.expressions import any_of
from parsing.lexicon import load
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.extraction import Extraction
    from parsing.record import Entity, Measure, Metric, Name
    from parsing.structure import Document

BLANK = re.compile(rf" (?:(?<=[{HAN}）”] )(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%‰℃] )(?=[{HAN}（]))")
RANGE = any_of(load("dates")["words"]["range"])
LINK = rf"(?: ?(?:{RANGE}|{any_of(load('dates')['part_of_day'])}))? ?"
NUMBER = rf"\d{{1,4}}(?: ?{RANGE} ?\d{{1,2}})? ?[年月日号时点分]"
"""A part of a date, or a range of such parts: 2 月, 3 - 5 日."""
TOLD = any_of((*load("dates")["part_of_day"], *load("dates")["words"]["spelt_after"]))
DATE = re.compile(rf"{NUMBER}(?:{LINK}{NUMBER})+|\d{{1,2}} 日(?= ?(?:{TOLD}|[，）起]))")
"""A day or an hour, or a stretch of them, in which there may be blanks whatever the text's habit is."""
BORDER = re.compile(rf"(?<=[{HAN}）”])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%‰℃])(?=[{HAN}（])")
CLOSE = re.compile(rf"(?<=[{HAN}])(?=[0-9])|(?<=[0-9%])(?=[{HAN}])")
"""Where a text that sets no such blanks has figures and Chinese side by side."""
LEAST = 4
"""So many blanks, and more of them than places without, are the habit of a text."""
PROSE = re.compile(r"[，。；：]|\d ?[年月日]")
"""What a line holds whose blanks part no cells of a table: a mark, or a day as headlines have it."""


def blanks(text: str) -> list[int]:
    """Places of the blanks between Chinese and figures, where the text has the habit, else of those within dates.

    None of a table's are.
    """
    found = [match.start() for match in BLANK.finditer(text)] if " " in text else []
    if len(found) < LEAST or len(found) <= len(CLOSE.findall(text)):
        days = [Span(*match.span()) for match in DATE.finditer(text) if " " in match.group()] if found else []
        return [at for day in days for at in range(day.start, day.end) if text[at] == " "]
    kept: list[int] = []
    end, prose = -1, False
    for at in found:
        if at > end:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            prose = PROSE.search(text, text.rfind("\n", 0, at) + 1, end) is not None
        kept += [at] if prose else []
    return kept


class Closed:
    """A document without some of its blanks, and the way back.

    Attributes:
        document: what is to be read.
    """

    def __init__(self, document: Document, places: Sequence[int]) -> None:
        edits = [(at, at + 1, "") for at in places]
        self._text = document.text
        self._places = places
        self._kept = AlignedText.of(document.text).edited(edits)
        paragraphs = [replace(p, start=self._closed(p.start), end=self._closed(p.end)) for p in document.paragraphs]
        self.document = with_fields(document, body=document.body.edited(edits), paragraphs=tuple(paragraphs))

    def opened(self, found: Extraction) -> Extraction:
        """What was found, told of the document with its blanks."""
        return replace(
            found,
            entities=tuple(map(self._entity, found.entities)),
            quantities=(),
            metrics=tuple(map(self._metric, found.metrics)),
            measures=tuple(map(self._measure, found.measures)),
            names=tuple(map(self._name, found.names)),
        )

    def _closed(self, at: int) -> int:
        return at - bisect_left(self._places, at)

    def _span(self, start: int, end: int) -> Span:
        return self._kept.raw(start, end)

    def _words(self, words: str | None, within: Span) -> str | None:
        """Words as the text has them in a stretch, else anywhere; as they are where it has them nowhere."""
        if not words or not BORDER.search(words):
            return words
        pattern = re.compile(" ?".join(map(re.escape, BORDER.split(words))))
        met = pattern.search(self._text, *within) or pattern.search(self._text)
        return met.group() if met else words

    def _entity(self, entity: Entity) -> Entity:
        start, end = self._span(entity.start, entity.end)
        return replace(entity, start=start, end=end, text=self._text[start:end])

    def _metric(self, metric: Metric) -> Metric:
        start, end = self._span(metric.start, metric.end)
        sentence = self._span(*metric.sentence)
        return replace(
            metric,
            start=start,
            end=end,
            quantity=self._text[start:end],
            what=self._words(metric.what, sentence),
            scope=self._words(metric.scope, sentence),
            sentence=sentence,
        )

    def _measure(self, measure: Measure) -> Measure:
        start, end = within = self._span(measure.start, measure.end)
        return replace(
            measure,
            start=start,
            end=end,
            text=self._text[start:end],
            trigger=self._words(measure.trigger, within) or measure.trigger,
            actor=self._words(measure.actor, within),
            scope=self._words(measure.scope, within),
        )

    def _name(self, name: Name) -> Name:
        return replace(name, text=self._words(name.text, Span(0, len(self._text))) or name.text)
