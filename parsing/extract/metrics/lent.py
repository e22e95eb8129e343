"""Words behind a body's name that mostly lend it to something else (市委 + 安排), and sometimes tell what it does."""

from __future__ import annotations

import re
from functools import cache

from parsing.expressions import any_of
from parsing.extract.metrics.gifts import phrases


def acts(text: str, end: int) -> bool:
    """Whether a word that seems to lend a body's name tells what it does: 医疗队安排 + 62名队员."""
    lent = next(word for word in phrases("aside") if text.startswith(word, end))
    counts = (
        _arranges().match(text, end)
        if lent in phrases("arranging")
        else text[end + len(lent) : end + len(lent) + 1].isdigit()
    )
    return bool(counts) or text.startswith(phrases("not_aside"), end)


def serves(text: str, start: int, end: int) -> bool:
    """Whether somebody does something for a name at ``[start, end)``: 为县医院 + 购买额温枪20把."""
    return text.endswith(("为", "给"), 0, start) and _served().match(text, end) is not None


@cache
def _served() -> re.Pattern[str]:
    return re.compile(f"[^，。；：\\d]{{0,12}}?{any_of(phrases('served'))}")


@cache
def _arranges() -> re.Pattern[str]:
    """Behind a body: it sends people, whose number follows: 安排 + 执法人员76名, 安排的 + 865名."""
    return re.compile(rf"{any_of(phrases('arranging'))}[了的]?第?[\u4e00-\u9fff]{{0,6}}\d")
