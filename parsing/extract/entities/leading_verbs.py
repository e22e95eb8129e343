"""Words of task that are verbs at the head of what reads as a body's name: 并 + 联合 + 疾控中心.

Apart from the modifiers of names, among which such a word belongs to the name wherever something else stands before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.heads import heads
from parsing.extract.entities.modifiers import AID, LEVELS, ORGANISATIONS, WEAK
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.entities.modifiers import Modifiers

ADVERBS, PEOPLE = frozenset("正已将曾再又均"), tuple(load("titles")["context"]["groups"])
"""Before such a verb: 正 + 联合 + 青岚小学."""
SHORTEST = 4
"""Characters of a noun for people and a verb."""
AIDING, LEADING = tuple(ORGANISATIONS["aiding"]), tuple(ORGANISATIONS["leading"])


def behind_verb(text: str, read: Modifiers, head: int, end: int) -> int:
    """Where a name begins whose first word of task is a verb, since nothing but the head follows it: 并 + 联合 + 疾控中心.

    Only a team is called after the aid that it brings: 捐款 + 支援 + 江州医院.
    """
    if (deed := _behind_people(text, read.start, head, end)) > read.start:
        return deed
    if text[read.start] in ADVERBS and text.startswith(LEADING, read.start + 1):
        read = read._replace(start=read.start + 1)
    if not text.startswith(LEADING, read.start):
        return read.start
    verb = next(word for word in LEADING if text.startswith(word, read.start))
    if verb in AID and not text.endswith(AIDING, head, end):
        return read.start + len(verb)
    rest = text[read.start + len(verb) : head]
    if read.proper and rest and not text.endswith(AIDING, head, end) and text[head:end] not in heads().tasked:
        return read.start + len(verb)
    own = not rest or rest in WEAK or (bool(rest) and LEVELS.at(rest, 0) > 0)
    return read.start + len(verb) if own and (rest or not read.proper) and text[head : head + 1] != "组" else read.start


def _behind_people(text: str, start: int, head: int, end: int) -> int:
    """Where a name begins behind a noun for people and what they do for the body: 医护人员支援 + 江州医院; else ``start``."""
    if head - start < SHORTEST or text.endswith(AIDING, head, end):
        return start
    found = ((text.rfind(verb, start + 1, head), len(verb)) for verb in LEADING)
    return next(
        (at + size for at, size in found if at > start and at + size < head and text.endswith(PEOPLE, start, at)), start
    )
