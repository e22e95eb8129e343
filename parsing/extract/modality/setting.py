"""The setting of each sentence, by the layout of its report: a notice, a plan, a speech that goes on, an account.

Below 下一步工作 an unmarked sentence is a plan, behind 会议强调： it is demanded. Status and category are read sentence by
sentence; this walk carries over what one sentence leaves for the next, and leaves out the lines that name a topic and
tell of nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import Presence, searchable
from parsing.extract.modality import status
from parsing.extract.modality.genre import demands_throughout
from parsing.extract.modality.status import Setting
from parsing.lexicon import load
from parsing.spans import Span
from parsing.values import Value
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.structure import Document

UNENDED = re.compile(r"(?:强调|指出)$")
"""Ends a paragraph in which somebody begins to speak, whose mark is lost: what he said is in the next."""
PAUSE = "：:"
"""Ends a line that leads on to what is demanded."""
BIDDING = frozenset({"v", "vd", "d", "ad", "a", "c", "p"})
"""Parts of speech that a demand without a subject begins with."""
QUESTION = "？?"
INLINE = 2
"""So many paragraphs that begin with a heading of their own make it the report's way to write."""


class Placed(Value, frozen=True):
    """A sentence of the body, its setting; ``opening``: first of its paragraph; ``gift``: item of a list of gifts."""

    span: Span
    setting: Setting
    opening: bool
    gift: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The patterns of ``demand.toml`` for headings, numbered leads and lists of gifts; each is explained there."""

    plan: re.Pattern[str]
    account: re.Pattern[str]
    faults: re.Pattern[str]
    case: re.Pattern[str]
    top: re.Pattern[str]
    lead: re.Pattern[str]
    lead_length: int
    short: re.Pattern[str]
    whom: re.Pattern[str]
    article: re.Pattern[str]
    binding: re.Pattern[str]
    item: re.Pattern[str]
    inline: re.Pattern[str]
    announced: re.Pattern[str]
    """How a sentence ends that a list goes on with."""
    gifts: Presence
    gifts_end: re.Pattern[str]
    gift: re.Pattern[str]

    def is_topic(self, line: str) -> bool:
        """Whether a numbered line names a topic (（一）加强领导，健全机制。) and demands nothing."""
        numbered = len(line) <= self.lead_length and self.lead.match(line)
        return bool(numbered) and not self.binding.search(line) and not line.endswith(tuple(PAUSE))

    def bids(self, line: str) -> bool:
        """Whether a numbered line is a sentence that says what to do.

        It begins with what is done or how (（一）做好消毒。), not with a noun (（一）人员底数清。).
        """
        number = self.lead.match(line)
        if number is None or not line.endswith("。"):
            return False
        word = words().cut(line[number.end() :].lstrip())[:1]
        return bool(word) and word[0].tag in BIDDING


@cache
def layout() -> Layout:
    """The layout patterns, compiled once in a process."""
    section, gifts = (load("demand")[table] for table in ("section", "gifts"))
    return Layout(
        plan=searchable([section["required"]]),
        account=searchable([section["done"]]),
        faults=re.compile(section["faults"]),
        case=re.compile(section["case"]),
        top=re.compile(section["top"]),
        lead=re.compile(section["lead"]),
        lead_length=section["lead_length"],
        short=re.compile(section["short"]),
        whom=re.compile(section["whom"]),
        article=re.compile(section["article"]),
        binding=searchable([section["binding"]]),
        item=re.compile(section["item"]),
        inline=re.compile(section["inline"]),
        announced=re.compile(section["announced"]),
        gifts=Presence.of([gifts["opens"]]),
        gifts_end=searchable([gifts["closes"]]),
        gift=re.compile(gifts["item"]),
    )


@dataclass(slots=True)
class _Walk:
    """What the sentences so far leave for the next.

    Attributes:
        base: the setting of the whole report.
        section: that of the section, where a heading has set one.
        silent: the section tells of faults, and so of no measure.
        speech: somebody speaks, or a demand goes on.
        urged: the sentence before laid something on somebody.
        listed: a speech goes on in the items of a list.
        gifts: the lines are a list of gifts.
    """

    base: Setting
    section: Setting | None = None
    silent: bool = False
    speech: bool = False
    urged: bool = False
    listed: bool = False
    item: bool = False
    """Whether the paragraph is an item: what is said in it, the next item does not go on with."""
    gifts: bool = False

    def enter_line(self, line: str) -> None:
        """A line on gifts opens a list of them, one on their use closes it."""
        rules = layout()
        if rules.gifts.within(line):
            self.gifts = True
        elif self.gifts and not rules.gift.match(line) and rules.gifts_end.search(line):
            self.gifts = False

    def is_gift(self, line: str) -> bool:
        """Whether a line is an entry of a list of gifts (某公司：口罩3000只)."""
        return self.gifts and bool(layout().gift.match(line)) and not layout().gifts.within(line)

    def enter_heading(self, line: str) -> None:
        """A heading closes speeches and may open a plan or an account."""
        rules = layout()
        self.urged = status.obliges(line, Span(0, len(line)))
        self.speech = self.listed = UNENDED.search(line) is not None
        self.silent = bool(rules.faults.match(line)) and not rules.plan.search(line)
        if rules.plan.search(line):
            self.section = Setting.PLAN
        elif rules.account.search(line):
            self.section = Setting.NARRATIVE
        elif rules.top.match(line):
            self.section = None

    def enter_paragraph(self, line: str) -> None:
        """A speech ends with its paragraph, unless a colon opened a list or its items follow; a case told was done."""
        if layout().case.match(line):
            self.section = Setting.NARRATIVE
        self.urged = self.urged or self.speech
        within, self.item = self.item, layout().item.match(line) is not None
        self.listed = (self.listed or (self.speech and not within)) and self.item
        self.speech = self.listed

    def is_article(self, line: str) -> bool:
        """Whether a line is a short article of a notice (5.口罩集中收集，日产日清; 3.接种疫苗。)."""
        if self.setting() is not Setting.NOTICE:
            return False
        return layout().article.match(line) is not None or layout().bids(line)

    def setting(self) -> Setting:
        """What an unmarked sentence is part of here."""
        settled = self.section or self.base
        return Setting.SPEECH if self.speech and settled is Setting.NARRATIVE else settled

    def setting_of(self, text: str, sentence: Span) -> Setting:
        """What a sentence is part of, which may go on with the demand of the one before it."""
        goes_on = self.urged and self.setting() is Setting.NARRATIVE and status.urges(text, sentence)
        return Setting.SPEECH if goes_on else self.setting()

    def leave(self, text: str, sentence: Span, *, last: bool) -> None:
        """Take from a sentence what the next one needs."""
        if (self.section or self.base) is Setting.NARRATIVE:
            self.urged = status.obliges(text, sentence) or (self.urged and status.urges(text, sentence))
        if status.speaks(text, sentence):
            self.speech = True
            self.listed = self.listed or (last and _goes_on(text, sentence))
        elif self.speech and status.narrates(text, sentence) and not status.demands(text, sentence):
            self.speech = self.listed


def _goes_on(text: str, sentence: Span) -> bool:
    """Whether what is said in a sentence goes on in the next paragraphs."""
    announced = layout().announced.search(text, *sentence) is not None
    return announced or UNENDED.search(text, *sentence) is not None


def placed(document: Document, text: str) -> Iterator[Placed]:
    """The sentences that may tell of a measure, in order; titles, headings, topics and questions are left out.

    ``text``: the document's, with names in it that would read as demands made unreadable.
    """
    walk = _Walk(Setting.NOTICE if demands_throughout(document) else Setting.NARRATIVE)
    blocks = [(Span(p.start, p.end), p.kind) for p in document.paragraphs] or [(Span(0, len(text)), "body")]
    sentences = document.sentences()
    inline = _inline(text, [block for block, kind in blocks if kind == "body"])
    at = 0
    for block, kind in blocks:
        first = at
        while at < len(sentences) and sentences[at].start < block.end:
            at += 1
        line = text[block.start : block.end].strip()
        walk.enter_line(line)
        if kind != "title" and walk.is_gift(line):
            yield from (
                Placed(sentence, Setting.NARRATIVE, opening=True, gift=True) for sentence in sentences[first:at][:1]
            )
            continue
        if kind != "body" or (at - first == 1 and layout().is_topic(line) and not walk.is_article(line)):
            walk.enter_heading(line)
            continue
        if walk.silent:
            continue
        walk.enter_paragraph(line)
        leads = 1 if inline and layout().inline.match(text, *block) else 0
        yield from _paragraph(text, sentences[first + leads : at], walk)


def _inline(text: str, blocks: Sequence[Span]) -> bool:
    """Whether the paragraphs of a report begin with headings of their own (当好宣传员。利用广播…)."""
    return sum(layout().inline.match(text, *block) is not None for block in blocks) >= INLINE


def _paragraph(text: str, sentences: Sequence[Span], walk: _Walk) -> Iterator[Placed]:
    """The sentences of a paragraph; a notice's numbered lead (三、做好场所消毒。) demands, elsewhere it names a topic."""
    opening = True
    for number, sentence in enumerate(sentences):
        line = text[sentence.start : sentence.end].strip()
        leads = (
            len(sentences) > 1
            and walk.setting() is Setting.NOTICE
            and line.endswith("。")
            and (layout().bids(line) or not layout().short.match(line))
        )
        whole = len(sentences) == 1 and walk.is_article(line)
        if opening and not leads and not whole and layout().is_topic(line):
            walk.enter_heading(line)
            continue
        named = opening and walk.setting() is Setting.NOTICE and layout().whom.match(line) is not None
        if not named and line.rstrip("”’」）")[-1:] not in QUESTION:
            yield Placed(sentence, walk.setting_of(text, sentence), opening)
        walk.leave(text, sentence, last=number == len(sentences) - 1)
        opening = False
