"""Verbs that seem to begin a body's name, because they are words of task elsewhere: 并联合 + 疾控中心.

Apart from the modifiers of names, among which such a word belongs to the name wherever something else stands before it
(江州市联合检查组).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.body_words import AID, LEVELS, ORGANISATIONS, WEAK
from parsing.extract.entities.heads import heads
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.entities.modifiers import Modifiers

ADVERBS, PEOPLE = frozenset("正已将曾再又均"), tuple(load("titles")["context"]["groups"])
"""Before such a verb: 正 + 联合 + 青岚小学."""
SHORTEST = 4
"""Characters of a noun for people and a verb."""
AIDING, LEADING = tuple(ORGANISATIONS["aiding"]), tuple(ORGANISATIONS["leading"])


def behind_verb(text: str, read: Modifiers, head: int, end: int) -> int:
    """Where a name begins without the verb before it: 疾控中心 in 并联合 + 疾控中心; where there is none, as it was ``read``.

    ``head``, ``end``: where its head stands. Only a team is called after the aid that it brings (支援江州医疗队); in
    捐款支援江州医院 the verb is none of the hospital's.
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
