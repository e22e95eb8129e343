"""Who publishes and who wrote a report, on lines that are nothing but their names.

Apart from :mod:`parsing.bylines`, which reads a line by itself: that a name is the writer's or an account's, only its
place on the page tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parsing.bylines import Byline, byline
from parsing.expressions import any_of
from parsing.facts import Facts, is_date
from parsing.foot import SENTENCE, TITLE_LEAST
from parsing.head import is_way
from parsing.lexicon import load
from parsing.naming import is_medium, is_people, is_writer
from parsing.phrases import matches

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

NAME_LENGTH = 8
POSTER = re.compile(r"[\w\u4e00-\u9fff-]{2,16}")
POSTED = re.compile(rf"发表于 ?20\d\d[^|]{{4,24}}\|.*{any_of(load('facts')['reading']['posted'])}")
"""A forum's line over a post: 发表于 2020-2-3 12:00 | 只看该作者."""


class Credits(NamedTuple):
    """What lines of nothing but names say on a page.

    ``bylines``: by the number of the line, those that tell who wrote the report, with a forum's byline of a post and
    its writer. ``names``: the numbers of the other lines, which only name who publishes or wrote.
    """

    bylines: dict[int, Byline]
    names: frozenset[int]


def credited(texts: Sequence[str], bylines: Mapping[int, Byline], report: range, aside: Collection[int]) -> Credits:
    """Read the lines that are nothing but names.

    Args:
        texts: the lines of the page, cleaned.
        bylines: the bylines found so far, by the numbers of their lines.
        report: numbers of the lines from the report's first paragraph to its last.
        aside: numbers of the lines that are known not to be the report.
    """
    first = report.start
    found = _over(texts, bylines, first) | _under(texts, report.stop - 1, aside)
    known = {**bylines, **found}
    writer, post = _writer_of_post(texts, known, first)
    return Credits(found | post, frozenset(_publishers(texts, known, first) | writer))


def _publishers(texts: Sequence[str], bylines: Mapping[int, Byline], first: int) -> set[int]:
    """Lines over the report that only name who publishes it.

    The name stands in a byline as well; or it is a medium's: short and under a byline, or right over one and the title.
    """
    over = {i: found.facts for i, found in bylines.items() if i < first}
    known = {name for facts in over.values() for name in (facts.source, facts.author, facts.publisher) if name}
    again = {i for i in range(min(first, len(texts))) if i not in over and texts[i] in known}
    under = {
        i
        for i in range(min(over, default=first) + 1, first)
        if len(texts[i]) <= NAME_LENGTH and is_medium(texts[i]) and not SENTENCE.search(texts[i - 1])
    }
    titled = [i for i in range(first) if i not in over and len(texts[i]) >= TITLE_LEAST and not is_medium(texts[i])]
    above = {i - 1 for i in over if i and titled and titled[-1] > i and is_medium(texts[i - 1])}
    return again | under | above


def _over(texts: Sequence[str], bylines: Mapping[int, Byline], first: int) -> dict[int, Byline]:
    """Who wrote a report, where the line over its first paragraph is nothing but names: several, or under a byline."""
    at = first - 1
    names = re.sub(r" \d{1,6}$", "", texts[at]) if 0 < at < len(texts) else ""
    if not is_people(names) or matches("lines", names) or not (at - 1 in bylines or " " in names):
        return {}
    return {at: Byline(Facts(author=names), ("author",))}


def _under(texts: Sequence[str], last: int, aside: Collection[int]) -> dict[int, Byline]:
    """Who wrote a report, where names, or a department with a name, are all of the line under its last paragraph."""
    at = last + 1
    if not 0 < at < len(texts) or at in aside or not is_writer(texts[at]):
        return {}
    if at + 1 < len(texts) and (is_date(texts[at + 1]) or is_writer(texts[at + 1])):
        return {}
    return {at: Byline(Facts(author=texts[at]), ("author",))}


def _writer_of_post(
    texts: Sequence[str], bylines: Mapping[int, Byline], first: int
) -> tuple[set[int], dict[int, Byline]]:
    """Who wrote a post of a forum, on a line of its own between the post's title and its time: the line, the byline."""
    at = next((i for i in bylines if i < first and POSTED.match(texts[i])), 0)
    own = [
        i
        for i in range(at)
        if not (matches("lines", texts[i]) or matches("heads", texts[i]) or is_way(texts[i]) or byline(texts[i]))
    ]
    title = next((i for i in own if len(texts[i]) >= TITLE_LEAST), at)
    names = [i for i in own if i > title and POSTER.fullmatch(texts[i])]
    if len(names) != 1:
        return set(), {}
    facts = bylines[at].facts.or_else(Facts(author=texts[names[0]]))
    return set(names), {at: bylines[at]._replace(facts=facts)}
