"""Words of giving that tell who gave: behind the giver (云谷公司 + 向县医院捐赠), or behind 由 and what was given (由云谷公司捐赠的).

Apart from :mod:`parsing.extract.metrics.gifts`, which decides among the names of a sentence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.metrics.clauses import REACH
from parsing.extract.metrics.wordlists import scope_words
from parsing.lexicon import load
from parsing.searching import past

if TYPE_CHECKING:
    from parsing.extract.metrics.clauses import Count
    from parsing.record import Entity

NAMELESS = 2
"""A giver that is no name the program knows has at least so many characters."""


@cache
def any_giving() -> re.Pattern[str]:
    """Any word for a gift with its adverbs, also where it describes the gift: 由云谷公司 + 爱心捐赠的口罩."""
    gifts = load("counts")["gifts"]
    return re.compile(f"(?:{any_of(gifts['adverbs'])})*{any_of([*gifts['stems'], *gifts['handed']])}")


@cache
def gives_to() -> re.Pattern[str]:
    """Behind a giver: the receiver and the verb: 云溪市 + 也向青岚市捐赠."""
    adverbs, verbs = (any_of(load("counts")["gifts"][name]) for name in ("also", "verbs"))
    return re.compile(f"(?:{adverbs})*向[^，。；：]{{2,40}}?{verbs}")


def by_whom(text: str, name: Entity) -> bool:
    """Whether a body gives, told behind 由 or a word of receiving: 由云谷商会捐赠的口罩300只, 收到云谷商会捐款5万元."""
    led = name.label == "ORG" and text.endswith(_given_by(), 0, name.start)
    return led and (any_giving().match(text, name.end) or _gives_with().match(text, name.end)) is not None


@cache
def _gives_with() -> re.Pattern[str]:
    """Behind a giver: a partner, the receiver and the verb, which describe the gift: 携手云谷公司向县医院捐赠的."""
    verbs = any_of(load("counts")["gifts"]["verbs"])
    return re.compile(f"(?:{any_of(scope_words('partners'))}[^，。；：]{{2,20}}?)?向[^，。；：]{{2,40}}?{verbs}的")


@cache
def _given_by() -> tuple[str, ...]:
    """Before one who gives: 由, 收到."""
    return tuple(load("organisations")["given_by"])


@cache
def _openers() -> tuple[str, ...]:
    """What may stand before a giver, or in its place where it stands in the clause before; the longest first."""
    words = (*scope_words("openers"), *load("counts")["gifts"]["goes_on"], *load("counts")["gifts"]["also"])
    return tuple(sorted({word for word in words if word}, key=len, reverse=True))


def by_nameless(text: str, count: Count) -> bool:
    """Whether the giver in the count's clause is no known name, so that the gift is nobody's: 某平台向县医院捐赠100万元."""
    floor = max(count.sentence.start, count.start - REACH)
    begin = max(floor, *(text.rfind(mark, floor, count.start) + 1 for mark in "，；：。"))
    known = next((name for name in count.names if name.start >= begin and name.label != "DATE"), None)
    gift = gives_to().search(text, begin, count.start)
    if gift is None or (known is not None and known.start < gift.start()):
        return False
    giver = text[begin : gift.start()]
    giver = giver[past(_openers(), giver) :]
    return len(giver) >= NAMELESS and not any(character.isdigit() for character in giver)
