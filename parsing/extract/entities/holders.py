"""Names that end where a post or a form of address begins: 李某某 + 书记, 王小明 + 同志.

The end is known and the beginning is looked for: the longest stretch with a surname that is no other words and stands
free. Apart from :mod:`parsing.extract.entities.names`, where the beginning is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from parsing.extract.entities.body_words import ORGANISATIONS
from parsing.extract.entities.heads import heads
from parsing.extract.entities.introduced import WHOLE
from parsing.extract.entities.names import ACTS, BEFORE_MARKS, EVERYDAY, LEADING, NEVER_LAST, surnames
from parsing.extract.entities.titles import groups
from parsing.extract.tokens import CHINESE

if TYPE_CHECKING:
    from parsing.extract.mentions import Mention
    from parsing.extract.tokens import Tokens


NameEnds: TypeAlias = dict[int, int]
"""The end of each name by its start, in code points of the text."""
DEPARTMENTS = tuple(ORGANISATIONS["section"]["ends"])
"""How departments end, behind which a name stands free: 财务科 + 李明 + 科长."""
LAST_OF_NONE, TOWARDS = NEVER_LAST - BEFORE_MARKS, frozenset("向对从与由任兼")
"""Characters that end no name wherever it stands, and those that end none before a post or a relative: 王芳任 + 组长."""


def is_other(blocked: dict[int, Mention], start: int, end: int, *, places: bool = True) -> bool:
    """Whether something else is named there; ``places`` within the name do not count (常委高平 is no town)."""
    mentions = (blocked[at] for at in range(start, end) if at in blocked)
    return any(
        not (places and mention.label == "PLACE" and start <= mention.start and mention.end <= end)
        for mention in mentions
    )


def names_before(tokens: Tokens, ends: list[int], blocked: dict[int, Mention]) -> NameEnds:
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
        if start < floor or not _is_name(tokens, start, end) or _joins(tokens.text, start, end, blocked):
            continue
        if not is_other(blocked, start, end, places=False) and _stands_free(tokens, start, blocked):
            return start
    return end


def _joins(text: str, start: int, end: int, blocked: dict[int, Mention]) -> bool:
    """Whether the last character joins two posts with their holders: 医师陈青 + 和 + 护士长李野."""
    before = blocked.get(start - 1)
    return text[end - 1] in "和及" and before is not None and before.label == "TITLE"


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
