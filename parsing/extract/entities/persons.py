"""PERSON: names beside posts, in lists of names, after nouns of a group, and wherever a name so found comes again.

No list of given names would help: what tells a name is its company. Each way of being introduced is one function;
where the name ends is for :mod:`parsing.extract.entities.names` to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.entities.holders import NameEnds, is_other, names_before
from parsing.extract.entities.introduced import WHOLE, addressed, in_religion, introduced, leads_to_place
from parsing.extract.entities.leads import (
    AFTER_GROUP,
    AFTER_POST,
    AFTER_ROLE,
    IN_LIST,
    after_labels,
    after_posts,
    signed_for,
)
from parsing.extract.entities.names import (
    SURNAMES,
    end_of_name,
    redacted,
    surnames,
)
from parsing.extract.entities.odd_names import end_of_spaced, end_of_unlisted
from parsing.extract.entities.peoples import names_of_one_part, names_of_parts
from parsing.extract.entities.professions import is_seat, stands_alone
from parsing.extract.entities.recurrence import Recurring
from parsing.extract.entities.titles import CONTEXT, groups
from parsing.extract.entities.transcribed import dotted_names, first_part
from parsing.extract.mentions import Mention
from parsing.extract.vocabulary import occurrences
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

GAP = re.compile(r"[）)]?(?:同志|[：:/]|[ 　]){0,2}")
"""What may stand between a post and the name."""
BYLINE = frozenset(" 　：:/")
"""Behind a profession: a byline follows (记者 陈明)."""
JOINT = re.compile(
    r"、|以及|[和与及]|，(?=[\u4e00-\u9fff]{2,3}[，、])"
    r"|[ 　](?=[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}|[ 　]{1,2}[\u4e00-\u9fff])(?:[ 　）)\n，。]|$))"
    r"|(?=[\u4e00-\u9fff]{2,3}[）)])"
)
"""Between names of a list; those who sign in brackets may stand without anything between them: （记者陈青野李云）."""
SIGNED = re.compile("[ 　：:](?P<name>[\u4e00-\u9fff]{2,3})(?=[ 　）)\n])")
"""Who signs behind his profession, be his surname in no list: （记者 甲乙 通讯员 丙丁戊）."""
IN_BRACKET = re.compile("[ 　：:]?(?P<name>[一-鿿]{2,3})(?=[ 　）\n])")
"""The same right behind it, where the two are all that a bracket has: （记者甲乙）."""
ITEM = re.compile(r"[\u4e00-\u9fff]{2,4}(?=、)")
"""An item of a list that is as long as a name, transcribed ones too, and no last one."""


def find_persons(tokens: Tokens, seen: LexiconMatches, names: list[Mention]) -> list[Mention]:
    """PERSON mentions in order, given the other entities (``names``).

    With them, as TITLE, professions beside them (记者陈明); as PLACE, places that read as persons (向云溪捐赠, with 云溪区).
    """
    text, recurring = tokens.text, Recurring(tokens.text)
    blocked: dict[int, Mention] = {}
    for mention in names:
        blocked.update(dict.fromkeys(range(mention.start, mention.end), mention))
    found = dict(apart := _without_surname(text, seen, blocked))
    ahead = [m.start for m in names if m.label == "TITLE"] + [start for start, _ in seen.addresses]
    before = names_before(tokens, ahead, blocked) | addressed(tokens, seen, blocked)
    held = {*before.values()}
    leads = [(end, AFTER_GROUP) for start, end in seen.groups if not _overlaps_word(tokens, start, end)]
    for at, bias in sorted([*leads, *after_posts(text, names, held), *after_labels(text), *signed_for(text, names)]):
        found.update(_row(tokens, at, bias, recurring, blocked))
    found.update(redacted(tokens))
    told = introduced(tokens, names, blocked)
    divisions = _short_divisions(tokens, told, blocked)
    found.update((start, end) for start, end in told.items() if divisions.get(start) != end)
    found.update(before)
    found.update(clerics := in_religion(tokens))
    beside = {*clerics.values()}
    roles = [role for role in seen.roles if not _ends_noun(tokens, *role)]
    for start, end in roles:
        bias = AFTER_POST if text[end : end + 1] in BYLINE else AFTER_ROLE
        named = _row(tokens, end, bias, recurring, blocked) or _signed(text, start, end)
        if named := named or names_before(tokens, [start], blocked):
            beside.add(start)
            found.update(named)
    found.update((start, max(end, found[start])) for start, end in apart.items())
    found.update(_again(tokens, found))
    titles = [
        Mention(*role, "TITLE")
        for role in roles
        if role[0] in beside or role[1] in found or stands_alone(text, *role) or is_seat(text, *role, blocked)
    ]
    places = [Mention(start, end, "PLACE") for start, end in divisions.items()]
    return sorted([*titles, *places, *(Mention(start, end, "PERSON") for start, end in found.items())])


def _without_surname(text: str, seen: LexiconMatches, blocked: dict[int, Mention]) -> NameEnds:
    """Names that their own characters give away, of people who have no surname."""
    groups = (end for _, end in seen.groups)
    named = (*names_of_one_part(text, groups), *names_of_parts(text), *dotted_names(text))
    return {start: end for start, end in named if not is_other(blocked, start, end, places=False)}


def _overlaps_word(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a noun of a group is only the end of one word and the beginning of the next: 女儿 in 妇女 + 儿童."""
    word = tokens.word(end - 1)
    return word is not None and start < word.start < end < word.end and not word.tag.startswith("nr")


def _ends_noun(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a profession is but the end of a noun of a group (工作者), or of one word with the next (急诊科 + 护士长)."""
    word = tokens.word(start)
    crossing = word is not None and word.start < start and word.end < end
    seat = tokens.text[start:end] in CONTEXT["seats"]
    return crossing or (not seat and groups().before(tokens.text, end) < start)


def _row(tokens: Tokens, at: int, bias: float, recurring: Recurring, blocked: dict[int, Mention]) -> NameEnds:
    """The name at ``at`` (a colon, a blank or 同志 may come first) and those that follow in its list.

    ``bias``: the log odds, over the usual, of there being a name.
    """
    text = tokens.text
    found: NameEnds = {}
    gap = GAP.match(text, at)
    at = gap.end() if gap else at
    while True:
        end = end_of_name(tokens, at, recurring, bias=bias)
        end = end_of_spaced(tokens, at) if end == at and bias > AFTER_GROUP else end
        end = end_of_unlisted(tokens, at) if end == at and bias >= AFTER_POST else end
        if end == at and (found or (bias == AFTER_GROUP and surnames().at(text, at) > at)):
            end = _among_names(tokens, at, recurring)
        end -= _appoints_to(text, at, end, blocked)
        if (
            end == at
            or is_other(blocked, at, end)
            or _appoints(text, at, end, blocked)
            or leads_to_place(text, at, end, blocked)
        ):
            return found
        found[at] = end
        joint = JOINT.match(text, end)
        if joint is None:
            return found
        at, bias = joint.end(), IN_LIST


def _short_divisions(tokens: Tokens, told: NameEnds, blocked: dict[int, Mention]) -> NameEnds:
    """Where a division of the report goes by its name alone, told like a person's: 向云溪捐赠, with 云溪区 elsewhere."""
    text = tokens.text
    divisions = {text[m.start : m.end - 1] for m in blocked.values() if m.label == "PLACE"} if told else set()
    shorts = divisions.intersection(text[start:end] for start, end in told.items())
    return {
        start: end
        for start, end in (occurrences(shorts, text) if shorts else ())
        if start not in blocked and tokens.border(start) and tokens.border(end)
    }


def _signed(text: str, start: int, at: int) -> NameEnds:
    """Who signs behind a profession that ends at ``at``, unless it is a word of another kind."""
    found = (IN_BRACKET if text[start - 1 : start] == "（" else SIGNED).match(text, at)
    return {found.start("name"): found.end("name")} if found and not _is_word(found["name"]) else {}


def _is_word(stretch: str) -> bool:
    """Whether the dictionary has the stretch, and not as a name."""
    tag = words().tag(stretch)
    return bool(tag) and not tag.startswith("nr")


def _has_words(stretch: str) -> bool:
    """Whether a stretch has words of more than one character in it that are no names."""
    return any(len(word.text) > 1 and not word.tag.startswith("nr") for word in words().cut(stretch))


def _among_names(tokens: Tokens, at: int, recurring: Recurring) -> int:
    """The end of what stands in a list before a name and is as long as one, else ``at``.

    Behind a name its surname need not be in any list; but a noun is no name.
    """
    item = ITEM.match(tokens.text, at)
    if item is None or _is_word(item.group()) or (len(item.group()) > WHOLE and _has_words(item.group())):
        return at
    return item.end() if end_of_name(tokens, item.end() + 1, recurring, bias=IN_LIST) > item.end() + 1 else at


def _appoints(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether 任 is no surname but the verb before another post: 县长 + 任 + 双组长."""
    following = blocked.get(end)
    return text[start] == "任" and following is not None and following.label == "TITLE"


def _appoints_to(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether a name ends before its last character, which leads to another post: 县长陈青 + 任 + 组长, 局长陈青 + 和 + 股长."""
    following = blocked.get(end)
    long = end - start > WHOLE - 1 and text[end - 1] in "为任兼和与及"
    return long and following is not None and following.label == "TITLE"


def _again(tokens: Tokens, found: NameEnds) -> NameEnds:
    """Where the names found, and those everybody knows, stand elsewhere in the text."""
    text = tokens.text
    names = {*(text[start:end] for start, end in found.items()), *SURNAMES["known"].split()}
    names |= {short for name in names if len(short := first_part(name)) >= WHOLE}
    return {
        start: end
        for start, end in occurrences(names, text)
        if end - start > 2 or (tokens.border(start) and (tokens.border(end) or end == len(text)))
    }
