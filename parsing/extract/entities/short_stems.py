"""Names of settlements and roads of one character, of a family, or after a site: 永 + 新村, 王 + 村, 大桥 + 社区.

Apart from :mod:`parsing.extract.entities.stems`, which reads stems that are words of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.parts_of_speech import FUNCTION_TAGS
from parsing.extract.entities.stems import PLACES, SELDOM, is_open
from parsing.extract.entities.suffixes import sites
from parsing.extract.tokens import CHINESE
from parsing.lexicon import load

if TYPE_CHECKING:
    from parsing.extract.entities.known_places import KnownPlaces
    from parsing.extract.tokens import Tokens

SURNAMES = load("surnames")
FAMILIES = frozenset("".join(SURNAMES["single"].split())) - {*SURNAMES["everyday"], *PLACES["no_village"], *"包"}
"""Surnames that a village may be called after alone."""
FAMILY = frozenset(PLACES["of_families"])
"""Suffixes that a surname alone may stand before: 王 + 村."""
BEARING = frozenset(PLACES["of_sites"])
"""Suffixes that the name of a site may stand before: 大桥 + 社区."""
SHORTEST, LONGEST = 2, 4
"""Characters of such a site's name."""


def site_borne(text: str, known: KnownPlaces, end: int) -> int:
    """Where the name of a site begins after which a settlement is called, ending at ``end``: 大桥 in 江州区大桥 + 村.

    ``end`` itself where there is none.
    """
    before = known.ends[end]
    within = (at for at in range(end - 1, before.start, -1) if at in known.ends)
    begin = next((at for at in within if known.ends[at].start == before.start), before.start)
    site = any(text[at:end] in sites() for at in range(begin, end - 1))
    return begin if site and SHORTEST <= end - begin <= LONGEST else end


def is_sign(tokens: Tokens, at: int, floor: int, *, behind: bool) -> bool:
    """Whether the one character at ``at`` makes a name with the suffix behind it: 永 in 江州区永 + 新村.

    Right ``behind`` a place any character does; elsewhere it must be no verb or particle and stand free.
    """
    if at < floor or not CHINESE.fullmatch(tokens.text, at, at + 1):
        return False
    if behind and at == floor:
        return True
    word = tokens.word(at)
    alone = word is not None and word.start == at and not word.tag.startswith(FUNCTION_TAGS)
    return alone and tokens.text[at] not in SELDOM and is_open(tokens, at, floor) and not _is_second(tokens, at, floor)


def _is_second(tokens: Tokens, at: int, floor: int) -> bool:
    """Whether one character more stands before the one at ``at``, and nothing else: 兴 in ，兴汉 + 新区."""
    first, sign = tokens.run(at)[0], tokens.word(at - 1)
    if sign is None or not floor <= sign.start == first == at - 1:
        return False
    return sign.text not in SELDOM and sign.tag[:1] in {"v", "n", "a"}
