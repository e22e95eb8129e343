"""Text read in the wrong encoding: 鏂板瀷, ÐÂÐÍ, æ–°å†Œ, 笢弊. Twice over is undone by two turns of the step.

Each line is taken by itself, as files are put together from parts. A line needs enough of the wrong characters to be
believed on its own; where one was, others need less. UTF-8 proves itself; GBK and Big5, which can read almost
anything, have to come out as more probable Chinese.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from parsing.clean import droppedutf8, redecode
from parsing.clean.codepages import LOST
from parsing.clean.decoder import log_probability
from parsing.clean.doublebyte import Lines
from parsing.clean.fix import Fix
from parsing.clean.script import HAN
from parsing.clean.signs import rare_characters
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parsing.clean.redecode import Decoded

BEYOND = "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
"""What cp1252 has beyond Latin-1."""
WESTERN_SIGN = re.compile(f"[\u00c2-\u00ff][\u0080-\u00ff{BEYOND}]")
WESTERN_RUN = re.compile(f"[\x00-\x09\x0b-\xff{BEYOND}\ufffd]+")
MERGED_RUN = re.compile(f"[\x00-\x09\x0b-\u07ff{BEYOND}\ufffd]+")
"""The same with what two bytes are that happen to be UTF-8: such readers take those first."""
HAN_ALL = re.compile(f"[{HAN}，。、；：！？“”‘’（）《》—…·]")
LINE = re.compile("[^\n]+")
FOREIGN = re.compile("[^\x00-\x7f\ufffd]")
ENOUGH, MORE = 8, 2
"""Characters beyond ASCII that a line must have to be doubted, and where another line was wrong."""
KINDS = 4
"""Different ones among them: a row of the same few letters is a pattern, or a cry."""
MOSTLY = 0.9
"""Share of Chinese among the characters beyond ASCII that a decoded line needs."""
BETTER, GOOD, FAIR = 3.0, -9.5, -12.0
"""Log probability for each character that GBK or Big5 must gain over the line as it stands, and that it must reach.

The last: what it must reach where another line was wrong."""


Read: TypeAlias = "Callable[[str], Decoded | None]"
"""What reads a line again."""


class Misreading(NamedTuple):
    """How a line went wrong: what shows that it may have, and what reads the lines of a text again.

    ``run``: what stretches it was read in, where that was byte by byte, so that no Chinese is in it; otherwise in whole
    lines. ``proven``: hardly anything else can be read so.
    """

    sign: Callable[[], re.Pattern[str]]
    reader: Callable[[], Read]
    run: re.Pattern[str] | None
    proven: bool


def find_mojibake(text: str) -> list[Fix]:
    """Decode lines again as what they are."""
    fixes: dict[int, list[Fix]] = {}
    done: list[Span] = []
    absent = {sign for sign in {way.sign() for way in MISREADINGS} if sign.search(text) is None}
    for way in MISREADINGS:
        if way.sign() in absent:
            continue
        read = way.reader()
        for enough in (ENOUGH, MORE):
            found = {
                start: line
                for start, end in (_parts(text, way) if way.proven or enough == ENOUGH else _lines(text))
                if not _overlaps(done, start, end)
                and (line := _decoded(text[start:end], start, read, enough, proven=way.proven))
            }
            fixes |= found
            done = sorted(Span(start, line[-1].end) for start, line in fixes.items())
            if not found:
                break
    return [fix for start in sorted(fixes) for fix in fixes[start]]


def _overlaps(done: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch has something in common with one that is decoded; those are in order."""
    at = bisect_left(done, start, key=lambda span: span.end - 1)
    return at < len(done) and done[at].start < end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """All lines: where some were read wrongly, others were that show no sign of it."""
    return (line.span() for line in LINE.finditer(text))


def _parts(text: str, way: Misreading) -> Iterator[tuple[int, int]]:
    """The lines that hold a sign; of those read byte by byte, the parts without Chinese."""
    last = -1
    for match in way.sign().finditer(text):
        if match.start() < last:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        stop = text.find("\n", match.end())
        last = stop if stop >= 0 else len(text)
        if way.run:
            yield from (run.span() for run in way.run.finditer(text, start, last))
        else:
            yield start, last


def _decoded(line: str, start: int, read: Read, enough: int, *, proven: bool) -> list[Fix]:
    foreign = FOREIGN.findall(line)
    if len(foreign) < enough or len(set(foreign)) < min(enough, KINDS):
        return []
    found = read(line)
    if found is None:
        return []
    written, pieces = found
    decoded = redecode.chosen(pieces)
    if not (_is_chinese(decoded) or _is_wrong(decoded)) or not (
        proven or _is_better(decoded, line, GOOD if enough == ENOUGH else FAIR)
    ):
        return []
    lost = any(LOST in data for data in written) or sum(
        piece.size for piece in pieces if piece.options == ("?",)
    ) != line.count("?")
    confidence = LOSSY if lost or any(len(piece.options) > 1 for piece in pieces) else 1.0
    sizes = [len(data) for data in written], [piece.size for piece in pieces]
    return [Fix(start + at, start + end, new, confidence) for at, end, new in _groups(line, decoded, *sizes)]


LOSSY = 0.9
"""Confidence of a line of which the language had to choose some characters."""


def _is_chinese(text: str) -> bool:
    foreign = FOREIGN.findall(text)
    return bool(foreign) and len(HAN_ALL.findall(text)) >= MOSTLY * len(foreign)


def _is_wrong(text: str) -> bool:
    """Whether a decoded line proves to be wrong in its turn."""
    again = (way.reader()(text) for way in MISREADINGS if way.proven)
    return any(_is_chinese(redecode.chosen(found[1])) for found in again if found is not None)


def _is_better(new: str, old: str, good: float) -> bool:
    likely = log_probability(new) / len(new)
    return likely > good and likely > log_probability(old) / len(old) + BETTER


def _groups(old: str, new: str, read: Sequence[int], meant: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """The smallest stretches that differ between two texts of the same bytes, found by counting bytes."""
    at = to = first_at = first_to = ahead = 0
    while at < len(old) or to < len(new):
        if ahead <= 0 and at < len(old):
            ahead += read[at]
            at += 1
        else:
            ahead -= meant[to]
            to += 1
        if ahead == 0:
            if new[first_to:to] != old[first_at:at]:
                yield first_at, at, new[first_to:to]
            first_at, first_to = at, to


def _western_sign() -> re.Pattern[str]:
    return WESTERN_SIGN


@cache
def _utf8_sign() -> re.Pattern[str]:
    """A character of GBK that is the first two bytes of one of UTF-8, before the third and the first of the next."""
    leads, seconds = (*range(0xE2, 0xEA), 0xEF), range(0x81, 0xC0)
    first = "".join(_characters(leads, (0x80, *seconds)))
    second = "".join(_characters(seconds, leads))
    return re.compile(f"[{first}](?:[{second}]|[?\ufffd€])")


def _characters(leads: Sequence[int], trails: Sequence[int]) -> Iterator[str]:
    for lead in leads:
        for trail in trails:
            yield re.escape(bytes((lead, trail)).decode("gb18030"))


@cache
def _rare_sign() -> re.Pattern[str]:
    odd = rare_characters() + "\u3040-\u312f\ue000-\uf8ff"
    return re.compile(f"[{odd}][{HAN}]?[{odd}]")


MISREADINGS = (
    Misreading(_western_sign, lambda: redecode.from_western, WESTERN_RUN, proven=True),
    Misreading(_western_sign, lambda: Lines(None, "gb18030", merged=True).read, MERGED_RUN, proven=False),
    Misreading(_western_sign, lambda: Lines(None, "big5hkscs", merged=True).read, MERGED_RUN, proven=False),
    Misreading(_western_sign, lambda: Lines(None, "gb18030").read, WESTERN_RUN, proven=True),
    Misreading(_western_sign, lambda: Lines(None, "big5hkscs").read, WESTERN_RUN, proven=False),
    Misreading(_utf8_sign, lambda: redecode.from_gbk, run=None, proven=True),
    Misreading(_utf8_sign, lambda: droppedutf8.read, run=None, proven=False),
    Misreading(_rare_sign, lambda: Lines("gb18030", "big5hkscs").read, run=None, proven=False),
    Misreading(_rare_sign, lambda: Lines("big5", "gb18030").read, run=None, proven=False),
)
"""The ways in which lines go wrong, those that prove themselves first."""
