"""A report cut into sentences, each with the counts in it and the names near each count.

The rules for *what*, *whose* and *as of when* see a sentence only through a :class:`Passage`, which is laid out once:
each count knows the counts beside it and the names a short way before it, so that no rule scans a sentence again for
every count, and time grows with the length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from parsing.extract.metrics.clauses import BREAKS, Count
from parsing.extract.metrics.counting import counts
from parsing.extract.metrics.given_by import any_giving
from parsing.extract.metrics.item_borders import parted
from parsing.extract.metrics.own_areas import own_areas
from parsing.extract.metrics.wordlists import JOINERS, word_set
from parsing.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.extract.extraction import Extraction, Quantity
    from parsing.record import Entity
    from parsing.spans import Span
    from parsing.structure import Document

NEAR = 200
"""How far before a count, in characters, a name may stand to be looked at for it."""


DATELINE = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:\\d{1,2}月)?\\d{1,4}日)?(?:电|讯)(?![话子信缆力脑])"
    "|[\u4e00-\u9fff]{0,6}(?:\\d{1,2}月)?\\d{1,4}日(?:消息|报道)"
)
"""Behind a place or an agency: the report was sent from there, so the place says nothing of its counts.

Pages lose the 月 between the digits."""
START = attrgetter("start")
SITED = frozenset({"PLACE", "ORG"})
SITED_OR_PERSON = SITED | {"PERSON"}
NAMES = SITED_OR_PERSON | {"DATE", "TITLE"}
"""Labels of the names that the rules on counts look at."""
VERB = 2
"""Characters of a verb that reports: 报告."""
CALLED = 7
"""Most characters from a joiner to the name behind it, with what a giver is called between: 、爱心人士 + 陈明."""
ENDS = BREAKS | {"、", ""}
"""What stands behind a count with no noun of its own."""


class Passage(Value, frozen=True):
    """A sentence with what the rules on counts need of it, everything in order of position.

    Attributes:
        span: where the sentence stands.
        counts: the quantities in it that count something.
        names: its places, bodies, persons, posts and dates.
        areas: where it says 全市, 我校 and the like.
        opens: whether it is the first of its paragraph.
    """

    span: Span
    counts: tuple[Count, ...]
    names: tuple[Entity, ...]
    areas: Sequence[Span]
    opens: bool
    listed: frozenset[int]
    """Where a name ends that is an item of a list with its count: the starts of counts without a noun (甲市 + 3例，).

    Behind another count also the start of a verb of reporting before it: 甲市 + 报告1例.
    """


LABEL = re.compile(r"[^，。；：、\n]{1,16}：")
"""What an item of a list begins with: 甲类：0例."""


def listing(text: str, at: int, *, before: bool) -> bool:
    """Whether the paragraph at ``at`` is an item of a list: 其中：⏎甲类：0例⏎乙类：5例.

    It follows a colon; or the one before was an item (``before``), and that goes on or this begins with a label.
    """
    end = max(0, at - 1)
    return text.endswith("：", 0, end) or (
        before and (text.endswith("；", 0, end) or LABEL.match(text, at) is not None)
    )


def passages(document: Document, found: Extraction) -> Iterator[Passage]:
    """The sentences in order, each with its counts and its names, up to the last that has a count."""
    text = document.text
    kept = [q for q in _unnamed(found) if counts(text, q)]
    if not kept:
        return
    named = [name for name in found.entities if name.label in NAMES]
    names = tuple([name for name in named if name.label not in SITED or not DATELINE.match(text, name.end)])
    areas = own_areas(text)
    starts = [[item.start for item in items] for items in (kept, names, areas)]
    at_count = at_name = at_area = 0
    for sentence in document.sentences():
        if at_count == len(kept):
            return
        stop, last, after = [bisect_left(places, sentence.end) for places in starts]
        own = names[at_name:last]
        held = tuple(_counts(text, sentence, kept[at_count:stop], own)) if at_count < stop else ()
        opens = sentence.start == 0 or text[sentence.start - 1] == "\n"
        yield Passage(sentence, held, own, areas[at_area:after], opens, _listed(text, held))
        at_count, at_name, at_area = stop, last, after


def _listed(text: str, held: Sequence[Count]) -> frozenset[int]:
    """See :attr:`Passage.listed`."""
    bare = [count.start for count in held if text[count.end : count.end + 1] in ENDS]
    first, reports = held[0].start if held else 0, word_set("reporting")
    return frozenset([*bare, *(at - VERB for at in bare if at > first and text[at - VERB : at] in reports)])


def _unnamed(found: Extraction) -> Iterator[Quantity]:
    """The quantities that are no part of a name or a date."""
    names = [e for e in found.entities if e.label != "QUANTITY"]
    starts = [e.start for e in names]
    reach = list(accumulate((e.end for e in names), max))
    for quantity in found.quantities:
        at = bisect_left(starts, quantity.end)
        if at == 0 or reach[at - 1] <= quantity.start:
            yield quantity


def _short_of_name(text: str, one: Quantity, end: int, names: Sequence[Entity]) -> int:
    """Where the stretch behind a number ends because the next item of the list begins with a name; else ``end``.

    10家医院 | 和云河县8家医院: 医院 is counted, not 医院和云河县. Before a giver may stand what he is: 两壶酒精 | 、市民陈明捐赠口罩.
    """
    first, last = (bisect_left(names, place, key=START) for place in (one.end + 1, end))
    inside = [name for name in names[first:last] if name.label in SITED_OR_PERSON]
    if len(inside) != 1:
        return end
    name = inside[0]
    gives = any_giving().match(text, name.end) is not None
    at = max((text.rfind(joint, one.end, name.start) for joint in JOINERS), default=-1)
    called = CALLED if gives and name.label == "PERSON" else 1
    touches = one.end < at and name.start - at <= called
    return at if touches and (gives or text[name.end : end] in {"", "的"}) else end


def _counts(text: str, sentence: Span, kept: Sequence[Quantity], names: tuple[Entity, ...]) -> Iterator[Count]:
    """The counts of a sentence, each with its neighbours and the names near it."""
    joints = [parted(text, *pair) for pair in pairwise(kept)]
    floors = [sentence.start, *(joint.end if joint.length else q.end for joint, q in zip(joints, kept, strict=False))]
    ends = [_short_of_name(text, q, joint.start, names) for q, joint in zip(kept, joints, strict=False)]
    ceilings = [*ends, sentence.end]
    starts = [name.start for name in names]
    for quantity, floor, ceiling in zip(kept, floors, ceilings, strict=False):
        near = slice(bisect_left(starts, quantity.start - NEAR), bisect_left(starts, quantity.start))
        yield Count(quantity, sentence, floor, ceiling, quantity.start, quantity.end, names[near])
