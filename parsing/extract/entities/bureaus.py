"""ORG: bureaus, offices and centres of a level of government whose field is in no list: 区 + 科经 + 局.

Also branches of small parties. Apart from the heads of the lexicon: here the level before (区) and the kind behind (局)
show that it is a body, whatever field stands between.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.body_words import NEVER, ORGANISATIONS, edges
from parsing.extract.entities.gazetteer import short_names
from parsing.extract.entities.heads import heads
from parsing.extract.entities.modifiers import outermost
from parsing.extract.entities.predicates import opens_predicate
from parsing.extract.entities.stems import LEVELS, PLACES
from parsing.extract.entities.subunits import DEPUTY
from parsing.extract.entities.suffixes import sites
from parsing.extract.entities.unlisted import is_word
from parsing.extract.mentions import Mention
from parsing.searching import matches
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.extract.mentions import MentionIndex
    from parsing.extract.tokens import Tokens

LEVEL = f"[{''.join(sorted(LEVELS))}]|(?<=街)道"
"""The level that such a name begins with; of 街道 its second character."""
FIRST = re.compile(LEVEL)
FIELD = f"(?:(?![{''.join(sorted(LEVELS))}])[\u4e00-\u9fff])"
"""A character of a field: of two levels in a row the last counts (某州 + 市 + 信息中心)."""
OWN_RULE = "自治"
"""Before 区 or 州, what belongs to the level: 自治区 + 民委."""
BROKEN = ORGANISATIONS["broken"]
"""By the end of a body's name, the characters that make another word of it: 处 + 理."""
BY_WORD, JOINTS = frozenset("处院站所"), frozenset("和与及")
"""Ends that short words have too (查处, 出院), and what joins the next item of a row."""
SHORT_WORD, LEADING_UP = 2, "为"
"""Characters of such a short word; a character that stands in no field, though other single ones do."""
NARROW = tuple(PLACES["narrow"])
"""Places that end like a level and have no bureaus: 石桥社区 + 预检分诊处."""
NO_FIELD = ("v", "p", "c", "d", "r", "u", "q", "y", "t")
"""Parts of speech that the field of a bureau does not have: ``FUNCTION_TAGS`` but for m, as it may have a numeral."""


@cache
def _bureau() -> re.Pattern[str]:
    """A level, a field and a kind of bureau, where no other word goes on from it: 区 + 科经 + 局, 市 + 文物保护 + 中心."""
    posts = any_of(ORGANISATIONS["section"]["posts"])
    return re.compile(
        rf"(?:{LEVEL})(?:(?P<field>{FIELD}{{2,4}}?)(?:和(?P<other>{FIELD}{{2,4}}?))?"
        rf"(?:{any_of(ORGANISATIONS['bureaus']['acting'])})?"
        rf"(?:(?<!大)局(?![面部势限促域中]|长[^、，。\u4e00-\u9fff])|办(?=[、，。；）和与及]|等(?:部门|单位)|{DEPUTY}{posts})"
        rf"|组(?=(?:常务|第一)?副?组长))"
        rf"|(?P<task>{FIELD}{{2,9}}?)(?:中心(?!{any_of(ORGANISATIONS['central'])})"
        rf"|处(?![{BROKEN['处']}])|院(?![{BROKEN['院']}内])"
        rf"|(?<!网)[站所](?![{BROKEN['站']}{BROKEN['所']}])|[大支]队(?![{BROKEN['队']}])))"
    )


@cache
def _centre() -> re.Pattern[str]:
    """The rest of the name of a centre that begins with a place's short name: 江州 + 文物保护 + 中心."""
    return re.compile(
        rf"(?P<field>{FIELD}{{2,9}}?)(?:中心(?!{any_of(ORGANISATIONS['central'])})|研究[院所](?![{BROKEN['院']}]))"
    )


@cache
def _branch() -> re.Pattern[str]:
    """A branch of one of the small parties in a place: 民进 + 云岭 + 总支."""
    return re.compile(
        rf"{any_of(ORGANISATIONS['sectioned'])}[\u4e00-\u9fff]{{2,5}}?"
        r"(?:总?支部(?:委员会)?|总支|工委|(?:[省市区县]|基层)委(?:员?会)?)(?![书员])"
    )


def find_bureaus(tokens: Tokens, places: MentionIndex) -> Iterator[Mention]:
    """Bureaus with the place whose level they begin with, centres behind a place's short name, branches of parties."""
    text = tokens.text
    if any(party in text for party in ORGANISATIONS["sectioned"]):
        yield from (Mention(*match.span(), "ORG") for match in _branch().finditer(text))
    for end, seat in places.by_end.items():
        centre = _centre().match(text, end) if text[seat.start : end] in short_names().words else None
        if centre and is_field(centre["field"]) and not text.endswith(_sites(), end, centre.end()):
            yield Mention(outermost(places, seat), centre.end(), "ORG")
    for match in matches(_bureau(), FIRST, text):
        start = match.start()
        place = places.at(start + 1)
        free = place is not None or start == tokens.run(start)[0] or not is_word(text[start - 1 : start + 1])
        fields = [match.span(name) for name in ("field", "other", "task") if match[name]]
        if free and _divides(tokens, start, match.end()) and all(is_field(text[begin:end]) for begin, end in fields):
            start -= len(OWN_RULE) if text.endswith(OWN_RULE, 0, start) else 0
            yield Mention(outermost(places, place) if place is not None else start, match.end(), "ORG")


def _divides(tokens: Tokens, start: int, end: int) -> bool:
    """Whether what stands at ``[start, end)`` is divided like a bureau's name, and is no site.

    A word must end behind the level, and the kind be no part of a word (查处). 会展中心 is a site, and before a verb 所 is a
    particle: 官网 + 所公布.
    """
    text, word, following = tokens.text, tokens.word(end - 1), tokens.word(end)
    by_word = text[end - 1] in BY_WORD or (text[end - 1] == "办" and text[end : end + 1] in JOINTS)
    if by_word and (word is None or word.end > end or len(word.text) == SHORT_WORD):
        return False
    if text[end - 1] == "所" and following is not None and following.tag.startswith("v"):
        return False
    return tokens.border(start + 1) and not (text.endswith(_sites(), start, end) or text.endswith(NARROW, 0, start + 1))


@cache
def _sites() -> tuple[str, ...]:
    """Sites that end as bureaus do: 会展中心."""
    return tuple(name for name in sites() if name.endswith(("中心", "站")))


def is_field(field: str) -> bool:
    """Whether a stretch can name what a bureau is for: 科经, 文物保护.

    It has no body, no level, no particle in it, and no verb that is not a noun too.
    """
    if "级" in field or field in heads().all.words or not LEVELS.isdisjoint(field) or not NEVER.isdisjoint(field):
        return False
    parts = words().cut(field)
    return (
        parts[0].text not in edges()
        and all(
            (len(part.text) == 1 and part.text != LEADING_UP)
            or part.tag == "vn"
            or part.text in ORGANISATIONS["bureaus"]["acting"]
            or not part.tag.startswith(NO_FIELD)
            for part in parts
        )
        and not any(opens_predicate(part.text) for part in parts)
    )
