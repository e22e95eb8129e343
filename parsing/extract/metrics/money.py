"""What the words round a sum of money tell of it: what it is worth, what it is to be used for, that it was given.

Apart from :mod:`parsing.extract.metrics.counted`, since no other count is told of in these ways.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from parsing.expressions import any_of
from parsing.lexicon import load


class Worth(NamedTuple):
    """The expressions for what a thing is worth."""

    before: re.Pattern[str]
    """Before a sum: it is what a thing is worth, and 价值 what the sum counts (口罩价值 + 3万元)."""
    between: re.Pattern[str]
    """Behind another number: a thing with what it is worth, the thing as its group (1台 + 价值3万元的呼吸机)."""


@cache
def used_for() -> re.Pattern[str]:
    """Behind a sum, what it is to be used for, as its group: 50万元 + ，专项用于疫情防控."""
    what = load("counts")["what"]
    sums, adverbs, used = (any_of(what[name]) for name in ("purpose_sums", "purpose_adverbs", "purpose"))
    return re.compile(rf"(?:{sums})?，?(?:{adverbs})?{used}([^，。；！？\n]{{2,60}})")


@cache
def worth() -> Worth:
    """Those expressions, compiled once in a process."""
    nouns, links, sums = (load("counts")["what"][name] for name in ("worth", "worth_links", "worth_sums"))
    figure = r"[\d.一二两三四五六七八九十百千]+[余多]?[万亿]?[余多]?元"
    return Worth(
        re.compile(f"(?P<value>{any_of(nouns)})(?:{any_of([*links, *sums])})*$"),
        re.compile(
            rf"{any_of(nouns)}(?:{any_of(links)})*{figure}(?:人民币)?的([^，。；：！？\n\d]{{0,4}}[^，。；：！？\n]{{2,16}})"
        ),
    )


@cache
def given() -> re.Pattern[str]:
    """Before a sum: it is a gift, whatever it is to be used for (捐款共计 + 50万元，用于疫情防控)."""
    gifts = load("counts")["gifts"]
    return re.compile(f"(?:{any_of(gifts['verbs'])}出?|{any_of(gifts['given'])}){any_of(gifts['before_sums'])}*$")
