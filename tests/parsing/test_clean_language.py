"""The language model of the decoder: what stands beside what, looked up in sorted files."""

from importlib.resources import files

import pytest

from parsing.clean.bigrams import together
from parsing.clean.decoder import log_probability
from parsing.clean.neighbours import following
from parsing.clean.options import balance


@pytest.mark.parametrize("name", ["neighbours.txt", "pairs.txt"])
def test_rows_are_sorted_by_their_bytes(name):
    rows = [
        row for row in files("parsing.lexicon").joinpath(name).read_bytes().splitlines() if not row.startswith(b" ")
    ]
    first = [row.partition(b" ")[0] for row in rows]
    assert len(first) > 10_000
    assert first == sorted(first)


def test_a_pair_of_words_is_worth_more_than_chance():
    assert together("采取")["措施"] > 1
    assert "措手" not in together("采取")


def test_a_long_word_is_found_with_its_pairs():
    rows = files("parsing.lexicon").joinpath("pairs.txt").read_text("utf-8").splitlines()
    longest = max((row.split(" ") for row in rows), key=lambda fields: len(fields[0]))
    assert len(together(longest[0])) == len(longest) - 1 > 0


@pytest.mark.parametrize("word", ["", " ", "\n", "没有这个词"])
def test_what_has_no_row_has_no_pairs(word):
    assert not together(word)


def test_the_row_of_all_characters_is_found():
    assert following("国")["家"] != 0.0


@pytest.mark.parametrize(("likely", "other"), [("采取措施", "采取措词"), ("严格执行规定", "严格执刑规定")])
def test_words_that_stand_together_are_more_probable(likely, other):
    assert log_probability(likely) > log_probability(other)


def test_either_half_of_a_bracket_may_be_narrow():
    assert balance("第(9")[-1] == balance("第（9")[-1] != 0
    assert balance("第(9)")[-1] == balance("第（9)")[-1] == 0


@pytest.mark.parametrize(
    ("traditional", "simple"), [("有著三十年黨齡", "有着三十年党龄"), ("成效顯著", "成效显著"), ("著名", "著名")]
)
def test_traditional_text_is_as_likely_as_the_same_in_simplified_characters(traditional, simple):
    assert log_probability(traditional) == pytest.approx(log_probability(simple))
