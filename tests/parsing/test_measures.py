"""Measures: tables of sentences by genre, laws of the records, the grammar of demand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.expressions import Behind
from parsing.extract.extraction import Extraction
from parsing.extract.lexicon_matches import lexicon_matches
from parsing.extract.measures.categories import categories
from parsing.extract.measures.finder import find_measures
from parsing.extract.measures.triggers import triggers
from parsing.extract.tokens import tokens_of
from parsing.lexicon import load
from parsing.record import Entity, Paragraph
from parsing.spans import Span
from parsing.structure import Document, Facts
from tests.effort import grows_with_length

DATA = Path(__file__).parent / "data"


def document(text, title=None):
    whole = f"{title}\n{text}" if title else text
    paragraphs, at = [], 0
    for number, line in enumerate(whole.split("\n")):
        kind = "title" if title and not number else "body"
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    return Document(AlignedText.of(whole), tuple(paragraphs), Facts(title=title))


def measures(text, title=None):
    return find_measures(document(text, title), Extraction()).measures


def labels(text, title=None):
    return {f"{m.category}/{m.status}" for m in measures(text, title)}


def cases(name):
    table = tomllib.loads((DATA / name).read_text("utf-8"))["case"]
    for number, case in enumerate(table):
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
        yield pytest.param(case, marks=marks, id=f"{name}-{number}")


TABLES = (
    "measures.toml",
    "measures_more.toml",
    "measures_rounds.toml",
    "measures_frames.toml",
    "measures_trials.toml",
    "measures_nouns.toml",
    "measures_order.toml",
    "measures_rules.toml",
    "measures_notices.toml",
)


@pytest.mark.parametrize("case", [case for table in TABLES for case in cases(table)])
def test_sentence_tells_of(case):
    assert labels(case["text"], case.get("title")) == set(case["expect"])


def report_cases():
    table = tomllib.loads((DATA / "measures_reports.toml").read_text("utf-8"))["report"]
    for report in table:
        marks = [pytest.mark.xfail(strict=True, reason=report["xfail"])] if "xfail" in report else []
        yield pytest.param(report, marks=marks, id=report["name"])


def named(text, labels):
    """Every place of the names in a text, as entities in order."""
    places = ((m.start(), m.end(), label) for name, label in labels.items() for m in re.finditer(name, text))
    return tuple(
        Entity(label=label, start=start, end=end, raw=Span(start, end), text=text[start:end])
        for start, end, label in sorted(places)
    )


def told_by_sentence(report):
    """What each sentence of a report is found to tell of, in order of the sentences."""
    title, *body = ["".join(sentence[0] for sentence in paragraph) for paragraph in report["paragraphs"]]
    whole = document("\n".join(body), title)
    found = find_measures(whole, Extraction(entities=named(whole.text, report.get("entities", {})))).measures
    at, told = 0, []
    for paragraph in report["paragraphs"]:
        for sentence, *_ in paragraph:
            end = at + len(sentence)
            told.append((sentence, {f"{m.category}/{m.status}" for m in found if at <= m.start < end}))
            at = end
        at += 1
    return told


@pytest.mark.parametrize("report", report_cases())
def test_report_tells_of(report):
    expected = [(sentence, set(labels)) for part in report["paragraphs"] for sentence, *labels in part]
    assert told_by_sentence(report) == expected


@pytest.mark.parametrize(
    "sentence", ["岚川市消毒杀虫协会会长柳长河两天没有合眼。", "县长柳长河是四级调研员，两天没有合眼。"]
)
def test_a_part_of_a_name_tells_of_nothing(sentence):
    names = named(
        sentence,
        {"岚川市消毒杀虫协会": "ORG", "会长": "TITLE", "县长": "TITLE", "四级调研员": "TITLE", "柳长河": "PERSON"},
    )
    assert find_measures(document(sentence), Extraction(entities=names)).measures == ()


PHRASES = st.sampled_from(sorted(triggers().phrases))
GLUE = st.sampled_from(
    [
        "，",
        "。",
        "；",
        "：",
        "、",
        "\n",
        "？",
        "“",
        "”",
        "《",
        "》",
        "要",
        "要求",
        "已",
        "将",
        "了",
        "的",
        "按照",
        "对",
        "县长",
        "检查",
        "1、",
        "一、",
        "目前",
        "会议强调：",
        "确保",
        "3000",
        "情况",
        " ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PHRASES | GLUE, max_size=40).map("".join), st.sampled_from([None, "关于疫情防控的通告", "工作简报"]))
def test_laws_of_a_measure(text, title):
    whole = document(text, title)
    keys = set()
    for measure in find_measures(whole, Extraction()).measures:
        assert whole.text[measure.start : measure.end] == measure.text != ""
        assert measure.raw == whole.raw(measure.start, measure.end)
        assert measure.category in categories()
        inside = [s for s in whole.sentences() if s.covers(Span(measure.start, measure.end))]
        assert len(inside) == 1
        assert measure.trigger in inside[0].of(whole.text)
        assert not measure.start < len(title or "")
        key = (inside[0], measure.category, measure.status)
        assert key not in keys
        keys.add(key)


@pytest.mark.parametrize(
    "piece", ["对", "《", "按", "“", "要求", "要", "排查", "《排查》", "加强", "宣传“大家", "，应当", "一、\n"]
)
def test_effort_grows_with_the_length_alone(piece):
    assert grows_with_length(lambda times: lambda: measures(piece * times), 60)


def test_categories_are_those_of_the_guidelines():
    assert list(categories()) == [
        "command",
        "reporting",
        "screening",
        "monitoring",
        "testing",
        "tracing",
        "isolation",
        "treatment",
        "movement",
        "gathering",
        "disinfection",
        "sanitation",
        "market",
        "supplies",
        "publicity",
        "protection",
        "livelihood",
        "supervision",
        "mobilisation",
        "donation",
        "vaccination",
        "resumption",
    ]
    assert all(category.zh and category.en and category.definition for category in categories().values())


def test_no_mask_is_an_action_too():
    lexicon = load("measures")
    whole = {
        phrase
        for row in lexicon["category"].values()
        for entry in row["actions"]
        if "…" not in entry
        for phrase in entry.split("|")
    }
    assert not whole & set(lexicon["masks"])


def test_headings_titles_and_questions_tell_of_nothing():
    text = "加强排查管控\n（一）加强排查，落实管控。\n是否开展了核酸检测？"
    paragraphs = document(text).paragraphs
    headed = (Paragraph(start=0, end=paragraphs[0].end, kind="heading"), *paragraphs[1:])
    assert not find_measures(Document(AlignedText.of(text), headed), Extraction()).measures


def test_repeats_in_one_sentence_are_one_measure_over_adjacent_clauses():
    (measure,) = measures("各村开展排查，逐户排查登记，成效明显。")
    assert (measure.text, measure.trigger) == ("各村开展排查，逐户排查登记", "排查")


def test_fields_come_from_the_entities_round_the_action():
    text = "截至2月3日，石桥镇卫生院在南门村对居民开展核酸检测。"
    found = Extraction(
        entities=(
            Entity(label="DATE", start=2, end=6, raw=Span(2, 6), text="2月3日", norm="2020-02-03"),
            Entity(label="ORG", start=7, end=13, raw=Span(7, 13), text="石桥镇卫生院"),
            Entity(label="PLACE", start=14, end=17, raw=Span(14, 17), text="南门村"),
        )
    )
    (measure,) = find_measures(document(text), found).measures
    assert (measure.actor, measure.scope, measure.as_of) == ("石桥镇卫生院", "南门村", "2020-02-03")
    assert measure.trigger == "核酸检测"


def acting(text, *names):
    marks = [(label, text.index(name), name) for label, name in names]
    found = Extraction(
        entities=tuple(
            Entity(label=label, start=at, end=at + len(name), raw=Span(at, at + len(name)), text=name)
            for label, at, name in marks
        )
    )
    return [(m.category, m.actor) for m in find_measures(document(text), found).measures]


def test_who_acts_stands_behind_by_and_never_in_a_list_of_those_acted_on():
    assert acting("捐赠物资由临江红十字会接收。", ("ORG", "临江红十字会")) == [("donation", "临江红十字会")]
    acted_on = "临江市要求对云溪大厦、君临酒店、川味餐馆采取封闭管理。"
    assert acting(acted_on, ("PLACE", "临江市"), ("ORG", "川味餐馆")) == [("movement", "临江市")]


def test_who_acts_is_nobody_who_is_only_cited_and_no_site_of_a_row_that_is_visited():
    cited = "会议强调，要贯彻柳长河总书记关于防控工作的重要指示精神，加快疫苗接种。"
    assert acting(cited, ("PERSON", "柳长河")) == [("vaccination", None)]
    visited = "柳长河先后深入石桥镇南门村，云溪镇北门村、东门卡口等地，检查防控工作。"
    sites = [("PLACE", "石桥镇"), ("PLACE", "南门村"), ("PLACE", "云溪镇"), ("PLACE", "北门村"), ("PLACE", "东门卡口")]
    assert ("supervision", "柳长河") in acting(visited, ("PERSON", "柳长河"), *sites)


def test_entries_of_a_list_of_gifts_are_donations():
    lines = [
        "现将接收社会捐赠情况公示如下：",
        "1.青禾纺织公司：医用口罩3000只、酒精600瓶。",
        "周某：500元。",
        "二、使用情况",
        "3.县中心医院：口罩2000只。",
    ]
    found = measures("\n".join(lines), "关于社会捐赠的公示")
    assert [m.text for m in found if m.category == "donation"][-2:] == [line.rstrip("。") for line in lines[1:3]]


def test_a_half_that_closes_nothing_tells_what_it_ends_with():
    found = triggers().hits(
        text := "组织力量开展排查", triggers().parts(tokens_of(text), lexicon_matches(text).phrases)
    )
    assert [(text[hit.start : hit.end], hit.category) for hit in found] == [("排查", "screening")]


@pytest.mark.parametrize(
    "clause", ["有的村排查不细", "今起不再对来访人员逐一登记", "部分群众不愿接种疫苗", "个别单位消毒不到位"]
)
def test_what_is_denied_or_done_badly_is_no_measure(clause):
    assert labels(f"{clause}。") == set()


@pytest.mark.parametrize(
    ("clause", "expect"),
    [
        ("按时完成核酸检测", {"testing/done"}),
        ("按照《防控方案》开展消毒", {"disinfection/done"}),
        ("对药店、超市开展专项检查", {"market/done"}),
        ("询问行程、测量体温", {"monitoring/done"}),
    ],
)
def test_what_opens_a_topic_silences_no_action_beside_it(clause, expect):
    assert expect <= labels(f"{clause}。")


def told_by(lexicon, text):
    return lexicon.hits(text, lexicon.parts(tokens_of(text), lexicon_matches(text).phrases))


def nouns_of_actions():
    table = tomllib.loads((DATA / "measures_tails.toml").read_text("utf-8"))
    return [phrase for kind in table.values() for phrase in kind]


@pytest.mark.parametrize("phrase", nouns_of_actions())
def test_a_noun_made_of_an_action_tells_of_nothing(phrase):
    assert told_by(triggers(), phrase) == []


@pytest.mark.parametrize("tail", load("measures")["tails"])
def test_no_tail_is_idle(tail):
    others = replace(triggers(), tails=Behind([other for other in load("measures")["tails"] if other != tail]))
    assert any(told_by(others, phrase) for phrase in nouns_of_actions())
