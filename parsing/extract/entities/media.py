"""ORG: the agencies, papers and sites that report, known by where they stand: in a dateline, or where they are cited.

云谷社青岚2月3日电, 据云谷商报报道. Apart from the other bodies: the name may be of any words, and only its place tells that it
is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.expressions import any_of, searchable
from parsing.extract.entities.body_words import ORGANISATIONS
from parsing.extract.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import MentionIndex

MEDIA = ORGANISATIONS["media"]
DATED = re.compile("日[电讯]|讯[ 　（(：]")
"""One of these is in every dateline with an agency."""
AGENCY = re.compile(
    rf"(?:^|(?<=[ 　）)]))(?![本据])[\u4e00-\u9fff]{{1,6}}{any_of(MEDIA['agencies'])}"
    rf"(?=[\u4e00-\u9fff]{{0,6}}(?:\d{{1,2}}月\d{{1,2}}日[电讯]|讯[ 　（(：]))",
    re.MULTILINE,
)
SITE = searchable(
    [
        rf"(?<=[\u4e00-\u9fff])(?:{'|'.join(MEDIA['sites'])})(?=\d{{0,2}}月?\d{{0,2}}日?(?:讯|消息|[（(]?(?:全媒体)?记者))"
    ]
)


IN_CITED = f"(?:(?![{MEDIA['never_cited']}])[\u4e00-\u9fff])"
"""A character of the name of a medium that is cited."""
CITED = re.compile(
    rf"(?:(?<=据)(?!{any_of(MEDIA['uncited'])}){IN_CITED}{{2,8}}?{any_of(MEDIA['cited'])}"
    r"(?=(?:\d{1,2}月)?(?:\d{1,2}日)?(?:消息|报道|讯))"
    rf"|(?:(?<=告诉)|(?<=接受)|(?<=[，。；、（“\n]))(?!{any_of(MEDIA['uncited'])})"
    rf"{IN_CITED}{{1,5}}{any_of(MEDIA['cited'])}(?=(?:全媒体)?记者))"
)
CITING, LONGEST_CITED = re.compile("记者|消息|报道|讯"), 20
"""Who reported, where a text says so: 据云谷商报报道, 告诉云谷网记者."""
DATELINE = re.compile(
    rf"^[【\[]?(?P<name>(?!{any_of(MEDIA['no_media'])})[\u4e00-\u9fff·]{{4,14}}?)(?:\d{{1,2}}月\d{{1,2}}日)?"
    rf"(?:[电讯]|报道|消息)(?=[ 　]?[（(](?:{any_of(MEDIA['reporters'])})|[ 　])",
    re.MULTILINE,
)
"""The head of a report: who reports, a place, a day."""
LONGEST_BEHIND = 4
"""Most characters of a name behind its place: 江州 + 融媒."""


def _headed(text: str, places: MentionIndex) -> Iterator[Mention]:
    """Who reports at the head of a report, told by a place in the name: 云谷文化 + 江州讯, 云上江州, 江州融媒."""
    for match in DATELINE.finditer(text):
        start, end = match.span("name")
        place = places.at(end)
        if place is not None and place.start - start > 2:
            yield Mention(start, place.start, "ORG")
        elif place is not None and text.startswith(tuple(MEDIA["prefixes"]), start, place.start):
            yield Mention(start, end, "ORG")
        elif text.endswith(tuple(MEDIA["behind"]), start, end):
            borders = range(max(start, end - LONGEST_BEHIND - 1) + 1, end)
            if any((known := places.at(at)) is not None and known.start == start for at in borders):
                yield Mention(start, end, "ORG")


def find_media(text: str, places: MentionIndex) -> Iterator[Mention]:
    """Who reports: at the head of a dateline, or a place's news site: 江州网讯, 江州网（记者 …）, 新江州客户端2月3日讯."""
    for match in AGENCY.finditer(text) if DATED.search(text) else ():
        yield Mention(*match.span(), "ORG")
    yield from _headed(text, places)
    for sign in CITING.finditer(text):
        if (cited := CITED.search(text, max(0, sign.start() - LONGEST_CITED), sign.end())) is not None:
            yield Mention(*cited.span(), "ORG")
    for match in SITE.finditer(text):
        place = places.at(match.start())
        if place is not None:
            start = place.start - text.startswith("新", max(0, place.start - 1), place.start)
            yield Mention(start, match.end(), "ORG")
