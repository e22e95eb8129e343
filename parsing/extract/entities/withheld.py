"""Names that a report withholds before the head of a body: xx + 支队, 某某 + 养老院.

The same signs may stand for a figure (xx + 处养老院: so many of them); what follows them tells which.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.lexicon import load
from parsing.redaction import SIGN

if TYPE_CHECKING:
    from parsing.extract.tokens import Tokens

HIDDEN = re.compile(rf"(?:{SIGN}{{1,3}}|某某)$")
"""The signs at the end of a stretch."""
LONGEST = 3
"""Most of them."""
COUNTABLE = ("person", "household", "item", "place", "event", "collective")
MEASURES = frozenset(unit for kind in COUNTABLE for unit in load("units")["dimensions"][kind] if len(unit) == 1)


def withheld_before(tokens: Tokens, at: int, floor: int, head: int) -> int:
    """Where the signs for a name begin that end at ``at``, not before ``floor``, else ``at``.

    Before a measure word they stand for a figure, unless it is the ``head`` of the name itself: xx处养老院, but xx支队.
    """
    counted = at < head and tokens.text[at] in MEASURES and tokens.border(at + 1)
    hidden = None if counted else HIDDEN.search(tokens.text, max(floor, at - LONGEST), at)
    return hidden.start() if hidden else at
