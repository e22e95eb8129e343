"""Texts that are not damaged: what looks like damage in them is left alone."""

import tomllib
from pathlib import Path

import pytest

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.clean.listed import listed

CASES = tomllib.loads((Path(__file__).parent / "data/healthy.toml").read_text("utf-8"))
ROWS = [
    pytest.param(row["text"], row.get("after", row["text"]), id=f"{kind}-{number}")
    for kind, rows in CASES.items()
    for number, row in enumerate(rows)
]


@pytest.mark.parametrize(("text", "after"), ROWS)
def test_a_healthy_text_stays_as_it_is(text, after):
    assert clean(AlignedText.of(text))[0].text == after


def test_a_word_with_its_count_after_it_is_no_word_of_the_dictionary():
    """The dictionary's own lines have a word, a blank and a number, as a text may."""
    known = listed()
    for word in ("适用", "登记", "口罩"):
        assert known.count(word)
        assert known.count(f"{word} {known.count(word)}") is None
        assert known.cut(f"{word} {known.count(word)}")[0] == word
