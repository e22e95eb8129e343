"""HTML character references that a scraper left in a text: &nbsp; &amp;ldquo; &#12290;.

A text that speaks of them has them on purpose, and shows it: they stand in its code spans, alone behind a colon or in
brackets, one of a list, among the signs of a program, or in sentences on a language that has them.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.clean import code
from parsing.clean.fix import Fix, apart, by_pattern
from parsing.clean.script import HAN
from parsing.clean.tags import LONG
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

ESCAPED = re.compile(r"&(?:(?:amp|AMP);)+(?=.)")
ENTITY = re.compile(
    r"&(?:(?:amp|AMP);)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2})[;；]"
    r"|&(?:(?:amp|AMP);)*(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|nbsp|[lr][ds]quo|[mn]dash|hellip|middot|e[mn]sp|quot)"
    r"(?![0-9A-Za-z=])"
    r"|(?<![0-9A-Za-z&])nbsp;"
)
"""Named or by number; with their last mark in full width or lost, where nothing else is written so."""
LISTED = re.compile("&[a-z]{2,6};(?:[、和或与及]&[a-z]{2,6};)+")
BEHIND, BEFORE = frozenset("：:（(「『“\"'"), frozenset("\n）)」』”\"'，。；")
"""What stands at either side of a reference that is told of as it is written: 左引号：&#8220;."""
ESCAPED_TAG = re.compile(rf"&lt;/(?:{LONG}|p)\s?&gt;", re.IGNORECASE)
"""The end of a tag that was escaped with the whole page."""


def _unescaped(entity: str) -> str:
    """Resolve an entity, also one escaped several times over."""
    whole = f"&{ESCAPED.sub('&', entity).strip('&;；')};"
    found = html.unescape(whole)
    return entity if found == whole else found


_entities = by_pattern(ENTITY, _unescaped, ("&", "nbsp;"))


def find_references(text: str) -> Sequence[Fix]:
    """The references of a page, each with what it stands for, but for those that a text speaks of."""
    found = _entities(text)
    if not found or ESCAPED_TAG.search(text):
        return found
    if _languages().search(text):
        return []
    listed = [match.span() for match in LISTED.finditer(text)]
    rest = apart(found, listed) if listed else found
    return code.outside(text, [fix for fix in rest if not _is_alone(text, fix)])


def _is_alone(text: str, fix: Fix) -> bool:
    """Whether a reference stands as a word of its own, and is not that of a blank, which scrapers leave there too."""
    before, after = text[fix.start - 1 : fix.start], text[fix.end : fix.end + 1] or "\n"
    return before in BEHIND and after in BEFORE and not fix.new.isspace()


@cache
def _languages() -> re.Pattern[str]:
    """The name of a language that has references, in a sentence in Chinese, or what is done with its signs."""
    known = load("styles")
    names, escaping = "|".join(known["languages"]), "|".join(known["escaping"])
    return re.compile(
        rf"(?<![A-Za-z./])(?:{names}) ?(?!地[图圖])[{HAN}]|[{HAN}] ?(?:{names}) ?[{HAN}，。、]|{escaping}"
    )
