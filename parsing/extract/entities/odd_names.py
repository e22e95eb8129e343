"""Where a name of unusual form ends: set with a blank (陈 明), or with a surname that no list has.

Apart from the other names, whose characters are weighed as words; here the place and the form alone tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.entities.names import surnames
from parsing.extract.tokens import CHINESE

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens

SPACED = re.compile(r"[\u4e00-\u9fff](?: {1,2}|　)[\u4e00-\u9fff](?![ 　][\u4e00-\u9fff](?![ 　\u4e00-\u9fff]))")
"""A name of two characters set as wide as one of three: 陈 明."""
UNLISTED = re.compile("[\u4e00-\u9fff]{3}(?=[、，）])")
NEVER_INSIDE = ("p", "c", "d", "r", "u", "m", "q", "y", "f")
"""Parts of speech of characters that are in no name of which nothing else is known.

Those of ``FUNCTION_TAGS`` without verbs and times, which are in given names (建, 春), and with directions."""
PREDICATE = ("v", "p", "d", "c", "u")
"""Parts of speech of a word that may stand right behind a name and begins what the person does."""


def end_of_spaced(tokens: Tokens, start: int) -> int:
    """The end of a name at ``start`` with a blank before its one character given, or ``start``.

    Behind it stands no Chinese character, or a word that no name goes on with.
    """
    text, name = tokens.text, SPACED.match(tokens.text, start)
    if name is None or text[start] not in surnames().words:
        return start
    end = name.end()
    following = tokens.word(end) if CHINESE.match(text, end) else None
    return end if following is None or (following.start == end and following.tag.startswith(PREDICATE)) else start


def end_of_unlisted(tokens: Tokens, start: int) -> int:
    """The end of three characters up to a mark that are no words, a name whose surname no list has; else ``start``."""
    name = UNLISTED.match(tokens.text, start)
    if name is None or not tokens.border(start) or surnames().at(tokens.text, start) > start:
        return start
    inside = tokens.cut(start, name.end())
    single = len(inside) == len(name.group()) and not inside[0].tag.startswith("v")
    return name.end() if single and not any(word.tag.startswith(NEVER_INSIDE) for word in inside) else start
