import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.extract.dates.days import number
from parsing.extract.dates.finder import find_dates
from parsing.extract.extraction import Extraction
from parsing.structure import Document

ROWS = tomllib.loads((Path(__file__).parent / "data" / "dates.toml").read_text("utf-8"))["case"]
PIECES = [
    "2020年",
    "2月",
    "1日",
    "30日",
    "31",
    "0时",
    "24时",
    "10:30",
    "至",
    "—",
    "-",
    "上午",
    "晚",
    "（",
    "）",
    "今天",
    "二〇二〇年",
    "二月",
    "x月",
    "x日",
    "号",
    "。",
    "\n",
    " ",
    "每天",
    "99",
    "2020-02-30",
    "去年",
    "9999年",
    "0000年",
    "0001年1月1日",
    "昨天",
    "明天",
    "：",
    "点",
    "半",
]


def dates(text, written=date(2020, 2, 17)):
    found = find_dates(Document(AlignedText.of(text), written=written), Extraction())
    return [[entity.text, entity.norm or ""] for entity in found.entities]


@pytest.mark.parametrize("case", ROWS, ids=[case["text"][:20] for case in ROWS])
def test_written_dates(case):
    assert dates(case["text"]) == case["dates"]


@pytest.mark.parametrize(
    ("text", "norm"),
    [("1月27日12时", "--01-27T12"), ("1月27日", "--01-27"), ("2月29日", "--02-29"), ("上午9时", "T09")],
)
def test_without_a_year_the_norm_has_none(text, norm):
    assert dates(text, None) == [[text, norm]]


def test_an_hour_is_of_the_day_before_it_whatever_month_that_is_of():
    assert dates("27日通报，截至18时", written=None) == [["27日", "---27"], ["18时", "---27T18"]]


@pytest.mark.parametrize("text", ["9999年12月31日，明天16时", "0001年1月1日，昨天16时", "2月30日，昨天16时"])
def test_a_day_counted_from_another_may_be_none_of_the_calendar(text):
    clock, norm = dates(text, None)[-1]
    assert clock == "16时"
    assert norm.endswith("T16")


@given(st.dates(date(2019, 9, 1), date(2020, 8, 1)))
def test_a_bare_day_within_half_a_year_finds_its_year(day):
    written = date(2020, 2, 17)
    text = f"{day.month}月{day.day}日"
    if day <= written or day.year == 2020:
        assert dates(text, written) == [[text, day.isoformat()]]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_gives_spans_in_order_with_possible_norms(text):
    body = AlignedText.of(text)
    found = find_dates(Document(body, written=date(2020, 2, 17)), Extraction()).entities
    at = 0
    for entity in found:
        assert at <= entity.start < entity.end
        assert text[entity.start : entity.end] == entity.text
        assert "-02-30" not in (entity.norm or "")
        at = entity.end


@pytest.mark.parametrize("text", ["下午十十时", "二十廿月三日", "前十十个月", "今年前十十个月", "二月十廿日至十十日"])
def test_what_is_no_number_is_no_date(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "value"), [("二十八", 28), ("十", 10), ("三十一", 31), ("廿三", 23), ("二〇二〇", 2020), ("07", 7)]
)
def test_numerals(text, value):
    assert number(text) == value
