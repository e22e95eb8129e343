"""Lists of plain words of ``context.toml`` that tell one category from another."""

from __future__ import annotations

import re
from functools import cache

from parsing.expressions import any_of
from parsing.lexicon import load


@cache
def words_for(name: str) -> re.Pattern[str]:
    """Any of the words that stand under a name: ``goods``, ``illness``."""
    return re.compile(any_of(load("context")[name]))
