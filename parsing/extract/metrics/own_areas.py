"""Where a text says 全区, 我市, 该点 and the like instead of a name; and which of these a count may belong to.

Apart from :mod:`parsing.extract.metrics.focus`, which tells what name each of them means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.extract.metrics.wordlists import scope_words
from parsing.lexicon import load
from parsing.searching import first_of, matches
from parsing.spans import Span, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


NEAR = 200
"""Most characters back from a count to 全市 and the like."""
COMPANY = r"公司(?<=[，。；：“\n]公司)(?![董总副法经员党高章名])"
"""A company that is spoken of without its name at the start of a clause."""
NATION = r"\d{2}个(?=省(?:（|份|区市|市区))"
"""All of a country's provinces, by which a bulletin means the country: 31个省（自治区、直辖市）."""


class _Areas(NamedTuple):
    """全区, 我市 and their like; and the titles of documents, in which none is meant."""

    first: re.Pattern[str]
    whole: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> _Areas:
        """Those words, and what has a form of its own."""
        words = sorted(words, key=len, reverse=True)
        whole = "|".join([r"《[^《》\n]*》", *words, COMPANY, NATION])
        return cls(re.compile(first_of([*words, "公司"], others=r"《\d")), re.compile(whole))


@cache
def _areas() -> _Areas:
    """Those of the lexicon, compiled once in a process."""
    return _Areas.of((*scope_words("own_areas"), *scope_words("own")))


def own_areas(text: str) -> list[Span]:
    """全区, 我市 and their like wherever a text says them, in order."""
    areas = _areas()
    found = matches(areas.whole, areas.first, text)
    return [span_of(match.span()) for match in found if text[match.start()] != "《"]


def own_area(text: str, areas: Sequence[Span], start: int, end: int, *, attributes: bool = True) -> str | None:
    """The last 全区, 我市 or the like in a stretch, as written; null where there is none.

    Without ``attributes`` only one that opens a clause, so not 全县 in 检查全县39家企业.
    """
    if not areas:
        return None
    floor = max(start, end - NEAR)
    near = areas[bisect_left(areas, (floor,)) : bisect_left(areas, (end,))]
    within = (area for area in reversed(near) if area.end <= end)
    return next(
        (
            area.of(text)
            for area in within
            if (attributes or _opens(text, area.start)) and not _acted_on(text, *area, end)
        ),
        None,
    )


def _opens(text: str, at: int) -> bool:
    """Whether a clause begins there, but for a day or an adverb."""
    return _opening().search(text, max(0, at - 12), at) is not None


@cache
def _opening() -> re.Pattern[str]:
    openers = "|".join(map(re.escape, sorted(load("counts")["scope"]["openers"], key=len, reverse=True)))
    return re.compile(rf"(?:^|[，；。：、（“”\s日时起止])(?:{openers})*+$")


def _acted_on(text: str, start: int, stop: int, end: int) -> bool:
    """Whether 全镇 at ``[start, stop)`` is only acted on or compared with: 对全镇326名人员实行管理；培训….

    ``end``: where the count stands that it might belong to.
    """
    if not text.endswith(scope_words("oblique"), 0, start):
        return False
    compared = text.endswith(("于", "比", "较", "居", "列"), 0, start)
    between = text[stop:end]
    return compared or any(sign in between for sign in ("，", "；", *load("counts")["gifts"]["stems"]))
