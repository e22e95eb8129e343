"""Places that no list has, before a level that a body's name begins with: ，石鼓桥 + 区人民法院.

Apart from the names of places themselves: such a stretch is one only because a body's level follows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.extract.entities.body_words import ANY_SUCH, GENERIC, LEVELS, NEVER, SOME_SUCH, edges
from parsing.extract.entities.predicates import opens_predicate
from parsing.extract.tokens import CHINESE
from parsing.words import words

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens
    from parsing.words import Word

LONGEST = 4
"""Most characters of such a place."""
TOWNS = "镇乡"
"""Levels before which a single character may be all of the name: 凤 + 镇派出所."""


def unlisted(tokens: Tokens, level: int) -> int:
    """Where the name of a place begins that ends with the level at ``level`` and that no list has, else ``level``.

    It must be all that stands there from the last mark on, nouns alone: ，石鼓桥 + 区人民法院.
    """
    start = tokens.run(level - 1)[0]
    shortest = 1 if tokens.text[level] in TOWNS else 2
    apart = shortest <= level - start <= LONGEST and tokens.text[start] not in LEVELS.words
    apart = apart and CHINESE.match(tokens.text, start) is not None
    return start if apart and all(map(_is_noun, tokens.backwards(level))) else level


def _is_noun(word: Word) -> bool:
    """Whether a word may be a part of a place's name that no list has."""
    plain = (
        not (len(word.text) > 1 and word.tag == "n" and words().is_common(word.text))
        and not opens_predicate(word.text)
        and word.text not in GENERIC
        and word.text not in edges()
        and word.text[0] not in ANY_SUCH
    )
    return plain and word.tag.startswith(("n", "g", "j", "a", "s", "f")) and word.text[-1] not in NEVER


def is_word(pair: str) -> bool:
    """Whether two characters are an everyday word (社区, 城市) or any such place (各区): the second is no level."""
    return (pair in words() and words().tag(pair) != "ns") or pair[:1] in ANY_SUCH


def is_no_level(tokens: Tokens, level: int) -> bool:
    """Whether a level is the end of an everyday word; two words may meet like one: 来自 + 省疾控中心."""
    pair, before = tokens.text[level - 1 : level + 1], tokens.text[level - 2 : level - 1]
    return is_word(pair) and (pair[0] in ANY_SUCH or before in SOME_SUCH or not tokens.border(level))
