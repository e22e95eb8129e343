"""What converters and pages leave behind in a text: entities, tags, invisible characters, look-alikes.

Each step is a pattern and what to write for a match, so that a healthy text costs one scan.
"""

from __future__ import annotations

import html
import re
import unicodedata

from parsing.clean.fix import by_pattern

ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
TAG = re.compile(r"[<、]?/?\b(?:br|p|div|span|font|strong|b|img|a|td|tr|table|o:p)\b(?: [^<>\n]{0,200})? ?/?>", re.IGNORECASE)
BREAKS = re.compile(r"[<、]?/?(?:br|p|div|tr)\b", re.IGNORECASE)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]+"
)
LINE_ENDS = frozenset("\r\u0085\u2028\u2029\x0b\x0c")
LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def _unescaped(entity: str) -> str:
    """Resolve an entity, also one escaped several times over."""
    text, before = entity, ""
    while text != before:
        text, before = html.unescape(text), text
    return text


def _without_tag(tag: str) -> str:
    return "\n" if BREAKS.match(tag) else ""


def _seen(run: str) -> str:
    return "\n" if not LINE_ENDS.isdisjoint(run.replace("\r\n", "")) and "\r" not in run else ""


def _usual(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


find_entities = by_pattern(ENTITY, _unescaped)
"""HTML character references: &nbsp; &amp;ldquo; &#12290;"""

find_tags = by_pattern(TAG, _without_tag)
"""Tags, whole or with their beginning cut off, as in 、br />"""

find_invisible = by_pattern(INVISIBLE, _seen)
"""Control, zero-width, direction and interlinear characters, and lone surrogates; a line separator becomes a line."""

find_look_alikes = by_pattern(LOOK_ALIKE, _usual)
"""Radicals and compatibility ideographs that print like a usual character, from fonts of PDF files: ⽅ for 方."""
