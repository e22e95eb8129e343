"""Where the text leads up to names: behind posts, labels of lists, and the body that a paragraph is signed for.

Apart from the finder of persons, which reads a row of names from each such place on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.extract.entities.names import LEADING
from parsing.extract.entities.titles import CONTEXT
from parsing.searching import first_of, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import Mention

SIGNER = r"[\u4e00-\u9fff]{1,2}[^\W网台报社办局委]"
"""As long as a name, and no end of a body."""
MADE = "(?:[ 　/]?(?:文/?图?|图/?文?|摄影?|供稿|摄影报道))?"
"""Behind a signature: what was made: （李青禾 文/图）."""
SAYS = re.compile("[\u4e00-\u9fff]{2,3}说(?![\u4e00-\u9fff])")
"""As long as a name, and behind it that they speak: 王明 + 说，, though 明说 is a word."""
SAID = 2.0
"""Log odds of a name behind a post, over the usual there, where such words follow."""
SIGNATURE = re.compile(r"（[^（）\n]{4,40}）$", re.MULTILINE)
"""The bracket that a paragraph is signed with."""
AFTER_POST, AFTER_ROLE, AFTER_GROUP, IN_LIST = 1.5, -1.0, -2.5, 0.1
"""Log odds of a name, over the usual, after a post, a profession, a noun of a group, and another name."""


def after_posts(text: str, names: list[Mention], held: set[int]) -> Iterator[tuple[int, float]]:
    """Where names may stand behind posts, with the log odds of one.

    ``held``: the starts of posts with their holder before them, so that a name seldom follows; there 向 and 由 are
    prepositions and no surnames: 李明董事长 + 向….
    """
    posts = (mention for mention in names if mention.label == "TITLE")
    return (
        (post.end, AFTER_POST + SAID * bool(SAYS.match(text, post.end)) if post.start not in held else AFTER_GROUP)
        for post in posts
        if post.start not in held or text[post.end : post.end + 1] not in LEADING | {"都"}
    )


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leads up to names: labels (成员：, 审核：), lists (参加会议的有), naming (名叫), signatures (本报讯（).

    With it, the characters that it may begin with.
    """
    keys = ("labels", "listing", "came")
    labels, listing, came = ("|".join(sorted(CONTEXT[key], key=len, reverse=True)) for key in keys)
    expression = re.compile(
        rf"(?:^|(?<=[\s，。；）（/、丨|]))(?:{labels})(?:同志)?(?=[：:丨|/]| [\u4e00-\u9fff]{{2,4}}(?:[\s）)]|$))[：:丨|/]?"
        rf"|(?:[电讯]|消息|报道)[ 　]?（(?=[\u4e00-\u9fff]{{2,4}}[）、 ])"
        rf"|(?:(?<=[。！？”])|^)（(?={SIGNER}(?:[ 　、]{SIGNER})*{MADE}）$)"
        rf"|(?<=[网报台])（(?=[\u4e00-\u9fff]{{2,3}}）[ 　]?(?:\d|近日|日前))"
        rf"|岁的(?=[\u4e00-\u9fff]{{2,3}}[，、（{CONTEXT['after_aged']}])"
        rf"|(?:{'|'.join(CONTEXT['called'])})(?=[\u4e00-\u9fff]{{2,4}}[，。、；的\s])"
        rf"|(?:{listing})[^，。；：\n]{{0,12}}的?(?:{came})?(?:还有|有|为|包括)[：:]?",
        re.MULTILINE,
    )
    return expression, re.compile(
        first_of([*CONTEXT["labels"], *CONTEXT["called"], *CONTEXT["listing"], "电", "讯", "消", "报", "岁"], "（")
    )


def after_labels(text: str) -> Iterator[tuple[int, float]]:
    """Where names may stand behind labels, with the log odds of one."""
    expression, first = _labels()
    return ((match.end(), AFTER_POST) for match in matches(expression, first, text))


def signed_for(text: str, names: list[Mention]) -> Iterator[tuple[int, float]]:
    """Where names stand behind a body in the bracket that a paragraph is signed with: …。（县农业局 王明 李文江）."""
    signed = {match.start(): match.end() for match in SIGNATURE.finditer(text)} if "）" in text else {}
    for body in names if signed else ():
        opening = text.rfind("（", 0, body.start)
        if body.label == "ORG" and signed.get(opening, 0) > body.end:
            yield body.end, AFTER_POST
