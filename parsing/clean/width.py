"""Half and full width by context: Chinese punctuation full, figures and letters half.

Times, decimals, thousands, addresses and English keep their own marks.
"""

from __future__ import annotations

import re

from parsing.clean.fix import Fix, by_pattern
from parsing.clean.script import HAN

MARKS = str.maketrans(",;:!?()", "，；：！？（）")
CLOSING = "。，、；：！？”’）》】…"
MARK = re.compile(
    rf"(?<=[{HAN}{CLOSING}])\s*[,;:!?]+[ \t\u3000]*"
    rf"|[,;:!?](?=[{HAN}“‘（《])"
    rf"|(?<=[0-9A-Za-z%℃])[,;!?](?=\n|$)"
)
BRACKETS = re.compile(r"\(([^()\n]{0,60})\)")
LONE_BRACKET = re.compile(rf"(?<=[{HAN}{CLOSING}])[()]|[()](?=[{HAN}“《])")
CHINESE = re.compile(f"[{HAN}]")
STOP = re.compile(rf"(?<=[{HAN}”）》])\.(?=[{HAN}“（]|\n|$)")
WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0e\uff0f]+")
QUOTES = re.compile(rf'(?<=[{HAN}，。：、；])"([^"\n]{{1,80}})"|"([^"\n]{{1,80}})"(?=[{HAN}，。、；])')
NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B)))}
NARROW |= {0xFF05: "%", 0xFF0B: "+", 0xFF0E: ".", 0xFF0F: "/"}
INSIDE_NUMBER = re.compile(r"(?<=\d)[:,](?=\d)")


def find_narrow_marks(text: str) -> list[Fix]:
    """Marks between Chinese to full width, with the space after them that half-width typing leaves."""
    fixes = [
        Fix(match.start(), match.end(), match.group().strip().translate(MARKS))
        for match in MARK.finditer(text)
        if "\n" not in match.group() and not INSIDE_NUMBER.match(text, match.start())
    ]
    for match in BRACKETS.finditer(text):
        if CHINESE.search(match[1]) or (
            CHINESE.match(text, match.start() - 1) if match.start() else False
        ) or CHINESE.match(text, match.end()):
            fixes += [Fix(match.start(), match.start() + 1, "（"), Fix(match.end() - 1, match.end(), "）")]
    paired = {fix.start for fix in fixes}
    fixes += [
        Fix(match.start(), match.end(), match.group().translate(MARKS))
        for match in LONE_BRACKET.finditer(text)
        if match.start() not in paired
    ]
    return _apart(fixes)


def find_quotes(text: str) -> list[Fix]:
    """Straight quotation marks in Chinese to curved ones."""
    fixes = []
    for match in QUOTES.finditer(text):
        fixes += [Fix(match.start(), match.start() + 1, "“"), Fix(match.end() - 1, match.end(), "”")]
    return _apart(fixes)


def _apart(fixes: list[Fix]) -> list[Fix]:
    kept: list[Fix] = []
    for fix in sorted(fixes):
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept


find_stops = by_pattern(STOP, lambda _: "。")
"""A full stop of ASCII after Chinese."""

find_wide_letters = by_pattern(WIDE, lambda run: run.translate(NARROW))
"""Full-width figures and letters to half width."""
