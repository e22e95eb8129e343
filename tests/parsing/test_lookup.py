"""Laws of looking words up: fast ways find what the plain ones do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.extract.dates.moments import FIRST, STARTS, starts
from parsing.extract.entities.introduced import _acts
from parsing.extract.entities.known_places import HIDDEN, HIDDEN_FIRST, HOME, HOMESTEAD, ROAD, ROADS
from parsing.extract.entities.leads import _labels
from parsing.extract.metrics.numerals import FIRST as FIRST_OF_NUMBER
from parsing.extract.metrics.numerals import TOKEN
from parsing.extract.tokens import Tokens
from parsing.extract.vocabulary import Lookup, Vocabulary, occurrences
from parsing.searching import first_of, matches
from parsing.words import words

LETTERS = st.text("甲乙丙丁", max_size=4)
PIECES = st.sampled_from(
    [
        "国道388线",
        "S20沪昆高速",
        "1月27日",
        "下午3时",
        "x区",
        "某某镇",
        "李家沟村",
        "张书记说",
        "等3人共同表示",
        "组长：王明",
        "参加会议的有",
        "二〇二〇年",
        "12万3千",
        "xx人",
        "近百",
        "，",
        "。",
        "\n",
        "核酸检测",
        "N95口罩",
        "各",
        "副",
        "5",
        "元",
        " ",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(st.lists(LETTERS, max_size=8), st.text("甲乙丙丁，", max_size=30))
def test_a_vocabulary_finds_the_longest_words_from_left_to_right(entries, text):
    longest = "|".join(sorted(filter(None, entries), key=len, reverse=True)) or "(?!)"
    plain = [match.span() for match in re.finditer(longest, text)]
    others = Vocabulary.of(["甲", "甲乙", "丁丁丁"])
    assert [(*span,) for span in Lookup.of([others, Vocabulary.of(entries)]).find(text)[0][1]] == plain
    assert [(*span,) for span in occurrences(set(entries), text)] == plain


@given(
    st.lists(LETTERS.filter(bool), max_size=8, unique=True),
    st.lists(LETTERS, max_size=4),
    st.text("甲乙丙丁，", max_size=30),
)
def test_phrases_that_are_looked_up_with_vocabularies_are_found_wherever_they_stand(phrases, entries, text):
    _, found = Lookup.of([Vocabulary.of(entries)], phrases).find(text)
    plain = [
        (number, *at.span(1)) for number, phrase in enumerate(phrases) for at in re.finditer(f"(?=({phrase}))", text)
    ]
    assert sorted(found) == sorted(plain)
    assert [end for *_, end in found] == sorted(end for *_, end in found)


@pytest.mark.parametrize(
    ("expression", "first"),
    [(TOKEN, FIRST_OF_NUMBER), (ROAD, ROADS), (HIDDEN, HIDDEN_FIRST), (HOMESTEAD, HOME), _labels()],
    ids=["numbers", "roads", "redacted", "homesteads", "labels"],
)
@given(text=TEXTS)
def test_a_search_by_first_characters_finds_all(expression, first, text):
    found = [match.span() for match in matches(expression, first, text)]
    assert found == [match.span() for match in expression.finditer(text)]


@given(TEXTS)
def test_dates_and_deeds_begin_where_the_whole_search_finds_them(text):
    assert FIRST.groups == 0
    assert list(starts(text, 0, len(text))) == [match.start() for match in STARTS.finditer(text)]
    acts, first = _acts()
    ahead = re.compile(f"(?={acts.pattern})")
    assert [at.start() for at in first.finditer(text) if acts.match(text, at.start())] == [
        at.start() for at in ahead.finditer(text)
    ]


def test_entries_that_are_expressions_may_begin_with_anything():
    assert re.findall(first_of(["要求", "强调", "说"], ":"), "要求，要调，要说：强弱:") == ["要", "要", "说", ":"]
    assert re.fullmatch(first_of(["要求", "(?:强调)"]), "请")


@settings(max_examples=60, deadline=None)  # the dictionary is read in the first
@given(st.lists(PIECES | st.text("疫情防控工作区委书记医院人民的一是", max_size=8), max_size=10).map("".join))
def test_borders_are_those_of_the_most_probable_path(text):
    known = words()
    runs = Tokens.of(text)
    for start, end in zip(runs.starts, runs.ends, strict=True):
        run = text[start:end]
        found = known.split(run)
        assert "".join(found) == run
        if not re.search("[A-Za-z0-9]", run):
            route, at, ends = known.route(run), 0, []
            while at < len(run):
                at = route[at][1]
                ends.append(at)
            assert [word.end for word in known.cut(run)] == ends


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=10).map("".join), st.integers(0, 60), st.integers(0, 60))
def test_the_words_of_a_stretch_are_all_of_it_and_the_text_s_own_where_it_begins_and_ends_with_one(text, one, other):
    tokens = Tokens.of(text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = tokens.cut(start, end)
    assert "".join(word.text for word in found) == text[start:end]
    assert all(text[word.start : word.end] == word.text for word in found)
    if {start, end} <= set(tokens.borders):
        assert [word.start for word in found] == [at for at in tokens.borders if start <= at < end]
        assert found == [tokens.word(word.start) or word for word in found]
