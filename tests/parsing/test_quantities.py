import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsing.extract.metrics.numerals import CHINESE_CHARACTERS, chinese, numerals
from parsing.extract.metrics.quantities import dimensions, quantities
from parsing.lexicon import load
from tests.effort import grows_with_length

TABLE = tomllib.loads((Path(__file__).parent / "data" / "quantities.toml").read_text("utf-8"))
DIGITS = "零一二三四五六七八九"
BOUNDS_APART = tuple(load("bounds")["apart"])
"""Bounds that a verb may divide from the number, and that its own text then lacks: 至多进行 + 10次."""
NUMBERS = "0123456789０１２３，,.．%xX*○_余多约近至—十百千万亿一两三几数上分之人个元次 ，。"


def written(number):
    """A whole number under 10^8 in Chinese numerals, the plain textbook way."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        return written(head) + "万" + (("零" if rest < 1000 else "") + written(rest) if rest else "")
    text, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit
    return text or "零"


@pytest.mark.parametrize(("text", "quantity", "value", "unit", "bound"), TABLE["readings"], ids=str)
def test_a_number_is_read_with_its_unit_and_bound(text, quantity, value, unit, bound):
    (found,) = quantities(text)
    assert (found.text, found.unit, found.bound) == (quantity, unit, bound)
    assert found.redacted == math.isnan(value)
    assert found.value is None if math.isnan(value) else found.value == value


@pytest.mark.parametrize("text", TABLE["nothing"])
def test_a_number_without_a_unit_is_no_quantity(text):
    assert list(quantities(text)) == []


@given(st.integers(min_value=1, max_value=10**8 - 1))
def test_a_chinese_numeral_has_the_value_it_was_written_from(number):
    assert chinese(written(number)) == number


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["{}", "{:,}"]))
def test_an_arabic_number_has_the_value_it_was_written_from(number, form):
    (found,) = numerals(form.format(number))
    assert found.value == number


@given(st.text(CHINESE_CHARACTERS, max_size=20))
def test_any_run_of_numerals_is_read_or_refused(token):
    value = chinese(token)
    assert value is None or 0 <= value < 2**63


@settings(max_examples=200)
@given(st.text(NUMBERS, max_size=40))
@example("一1 000个")
def test_quantities_are_stretches_of_the_text_that_parse_back_to_themselves(text):
    end = 0
    for found in quantities(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.redacted == (found.value is None)
        understood = text[max(0, found.start - 2) : found.start] if found.unit not in found.text else "，"
        *_, again = quantities(understood + found.text)
        assert (again.value, again.unit) == (found.value, found.unit)
        assert again.bound == found.bound or any(word in text[: found.start] for word in BOUNDS_APART)
        end = found.end


@pytest.mark.parametrize("piece", ["1", "1,234", "万", "_", "x", "1.", "三分之", "1—", "约", "1人", "百余"])
def test_effort_grows_with_the_length_alone(piece):
    assert grows_with_length(lambda times: lambda: list(quantities(piece * times)), 100)


def test_a_unit_has_one_dimension():
    table = tomllib.loads((Path(__file__).parents[2] / "parsing/lexicon/units.toml").read_text("utf-8"))
    units = [unit for group in table["dimensions"].values() for unit in group]
    assert sorted(units) == sorted(set(units))
    assert set(table["not_before"]) <= set(units) == set(dimensions())
