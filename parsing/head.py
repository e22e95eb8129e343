"""What stands over a report on its page: the name of the site, its menus and columns, the way to the page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.facts import owner
from parsing.foot import MARKED, SYMBOLS, TITLE_LEAST, is_index, repeats_title
from parsing.lexicon import load
from parsing.naming import is_department, is_tools
from parsing.phrases import documents, matches, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ORIGINAL = re.compile(r"[（(【]?(?:(?:本文原|原文?)标题|原题目)[：:](?P<title>[^）)】]{4,}|.{4,}?)[）)】]?")
"""A line in which a page that took a report over gives its first title."""
FINISHED = re.compile(r"[。！？；：，、…][”’」）]*$")
NUMBER = re.compile(r"\d{1,8}")
WAY = re.compile(
    r"[^。，；：>]{1,20}(?:>{1,2}[^。，；：>]{1,20}){2,}>?|.{0,10}位置(?:是)?[：:].*"
    rf"|{any_of(load('furniture')['way'])}\s*(?:>>?|»|›|＞)\s*.*|[^。，；→]{{1,20}}(?:→[^。，；→]{{1,20}}){{2,}}"
)
"""The way to the page, which stands over all of the report."""
CRUMB = re.compile(
    r"\s*[>»›＞].{0,40}|[^。，；]{1,20}?\s*(?:>|»|›|>>)\s*[^。，；]{0,120}|[^。，；→]{1,20}(?:→[^。，；→]{1,20}){2,}"
)
WORDS = re.compile(r"[ |｜丨·>—_/-]+")
DOCUMENT = re.compile(r"[〔【].{0,6}\d{4}.{0,6}[〕】]|文件$")
FIGURES = re.compile(r"[\dA-Za-z:：|]")
KICKER_LEAST, KICKER_LONGEST, KIND_LEAST = 10, 40, 6
"""Characters of a line over the title that belongs to it, least and most, and of one that names a kind of document."""
AHEAD = 6
"""Lines under one in which the title that it repeats must stand."""
LIST_LEAST, BARRED_WORD, COLUMN_LENGTH, SITE_LENGTH, OWNER_LENGTH = 3, 6, 6, 14, 20
"""Lines of a menu; the longest word between bars, name of a column, of a site, and of whom it belongs to."""


def over(texts: Sequence[str], first: int, aside: Collection[int]) -> set[int]:
    """The lines before the first paragraph that are the page's, beside those ``aside`` already."""
    known = set(aside)
    for i in reversed(range(min(first, len(texts)))):
        following = range(i + 1, min(first, i + AHEAD, len(texts) - 1) + 1)
        own = next((at for at in following if at not in known), first)
        if _is_pages(texts[i], [texts[at] for at in following if at <= own or texts[at] != texts[i]]):
            known.add(i)
    known |= _above_the_way(texts, first, known) | _above_the_repeated(texts, first) | _list(texts, first, known)
    return known | _over_the_title(texts, first, known)


def columns(texts: Sequence[str], aside: Collection[int], told: int, first: int) -> set[int]:
    """Numbers of the lines over the title that are none of the report's, such as names of columns.

    Args:
        texts: the lines of the page.
        aside: numbers of the lines that are known not to be the report.
        told: number of the first byline over the report, which shows which line the title is; 0 where there is none.
        first: number of the report's first paragraph.
    """
    kept = [i for i in range(told) if i not in aside and not texts[i].startswith(("（", "—"))]
    title = next((at for at in reversed(range(len(kept))) if _may_be_title(texts[kept[at]])), None)
    if title is None:
        below = any(
            i not in aside and _may_be_title(texts[i]) and not _invites(texts[i]) for i in range(told + 1, first)
        )
        return set(kept) if below else set()
    over = kept[:title]
    kinds = documents()
    own = {i for i in over if DOCUMENT.search(texts[i]) or (len(texts[i]) >= KIND_LEAST and kinds.search(texts[i]))}
    if over and over[-1] + 1 == kept[title] and (_is_kicker(texts[over[-1]]) or texts[kept[title]].startswith("关于")):
        own.add(over[-1])
    return set(over) - own


def _may_be_title(text: str) -> bool:
    return len(text) >= TITLE_LEAST and (not FINISHED.search(text) or text.endswith(("！", "？")))


def _is_kicker(text: str) -> bool:
    """Whether a line over the title may belong to it: long, in words only, and with none that a site's parts have."""
    if not KICKER_LEAST <= len(text) <= KICKER_LONGEST or FIGURES.search(text) or _is_column(text):
        return False
    return not _invites(text) and not any(name in text for name in load("furniture")["navigation"])


def _invites(text: str) -> bool:
    """Whether a line has a word for what a page has its readers do."""
    return any(name in text for name in load("furniture")["tools"])


def is_way(text: str) -> bool:
    """Whether a line is the way to the page: 首页 > 新闻."""
    return CRUMB.fullmatch(text) is not None


@cache
def _site() -> re.Pattern[str]:
    return re.compile("|".join(load("facts")["media"]["sites"]))


def _is_column(text: str) -> bool:
    named = len(text) <= SITE_LENGTH and _site().search(text) is not None
    return len(text) <= COLUMN_LENGTH or named or _is_barred(text) or _is_owner(text)


def _is_pages(text: str, following: Sequence[str]) -> bool:
    """Whether a line before the first paragraph is the page's: its name, its menus, the way to it."""
    if (
        is_tools(text)
        or is_way(text)
        or NUMBER.fullmatch(text)
        or SYMBOLS.fullmatch(text)
        or _is_menu(text)
        or is_index(text)
    ):
        return True
    if matches("heads", text) or matches("edges", text) or statements(text) > 1:
        return True
    return any(repeats_title(text, line) or leads_to(text, line) for line in following if len(line) > 5)


def leads_to(text: str, title: str) -> bool:
    """Whether a line is the way to the page with the title as its last part, whatever marks that has."""
    return len(title) >= TITLE_LEAST and text.endswith(title) and text[: -len(title)].rstrip().endswith((">", "»"))


def _above_the_way(texts: Sequence[str], first: int, aside: Collection[int]) -> set[int]:
    """What stands over the way to the page, but for what may be the title where no line under the way can be it."""
    lines = enumerate(zip(texts[:first], [*texts[1 : first + 1], ""], strict=False))
    way = max((i for i, (text, below) in lines if WAY.fullmatch(text) or leads_to(text, below)), default=0)
    titled = any(i not in aside and len(texts[i]) >= TITLE_LEAST for i in range(way + 1, first))
    return {i for i in range(way) if titled or len(texts[i]) < TITLE_LEAST}


def _above_the_repeated(texts: Sequence[str], first: int) -> set[int]:
    """What stands over a line that can be the title and stands again below the report, as pages repeat it there."""
    originals = (match["title"] for text in texts if (match := ORIGINAL.fullmatch(text)))
    below = frozenset((*texts[first + 1 :], *originals))
    said = (i for i, text in enumerate(texts[:first]) if text in below)
    return set(range(next((i for i in said if _may_be_title(texts[i]) and not is_department(texts[i])), 0)))


def clocks(texts: Sequence[str], first: int) -> range:
    """Numbers of the lines over the way to the page, where a bare day is that on which it was looked at."""
    return range(next((i for i in range(min(first, len(texts))) if WAY.fullmatch(texts[i])), 0))


def _list(texts: Sequence[str], first: int, aside: Collection[int]) -> set[int]:
    """A site's menu with a line for each of its parts: several short ones in a row, over what can be the title."""
    left = [i for i in range(min(first, len(texts))) if i not in aside]
    run: list[int] = []
    for i in left:
        if len(texts[i]) > COLUMN_LENGTH or MARKED.search(texts[i]):
            break
        run.append(i)
    return (
        set(run)
        if len(run) >= LIST_LEAST and len(run) < len(left) and len(texts[left[len(run)]]) >= TITLE_LEAST
        else set()
    )


def _over_the_title(texts: Sequence[str], first: int, aside: Collection[int]) -> set[int]:
    """The names of columns as the first lines left, where one that can be the title follows, or the report: 医院动态."""
    left = [i for i in range(min(first + 1, len(texts))) if i not in aside]
    framed = any(i < first for i in aside)
    names = next(
        (at for at, i in enumerate(left) if not (matches("columns", texts[i]) or (framed and _is_owner(texts[i])))), 0
    )
    named = names and len(texts[left[names]]) >= TITLE_LEAST and not texts[left[names]].startswith("关于")
    return set(left[:names]) if named else set()


def _is_owner(text: str) -> bool:
    """Whether a line is nothing but the name of whom a site belongs to."""
    return len(text) <= OWNER_LENGTH and owner([text]) is not None


def _is_menu(text: str) -> bool:
    """Whether a line is the names of a site's parts."""
    words = [word for word in WORDS.split(text) if word]
    names = load("furniture")["navigation"]
    if len(words) < 3 or FINISHED.search(text):
        return len(words) == 1 and words[0] in names
    opens = words[0] == "首页" and all(len(word) <= 5 for word in words)
    return opens or sum(any(name in word for name in names) for word in words) > 1


def _is_barred(text: str) -> bool:
    """Whether a line is short words between bars, as over a title only a page has them."""
    words = text.split("|")
    return len(words) > 1 and all(len(word.strip()) <= BARRED_WORD for word in words)
