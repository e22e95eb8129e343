"""ORG: firms, shops and societies of any name, told by what they give: ，四时鲜水果店捐款; 江州云禾新材料向县医院捐赠.

Apart from the grammar of names, which reads a name's words: here its end is a kind of business, and a mark, a place or
who else gives stands before it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.body_words import GENERIC, NEVER, ORGANISATIONS, edges
from parsing.extract.entities.heads import heads
from parsing.extract.entities.modifiers import outermost
from parsing.extract.mentions import Mention
from parsing.extract.tokens import CHINESE
from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load
from parsing.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.extract.mentions import MentionIndex
    from parsing.extract.tokens import Tokens

SHORTEST, LONGEST = 2, 6
"""Characters of a giver's own name."""
JOINTS = "、和与及"
GIFTS = "捐赠送"
AMOUNT = r"\d[\d,.]*+[余多]?[万千百]?元"
"""A sum of money."""
SUM = rf"(?:[：: ]|——)?{AMOUNT}(?=[、；。，\n…]|$)"
"""Behind the name of who gives, in a list: 禾顺佳超市 + 3000元、."""
NO_NAME = ("v", "p", "d", "c", "r", "m", "q", "t", "u")
"""Parts of speech of words that open no name behind a mark."""


@cache
def _giving() -> re.Pattern[str]:
    """A verb of giving with all before it, which follows the name of who gives; no noun of giving (捐赠仪式)."""
    gifts = load("counts")["gifts"]
    also, verbs = any_of([*gifts["also"], *gifts["adverbs"]]), any_of([*gifts["verbs"], *gifts["handed"]])
    noun = any_of(word for word in gifts["nouns"] if word != "的")
    return re.compile(rf"等?(?:{also})*(?:[向为给把将以][^，。；：\n]{{2,30}}?)?{verbs}(?!{noun})|{SUM}")


@cache
def _ends() -> Vocabulary:
    """The last words of the names of those who give."""
    kinds = heads()
    named = kinds.all.words - kinds.alone - kinds.levelled - kinds.tasked
    trades = [
        *ORGANISATIONS["trades"],
        *ORGANISATIONS["firm_trades"],
        *ORGANISATIONS["making"].split(),
        *ORGANISATIONS["giving"],
    ]
    return Vocabulary.of([*named, *trades])


@cache
def _no_names() -> frozenset[str]:
    """Words that no giver's own name has."""
    return frozenset({*edges(), *GENERIC, "等"})


@cache
def _before() -> re.Pattern[str]:
    """What may stand before the name in its clause: a day, whence a gift came."""
    return re.compile(rf"(?:.*\d[日月时])?(?:{any_of([*ORGANISATIONS['meanwhile'], *ORGANISATIONS['given_by']])})*")


@cache
def _called() -> re.Pattern[str]:
    """The last word for what a giver is, or of what describes it, before its name: 成立3年的 + 恒泰地产, 爱心企业 + 恒泰地产."""
    return re.compile(rf".*{any_of(ORGANISATIONS['called_giver'])}")


def find_givers(tokens: Tokens, places: MentionIndex, known: Mapping[int, Mention]) -> Iterator[Mention]:
    """Those who give that no other finder has; ``known``: the bodies found, by their ends."""
    text = tokens.text
    if not any(sign in text for sign in GIFTS):
        return
    for match in _giving().finditer(text):
        end = match.start()
        while end > 0 and end not in known and (start := _start(tokens, places, end)) < end:
            yield Mention(start, end, "ORG")
            if text[start - 1 : start] not in JOINTS:
                break
            end = start - 1


def _start(tokens: Tokens, places: MentionIndex, end: int) -> int:
    """Where the name of a giver begins that ends at ``end``, else ``end``."""
    text, begin = tokens.text, tokens.run(end - 1)[0]
    kind = _ends().before(text, end, begin)
    if kind == end:
        return end
    joint = max(text.rfind(sign, begin, kind) for sign in JOINTS[1:])
    if joint > begin and _ends().before(text, joint, begin) < joint:
        begin = joint + 1
    if called := _called().search(text, begin, kind):
        begin = called.end()
    place = places.at(places.floor(kind))
    if place is not None and place.end > begin:
        return outermost(places, place) if _is_own(tokens, place.end, kind, place=True) else end
    if lead := _before().match(text, begin, kind):
        begin = lead.end()
    return begin if _is_own(tokens, begin, kind, place=False) else end


def _is_own(tokens: Tokens, start: int, end: int, *, place: bool) -> bool:
    """Whether a stretch can be a giver's own name: no everyday word, no particle, behind a mark no verb."""
    own, parts = tokens.text[start:end], tokens.cut(start, end)
    if not SHORTEST <= end - start <= LONGEST or CHINESE.fullmatch(own) is None or words().is_common(own):
        return False
    if own[0] in NEVER or any(part.text in _no_names() or part.tag == "uj" for part in parts):
        return False
    if all(len(part.text) > 1 and words().is_common(part.text) for part in parts):
        return False
    return place or not any(len(part.text) > 1 and part.tag.startswith(NO_NAME) for part in parts)
