"""What the line over a list says that its items count, where they only say how many: 本土病例：⏎甲市：12例⏎乙市：3例.

Both counts are of 本土病例. Apart from :mod:`parsing.extract.metrics.ellipsis`, which looks within one paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from parsing.expressions import any_of
from parsing.extract.metrics.as_of import phrases
from parsing.extract.metrics.clauses import END_OF_CLAUSE
from parsing.lexicon import load
from parsing.sentences import ENUMERATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.extract.metrics.clauses import Count
    from parsing.extract.metrics.passages import Passage
    from parsing.record import Entity, Metric

NUMBERED = re.compile(rf"^(?:{ENUMERATOR}+)+")
"""The number of a heading: 二、 or （一）."""
BRACKET = re.compile(r"[（(][^（）()]*[）)]|[：:]$")
"""What a heading has besides its noun: （单位：元）, a colon."""
COLON = "："
LONGEST = 24
"""Characters of a line that only heads a list."""


class Headed(NamedTuple):
    """What the items of a list count by the line over it: their sums of money (捐款), and their cases (本土病例)."""

    funds: str | None = None
    cases: str | None = None

    def under(self, paragraph: str, before: Sequence[Metric], *, listed: bool) -> Headed:
        """What holds from ``paragraph`` on, given its text.

        A new heading replaces what held; sums of money also go by the last sum of the paragraph before (``before``: its
        metrics), cases end with the list (``listed``: whether the paragraph is an item of one).
        """
        worth = load("counts")["what"]["worth"]
        funds = _funds_of(paragraph) or next(
            (m.what for m in before if m.unit == "元" and m.what not in worth), self.funds
        )
        return Headed(funds, _cases_of(paragraph) or (self.cases if listed else None))


def goes_on(text: str, passage: Passage) -> bool:
    """Whether a paragraph goes on with the one before it: 其中…, a line that leads on to a list, an item with a place."""
    first = next(iter(passage.counts), None)
    if first is not None and is_item(text, first):
        return True
    return text.startswith(phrases().resumed, passage.span.start) or _leads_on(text, passage)


def inherited(text: str, passage: Passage, before: Sequence[Metric]) -> list[Metric]:
    """The metrics of the paragraph before that a new paragraph may take its nouns from.

    An item of a list of places (- 甲市218例) has the first of each unit, since the introduction of the list said what is
    counted. A line that only leads on to such a list (具体分布如下：) has all. Any other has none.
    """
    if not passage.counts:
        same = _leads_on(text, passage) and _cases_of(passage.span.of(text)) is None
        return list(before) if same else []
    if not is_item(text, passage.counts[0]):
        return []
    by_unit: dict[str, Metric] = {}
    for metric in before:
        by_unit.setdefault(metric.unit, metric)
    return list(by_unit.values())


def _leads_on(text: str, passage: Passage) -> bool:
    """Whether a line only leads on to a list: 具体分布如下：, no 二、分布： and no line with a count."""
    start, end = passage.span
    return not passage.counts and text[end - 1] == COLON and NUMBERED.match(text, start, end) is None


def item(text: str, count: Count) -> Entity | None:
    """The place whose count a line begins with, if the line is such an item of a list: - 甲市218例; 甲市：218例."""
    begin = count.sentence.start
    colon = text[count.start - 1] == COLON
    end = count.start - 1 if colon else count.start
    name = next((name for name in count.names if name.end == end and name.label == "PLACE"), None)
    return None if name is None or any(map(str.isalnum, text[begin : name.start])) else name


def is_item(text: str, count: Count) -> bool:
    """Whether a line is an item of a list of places, the rest of them too: - 甲市218例; 其他地区：39例."""
    return item(text, count) is not None or of_rest(text, count)


def of_rest(text: str, count: Count) -> bool:
    """Whether a count is all that its line tells of the places that a list leaves out: - 其他地区：39例."""
    return _rest().fullmatch(text, count.sentence.start, count.start) is not None


@cache
def _rest() -> re.Pattern[str]:
    scope = load("counts")["scope"]
    return re.compile(rf"[^\w（]*{any_of(scope['rest'])}{any_of(scope['kinds_of_places'])}[：:]?")


def touching(count: Count) -> Entity | None:
    """The name that ends where a count begins: 甲市 in 甲市3例, 新华书店 in 检查新华书店3家, where it is what was counted."""
    return next((name for name in count.names if name.end == count.start and name.label != "DATE"), None)


def counts_bodies(text: str, name: Entity, count: Count) -> bool:
    """Whether the name before a count is the kind of bodies that are counted: 组建青年突击队 + 102支.

    Such a name says what, not whose: with 支 there are many of them.
    """
    if name.label != "ORG" or name.end != count.start or count.quantity.value == 1:
        return False
    what = load("counts")["what"]
    kind = count.quantity.unit in what["body_units"] or name.text.endswith(tuple(what["bodies"]))
    return (
        kind and count.quantity.unit in {"个", *what["body_units"]} and text[count.end : count.end + 1] in END_OF_CLAUSE
    )


@cache
def case_nouns() -> re.Pattern[str]:
    """A noun for cases with the words for which of them: 新增本土确诊病例."""
    kinds, nouns = (any_of(load("counts")["what"][name]) for name in ("case_kinds", "case_nouns"))
    return re.compile(f"(?:{kinds})*(?:{nouns})")


def _cases_of(heading: str) -> str | None:
    """What a heading says the cases under it are: 本土无症状感染者 for 二、本土无症状感染者：."""
    heading = heading.strip()
    if len(heading) > LONGEST or not heading.endswith(COLON):
        return None
    found = case_nouns().fullmatch(NUMBERED.sub("", heading)[:-1])
    return found and found.group()


def _funds_of(heading: str) -> str | None:
    """What a heading says the sums under it are: 捐款 for （一）捐款（单位：元）."""
    heading = heading.strip()
    if heading[-1:] not in _funds_end():
        return None
    noun = BRACKET.sub("", NUMBERED.sub("", heading))
    return noun if noun.endswith(tuple(load("counts")["what"]["funds"])) else None


@cache
def _funds_end() -> frozenset[str]:
    """The last characters of headings that can name funds, before a bracket or a colon."""
    return frozenset(word[-1] for word in load("counts")["what"]["funds"]) | frozenset("）)：:")
