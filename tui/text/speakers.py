"""Where another person begins to speak: half of such a report is what somebody said, and who it was is easily lost.

A name and the verb of speech after it (县长李青禾强调); the verbs are those by which names are found.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing import lexicon
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.record import Report

BETWEEN = 6
"""Characters that may stand between a name and its verb: 在会上, 进一步."""


def speakers(report: Report) -> Iterator[Span]:
    """Each name with its verb where who speaks is not who spoke before."""
    before = None
    people = (entity for entity in report.entities if entity.label == "PERSON")
    for entity in sorted(people, key=lambda entity: entity.start):
        said = spoken().match(report.text, entity.end)
        if said is not None and entity.text != before:
            yield Span(entity.start, said.end())
            before = entity.text


@cache
def spoken() -> re.Pattern[str]:
    """What follows a name that speaks. Reads the lexicon when first asked, which takes longer than a frame."""
    verbs = sorted(lexicon.load("titles")["context"]["says"], key=len, reverse=True)
    return re.compile(rf"[^，。；：！？、\n]{{0,{BETWEEN}}}?(?:{'|'.join(map(re.escape, verbs))})")
