"""Letters, signs and pictures strewn into Chinese, to show where copies came from: 防控措] ) U y k施, 开工。 U6 t# Z% ~; @# T.

Formulas, tables of answers and lists of letters look alike. So a page must have several, of which each tears a word
in two, or stands at the edge of a line; and most of what stands there must be such as no formula has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.clean.fix import Fix, apart
from parsing.clean.language import dictionary
from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INSIDE = re.compile(rf"(?<=[{HAN}])[!-~](?: [!-~]){{4,30}}(?=[{HAN}])")
EDGE = re.compile(
    rf"^[!-~]{{1,2}}(?: [!-~]{{1,2}}){{4,20}}(?<! [0-9])(?<! [0-9]{{2}}) ?"
    rf"(?=[{HAN}“（]|[0-9]{{1,4}}[{HAN}、．]|$)"
    rf"|(?<=[{HAN}，。；！？”）)】]) ?[!-~]{{1,2}}(?: [!-~]{{1,2}}){{4,20}}$",
    re.MULTILINE,
)
ODD = re.compile(
    r"[#$&@^_`~|\\;:!?{}\[\]\"'][A-Za-z0-9]|[A-Za-z0-9][#$&@^_`~|\\;:!?{}\[\]\"']|[A-Za-z][0-9]|[#$&@^_`~|\\]"
)
"""Tokens of two signs that hardly are names in a formula, and signs that are none of its operators."""
APART = re.compile(" [!-~]{1,2} [!-~]{1,2} [!-~]{1,2} [!-~]")
"""What both have: a look for it costs least."""
JAM = re.compile(
    rf"[!-;](?P<blank> ?)[?-~](?:(?:[!-;](?P=blank)| {{1,2}})[?-~]){{4,14}}"
    rf"(?= *(?:[{HAN}，。；：、！？“（]|[0-9]{{1,4}}[{HAN}]|$))",
    re.MULTILINE,
)
BESIDE_LATIN = re.compile(
    r"^[!-;] ?[?-~](?:[!-;] [?-~]){4,14}(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[!-;] ?[?-~](?:[!-;] {1,2}[?-~]){4,14}$",
    re.MULTILINE,
)
"""The same at the edge of a line and beside Latin, where other places show that the page has it."""
NAMED = re.compile(r"[^。！？；，：”）\n]{3,24}\Z")
"""The name of the site, which forums put beside it, behind the last mark."""
BEFORE_JAM = re.compile(rf"[{HAN}，。；：、！？”）\n]")
"""What forums put there: a sign below ``<`` and one above ``>`` in turn, with blanks or, in some copies, without."""
PICTURE = re.compile(
    "[(（](?![\u2610-\u2612\u2713-\u2718\u2776-\u2793])[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0f\u200d]*[)）] ?"
)
"""A small picture in brackets; what ticks a box or numbers an item is none: 有发热(☑), (❶)加强领导."""
WITHIN = re.compile(rf"(?<=[{HAN}])({PICTURE.pattern})(?=[{HAN}])")
PICTURES = 3
"""Different pictures that a page must have."""
LOW, HIGH, UPPER, LOWER = re.compile("[!-/:;]"), re.compile(r"[?@\[-`{-~]"), re.compile("[A-Z]"), re.compile("[a-z]")
SURE_SIGNS = 5
"""Different signs that one alone must have."""
KINDS, CHINESE = 2, re.compile(f"[{HAN}]")
"""Different odd tokens that a run must have: | | | | and # # # # are drawn."""
SUM = re.compile(r"\(?\w{1,2}\)?(?: [-+*/=&|<>]{1,2} \(?\w{1,2}\)?){2,}(?: [#/]{1,2} ?)?")
"""A formula of a program: Y = X1 + X2  # 计算, (A & B) | (C & D)."""
DRAWN = "|"
"""What tables are drawn with."""
LONGEST = 4
"""Characters of the longest word that is looked for, and one more of either part."""
LEAST, LEAST_ODD, SHORTEST = 2, 1 / 3, 3
"""Fewest places that a page must have, the share of odd tokens in what stands at the edge of a line, and characters of
the name of a site."""
MANY, FEW_ODD = 4, 1 / 6
"""Places from which a page is sure to be full of them, and the share that is enough there."""
CLOSING, SECOND, SENTENCE = ":;,)!?", re.compile("[!-~] [!-~]{1,2} "), 12
"""Marks of half width that may be the text's own, what was strewn in behind one, and the length of a line that wants
one at its end."""


def find_strewn(text: str) -> list[Fix]:
    """What was strewn in, where a page has it again and again."""
    if pictures := _pictures(text):
        return pictures
    jams = [_with_indent(text, *match.span()) for match in JAM.finditer(text) if _is_jam(match) and _may_stand(match)]
    rest = [*_inside(text), *_at_edges(text, LEAST_ODD)] if APART.search(text) else []
    found = [*(Fix(start, end, "") for start, end in jams), *apart(rest, jams)]
    if len(found) < LEAST and not any(_is_sure(text[start:end]) for start, end in jams):
        return []
    if len(found) >= MANY:
        found += apart(_at_edges(text, FEW_ODD), _places(found))
    found += apart([Fix(*jam.span(), "") for jam in BESIDE_LATIN.finditer(text)], _places(found))
    found = sorted(_after_mark(text, fix) for fix in found)
    return sorted([*found, *apart(_names(text, found), _places(found))])


def _places(found: Sequence[Fix]) -> list[tuple[int, int]]:
    return sorted((fix.start, fix.end) for fix in found)


def _names(text: str, found: Sequence[Fix]) -> Iterator[Fix]:
    """The name of the site where it stands beside several places: before those at the end of a line, behind others."""
    before: dict[str, list[Fix]] = {}
    heads = [fix for fix in found if text[fix.start - 1 : fix.start] in {"", "\n"}]
    for fix in found:
        line = text.rfind("\n", 0, fix.start) + 1
        if text[fix.end : fix.end + 1] in {"", "\n"} and (name := NAMED.search(text[line : fix.start])):
            said = name.group().strip()
            place = fix.start - len(name.group().lstrip())
            before.setdefault(said, []).append(Fix(place, fix.start, ""))
    for said, places in before.items():
        behind = [Fix(fix.end, fix.end + len(said), "") for fix in heads if text.startswith(said, fix.end)]
        if len(places) + len(behind) >= LEAST and len(said) >= SHORTEST:
            yield from places
            yield from behind


def _pictures(text: str) -> list[Fix]:
    """Small pictures in brackets, ever other ones, within words: 新闻办(\U0001f343)公室."""
    found = [*PICTURE.finditer(text)]
    if len({match.group() for match in found}) < PICTURES or len(WITHIN.findall(text)) < LEAST:
        return []
    return [Fix(*match.span(), "") for match in found]


def _with_indent(text: str, start: int, end: int) -> tuple[int, int]:
    """A place, at the head of a line with the blanks behind it, which were the line's indentation."""
    if not start or text[start - 1] == "\n":
        while text.startswith(" ", end):
            end += 1
    return start, end


def _may_stand(jam: re.Match[str]) -> bool:
    """Whether what stands before a place is Chinese, or nothing."""
    return not jam.start() or BEFORE_JAM.match(jam.string, jam.start() - 1) is not None


def _is_sure(jam: str) -> bool:
    """Whether one is enough: it is long, and has letters of both cases and many signs."""
    signs = set(LOW.findall(jam)) | set(HIGH.findall(jam))
    return len(signs) >= SURE_SIGNS and bool(HIGH.search(jam) and UPPER.search(jam) and LOWER.search(jam))


def _is_jam(jam: re.Match[str]) -> bool:
    """Whether marks and letters are of so many kinds that chance alone puts them together, and no sum or code."""
    strewn = jam.group()
    low, high = set(LOW.findall(strewn)), HIGH.search(strewn)
    return len(low) >= LEAST and bool(high or (UPPER.search(strewn) and LOWER.search(strewn)))


def _inside(text: str) -> Iterator[Fix]:
    for match in INSIDE.finditer(text):
        if _is_mixed(match.group()) and _tears(text, match.start(), match.end()):
            yield Fix(match.start(), match.end(), "")


def _tears(text: str, start: int, end: int) -> bool:
    """Whether a word begins before a place and ends behind it."""
    words, sizes = dictionary(), range(1, LONGEST)
    return any(
        words.log(text[max(0, start - before) : start] + text[end : end + after]) for before in sizes for after in sizes
    )


def _is_mixed(strewn: str) -> bool:
    """Whether there are letters, and signs or letters of both cases: not A B C D E."""
    letters = [c for c in strewn if c.isalpha()]
    return bool(letters) and (ODD.search(strewn) is not None or len({c.isupper() for c in letters}) > 1)


def _after_mark(text: str, fix: Fix) -> Fix:
    """The same without a mark of the sentence before it: 通告如下:& O7 C7 S4, （资料图片)8 t% f."""
    mark = text[fix.start]
    if mark not in CLOSING or SECOND.match(text, fix.start + 1) is None or not fix.start:
        return fix
    line = text[text.rfind("\n", 0, fix.start) + 1 : fix.start]
    opened = sum(map(line.count, "(（")) > sum(map(line.count, ")）"))
    wanted = opened if mark == ")" else len(line) >= SENTENCE and CHINESE.match(line[-1]) is not None
    return Fix(fix.start + 1, fix.end, "") if wanted else fix


def _at_edges(text: str, least: float) -> Iterator[Fix]:
    """``least``: the share of odd tokens."""
    for match in EDGE.finditer(text):
        tokens = match.group().split()
        odd = {token for token in tokens if ODD.search(token)}
        if (
            tokens.count(DRAWN) * 2 < len(tokens)
            and sum(token in odd for token in tokens) >= least * len(tokens)
            and len(odd) >= KINDS
            and not SUM.fullmatch(match.group().strip())
            and _is_among_chinese(text, match)
        ):
            yield Fix(match.start(), match.end(), "")


def _is_among_chinese(text: str, run: re.Match[str]) -> bool:
    """Whether Chinese stands in the line, or in the lines above and below: others are of a program, or of a drawing."""
    start, end = text.rfind("\n", 0, run.start()) + 1, text.find("\n", run.end())
    if end < 0:
        end = len(text)
    below = text.find("\n", end + 1)
    beside = (
        text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)],
        text[end + 1 : below if below >= 0 else len(text)],
    )
    return CHINESE.search(text, start, end) is not None or all(CHINESE.search(line) for line in beside if line)
