"""The filter language: examples as data, laws as properties."""

import tomllib
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.record import Annotation, Check, Entity, Measure, Metric, Repair, Report
from parsing.spans import Span
from tests.effort import effort
from tui.data.folding import fold, folded
from tui.data.query import FIELDS, QueryError, Subject, parse_query, undated, without

CASES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))


def subject(*, text, title=None, published=None, source=None, publisher=None, entities=(), metrics=(), measures=(),
            repairs=False, notes=(), read=False, mismatch=False):  # fmt: skip
    anywhere = {"start": 0, "end": 0, "raw": Span(0, 0)}
    report = Report(
        id="r", path="r.txt", encoding="utf-8", title=title, published=published, source=source, publisher=publisher,
        author=None, editor=None, reporter=None, text=text, paragraphs=(), furniture=(),
        repairs=(Repair(step="s", before="", after="", confidence=1, **anywhere),) if repairs else (),
        entities=tuple(
            Entity(label=label, text=words, norm=norm[0] if norm else None, **anywhere)
            for label, words, *norm in entities
        ),
        metrics=tuple(
            Metric(
                quantity="", value=None if value == "redacted" else value, unit=unit, bound="exact",
                redacted=value == "redacted", what=what, scope=None, as_of=None, per=None, sentence=Span(0, 0),
                **anywhere,
            )
            for what, value, unit in metrics
        ),
        measures=tuple(
            Measure(category=category, status=status, text=words, trigger="", **anywhere)
            for category, status, words in measures
        ),
        checks=(Check(total=0, parts=(), sum=1, kind="sum", agrees=True), *(
            [Check(total=0, parts=(), sum=1, kind="sum", agrees=False)] if mismatch else []
        )),
    )  # fmt: skip
    marks = tuple(
        Annotation(id=f"{n}", exact="", prefix="", suffix="", label=label, note=note, created="", **anywhere)
        for n, (label, note) in enumerate(notes)
    )
    return Subject(report, marks, read)


SUBJECTS = {name: subject(**values) for name, values in CASES["reports"].items()}


@pytest.mark.parametrize(
    ("query", "match"),
    [
        pytest.param(query, case["match"], id=f"{case['name']}: {query}")
        for case in CASES["case"]
        for query in case["queries"]
    ],
)
def test_what_a_query_matches(query, match):
    parsed = parse_query(query)
    assert [name for name, found in SUBJECTS.items() if parsed.matches(found)] == match


@pytest.mark.parametrize("mistake", CASES["mistake"], ids=lambda mistake: mistake["query"])
def test_what_is_said_of_a_mistake(mistake):
    with pytest.raises(QueryError) as told:
        parse_query(mistake["query"])
    assert (told.value.message, told.value.position) == (mistake["message"], mistake["position"])


def test_a_record_without_its_repairs_may_have_been_repaired():
    report = SUBJECTS["bare"].report
    assert not parse_query("has:repairs").matches(Subject(report))
    assert parse_query("has:repairs").matches(Subject(report, repaired=True))


def test_every_field_has_an_example():
    queries = [query for case in CASES["case"] for query in case["queries"]]
    assert {field for field in FIELDS if not any(field in query.lower() for query in queries)} == set()


@given(st.text('口罩a: -"“”>=1.《 ：－vdatelus#\\[]\x1b\n', max_size=20))
@settings(max_examples=500)
def test_any_text_is_a_query_or_a_mistake_in_it(text):
    try:
        found = parse_query(text).matches(SUBJECTS["masks"])
    except QueryError as error:
        found = error.position
    assert 0 <= found <= len(text) or found is True


# Folding


@given(st.text())
def test_folding_drops_nothing_and_its_way_back_is_in_order(text):
    found = folded(text)
    assert found.text == fold(text) == "".join(map(fold, text))
    origins = found.origins or range(len(text))
    assert len(origins) == len(found.text)
    assert list(origins) == sorted(origins)
    assert set(origins) == set(range(len(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [("戴著", "戴着"), ("乾燥", "干燥"), ("回覆", "回复"), ("於是", "于是"), ("藉口", "借口"), ("明瞭", "明了"), ("Ｎ９５", "n95"),
     ("⽅案", "方案"), ("㈱", "(株)"), ("①", "1"), ("《》：，", "《》:,"), ("Straße", "STRASSE"), ("　", " ")],
)  # fmt: skip
def test_what_counts_as_the_same(one, other):
    assert fold(one) == fold(other)


CHARACTERS = "口罩戴著着区區㈱ＡaＢ…ﬁ①"


@given(st.text(CHARACTERS, max_size=40), st.text(CHARACTERS, min_size=1, max_size=3))
@settings(max_examples=400)
def test_marks_are_where_the_words_are(text, word):
    query = parse_query(f'"{word}"')
    marks = query.marks(text)
    assert bool(marks) == (fold(word) in fold(text))
    for mark in marks:
        assert fold(word) in fold(mark.of(text))
        assert 0 <= mark.start < mark.end <= len(text)
    assert all(before.end <= after.start for before, after in pairwise(marks))


@given(st.text(CHARACTERS, max_size=20), st.text(CHARACTERS, min_size=1, max_size=3), st.text(CHARACTERS, max_size=20))
def test_a_word_is_marked_in_its_place_in_any_width(before, word, after):
    wide = unicodedata.normalize("NFKC", word)
    (mark,) = parse_query(f'"{wide}"').marks(f"{'。' * len(before)}{word}{'。' * len(after)}") or [None]
    assert mark == Span(len(before), len(before) + len(word))


def test_marks_that_overlap_are_one():
    assert parse_query("口罩五 罩五千").marks("送口罩五千只，口罩") == [Span(1, 5)]
    assert parse_query("人").marks("人人") == [Span(0, 1), Span(1, 2)]


def test_marks_are_only_of_the_words_wanted():
    assert parse_query('-口罩 person:手套 ""').marks("口罩手套") == []


@pytest.mark.parametrize(
    ("query", "rests"),
    [
        ("", []), ("口罩", []), ("口罩 -消毒", [("口罩", " -消毒"), ("-消毒", "口罩 ")]),
        ('"新增 确诊" value>100 状态：要求', [
            ('"新增 确诊"', " value>100 状态：要求"), ("value>100", '"新增 确诊"  状态：要求'), ("状态：要求", '"新增 确诊" value>100 '),
        ]),
    ],
)  # fmt: skip
def test_each_condition_with_the_query_that_lacks_it(query, rests):
    assert [(term, " ".join(rest.split())) for term, rest in without(query)] == [
        (term, " ".join(rest.split())) for term, rest in rests
    ]


@pytest.mark.parametrize(
    ("query", "match"),
    [("date:2020-02", ["bare"]), ("date:2020-02-03 date:..2019 确诊", ["bare"]), ("日期：2020 消毒", [])],
)
def test_reports_that_only_their_missing_day_leaves_out(query, match):
    asked = parse_query(undated(query))
    assert [name for name, found in SUBJECTS.items() if asked.matches(found)] == match


@pytest.mark.parametrize("query", ["", "口罩", "-date:2020", "date:", "published"])
def test_a_query_that_asks_for_no_day_leaves_none_out_for_that(query):
    assert undated(query) is None


@pytest.mark.parametrize(
    ("query", "personal"),
    [
        ("is:unread", True), ("label:重点", True), ("-tag:x", True), ("has:notes", True), ("has:批注", True),
        ("has:repairs", False), ("has:redacted", False), ("口罩 value>3 date:2020", False), ("", False),
    ],
)  # fmt: skip
def test_what_asks_for_the_users_own_marks_is_known(query, personal):
    assert parse_query(query).personal is personal


def test_a_report_is_folded_once_whatever_is_asked_of_it_afterwards():
    words = "各村登记返乡人员，发放宣传单三千份，对农贸市场开展消毒。"
    found = subject(
        text=words * 10,
        entities=[("PLACE", f"第{n}村") for n in range(20)],
        measures=[("publicity", "done", f"{n}{words}") for n in range(10)],
    )
    first, again = (parse_query(f"{word} place:第19村 measure:消毒") for word in ("登記返鄉", "口罩"))
    effort(lambda: first.matches(found))  # makes the table of characters
    once = effort(lambda: first.matches(replace(found)))
    assert effort(lambda: again.matches(found)) < once / 2
