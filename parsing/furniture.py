"""Which lines of a page are not the report: what stands over it, in it and under it.

The first and the last paragraph of the report divide a page into head, middle and foot. In the middle only what no
report ever says of itself is taken for furniture; in the head and the foot more is, and from a mark such as
相关新闻 on a page goes on without the report. A text of the report's own lines alone must come through whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from parsing import foot, head, mail
from parsing.bylines import Byline, byline, labelled, named, under_title
from parsing.clean.script import HAN, simplified_anywhere
from parsing.credits import credited
from parsing.facts import Facts, is_date
from parsing.foot import PARAGRAPH_LENGTH, SENTENCE, TITLE_LEAST, is_index
from parsing.foreign_days import in_order
from parsing.lexicon import load
from parsing.naming import is_medium, is_people
from parsing.phrases import is_spam, matches, statements
from parsing.published import TIME
from parsing.repeats import FAR, summarises, title_again

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

UNFINISHED_LEAST, CLAUSES = 60, 2
"""Characters of a paragraph that no mark closes, and marks inside it."""
CLAUSE_END = re.compile(r"[，；。](?=[^，；。])")
CLAUSES_APART = re.compile(rf"[{HAN}）”\d][，；：、](?=[{HAN}（“\d])|[{HAN}]{{6}} [{HAN}]{{6}}")
LENGTHS = (PARAGRAPH_LENGTH, PARAGRAPH_LENGTH // 2, 4)
"""Characters of paragraphs that end as sentences do: the first of these that any has."""
BULLET = re.compile(r"^(?:[•·●◦▪■▶►] ?|[-*] )(?=\S)")
CHINESE = re.compile(rf"[^{HAN}\u3040-\u30ff]*[{HAN}](?![{HAN}]{{0,40}}[\u3040-\u30ff])")
CELL = " |｜"
"""What a table leaves at the end of a line."""
ACCOUNT_LENGTH = 24
SILENT = Facts()


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page.

    ``aside``: numbers of the lines that are not the report, in order. ``facts``: what they say of it. ``first``: number
    of the report's first paragraph, or of lines where there is none.
    """

    aside: frozenset[int]
    facts: Facts
    first: int


def page(texts: Sequence[str], outside: Collection[int] = ()) -> Page:
    """Tell the report from the page round it.

    Args:
        texts: the lines of the page, cleaned.
        outside: numbers of the lines that the file's format says are not the report.
    """
    texts = [_plain(BULLET.sub("", text).rstrip(CELL) or text) for text in texts]
    letter = mail.head(texts)
    aside = {i for i, text in enumerate(texts) if i in outside or matches("lines", text) or is_spam(text)}
    aside |= set(range(letter.lines)) - {letter.subject} if letter else set()
    told = ["" if i in aside else text for i, text in enumerate(texts)]
    untitled = next((i for i, text in enumerate(told) if len(text) >= TITLE_LEAST), -1)
    aside |= {i for i, text in enumerate(texts) if summarises(text, told[i + 1 : i + FAR], may_be_title=i == untitled)}
    paragraphs = foot.until_related(texts, _paragraphs(texts, aside))
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(texts), -1)
    bylines = dict(_bylines(texts, letter.lines if letter else 0, first, last))
    bylines |= {i: Byline(Facts()) for i in head.clocks(texts, first) if i in bylines and not bylines[i].labels}
    names = credited(texts, bylines, range(first, last + 1), aside)
    bylines |= names.bylines
    aside |= bylines.keys() | names.names
    aside |= _linked(texts, bylines, first)
    aside |= head.over(texts, first, aside)
    aside |= set(mail.foot(texts, last)) if letter else set()
    aside |= foot.under(texts, last, aside)
    beyond = foot.from_where_on(texts, paragraphs, aside)
    aside |= beyond
    dated = any(i < first and found.facts.published for i, found in bylines.items())
    bylines = {i: found for i, found in bylines.items() if found.labels or not (i in beyond or (dated and i > last))}
    aside |= set(title_again(texts, first, aside))
    aside |= head.columns(texts, aside, min((i for i in bylines if i < first), default=0), first)
    if len(aside) == len(texts):
        aside -= {i for i, text in enumerate(texts) if i not in outside and _may_be_report(text)}
    facts = _facts(texts, aside, bylines, beyond)
    return Page(frozenset(aside), letter.facts.or_else(facts) if letter else facts, first)


def _plain(text: str) -> str:
    """A line of the page in simplified characters: a page round a simplified report may be in traditional ones."""
    if len(text) >= PARAGRAPH_LENGTH and SENTENCE.search(text):
        return text
    return in_order(text.translate(simplified_anywhere()))


def _paragraphs(texts: Sequence[str], aside: Collection[int]) -> list[int]:
    """Numbers of the report's paragraphs; where no line is long, of its sentences; else of what is no title or name."""
    for length, ends in (*((length, True) for length in LENGTHS), (PARAGRAPH_LENGTH // 2, False)):
        found = [
            i
            for i, text in enumerate(texts)
            if i not in aside
            and len(text) >= length
            and ((SENTENCE.search(text) or _is_unfinished(text)) if ends else _has_clauses(text))
            and statements(text) < 2
            and not is_index(text)
            and not (">" in text and i + 1 < len(texts) and head.leads_to(text, texts[i + 1]))
        ]
        while found and matches("ends", texts[found[-1]]):
            found.pop()
        if found:
            return [i for i in found if CHINESE.match(texts[i])] or found
    return []


def _has_clauses(text: str) -> bool:
    """Whether a line without a mark at its end has some inside it, or blanks where they would stand."""
    return CLAUSES_APART.search(text) is not None and not (statements(text) or matches("edges", text) or byline(text))


def _may_be_report(text: str) -> bool:
    """Whether a long line may be the report where nothing else on the page is: nothing in it speaks of a site."""
    return len(text) >= PARAGRAPH_LENGTH and not (matches("lines", text) or is_spam(text) or statements(text))


def _is_unfinished(text: str) -> bool:
    """Whether a line is a paragraph although nothing closes it: a preview cut it, or nobody wrote a mark."""
    return len(text) >= UNFINISHED_LEAST and len(CLAUSE_END.findall(text)) >= CLAUSES and not statements(text)


def _bylines(texts: Sequence[str], at: int, first: int, last: int) -> Iterator[tuple[int, Byline]]:
    """The bylines from a line on, where a page can have one; between paragraphs, only those that say two things."""
    title = next((i for i, text in enumerate(texts) if len(text) >= TITLE_LEAST), len(texts))
    while at < len(texts):
        signed = at > 0 and SENTENCE.search(texts[at - 1]) is not None
        found, lines = _byline(texts, at, in_head=at < first and not signed)
        if found is None and title < at < first and not signed:
            found = under_title(texts[at])
        if found is not None and _may_be(found, texts, at, first, last):
            for number in range(at, at + lines):
                yield number, found if number == at else Byline(Facts())
        at += lines if found else 1


def _byline(texts: Sequence[str], at: int, *, in_head: bool) -> tuple[Byline | None, int]:
    """The byline that begins at a line, with the number of its lines: a label's value may be on the next one."""
    text = texts[at]
    following = texts[at + 1] if at + 1 < len(texts) else ""
    kind = labelled(text)
    if kind == "ignored" and text.replace(" ", "").rstrip("：:") in load("facts")["reading"]["keyed"]:
        kind = "words"
    if kind and _is_value(kind, following):
        joined = byline(f"{text.rstrip('：:')}：{following}")
        if joined is not None and not (
            kind in {"published", "written"} and joined.facts.published is None and not joined.day
        ):
            return joined, 2
    if in_head and len(text) <= ACCOUNT_LENGTH and TIME.match(following) and not byline(text):
        both = byline(f"{text} {following}")
        column = at == 0 and text.endswith(tuple(load("facts")["media"]["columns"]))
        if both is not None and (both.facts.author or (is_medium(text) and not column)):
            return both, 2
    return byline(text), 1


def _is_value(kind: str, text: str) -> bool:
    if kind in {"published", "written"}:
        return TIME.match(text) is not None
    if kind == "ignored":
        return re.fullmatch(r"[\w./〔〕()（）+-]{1,32}", text) is not None and not SENTENCE.search(text)
    if kind == "words":
        return re.fullmatch(r"[\w ，、,;；|]{1,60}", text) is not None
    if kind in {"author", "editor", "reporter"}:
        return re.fullmatch(rf"[{HAN}]{{2,4}}(?:[ 、][{HAN}]{{2,4}})*|[A-Za-z][\w-]{{2,20}}", text) is not None
    return is_medium(text)


def _may_be(found: Byline, texts: Sequence[str], at: int, first: int, last: int) -> bool:
    text = texts[at]
    if at > first and is_date(text):
        return False  # the day under a notice
    if at < first and is_date(text) and text.startswith("（") and "年" in text:
        return False  # the day of a speech or a decision, under its title
    if at < first and is_date(text) and "年" in text and any(map(SENTENCE.search, texts[max(0, at - 2) : at])):
        return False  # the day under a short notice with which a longer text is sent
    if found.weak and any(_opens_agenda(line) for line in texts[max(0, at - 2) : at + 3]):
        return False
    return not first < at < last or len(found.labels) > 1 or is_people(found.facts.reporter or "")


def _opens_agenda(text: str) -> bool:
    return text.replace(" ", "").partition("：")[0] in load("facts")["reading"]["agenda"] and "：" in text


def _linked(texts: Sequence[str], bylines: Mapping[int, Byline], first: int) -> set[int]:
    """The titles of other reports with their days over the byline of this one, which is of another day."""
    told = next((i for i, found in bylines.items() if i < first and "published" in found.labels), 0)
    day = (bylines[told].facts.published or "")[:10] if told else ""
    linked: set[int] = set()
    for i in range(1, told):
        own = bylines[i].facts.published if i in bylines and TIME.fullmatch(texts[i]) else None
        if own and day and own[:10] != day and len(texts[i - 1]) >= TITLE_LEAST and not SENTENCE.search(texts[i - 1]):
            linked |= {i - 1, i}
    return linked


def _facts(texts: Sequence[str], aside: Collection[int], bylines: dict[int, Byline], beyond: Collection[int]) -> Facts:
    """What the lines aside say of the report; the day of writing counts where none is told for the publication."""
    facts, day = Facts(published=_published(list(bylines.values()))), None
    for i in sorted(aside):
        found = bylines.get(i) or (None if i in beyond else byline(texts[i]))
        told = found.facts if found else named(texts[i])
        facts = facts if told == SILENT else facts.or_else(told)
        day = day or (found.day if found else None)
    return facts if facts.published else replace(facts, published=day)


def _published(bylines: Sequence[Byline]) -> str | None:
    """The day that a label calls that of the publication, or the first one, as exactly as any line tells it."""
    told = [found.facts.published for found in bylines if found.facts.published]
    labelled = (found.facts.published for found in bylines if found.facts.published and "published" in found.labels)
    day = next(labelled, next(iter(told), None))
    return max((time for time in told if day and time.startswith(day)), key=len, default=None)
