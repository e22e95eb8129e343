"""Blanks between Chinese and figures change nothing in what is found but its words, which are the text's own."""

import re

import pytest

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.extract import extract
from parsing.extract.spaced import blanks
from parsing.structure import structure
from tests.effort import grows_with_length

TEXTS = [
    (
        "截至2月18日24时江州市疫情情况\n2月18日0—24时，江州市新增确诊病例3例（其中：云河区2例、青苇县1例），"
        "现有密切接触者1200余人。2月17日，云河区疾控中心对3个社区开展核酸检测1.5万人次，阳性率0.2%。"
    ),
    (
        "2020年1月28日上午，青苇县委书记方若兰到国道109线检查，要求24小时值守。该县发放口罩3400余个，"
        "捐款5.6万元，N95口罩20箱，设检测点12个。"
    ),
]
EDGE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")


def found(text):
    document = structure(clean(AlignedText.of(text))[0])
    return document, extract(document)


def bare(words):
    return words and words.replace(" ", "")


def told(extraction):
    return (
        [(e.label, bare(e.text), e.norm) for e in extraction.entities],
        [(bare(m.quantity), m.value, m.unit, bare(m.what), bare(m.scope), m.as_of, m.per) for m in extraction.metrics],
        [(m.category, m.status, bare(m.text), bare(m.trigger), bare(m.actor)) for m in extraction.measures],
        [(n.label, bare(n.text), n.mentions) for n in extraction.names],
        extraction.checks,
    )


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_found(text):
    spaced = EDGE.sub(" ", text)
    assert spaced.count(" ") > 15
    document, extraction = found(spaced)
    assert document.text == spaced
    assert told(extraction) == told(found(text)[1])
    for item in (*extraction.entities, *extraction.measures):
        assert spaced[item.start : item.end] == item.text
        assert document.raw(item.start, item.end) == item.raw
    for metric in extraction.metrics:
        assert spaced[metric.start : metric.end] == metric.quantity
        assert metric.sentence.start <= metric.start < metric.end <= metric.sentence.end
        assert metric.what is None or metric.what in spaced
        assert metric.scope is None or metric.scope in spaced


def test_rows_of_a_table_and_texts_without_the_habit_stay_as_they_are():
    assert blanks("江州市 3 云河区 2\n青苇县 5 石桥镇 1\n江州市 3 云河区 2") == []
    assert blanks("新增 3 例，共5例，其中2例为12日报告，8人出院。") == []
    assert blanks("新增 3 例，共 5 例。") == [2, 4, 8, 10]


def test_dates_are_read_without_their_blanks_in_a_text_that_has_no_others():
    text = (
        "2020 年 2 月 12 日 12 — 24 时，江州市新增5例。截至 1 月 30 日上午 12 时共7例，2 月 14- 18 日检查9家，"
        "28 日起停课，云河区 3 日报告2例，12 日报发行。"
    )
    document, extraction = found(text)
    assert [(e.text, e.norm) for e in extraction.entities if e.label == "DATE"] == [
        ("2020 年 2 月 12 日 12 — 24 时", "2020-02-12T12/2020-02-12T24"),
        ("1 月 30 日上午 12 时", "2020-01-30T12"),
        ("2 月 14- 18 日", "2020-02-14/2020-02-18"),
        ("28 日", "2020-02-28"),
        ("3 日", "2020-02-03"),
    ]
    assert told(extraction) == told(found(document.text.replace(" ", ""))[1])


def test_effort_grows_with_the_length_alone():
    assert grows_with_length(lambda times: lambda: blanks("江州 1 " * times), 1000)
    assert grows_with_length(lambda times: lambda: blanks("江州 " + "1 日 " * times), 1000)
