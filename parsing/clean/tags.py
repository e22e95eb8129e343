"""Marks of HTML, style sheets and forums that a scraper left in the text, also when it cut them in half.

A tag is told by its name and its form, so that P<0.05, a<b and <通知> stay: none of them is a name of HTML before a
blank, an attribute with its value, or the end of a line.
"""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING

from parsing.clean.code import marked, united
from parsing.clean.fix import Fix, apart, by_pattern
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMES = (
    r"br|p|div|span|font|strong|b|i|u|em|img|a|td|th|tr|tbody|thead|table|li|ul|ol|h[1-6]|section|article|center|sup"
    r"|sub|o:p|script|style|input|label|button|iframe|blockquote|pre|hr"
)
LONG = r"br|div|span|font|strong|img|td|th|tr|tbody|table|li|ul|section|article|center|o:p|iframe|blockquote"
"""Names that nobody takes for a variable."""
ATTRIBUTE = (
    r"(?:style|class|href|src|align|valign|width|height|id|target|title|alt|face|size|color|lang|border"
    r"|data-[a-z-]{1,20})"
    r"\s?=\s?(?:\"[^\"<>\n]{0,1000}\"|'[^'<>\n]{0,1000}'|“[^”<>\n]{0,200}”)"
)
TAG = re.compile(
    rf"(?<!\{{)<\s?/?(?:{NAMES})\b(?:[ \t/][^<>\n]{{0,2000}})?>|<[?!][^<>\n]{{0,300}}>"
    rf"|<(?:{NAMES})(?:\s+{ATTRIBUTE}){{1,20}}\s*/?>"
    rf"|<(?:{NAMES})(?:[ \t]+{ATTRIBUTE})+[ \t/]*|<(?:{NAMES})[ \t]+[a-z-]{{2,20}}=[\"'][^\"'<>\n]{{0,1000}}(?=\n|\Z)"
    rf"|<(?:/(?:{NAMES})|{LONG})[ \t]*(?=\n|\Z)",
    re.IGNORECASE,
)
"""Tags that have their beginning, whole or not."""
CUT = re.compile(
    rf"(?<![\w<-])(?:(?:{NAMES})[ \t]+)?(?:{ATTRIBUTE}[ \t]*){{1,20}}/?>"
    r"|、?\bbr ?/>|、/?(?:br|p|div|span|font|strong)\b[^<>\n]{0,40}>"
    r"|(?<![A-Za-z\d_<])/(?:br|p|div|span|font|strong|td|tr|table|o:p)>",
    re.IGNORECASE,
)
"""What is left of tags that lost it."""
HIDDEN = tuple(
    (re.compile(begin, re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for begin, end in (
        (r"<!--(?!\[)", r"-->"),
        (r"<script\b[^<>]{0,300}>", r"</script\s?>"),
        (r"<style\b[^<>]{0,300}>", r"</style\s?>"),
        (r"\[(?:img|attach|attachimg)(?:=[^\[\]\n]{0,40})?\]", r"\[/(?:img|attach|attachimg)\]"),
    )
)
"""What no reader of a page sees, from its beginning to its end."""
FORUM = re.compile(
    r"\[/?(?:b|i|u|s|p|url|color|size|font|align|quote|indent|backcolor|list|table|tr|td)(?:=[^\[\]\n]{1,80})?\]",
    re.IGNORECASE,
)
RULES = re.compile(r"\{\s*(?:[a-z-]{3,30}\s?:(?!:)\s?[^{};\n]{1,80}(?:;\s*|(?=\}))){1,30}\}", re.IGNORECASE)
PROPERTY = re.compile(r"[{;]\s*([A-Za-z-]+)\s?:")
KEY = re.compile(r",\s*[\w\"']+\s?:")
SPOKEN_OF = tuple("是的这那和与及、，。；：")
"""What goes on after rules that a sentence speaks of."""
SELECTOR = re.compile(r"[.#@]?[A-Za-z][\w.#:,> \t-]{0,79}\Z", re.ASCII)
LONGEST, SELECTED, QUOTED = 400, 80, 40
"""Characters of a tag, and of the names before the rules of a style sheet."""
BARE, CALLED = re.compile(r"</?[a-z]\w{0,10} ?/?>"), re.compile(r"[ \t]?(?:标签|标记|元素|节点|標籤|標記|節點)")
"""A tag without attributes, and what a text calls it."""
OPENING = re.compile(r"<[a-z]\w{0,10} ?>")
OPENED = re.compile(r"<[A-Za-z][\w:.-]*(?:[ \t][^<>\n]*|\s[\t-;=?-~]*)\Z", re.ASCII)
"""A tag of whatever name that has not ended yet, and has no Chinese in it where it goes on in another line."""
BREAKS = re.compile(r"[<、]?\s?/?(?:br|p|div|tr|li|h[1-6]|section|article|blockquote|hr)\b", re.IGNORECASE)
CELL = re.compile(r"<\s?/(?:td|th)\b", re.IGNORECASE)


def find_tags(text: str) -> list[Fix]:
    """Tags, whole or with an end cut off, as in 、br />; with scripts, comments and style sheets.

    {{< figure >}} stays: it belongs to a template.
    """
    found: list[Iterator[Fix] | list[Fix]] = []
    if "<" in text:
        found.append(_find_whole(text))
    if ">" in text:
        found.append(_cut(text))
    if "<" in text or "[/" in text:
        found += [_hidden(text, begin, end) for begin, end in HIDDEN]
    if "[/" in text:
        found.append([Fix(match.start(), match.end(), "") for match in FORUM.finditer(text)])
    if "{" in text:
        found.append(_styles(text))
    kept: list[Fix] = []
    for fix in heapq.merge(*found, key=lambda fix: (fix.start, -fix.end)):
        if (not kept or fix.start >= kept[-1].end) and not _is_quoted(text, fix):
            kept.append(fix)
    if "`" in text:
        kept = apart(kept, united(marked(text)))
    return [] if _are_named(text, kept) else kept


def _are_named(text: str, found: Sequence[Fix]) -> bool:
    """Whether a text only names tags. What a scraper leaves has attributes, breaks a line, or has its other end too.

    One alone, with a blank at either side, is named as well.
    """
    if len(found) == 1 and not found[0].new:
        return text[found[0].start - 1 : found[0].start] == text[found[0].end : found[0].end + 1] == " "
    return all(not fix.new and OPENING.fullmatch(text, fix.start, fix.end) for fix in found)


def _is_quoted(text: str, fix: Fix) -> bool:
    """Whether a text speaks of a tag: `<p>`, <p> 元素."""
    quoted = text[fix.end : fix.end + 1] == "`" and text.rfind("`", max(0, fix.start - QUOTED), fix.start) >= 0
    return quoted or (BARE.fullmatch(text, fix.start, fix.end) is not None and CALLED.match(text, fix.end) is not None)


def _without_tag(tag: str) -> str:
    """A block's tag was a line break, a cell's a blank."""
    if BREAKS.match(tag):
        return "\n"
    return " " if CELL.match(tag) else ""


_find_whole = by_pattern(TAG, _without_tag)


def _cut(text: str) -> Iterator[Fix]:
    done = 0
    at = text.find(">")
    while at >= 0:
        first = max(
            done, at - LONGEST, text.rfind("\n", done, at) + 1, text.rfind("<", done, at), text.rfind(">", done, at) + 1
        )
        tag = CUT.search(text, first, at + 1) if text[at + 1 : at + 2] != "}" else None
        if tag and not _is_open(text, tag.start()):
            yield Fix(tag.start(), tag.end(), _without_tag(tag.group()))
        done = at + 1
        at = text.find(">", done)


def _is_open(text: str, at: int) -> bool:
    """Whether a tag that began before a place has not ended there, be it in a line above."""
    first = text.rfind("<", max(0, at - LONGEST), at)
    return first >= 0 and OPENED.match(text, first, at) is not None


def _hidden(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[Fix]:
    at = 0
    while (start := begin.search(text, at)) and (stop := end.search(text, start.end())):
        yield Fix(start.start(), stop.end(), "")
        at = stop.end()


def _is_style(rules: str) -> bool:
    """Whether all that braces hold are properties of a style sheet, and none the next key of a program's data."""
    known = load("styles")["properties"]
    names = [found[1].lower() for found in PROPERTY.finditer(rules)]
    return KEY.search(rules) is None and all(
        any(name == each or name.startswith(f"{each}-") for each in known) for name in names
    )


def _styles(text: str) -> Iterator[Fix]:
    """Rules of a style sheet with the names before them: .TRS_Editor P{line-height:1.5;}."""
    done = 0
    for match in RULES.finditer(text):
        names = SELECTOR.search(text, max(done, match.start() - SELECTED), match.start())
        if names and text[match.end() : match.end() + 1] not in SPOKEN_OF and _is_style(match.group()):
            yield Fix(names.start(), match.end(), "")
            done = match.end()
