"""What converters and pages leave behind in a text: entities, tags, invisible characters, look-alikes.

Each step is a pattern and what to write for a match, so that a healthy text costs one scan.
"""

from __future__ import annotations

import heapq
import html
import re
import unicodedata
from typing import TYPE_CHECKING

from parsing.clean.fix import Fix, by_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPED = re.compile(r"&(?:amp;)+(?=.)")
ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
NAMES = (
    r"br|p|div|span|font|strong|b|i|u|em|img|a|td|th|tr|tbody|thead|table|li|ul|ol|h[1-6]|section|article|center|sup|sub|o:p|"
    r"script|style|input|label|button|iframe|blockquote|pre|hr"
)
TAG = re.compile(
    rf"<\s?/?(?:{NAMES})\b(?:[ \t/][^<>\n]{{0,300}})?>"
    r"|、?\bbr ?/>|、/?(?:br|p|div|span|font|strong)\b[^<>\n]{0,40}>|(?<![\w<])/(?:br|p|div|span|font|strong|td|tr|table|o:p)>",
    re.IGNORECASE,
)
HIDDEN = {
    "comment": (re.compile(r"<!--"), re.compile(r"-->")),
    "script": (re.compile(r"<script\b[^<>]{0,300}>", re.IGNORECASE), re.compile(r"</script\s?>", re.IGNORECASE)),
    "style": (re.compile(r"<style\b[^<>]{0,300}>", re.IGNORECASE), re.compile(r"</style\s?>", re.IGNORECASE)),
}
"""What no reader of a page sees, from its beginning to its end."""
BREAKS = re.compile(r"[<、]?\s?/?(?:br|p|div|tr|li|h[1-6]|section|article|blockquote|hr)\b", re.IGNORECASE)
CELL = re.compile(r"<\s?/(?:td|th)\b", re.IGNORECASE)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]+"
)
LINE_ENDS = frozenset("\r\u0085\u2028\u2029\x0b\x0c")
LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def _unescaped(entity: str) -> str:
    """Resolve an entity, also one escaped several times over."""
    return html.unescape(ESCAPED.sub("&", entity))


def _without_tag(tag: str) -> str:
    """A block's tag was a line break, a cell's a blank."""
    if BREAKS.match(tag):
        return "\n"
    return " " if CELL.match(tag) else ""


def _seen(run: str) -> str:
    return "\n" if not LINE_ENDS.isdisjoint(run.replace("\r\n", "")) and "\r" not in run else ""


def _usual(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


find_entities = by_pattern(ENTITY, _unescaped)
"""HTML character references: &nbsp; &amp;ldquo; &#12290;"""

_find_bare_tags = by_pattern(TAG, _without_tag)


def find_tags(text: str) -> list[Fix]:
    """Tags, whole or with their beginning cut off, as in 、br />, with scripts and comments; never P>0.05 or a<b."""
    if ">" not in text:
        return []
    hidden = sorted(fix for begin, end in HIDDEN.values() for fix in _hidden(text, begin, end))
    kept: list[Fix] = []
    for fix in heapq.merge(hidden, _find_bare_tags(text), key=lambda fix: (fix.start, -fix.end)):
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept


def _hidden(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[Fix]:
    at = 0
    while (start := begin.search(text, at)) and (stop := end.search(text, start.end())):
        yield Fix(start.start(), stop.end(), "")
        at = stop.end()


find_invisible = by_pattern(INVISIBLE, _seen)
"""Control, zero-width, direction and interlinear characters, and lone surrogates; a line separator becomes a line."""

find_look_alikes = by_pattern(LOOK_ALIKE, _usual)
"""Radicals and compatibility ideographs that print like a usual character, from fonts of PDF files: ⽅ for 方."""
