"""Words that open a predicate, whatever the dictionary calls them: no name of a place or a body goes on before one.

Apart from the readers of names, which go by parts of speech: the dictionary has 利用 as a noun, 张贴 as a name, and set
phrases of an adverb and a verb (积极响应) as single nouns.
"""

from __future__ import annotations

from functools import cache

from parsing.lexicon import load
from parsing.words import words

PHRASE = 4
"""Characters of a set phrase of two words."""
FIRST = ("v", "a", "d", "ad", "vd")
"""Parts of speech of the first of the two: adverbs, and verbs and adjectives that are used as such."""


@cache
def _listed() -> frozenset[str]:
    return frozenset(load("words")["predicates"])


def opens_predicate(word: str) -> bool:
    """Whether a word is a verb, or a phrase of verbs and adverbs (继续执行), that the dictionary has as something else."""
    listed = _listed()
    if word in listed:
        return True
    known = words()
    if len(word) != PHRASE or known.is_common(word):
        return False
    first, second = word[:2], word[2:]
    return (known.tag(first) in FIRST or first in listed) and (known.tag(second) == "v" or second in listed)


@cache
def _ends() -> tuple[str, ...]:
    """The words of the list, for ``str.endswith``."""
    return tuple(sorted(_listed()))


def ends_in_predicate(text: str, start: int, end: int) -> bool:
    """Whether such a word stands at the end of a stretch, as words of one character each: 群防群控 + 筑牢."""
    return text.endswith(_ends(), start, end)
