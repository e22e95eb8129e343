"""No text makes reading fail, be it made of the lexicons' own words, which lead into every rule."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.extract import extract
from parsing.lexicon import load
from parsing.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXICONS = ("bounds", "context", "counts", "dates", "demand", "facts", "frames", "identity", "lists", "measures")
NAMES = ("organisations", "places", "surnames", "titles", "units")
LONGEST, MOST = 7, 60
"""Characters of a word, and words of each list: a sample of the largest."""


def words(value: object) -> Iterator[str]:
    """The words of a lexicon, keys too, which are words in some tables."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)
    elif isinstance(value, str):
        yield from value.split()[:MOST]


OWN = sorted({word for name in LEXICONS + NAMES for word in words(load(name)) if 0 < len(word) <= LONGEST})
BETWEEN = [
    *"，。、；：！？（）“”《》\n 　0123456789年月日时点省市县区镇村等各的了在向由为与和及万亿余多x某%.-—·新一二十百廿半",
    "武汉", "太原", "江州市", "王明", "病例", "3例", "100元", "其中", "2020年", "2月3日", "记者", "来源：", "2020-02-03 10:00",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(BETWEEN), st.sampled_from(OWN)), max_size=40).map("".join)


def read(text: str, written: date | None) -> None:
    document = structure(clean(AlignedText.of(text))[0], written)
    found = extract(document)
    length = len(document.text)
    for span in (*found.entities, *found.metrics, *found.measures):
        assert 0 <= span.start < span.end <= length
    for label in {entity.label for entity in found.entities}:
        same = sorted((entity.start, entity.end) for entity in found.entities if entity.label == label)
        assert all(end <= start or before <= start < stop <= end for (before, end), (start, stop) in pairwise(same))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([None, date(2020, 2, 17)]))
def test_any_text_is_read(text, written):
    read(text, written)


@pytest.mark.parametrize(
    "text",
    [
        "太原等3市新增病例5例。各地防控向好",
        "武汉网讯 2月3日，全区新增3例，一切更新",
        "下午十十时",
        "2020-02-31 A 岚江日报 content_1.html 题",
    ],
)
def test_what_once_failed_is_read(text):
    read(text, None)
