"""Who publishes and who wrote a report, on lines that are nothing but their names.

Apart from :mod:`parsing.bylines`, which reads a line by itself: that a name is the writer's or an account's, only its
place on the page tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.bylines import Byline, byline
from parsing.facts import Facts, is_date
from parsing.foot import TITLE_LEAST
from parsing.head import is_way
from parsing.naming import is_medium, is_people, is_writer
from parsing.phrases import matches

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NAME_LENGTH = 8
POSTER = re.compile(r"[\w\u4e00-\u9fff-]{2,16}")
POSTED = re.compile(r"发表于 ?20\d\d[^|]{4,24}\|.*(?:作者|楼主|浏览)")


def complete(texts: Sequence[str], bylines: dict[int, Byline], report: range, aside: Collection[int]) -> None:
    """Add to the bylines those that are only the writer's name: over the report, or under it."""
    _over(texts, bylines, report.start)
    _under(texts, bylines, report.stop - 1, aside)


def names(texts: Sequence[str], bylines: dict[int, Byline], first: int) -> set[int]:
    """Names over the title of who publishes: told again in a byline, or an account's over its time, the title being below."""
    told = {i: found for i, found in bylines.items() if i < first}
    known = {
        name
        for found in told.values()
        for name in (found.facts.source, found.facts.author, found.facts.publisher)
        if name
    }
    again = {i for i in range(min(first, len(texts))) if i not in told and texts[i] in known}
    under = {
        i for i in range(min(told, default=first) + 1, first) if len(texts[i]) <= NAME_LENGTH and is_medium(texts[i])
    }
    titled = [i for i in range(first) if i not in told and len(texts[i]) >= TITLE_LEAST and not is_medium(texts[i])]
    over = {i - 1 for i in told if i and titled and titled[-1] > i and is_medium(texts[i - 1])}
    return again | over | under | _posters(texts, bylines, first)


def _over(texts: Sequence[str], bylines: dict[int, Byline], first: int) -> None:
    """Who wrote a report, where the names are all of the line over its first paragraph: several, or one under a byline."""
    at = first - 1
    names = re.sub(r" \d{1,6}$", "", texts[at]) if 0 < at < len(texts) else ""
    if not is_people(names) or matches("lines", names) or not (at - 1 in bylines or " " in names):
        return
    bylines[at] = Byline(Facts(author=names), ("author",))


def _under(texts: Sequence[str], bylines: dict[int, Byline], last: int, aside: Collection[int]) -> None:
    """Who wrote a report, where names, or a department with a name, are all of the line under its last paragraph."""
    at = last + 1
    if not 0 < at < len(texts) or at in aside or not is_writer(texts[at]):
        return
    if at + 1 < len(texts) and (is_date(texts[at + 1]) or is_writer(texts[at + 1])):
        return
    bylines[at] = Byline(Facts(author=texts[at]), ("author",))


def _posters(texts: Sequence[str], bylines: dict[int, Byline], first: int) -> set[int]:
    """Who wrote a post of a forum, on a line of its own between the title and the time of the post."""
    at = next((i for i in bylines if i < first and POSTED.match(texts[i])), 0)
    own = [
        i
        for i in range(at)
        if not (matches("lines", texts[i]) or matches("heads", texts[i]) or is_way(texts[i]) or byline(texts[i]))
    ]
    title = next((i for i in own if len(texts[i]) >= TITLE_LEAST), at)
    names = [i for i in own if i > title and POSTER.fullmatch(texts[i])]
    if len(names) != 1:
        return set()
    bylines[at] = bylines[at]._replace(facts=bylines[at].facts.or_else(Facts(author=texts[names[0]])))
    return set(names)
