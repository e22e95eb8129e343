"""Structure: pages of every common layout, and the laws that hold whatever a page is made of."""

from __future__ import annotations

import tomllib
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.phrases import is_spam, matches, statements
from parsing.structure import structure
from tests.effort import grows_with_length

PAGES = tomllib.loads((Path(__file__).parent / "data/layouts.toml").read_text("utf-8"))["page"]
FACTS = ("title", "published", "source", "publisher", "author", "editor", "reporter")


def marked(text: str) -> list[tuple[str, str]]:
    """The pieces of a page, each with its mark; a bar parts a line that is both."""
    pieces = []
    for line in text.strip("\n").split("\n"):
        mark, _, words = line.partition("|")
        kept, bar, gone = words.partition("⏐")
        pieces += [(mark, kept), *([("F", gone)] if bar else [])]
    return pieces


def laid_out(text: str) -> str:
    return "\n".join(line.partition("|")[2].replace("⏐", "") for line in text.strip("\n").split("\n"))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page["name"], marks=[pytest.mark.xfail(reason=page["fails"])] if "fails" in page else [])
        for page in PAGES
    ],
)
def test_the_report_is_told_from_the_page_round_it(page):
    found = structure(clean(AlignedText.of(laid_out(page["text"])))[0])
    pieces = marked(page["text"])
    assert [piece.text.replace(" ", "") for piece in found.furniture] == [
        words.replace(" ", "") for mark, words in pieces if mark == "F"
    ]
    assert found.text.split("\n") == [words for mark, words in pieces if mark != "F"]
    assert {fact: getattr(found.facts, fact) for fact in FACTS} == {fact: page.get(fact) for fact in FACTS}
    titles = [found.text[p.start : p.end] for p in found.paragraphs if p.kind == "title"]
    assert titles == [words for mark, words in pieces if mark == "T"]


LINES = sorted({words for page in PAGES for _, words in marked(page["text"])})
ANY = st.lists(
    st.one_of(st.sampled_from(LINES), st.text(alphabet="疫情，。：来源2020年月日 >|（）首页", max_size=50)), max_size=12
)


def structured(text):
    body, _ = clean(AlignedText.of(text))
    return body, structure(body)


@settings(max_examples=120, deadline=None)
@given(ANY)
def test_nothing_is_thrown_away(lines):
    """Every character of the cleaned text is in the report or in the furniture, once, in order."""
    body, found = structured("\n".join(lines))
    kept = [(found.raw(p.start, p.end), found.text[p.start : p.end]) for p in found.paragraphs if p.start < p.end]
    pieces = sorted([*kept, *((piece.raw, piece.text) for piece in found.furniture)])
    assert "".join("".join(words for _, words in pieces).split()) == "".join(body.text.split())
    assert all(before.end <= after.start for (before, _), (after, _) in pairwise(pieces))


@settings(max_examples=120, deadline=None)
@given(ANY)
def test_what_is_a_report_stays_one(lines):
    """A page's report, taken for a page itself, loses nothing more than a byline that only a page can hide."""
    _, found = structured("\n".join(lines))
    _, again = structured(found.text)
    _, third = structured(again.text)
    assert third.text == again.text


def test_reports_of_the_layouts_are_left_alone():
    """The report's own lines, without the page round them, are all kept."""
    for page in PAGES:
        own = [words for mark, words in marked(page["text"]) if mark != "F"]
        _, found = structured("\n".join(own))
        assert found.text.split("\n") == own, page["name"]


@pytest.mark.parametrize(
    "line",
    [
        "来源：",
        "首页 > ",
        "甲乙丙丁。\n",
        "发布时间：\n",
        "评论\n",
        "甲",
        "2020-02-03 ",
        "（",
        "记者 张三 ",
        "相关新闻\n温馨提示\n",
        "——",
        "来 源 ",
        "标题相同的一行文字\n",
        "摘要：甲乙丙丁戊己庚辛壬癸\n",
        "来源：甲 2020-02-03 10:20 ",
        "江州市召开会议 时间：2020-02-03 来源：甲\n",
        "甲乙丙丁戊己庚辛\n",
    ],
)
def test_effort_grows_with_the_length_alone(line):
    assert grows_with_length(lambda times: partial(structure, AlignedText.of(line * times)), 100)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2020年02月03日 10:20", "2020-02-03T10:20"),
        ("2020年2月3日10时20分", "2020-02-03T10:20"),
        ("2020-02-03T10:20:00+08:00", "2020-02-03T10:20:00"),
        ("2020-2-3 10:20:30", "2020-02-03T10:20:30"),
        ("2020.2.3", "2020-02-03"),
        ("2020/02/03 星期一", "2020-02-03"),
        ("2020年2月3日 星期一 下午3:05", "2020-02-03T15:05"),
        ("二〇二〇年二月三日", "2020-02-03"),
        ("二○二一年十二月二十九日", "2021-12-29"),
        ("20200203", "2020-02-03"),
        ("20-02-03", "2020-02-03"),
        ("2020-02-30", None),
        ("2020-13-01", None),
        ("02-03", None),
    ],
)
def test_forms_of_the_time_of_publication(written, published):
    body = "2月3日，全县设立检查点12个，累计登记返乡人员236人，各乡镇要继续做好排查登记工作，确保不漏一户。"
    _, found = structured(f"关于防控工作的通知\n发布时间：{written} 来源：岚江网\n{body}")
    assert found.facts.published == published


@pytest.mark.parametrize(
    "line",
    [
        "登录小程序申领车辆通行证", "注册并登录平台办理电子通行证", "对网络不良信息及时举报、及时处置，查处造谣人员3人。",
        "扫黄打非办公室接受举报120件，查处3件。", "体温超过37.3℃怎么办", "冷库温度低于-18℃的要求", "回复：",
        "责令商家退款，吊销其食品经营许可证。", "群众提供线索、爆料属实的，奖励500元。", "民警查处偷拍、传播色情视频案件3起。",
    ],
)  # fmt: skip
def test_what_a_report_may_say_is_no_phrase_of_a_page(line):
    assert [kind for kind in ("lines", "heads") if matches(kind, line)] == []
    assert statements(line) < 2
    assert not is_spam(line)


def test_a_day_that_no_calendar_has_is_no_fact():
    _, found = structured("2020-02-31 A 岚江日报 content_123.html 全县新增3例\n全县新增3例，已转诊治疗。")
    assert found.facts.published is None
    assert found.written is None
