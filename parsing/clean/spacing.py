"""Blanks: indentation, trailing blanks, empty lines, blanks inside words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsing.clean.fix import BY_LAYOUT, Fix, by_pattern
from parsing.clean.script import HAN, is_classical, simplified
from parsing.clean.word_list import word_list
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
BLANKS = "".join(character for code in range(0x3001) if re.match(BLANK, character := chr(code)))
GAP = rf"[\n{BLANK[1:]}"
EDGES = re.compile(rf"{GAP}{GAP}+")
INSIDE = re.compile(rf"{BLANK}(?<=\S.)(?:{BLANK}+|(?<=[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]))(?=\S)")
AFTER_MARK = re.compile(
    rf"{BLANK}(?:(?<=[，。、；：！？].){BLANK}*(?=[{HAN}“‘（《])|(?<=[。，；].){BLANK}*(?=[0-9])"
    rf"|(?<=[{HAN}0-9）》”].){BLANK}*(?=[，。、；：！？》])|(?<=[{HAN}）》”].){BLANK}*(?=）)"
    rf"|(?<=[（《“‘].){BLANK}*(?=[{HAN}]))"
)
LAST_HAN, FIRST_HAN = re.compile(rf"[{HAN}]+\Z"), re.compile(rf"[{HAN}]+")
IN_CELL = BLANK.replace(r"\t", "")
"""A blank that does not stand between the cells of a table."""
TORN = re.compile(rf"{IN_CELL}(?<=[{HAN}].){IN_CELL}*(?=[{HAN}])")
TORN_FIGURE = re.compile(r" (?:(?<=\d )(?=\.\d{1,2}[%‰])|(?<=月[0-3] )(?=\d日))")
"""In the same texts: 102 .81%, 6月2 0日."""
CELLS = re.compile(rf"(?<![{HAN}])(?<![{HAN}]{BLANK})(?:[{HAN}]{BLANK}+){{3,}}[{HAN}](?![{HAN}0-9])")
"""Characters that stand alone, too many for chance to part them so: 上 下 左 右."""
PROSE = re.compile(r"[，。；].*[。；！？]")
ENDS = frozenset("。；！？：，")
LOST_INDENT = re.compile(rf"^\?{{2,12}} ?(?=[{HAN}“（《0-9][{HAN}“（《0-9、.．])", re.MULTILINE)
LEAST_INDENTS, CHINESE = 2, re.compile(f"[{HAN}]")
LOST_BREAK = re.compile(rf"(?<=[。！”])\?{{3,12}} (?=[{HAN}“（])")
"""The same before a paragraph that was joined to the one above: 召开会议。??? 会上."""
LOST_BLANKS = re.compile(
    rf"(?:(?<=[:/-][0-9])|(?<=[:/-][0-9]{{2}}))\?{{2,}}(?=[{HAN}]{{2,8}}(?:\([^\W\dA-Z]+\))?[:：])"
)
"""What stands between a time and the next label of a byline where a converter could not write the blanks."""
READ = rf"(?:[{HAN}](?:\([^\W\dA-Z]+\))?)"
LOST_SPACE = re.compile(rf"(?<=[:：]){READ}{{2,4}}(?P<blank>\?+)(?=(?P<label>{READ}{{2,5}})[:：])")
"""The same between two facts: 記者:方若蘭?審核:區委辦."""
GLUED = re.compile(r"\([^()]*\)")
LOST_GAP = re.compile(r"(?<=\S)\?{3,}(?=\S)")
LOST_ROW = re.compile(r"(?<=[^\s?])\?(?: \?)+(?=[ \[【（(]*\S)")
"""Blanks that do not break a line, in a row with plain ones between: [文献标识码]? A? ? ? [文章编号]."""
LOST_ONE = re.compile(r"(?<=[^\s?吗嗎呢吧么麼])\?(?: \?)*(?:(?= )|(?=[\[【]))")
CLAUSE, LONGEST_CLAUSE = re.compile(r"[^，。；！？?\n]+$"), 20
LINE = re.compile(r"^.*\S.*$", re.MULTILINE)
QUOTING = re.compile(r"^[ \t\u3000]*(?:>[ \t]{0,2}){1,9}", re.MULTILINE)
QUOTED_LEAST = 3
"""Lines of a text that is quoted as a whole."""
DATELINE, CREDIT = re.compile(r"(?:讯|电)$"), re.compile(r"(?:摄影?|供图)[）)]?$", re.MULTILINE)
LEAST_TORN, LEAST_CHINESE = 3, 30
"""A line with fewer blanks between Chinese, or less Chinese, may have them on purpose: names, titles, tables."""
LEAST_LINES, UNEVEN = 6, 4
"""Lines that a column must have, and characters by which they differ at most: figures are half as wide."""
OF_ONE_WORD = 2
LEAST_TORN_WORDS, LONG = 2, 1000
"""Fewest blanks inside words that a torn text has, and the length from which it must have one more: chance adds one."""
SURE = 4.0
"""Log probability that the words of a line or a text must gain without its blanks: where words are set off on purpose
(来自 云溪 的 消息) one blank or another seems to stand in a word."""
BESIDE = 6
"""Characters at either side of a blank that tell what is gained without it."""


class _Line(NamedTuple):
    """A line with the blanks between its Chinese characters, and those of them that stand inside words."""

    start: int
    gaps: list[re.Match[str]]
    torn: list[re.Match[str]]

    @property
    def is_torn(self) -> bool:
        """Whether a good part of its blanks stands inside words, or some do and all stand as lines of a column end."""
        share = len(self.torn) * 4 >= len(self.gaps) or (len(self.torn) >= LEAST_TORN_WORDS and self._is_column())
        return share and _is_certain(self.torn)

    def _is_column(self) -> bool:
        """Whether the blanks stand as far apart as the lines of a narrow column are long."""
        sizes = [after.start() - before.end() for before, after in pairwise(self.gaps)]
        return len(sizes) >= LEAST_LINES and max(sizes) - min(sizes) <= UNEVEN


def find_torn(text: str) -> list[Fix]:
    """Blanks in the sentences of a paragraph, where a good part of them stands inside words: 病毒感染的肺 炎.

    A text read off pictures of pages, or taken from a PDF file, has them anywhere. Only words tell them from blanks
    that are meant; and only in a paragraph with several, or over all paragraphs together, are there enough of them to
    tell.
    """
    if not TORN.search(text) or is_classical(text):
        return []
    lines = list(_gapped(text))
    if len(_different(chain.from_iterable(line.torn for line in lines))) < LEAST_TORN_WORDS + (len(text) > LONG):
        return []
    few = [line for line in lines if len(line.gaps) < LEAST_TORN]
    gaps, torn = sum(len(line.gaps) for line in few), _different(gap for line in few for gap in line.torn)
    anywhere = (LEAST_TORN <= gaps <= len(torn) * 3 or gaps == len(torn) > 1) and _is_certain(torn)
    whole = {line.start for line in lines if (line.is_torn if len(line.gaps) >= LEAST_TORN else anywhere)}
    if not whole:
        return []
    words = (
        gap
        for start, gap in _in_torn(text, whole)
        if not (_is_dateline(text, start, gap.start()) or CREDIT.match(text, gap.end()))
    )
    return sorted(Fix(gap.start(), gap.end(), "", BY_LAYOUT) for gap in chain(words, TORN_FIGURE.finditer(text)))


def _in_torn(text: str, whole: Collection[int]) -> Iterator[tuple[int, re.Match[str]]]:
    """The blanks to be taken out of a torn text, with the starts of their lines.

    A title has blanks of its own. So of a line that is no sentence only the blanks that part a word go, unless these
    are a good part of all its blanks.
    """
    for line in LINE.finditer(text):
        gaps = list(TORN.finditer(text, *line.span()))
        torn = [gap for gap in gaps if line.start() not in whole and _tears(text, gap.start(), gap.end())]
        if (
            line.start() in whole
            or text[line.end() - 1] in ENDS
            or (len(gaps) >= LEAST_TORN and len(torn) * 4 >= len(gaps))
        ):
            torn = gaps
        yield from ((line.start(), gap) for gap in torn)


def _gapped(text: str) -> Iterator[_Line]:
    """The paragraphs that have blanks between Chinese characters."""
    for line in LINE.finditer(text):
        gaps = list(TORN.finditer(text, *line.span()))
        if (
            gaps
            and len(line.group()) - len(gaps) >= LEAST_CHINESE
            and (len(gaps) >= LEAST_TORN or PROSE.search(line.group()))
        ):
            cells = {at for run in CELLS.finditer(text, *line.span()) for at in range(*run.span())}
            yield _Line(
                line.start(), gaps, [gap for gap in gaps if gap.start() not in cells and _tears(text, *gap.span())]
            )


def _tears(text: str, start: int, end: int) -> bool:
    """Whether a blank stands in a word, which the characters beside it do not make with those on their own side."""
    known = word_list().count
    across = known(text[start - 1] + text[end])
    before, after = known(text[max(0, start - 2) : start]), known(text[end : end + 2])
    return across is not None and across > max(before or 1, after or 1)


def _is_certain(torn: Iterable[re.Match[str]]) -> bool:
    """Whether the words round some blanks gain enough without them."""
    return any(gained >= SURE for gained in accumulate(_gain(gap.string, *gap.span()) for gap in _different(torn)))


def _different(torn: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """At most two for each word that is torn: what seems one again and again may be none (是 非频繁项)."""
    seen: Counter[str] = Counter()
    kept = []
    for gap in torn:
        word = gap.string[gap.start() - 1] + gap.string[gap.end()]
        seen[word] += 1
        if seen[word] <= OF_ONE_WORD:
            kept.append(gap)
    return kept


def _gain(text: str, start: int, end: int) -> float:
    """How much more probable the words round a blank are without it."""
    known, plain = word_list().score, simplified()
    before = LAST_HAN.search(text, max(0, start - BESIDE), start)
    after = FIRST_HAN.match(text, end, min(len(text), end + BESIDE))
    sides = [found.group().translate(plain) for found in (before, after) if found]
    return known("".join(sides)) - sum(map(known, sides))


def _is_dateline(text: str, line: int, blank: int) -> bool:
    return blank - line <= 16 and DATELINE.search(text, line, blank) is not None


def find_lost_indents(text: str) -> list[Fix]:
    """Blanks that a converter could not write: those of bylines, and two wide ones before paragraphs (??各乡镇要).

    The latter are told by their number.
    """
    if "? ?" in text and len(LOST_ROW.findall(text)) >= LEAST_INDENTS and CHINESE.search(text):
        lost = (found for found in LOST_ONE.finditer(text) if not _asks(text, found.start()))
        return [Fix(found.start(), found.end(), " " * (text[found.end()] != " ")) for found in lost]
    facts = [
        Fix(*found.span("blank"), " ", BY_LAYOUT)
        for found in (LOST_SPACE.finditer(text) if "?" in text else ())
        if GLUED.sub("", found["label"]).translate(simplified()) in _labels()
    ]
    if "??" not in text:
        return facts
    gaps = LOST_GAP.finditer(text) if LOST_BLANKS.search(text) else ()
    between = [Fix(match.start(), match.end(), " ", BY_LAYOUT) for match in gaps]
    found = list(LOST_INDENT.finditer(text))
    sizes = [match.group().count("?") for match in found]
    if (
        len(found) < LEAST_INDENTS
        or len(set(sizes)) > 1
        or len(found) * 2 < sum(len(line) > LEAST_CHINESE and "。" in line for line in text.split("\n"))
    ):
        return sorted({*facts, *between})
    found += [match for match in LOST_BREAK.finditer(text) if match.group().rstrip() == found[0].group().rstrip()]
    return sorted({*facts, *between, *(Fix(match.start(), match.end(), "", BY_LAYOUT) for match in found)})


@cache
def _labels() -> frozenset[str]:
    """The labels of facts about a report: 审核."""
    return frozenset(label for labels in load("facts")["labels"].values() for label in labels)


def _asks(text: str, at: int) -> bool:
    """Whether the clause that ends there is a question."""
    clause = CLAUSE.search(text, max(0, at - LONGEST_CLAUSE), at)
    return clause is not None and any(word in clause.group() for word in load("script")["asking"]["words"])


def find_quoting(text: str) -> list[Fix]:
    """The marks that a mail program puts before each line of a text that is answered or passed on: > 各镇：."""
    if not text.lstrip(BLANKS).startswith(">"):
        return []
    lines, marks = LINE.findall(text), [*QUOTING.finditer(text)]
    whole = len(lines) >= QUOTED_LEAST and len(marks) == len(lines)
    return [Fix(*mark.span(), "", BY_LAYOUT) for mark in marks] if whole else []


def find_edges(text: str) -> list[Fix]:
    """Indentation, blanks at the ends of lines, empty lines."""
    first, last = len(text) - len(text.lstrip(BLANKS)), len(text.rstrip(BLANKS))
    fixes = [Fix(0, first, "")] if first and text[first : first + 1] != "\n" else []
    fixes += [
        Fix(match.start(), match.end(), "\n")
        for match in EDGES.finditer(text, 0 if not fixes else first)
        if "\n" in match.group()
    ]
    if first < last < len(text) and text[last - 1] != "\n":
        fixes.append(Fix(last, len(text), ""))
    return fixes


find_inner = by_pattern(INSIDE, lambda _: " ")
"""Several blanks, or an odd one, to one space."""

find_beside_marks = by_pattern(AFTER_MARK, lambda _: "")
"""Blanks beside Chinese punctuation, which has its own."""
