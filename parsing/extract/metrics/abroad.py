"""Whether a sentence that names a country or a city abroad tells of its own figures, or only where cases came from.

越南新增登革热病例3例 is Vietnam's, 确诊越南输入病例3例 is not. China itself is mostly only spoken of (中国同胞收到口罩).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of
from parsing.extract.entities.heads import complete
from parsing.extract.metrics.clauses import REACH
from parsing.extract.metrics.focus import countries
from parsing.extract.metrics.numerals import CHINESE_CHARACTERS
from parsing.extract.metrics.wordlists import scope_words
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity


HOME, IMPORTED = "中国", "输入"
"""The country of the reports; said before another one: cases came from there."""
ITEM_BEFORE = re.compile(rf"[\d{CHINESE_CHARACTERS}][余多]?[例人名宗起][^，。；：、\d]{{0,6}}(?:[、，；和及与]|以及)$")
"""The end of an item of a list, before the next: 50例，."""
FIGURE = re.compile(rf"[则也]?[为有达约近]?约?[\d数几上{CHINESE_CHARACTERS}]")
"""Behind the name of an item of a list: 甲国 + 3例, 乙国 + 为3例."""


def country_of(names: Sequence[Entity], at: int) -> Entity | None:
    """The other country whose ministry is named at ``at``, since the ministry tells for it: 越南 for 越南 + 卫生部."""
    before = names[at - 1] if at else None
    if before is None or before.end != names[at].start or before.text not in countries():
        return None
    return before if names[at].text in complete().words else None


def is_home_aside(text: str, name: Entity) -> bool:
    """Whether China is only spoken of, as in most reports that name it: 中国同胞收到口罩, but not 中国3例 or 中国新增3例."""
    return name.text == HOME and not (text[name.end : name.end + 1].isdigit() or _of_itself(text, name))


def tells_of_itself(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether a country or city abroad tells of itself, or is an item behind one that does: 东京新增50例，大阪20例."""
    while not _of_itself(text, names[at]):
        before, (start, end) = names[at - 1] if at else None, (names[at].start, names[at].end)
        item = FIGURE.match(text, end) is not None
        if text.endswith(scope_words("ranks"), 0, start):
            return True
        if item and _worldwide().search(text, max(0, start - REACH), start):
            return True
        listed = before is not None and before.text in countries() and ITEM_BEFORE.search(text, before.end, start)
        if not (item and listed):
            return False
        at -= 1
    return True


@cache
def _worldwide() -> re.Pattern[str]:
    """Before the first item of a list of countries: what is told is the world's."""
    return re.compile(f"{any_of(scope_words('worldwide'))}[^。！？\n]*?{any_of(scope_words('first_of_world'))}$")


def _of_itself(text: str, country: Entity) -> bool:
    """Whether another country's own figures are told (越南新增登革热病例3例), and not where cases came from."""
    if text.find(IMPORTED, max(0, country.start - REACH), country.start) >= 0:
        return False
    return _figures().match(text, country.end) is not None


@cache
def _figures() -> re.Pattern[str]:
    """Behind a country: what begins to tell of its own figures."""
    return re.compile(load("counts")["scope"]["abroad"])
