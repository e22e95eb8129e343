"""PERSON: names beside posts, in lists of names, after nouns of a group, and wherever a name so found comes again.

No list of given names would help: what tells a name is its company. Each way of being introduced is one function;
where the name ends is for :mod:`parsing.extract.entities.names` to say.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from parsing.extract.entities.heads import heads
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
    ACTS,
    BEFORE_MARKS,
    EVERYDAY,
    LEADING,
    NEVER_LAST,
    SURNAMES,
    Recurring,
    end_of_name,
    redacted,
    surnames,
)
from parsing.extract.entities.odd_names import end_of_spaced, end_of_unlisted
from parsing.extract.entities.professions import is_seat, stands_alone
from parsing.extract.entities.titles import CONTEXT
from parsing.extract.entities.transcribed import dotted_names
from parsing.extract.mentions import Mention
from parsing.extract.tokens import CHINESE
from parsing.extract.vocabulary import Vocabulary, occurrences
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens
    from parsing.extract.vocabulary import LexiconMatches

ORGANISATIONS = load("organisations")
GAP = re.compile(r"[）)]?(?:同志|[：:/]|[ 　]){0,2}")
BYLINE = frozenset(" 　：:/")
JOINT = re.compile(
    r"、|以及|[和与及]|，(?=[\u4e00-\u9fff]{2,3}[，、])"
    r"|[ 　](?=[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}|[ 　]{1,2}[\u4e00-\u9fff])(?:[ 　）)\n，。]|$))"
)
SIGNED = re.compile("[ 　：:](?P<name>[\u4e00-\u9fff]{2,3})(?=[ 　）)\n])")
"""Who signs behind his profession, be his surname in no list: （记者 甲乙 通讯员 丙丁戊）."""
IN_BRACKET = re.compile("[ 　：:]?(?P<name>[一-鿿]{2,3})(?=[ 　）\n])")
"""The same right behind it, where the two are all that a bracket has: （记者甲乙）."""
ITEM = re.compile(r"[\u4e00-\u9fff]{2,3}(?=、)")
"""An item of a list that is as long as a name, and no last one."""
DEPARTMENTS = tuple(ORGANISATIONS["section"]["ends"])

LAST_OF_NONE, TOWARDS = NEVER_LAST - BEFORE_MARKS, frozenset("向对")
"""Characters that end no name wherever it stands."""

NameEnds: TypeAlias = dict[int, int]
"""The end of each name by its start, in code points of the text."""


@cache
def groups() -> Vocabulary:
    """Nouns of a group that names may follow."""
    return Vocabulary.of(CONTEXT["groups"])


@cache
def addresses() -> Vocabulary:
    """What follows a name that is spoken of with respect."""
    return Vocabulary.of(CONTEXT["address"])


def find_persons(tokens: Tokens, seen: LexiconMatches, names: list[Mention]) -> list[Mention]:
    """PERSON mentions, in order; ``names`` are the other entities.

    With them come the professions beside them, as TITLE, and divisions of land that are told of as persons are.
    """
    text, recurring = tokens.text, Recurring(tokens.text)
    blocked: dict[int, Mention] = {}
    for mention in names:
        blocked.update(dict.fromkeys(range(mention.start, mention.end), mention))
    found: NameEnds = {start: end for start, end in dotted_names(text) if not _other(blocked, start, end, places=False)}
    ahead = [m.start for m in names if m.label == "TITLE"] + [start for start, _ in seen.addresses]
    before = _before(tokens, ahead, blocked) | addressed(tokens, seen, blocked)
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
        if named := named or _before(tokens, [start], blocked):
            beside.add(start)
            found.update(named)
    found.update(_again(tokens, found))
    titles = [
        Mention(*role, "TITLE")
        for role in roles
        if role[0] in beside or role[1] in found or stands_alone(text, *role) or is_seat(text, *role, blocked)
    ]
    places = [Mention(start, end, "PLACE") for start, end in divisions.items()]
    return sorted([*titles, *places, *(Mention(start, end, "PERSON") for start, end in found.items())])


def _overlaps_word(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a noun of a group is but the end of one word and the beginning of the next: 妇女 + 儿童."""
    word = tokens.word(end - 1)
    return word is not None and start < word.start < end < word.end and not word.tag.startswith("nr")


def _ends_noun(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a profession is but the end of a noun of a group (工作者), or of one word with the next (急诊科 + 护士长)."""
    word = tokens.word(start)
    crossing = word is not None and word.start < start and word.end < end
    seat = tokens.text[start:end] in CONTEXT["seats"]
    return crossing or (not seat and groups().before(tokens.text, end) < start)


def _row(tokens: Tokens, at: int, bias: float, recurring: Recurring, blocked: dict[int, Mention]) -> NameEnds:
    """The name at ``at`` (a colon, a blank or 同志 may come first) and those that follow in its list."""
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
            or _other(blocked, at, end)
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


def _among_names(tokens: Tokens, at: int, recurring: Recurring) -> int:
    """The end of what stands in a list before a name and is as long as one, else ``at``.

    Behind a name its surname need not be in any list; but a noun is no name.
    """
    item = ITEM.match(tokens.text, at)
    if item is None or _is_word(item.group()):
        return at
    return item.end() if end_of_name(tokens, item.end() + 1, recurring, bias=IN_LIST) > item.end() + 1 else at


def _appoints(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether 任 is the verb before another post: 县长任双组长."""
    following = blocked.get(end)
    return text[start] == "任" and following is not None and following.label == "TITLE"


def _appoints_to(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether 为 is no part of a name but leads to another post: 以董事长陈青 + 为 + 组长."""
    following = blocked.get(end)
    long = end - start > WHOLE - 1 and text[end - 1] == "为"
    return long and following is not None and following.label == "TITLE"


def _other(blocked: dict[int, Mention], start: int, end: int, *, places: bool = True) -> bool:
    """Whether something else is named there; ``places`` within the name do not count (常委高平 is no town)."""
    mentions = (blocked[at] for at in range(start, end) if at in blocked)
    return any(
        not (places and mention.label == "PLACE" and start <= mention.start and mention.end <= end)
        for mention in mentions
    )


def _before(tokens: Tokens, ends: list[int], blocked: dict[int, Mention]) -> NameEnds:
    """Names that end where a post or an address begins: 李某某书记, 王小明同志."""
    found: NameEnds = {}
    for last in ends:
        end = last
        while (start := _start_of_name(tokens, end, blocked)) < end and start not in found:
            found[start] = end
            if tokens.text[start - 1 : start] != "、":
                break
            end = start - 1
    return found


def _start_of_name(tokens: Tokens, end: int, blocked: dict[int, Mention]) -> int:
    """The start of the name that ends at ``end``, or ``end`` itself."""
    floor = tokens.run(end - 1)[0]
    for size in (4, 3, 2):
        start = end - size
        if start < floor or not _is_name(tokens, start, end):
            continue
        if not _other(blocked, start, end, places=False) and _stands_free(tokens, start, blocked):
            return start
    return end


def _is_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the characters begin with a surname and are no words of another kind."""
    text = tokens.text
    given = surnames().at(text, start, end)
    if (
        given == start
        or end - given not in {1, 2}
        or text[end - 1] in LAST_OF_NONE | TOWARDS
        or (text[end - 1] == "为" and "以" in text[tokens.run(start)[0] : start])
        or text.startswith(ACTS, start, end)
        or not CHINESE.fullmatch(text, start, end)
    ):
        return False
    if text[start] in EVERYDAY and not _is_whole(text, start, end):
        return False
    at = start
    while at < end:
        word = tokens.word(at)
        if word is None or word.start < start or (word.end > end and (end - start < WHOLE or word.start < end - 1)):
            return False
        if len(word.text) > 1 and word.start == start and word.end > given and not word.tag.startswith("nr"):
            return False
        at = word.end
    return True


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name is whole though its surname is an everyday word: three characters, the last two no name, 高立新书记."""
    first, second = text[start], text[start + 1]
    return end - start == WHOLE and first not in LEADING and (second in EVERYDAY or second not in surnames().words)


def _stands_free(tokens: Tokens, start: int, blocked: dict[int, Mention]) -> bool:
    """Whether nothing before could belong to the same noun: a mark, a verb, a preposition or another entity."""
    if start == tokens.run(start)[0] or (start - 1) in blocked:
        return True
    word = tokens.word(start - 1)
    if word is None:
        return False
    free = word.tag[:1] in {"v", "p", "c", "u", "d", "f"} or word.text in groups().words
    return free or tokens.text.endswith(DEPARTMENTS, 0, start) or heads().all.before(tokens.text, start) < start


def _again(tokens: Tokens, found: NameEnds) -> NameEnds:
    """Where the names found, and those everybody knows, stand elsewhere in the text."""
    text = tokens.text
    names = {*(text[start:end] for start, end in found.items()), *SURNAMES["known"].split()}
    return {
        start: end
        for start, end in occurrences(names, text)
        if end - start > 2 or (tokens.border(start) and (tokens.border(end) or end == len(text)))
    }
