"""Which lines of a page are not the report: what stands over it, in it and under it.

The first and the last paragraph of the report divide a page into head, middle and foot. In the middle only what no
report ever says of itself is taken for furniture; in the head and the foot more is, and from a mark such as
相关新闻 on a page goes on without the report. A text of the report's own lines alone must come through whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing import foot, mail
from parsing.bylines import Byline, byline, is_medium, is_tools, labelled, named
from parsing.facts import Facts, is_date
from parsing.foot import PARAGRAPH_LENGTH, SENTENCE, SYMBOLS, TITLE_LEAST, repeats_title
from parsing.lexicon import load
from parsing.phrases import matches, statements
from parsing.published import TIME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

FINISHED = re.compile(r"[。！？；：，、…][”’」）]*$")
SUMMARY = re.compile(r"(?:摘要|内容提要|内容摘要|内容简介|核心提示|导读|导语|简介|提要)[：\s](?P<text>.+)|[【\[](?:摘要|导读|导语|核心提示|提要)[】\]][：:]?(?P<more>.+)")
CUT = re.compile(r"[ .…。]+$")
NUMBER = re.compile(r"\d{1,8}")
WAY = re.compile(r".{0,10}位置(?:是)?[：:].*|(?:首页|网站首页|主页)\s*(?:>>?|»|›|＞)\s*.*|[^。，；→]{1,20}(?:→[^。，；→]{1,20}){2,}")
"""The way to the page, which stands over all of the report."""
CRUMB = re.compile(r"\s*[>»›＞].{0,40}|[^。，；]{1,20}?\s*(?:>|»|›|>>)\s*[^。，；]{0,120}|[^。，；→]{1,20}(?:→[^。，；→]{1,20}){2,}")
BULLET = re.compile(r"^[•·●◦▪■▶►] ?(?=\S)")
WORDS = re.compile(r"[ |｜丨·>—_/-]+")
ACCOUNT_LENGTH, NAME_LENGTH = 24, 8
POSTER = re.compile(r"[\w\u4e00-\u9fff-]{2,16}")
POSTED = re.compile(r"发表于 ?20\d\d[^|]{4,24}\|.*(?:作者|楼主|浏览)")
SILENT = Facts()
AHEAD = 6
"""Lines after a summary in which the paragraph that it repeats must begin."""


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
    texts = [BULLET.sub("", text) for text in texts]
    letter = mail.head(texts)
    aside = {i for i, text in enumerate(texts) if i in outside or matches("lines", text)}
    aside |= set(range(letter.lines)) - {letter.subject} if letter else set()
    told = ["" if i in aside else text for i, text in enumerate(texts)]
    aside |= {i for i, text in enumerate(texts) if _repeats(text, told[i + 1 : i + AHEAD])}
    paragraphs = _paragraphs(texts, aside)
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(texts), -1)
    bylines = dict(_bylines(texts, letter.lines if letter else 0, first, last))
    aside |= bylines.keys() | _accounts(texts, bylines, first)
    aside |= {i for i, text in enumerate(texts[:first]) if _over(text, texts[i + 1 : min(first, i + AHEAD) + 1])}
    aside |= _above_the_way(texts, first, aside)
    aside |= set(mail.foot(texts, last)) if letter else set()
    aside |= foot.under(texts, last, aside)
    aside |= foot.from_where_on(texts, paragraphs, aside)
    aside |= _columns(texts, aside, min((i for i in bylines if i < first), default=0))
    facts = _facts(texts, aside, bylines)
    return Page(frozenset(aside), letter.facts.or_else(facts) if letter else facts, first)


def _paragraphs(texts: Sequence[str], aside: Collection[int]) -> list[int]:
    """Numbers of the report's paragraphs; where no line is long, of its sentences."""
    for length in (PARAGRAPH_LENGTH, PARAGRAPH_LENGTH // 2, 4):
        found = [
            i for i, text in enumerate(texts)
            if i not in aside and len(text) >= length and SENTENCE.search(text) and statements(text) < 2
        ]
        while found and matches("ends", texts[found[-1]]):
            found.pop()
        if found:
            return found
    return []


def _bylines(texts: Sequence[str], at: int, first: int, last: int) -> Iterator[tuple[int, Byline]]:
    """The bylines from a line on, where a page can have one: between paragraphs only those that say two things at least."""
    while at < len(texts):
        found, lines = _byline(texts, at, in_head=at < first)
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
        if joined is not None and not (kind in {"published", "written"} and joined.facts.published is None and not joined.day):
            return joined, 2
    if in_head and len(text) <= ACCOUNT_LENGTH and TIME.match(following) and not byline(text):
        both = byline(f"{text} {following}")
        if both is not None and (is_medium(text) or both.facts.author):
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
        return re.fullmatch(r"[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4})*", text) is not None
    return is_medium(text)


def _may_be(found: Byline, texts: Sequence[str], at: int, first: int, last: int) -> bool:
    text = texts[at]
    if at > first and is_date(text):
        return False  # the day under a notice
    if at < first and is_date(text) and text.startswith("（") and "年" in text:
        return False  # the day of a speech or a decision, under its title
    if found.weak and any(_opens_agenda(line) for line in texts[max(0, at - 2) : at + 3]):
        return False
    return not first < at < last or len(found.labels) > 1 or "reporter" in found.labels


def _opens_agenda(text: str) -> bool:
    return text.replace(" ", "").partition("：")[0] in load("facts")["reading"]["agenda"] and "：" in text


def _over(text: str, following: Sequence[str]) -> bool:
    """Whether a line before the first paragraph is the page's: its name, its menus, the way to it."""
    if is_tools(text) or CRUMB.fullmatch(text) or NUMBER.fullmatch(text) or SYMBOLS.fullmatch(text) or _is_menu(text):
        return True
    if matches("heads", text) or matches("edges", text):
        return True
    return any(repeats_title(text, line) for line in following if len(line) > 5)


def _accounts(texts: Sequence[str], bylines: dict[int, Byline], first: int) -> set[int]:
    """Names over the title of who publishes: told again in a byline, or an account's over its time, the title being below."""
    told = {i: found for i, found in bylines.items() if i < first}
    names = {name for found in told.values() for name in (found.facts.source, found.facts.author, found.facts.publisher) if name}
    again = {i for i in range(min(first, len(texts))) if i not in told and texts[i] in names}
    under = {i for i in range(min(told, default=first) + 1, first) if len(texts[i]) <= NAME_LENGTH and is_medium(texts[i])}
    titled = [i for i in range(first) if i not in told and len(texts[i]) >= TITLE_LEAST and not is_medium(texts[i])]
    over = {i - 1 for i in told if i and titled and titled[-1] > i and is_medium(texts[i - 1])}
    return again | over | under | _posters(texts, bylines, first)


def _posters(texts: Sequence[str], bylines: dict[int, Byline], first: int) -> set[int]:
    """Who wrote a post of a forum, on a line of its own between the title and the time of the post."""
    at = next((i for i in bylines if i < first and POSTED.match(texts[i])), 0)
    own = [i for i in range(at) if not (matches("lines", texts[i]) or matches("heads", texts[i]) or CRUMB.fullmatch(texts[i]) or byline(texts[i]))]
    title = next((i for i in own if len(texts[i]) >= TITLE_LEAST), at)
    names = [i for i in own if i > title and POSTER.fullmatch(texts[i])]
    if len(names) != 1:
        return set()
    bylines[at] = bylines[at]._replace(facts=bylines[at].facts.or_else(Facts(author=texts[names[0]])))
    return set(names)


def _above_the_way(texts: Sequence[str], first: int, aside: Collection[int]) -> set[int]:
    """All that stands over the way to the page, where a title can be under it."""
    way = max((i for i in range(first) if WAY.fullmatch(texts[i])), default=0)
    titled = any(i not in aside and len(texts[i]) >= TITLE_LEAST for i in range(way + 1, first))
    return set(range(way)) if titled else set()


def _is_menu(text: str) -> bool:
    """Whether a line is the names of a site's parts."""
    words = [word for word in WORDS.split(text) if word]
    known = sum(any(name in word for name in load("furniture")["navigation"]) for word in words)
    alone = len(words) == 1 and words[0] in load("furniture")["navigation"]
    opens = words[:1] == ["首页"] and all(len(word) <= 5 for word in words)
    return alone or (len(words) > 2 and (known > 1 or opens) and not FINISHED.search(text))


def _columns(texts: Sequence[str], aside: Collection[int], told: int) -> set[int]:
    """The names of the site and its columns over the title, where a byline under it shows which line the title is."""
    kept = [i for i in range(told) if i not in aside and not texts[i].startswith(("（", "—"))]
    title = next((i for i in reversed(kept) if len(texts[i]) >= TITLE_LEAST), 0)
    site = re.compile("|".join(load("facts")["media"]["sites"]))
    return {i for i in kept if i < title and (len(texts[i]) <= 6 or (len(texts[i]) <= 14 and site.search(texts[i])))}


def _repeats(text: str, following: Sequence[str]) -> bool:
    """Whether a line is only the cut beginning of a paragraph that follows."""
    summary = SUMMARY.fullmatch(text)
    start = CUT.sub("", (summary["text"] or summary["more"]) if summary else text)
    start = _unspaced(start)
    if summary or text.endswith(("...", "…")):
        after = _unspaced("".join(following))
        return any(len(words) > 8 and words in after for words in (start, start.partition("：")[2]))
    if len(start) < PARAGRAPH_LENGTH // 2:
        return False
    return any(_unspaced(line).startswith(start) for line in following if line.lstrip().startswith(start[0]))


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _facts(texts: Sequence[str], aside: Collection[int], bylines: dict[int, Byline]) -> Facts:
    """What the lines aside say of the report; the day of writing counts where none is told for the publication."""
    facts, day = Facts(), None
    for i in sorted(aside):
        found = bylines.get(i) or byline(texts[i])
        told = found.facts if found else named(texts[i])
        facts = facts if told == SILENT else facts.or_else(told)
        day = day or (found.day if found else None)
    return facts if facts.published else facts.but(published=day)
