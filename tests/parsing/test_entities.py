import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.extract.dates.finder import find_dates
from parsing.extract.entities.documents import find_documents
from parsing.extract.entities.finder import find_entities
from parsing.extract.entities.gazetteer import short, towns
from parsing.extract.extraction import Extraction
from parsing.structure import Document
from tests.effort import grows_with_length

MARK = re.compile(r"\{([A-Z]+) ([^}]*)\}")
DATA = Path(__file__).parent / "data"
ROWS = [
    case
    for name in ("entities.toml", "persons.toml")
    for case in tomllib.loads((DATA / name).read_text("utf-8"))["case"]
]
PIECES = [
    "县委书记",
    "王小明",
    "李某某",
    "、",
    "，",
    "。",
    "\n",
    "云河市",
    "青岭镇",
    "柳树村",
    "第三",
    "人民医院",
    "指挥部",
    "疫情防控",
    "的",
    "在",
    "和",
    "《",
    "》",
    "武汉",
    "x区",
    "记者",
    "买买提·艾力",
    "2月3日",
    "村",
    "路",
    "各",
    "局长",
    "同志",
    "办公室",
    "（",
    "）",
    "\U00020000",
    "a",
]


def entities(text):
    document = Document(AlignedText.of(text), written=date(2020, 2, 17))
    return find_entities(document, find_dates(document, Extraction())).entities


def marked(case):
    """The plain text and its marked entities."""
    text = case["text"].replace("《{X}》", f"{{DOCUMENT 《{case.get('document')}》}}")
    plain, found, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        found.append((mark[1], len(plain), mark[2]))
        plain += mark[2]
        at = mark.end()
    return plain + text[at:], found


def row(case):
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=f"{case['kind']}-{marked(case)[0][:12]}", marks=marks)


@pytest.mark.parametrize("case", [row(case) for case in ROWS])
def test_reports_of_many_kinds(case):
    text, want = marked(case)
    assert [(entity.label, entity.start, entity.text) for entity in entities(text)] == want


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_any_text_gives_entities_in_order_and_apart(text):
    found = entities(text)
    for entity in found:
        assert text[entity.start : entity.end] == entity.text
        assert entity.text
    for one, other in pairwise(found):
        assert one.end <= other.start


REPEATED = [
    "区",
    "局长",
    "武汉",
    "王某某、",
    "市委",
    "疫情防控",
    "买·",
    "《",
    "医院",
    "密云、",
    "云溪、石桥收费站、",
    "高新区",
    "高速公路高速",
    "教务处、",
]


@pytest.mark.parametrize("text", REPEATED)
def test_effort_grows_with_the_length_alone(text):
    assert grows_with_length(lambda times: lambda: entities(text * times), 60)


def test_documents_are_outermost_and_closed():
    found = [(m.start, m.end) for m in find_documents("《关于转发《通知》的函》，《未完\n》《》")]
    assert found == [(0, 12)]


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("武汉市", "武汉"),
        ("恩施土家族苗族自治州", "恩施"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("锡林郭勒盟", "锡林郭勒"),
    ],
)
def test_short_forms(name, want):
    assert short(name) == want


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(towns().words)))
@example("东街道")
@example("商城街道")
@example("电厂路街道")
@example("海防办事处乡")
@example("场口镇")
@example("场坝镇")
def test_a_town_of_the_list_is_found_behind_its_city(name):
    places = [e.text for e in entities(f"疫情发生后，武汉市{name}，组织党员干部入户排查。") if e.label == "PLACE"]
    assert places == ["武汉市", name]


def test_a_town_that_begins_like_a_post():
    found = entities("现住新乐市长寿街道。")
    assert [(entity.label, entity.text) for entity in found] == [("PLACE", "新乐市"), ("PLACE", "长寿街道")]
