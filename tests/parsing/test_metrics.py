import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.extract.extraction import Extraction
from parsing.extract.metrics.finder import find_metrics
from parsing.extract.metrics.quantities import find_quantities
from parsing.record import Entity, Paragraph
from parsing.spans import Span
from parsing.structure import Document
from tests.effort import grows_with_length

ROWS = [
    case
    for path in sorted((Path(__file__).parent / "data").glob("metrics*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
CORE = ("quantity", "value", "unit", "bound", "redacted")
PIECES = [
    "新增确诊病例",
    "7例",
    "其中：",
    "临江市",
    "（",
    "）",
    "，",
    "。",
    "、",
    "截至2月3日",
    "x人",
    "每天",
    "2次以上",
    "3.5万元",
    "的",
    "一",
    "第",
    "个",
    "万",
    "百分之",
    "N95",
    "二十",
    "\n",
    " ",
    "分别",
    "“",
    "”",
    "两三名",
    "，234人",
    "9" * 40,
    "—",
    "①",
    "\U00020000",
]


def document(text, title=None):
    lines = [title, text] if title else [text]
    paragraphs, at = [], 0
    for line in lines:
        kind = "title" if line is title else "body"
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    return Document(AlignedText.of("\n".join(lines)), tuple(paragraphs))


def entities(text, rows):
    found, at = [], 0
    for label, name, *norm in rows:
        start = text.index(name, at)
        at = start + len(name)
        raw = Span(start, at)
        found.append(Entity(label=label, start=start, end=at, raw=raw, text=name, norm=norm[0] if norm else None))
    return tuple(found)


def extracted(text, rows=(), title=None):
    page = document(text, title)
    return find_metrics(page, find_quantities(page, Extraction(entities=entities(page.text, rows))))


def same_head(got, want):
    """The guidelines' measure: one holds the other, or both end in the same two characters."""
    return got == want or bool(got and want and (got in want or want in got or got[-2:] == want[-2:]))


def row(case):
    marks = [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [row(case) for case in ROWS])
def test_the_metrics_of_a_sentence_are_those_of_the_guidelines(case):
    got = extracted(case["text"], case["entities"], case.get("title")).metrics
    default = {"value": None, "bound": "exact", "redacted": False}
    want = [{**default, **metric} for metric in case["metrics"]]
    assert [{key: getattr(m, key) for key in CORE} for m in got] == [{k: m[k] for k in CORE} for m in want]
    for field in ("scope", "as_of", "per"):
        assert [(m.quantity, getattr(m, field)) for m in got] == [(m["quantity"], m.get(field)) for m in want]
    pairs = [(m.quantity, m.what, w.get("what")) for m, w in zip(got, want, strict=True)]
    assert [pair for pair in pairs if not same_head(pair[1], pair[2])] == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_makes_it_fail_and_every_span_is_its_text(text):
    found = extracted(text)
    marks = [e for e in found.entities if e.label == "QUANTITY"]
    assert [(m.start, m.end) for m in found.metrics] == [(e.start, e.end) for e in marks]
    for metric in found.metrics:
        assert text[metric.start : metric.end] == metric.quantity
        assert metric.sentence.covers(Span(metric.start, metric.end))
        assert metric.what is None or metric.what in text
        assert metric.scope is None or metric.scope in text
        assert metric.redacted == (metric.value is None)
    ends = [0, *(m.end for m in found.metrics)]
    assert all(end <= m.start for end, m in zip(ends, found.metrics, strict=False))


NAMES = [[], [["PLACE", "临江市"]], [["DATE", "2月3日", "2020-02-03"]], [["ORG", "红十字会"]]]
CHAINS = [
    "7例",
    "临江市3例、",
    "新增7例，",
    "（1例",
    "1例）",
    "、",
    "2月3日",
    "红十字会、",
    "临江市",
    "每天2次",
    "全区",
    "“3个",
    "截至",
    "的",
    "用于",
    "3人在场",
    "临江市3例（",
    "；临江市3例",
    "捐款3万，",
]


@pytest.mark.parametrize("piece", CHAINS)
def test_effort_grows_with_the_length_alone(piece):
    def counted(times):
        text = piece * times
        rows = [row for rows in NAMES for row in rows if row[1] in piece] * times
        page, names = document(text), entities(text, rows)
        return lambda: find_metrics(page, find_quantities(page, Extraction(entities=names)))

    assert grows_with_length(counted, 50)


def test_a_metric_keeps_the_raw_place_of_its_quantity():
    page = document("共设卡点12个。")
    shifted = Document(AlignedText.of("注：" + page.text)[2:], page.paragraphs)
    (metric,) = find_metrics(shifted, find_quantities(shifted, Extraction())).metrics
    assert (metric.start, metric.end, metric.raw) == (4, 7, Span(6, 9))
