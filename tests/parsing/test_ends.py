"""Reading comes to an end: an expression that can read a row of words in several ways tries all, exponentially many."""

from __future__ import annotations

import multiprocessing
import re
from typing import TYPE_CHECKING

import pytest

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.extract import extract
from parsing.lexicon import load
from parsing.structure import structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORD = re.compile("[\u4e00-\u9fff]{1,6}")
TIMES = 40
"""How often a word stands in a row: two ways to read each are more than can be tried in a life."""
ENOUGH = 120
"""Seconds that a process gets; it needs few, or never ends."""


def expressions(value: object) -> Iterator[str]:
    """The strings of a lexicon."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from expressions(item)


def match_furniture() -> None:
    """Each expression for furniture, on rows of each word that stands in it."""
    for expression in expressions(load("furniture")):
        compiled = re.compile(expression)
        for word in {*WORD.findall(expression)}:
            for between in ("", " ", "1", " 2,3 "):
                compiled.fullmatch((word + between) * TIMES + "\ue000")


ROWS = ("新冠肺炎", "截止目前", "疫情防控工作", "免费注册", "鲜花 ", "长按扫描", "现在的", "2,3 ", "首页 > ", "> 甲 ")
LED = (("首页", " > 甲", "。"), ("主页", ">甲", " 乙丙"), ("甲", " > 甲", "。"), ("新增3例在", "州区", "啊。"))
"""Rows with what must stand before them to be looked at, and what makes them fail at their end."""


def read_rows() -> None:
    """Whole texts that are such rows."""
    for before, words, after in (*(("", words, "") for words in ROWS), *LED):
        extract(structure(clean(AlignedText.of(before + words * TIMES + after))[0]))


@pytest.mark.parametrize("run", [match_furniture, read_rows])
def test_rows_of_words_are_read_in_one_way(run: Callable[[], None]):
    process = multiprocessing.get_context("spawn").Process(target=run)
    process.start()
    process.join(ENOUGH)
    ended = not process.is_alive()
    process.kill()
    process.join()
    assert ended
    assert process.exitcode == 0
