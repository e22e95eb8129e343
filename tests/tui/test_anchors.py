"""Anchors: a mark comes back to the same words, whatever cleaning did, and is never put anywhere by guess."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.reading import Reading
from parsing.spans import Span
from tests.tui.edited import reading
from tui.data.anchors import CONTEXT, anchored, place

NOW = datetime(2020, 2, 1, 12, 30, 15, 250_000, tzinfo=UTC)


def marked(found, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = found.report.text.index(words, at + 1)
    return anchored(found, Span(at, at + len(words)), "KEY", None, NOW)


@st.composite
def edited_readings(draw):
    """A source cleaned by random edits, and a stretch of the cleaned text."""
    source = draw(st.text("甲乙丙丁，。\n", max_size=60))
    edits, at = [], 0
    while at < len(source) and draw(st.integers(0, 3)):
        start = draw(st.integers(at, len(source)))
        end = draw(st.integers(start, min(len(source), start + 4)))
        edits.append((start, end, draw(st.text("天地", max_size=3))))
        at = end
    found = reading(source, *edits)
    start = draw(st.integers(0, len(found.body)))
    return found, Span(start, draw(st.integers(start, len(found.body))))


@given(edited_readings())
@settings(max_examples=300, deadline=None)
def test_a_mark_is_placed_where_it_was_made(made):
    found, span = made
    mark = anchored(found, span, "KEY", None, NOW)
    again = place(found, mark)
    assert again.raw == mark.raw
    assert mark.exact == mark.raw.of(found.source)
    assert found.source[: mark.raw.start].endswith(mark.prefix)
    assert found.source[mark.raw.end :].startswith(mark.suffix)
    if mark.exact:
        stretch = Span(again.start, again.end)
        standing = [at for at in range(*span) if found.body.raw(at, at + 1).length]
        assert all(stretch.covers(Span(at, at + 1)) for at in standing)
        assert mark.raw.covers(found.body.raw(*stretch))  # and nothing of what lies beside


@given(edited_readings(), st.text("戊己", max_size=40), st.text("戊己", max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_mark_follows_its_words_when_the_file_grows_round_them(made, before, after):
    found, span = made
    mark = anchored(found, span, "KEY", None, NOW)
    grown = reading(before + found.source + after)
    again = place(grown, mark)
    if again.start is not None:
        assert grown.source[again.start : again.end] == mark.exact
        assert again.raw == Span(again.start, again.end)
    if len(mark.prefix) == len(mark.suffix) == CONTEXT and found.source.count(mark.prefix + mark.exact) == 1:
        assert again.raw == mark.raw.shifted(len(before))


@given(edited_readings(), edited_readings())
@settings(max_examples=200, deadline=None)
def test_a_mark_is_only_ever_placed_on_its_own_words(made, other):
    mark = anchored(*made, "KEY", None, NOW)
    again = place(other[0], mark)
    if again.start is None:
        assert again.end is None
    else:
        assert again.raw.of(other[0].source) == mark.exact


def test_better_cleaning_cannot_move_a_mark():
    source = "區(qū)委書記到會，區(qū)長到會"
    rough = reading(source)
    mark = marked(rough, "區(qū)長")
    better = reading(source, (0, 5, "区"), (11, 16, "区"))
    placed = place(better, mark)
    assert better.report.text[placed.start : placed.end] == "区長"


def test_a_mark_whose_words_were_cleaned_away_has_no_place():
    source = "上一篇：旧闻\n正文到此"
    mark = marked(reading(source), "上一篇")
    placed = place(reading(source, (0, 7, "")), mark)
    assert (placed.start, placed.end) == (None, None)
    assert placed.raw == mark.raw


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("甲发口罩三只。乙发口罩五只。", Span(9, 11)),  # untouched
        ("新添一句。甲发口罩三只。乙发口罩五只。", Span(14, 16)),  # moved: its surroundings tell which
        ("乙发口罩五只。", Span(2, 4)),  # cut off before it
        ("甲发口罩三只。乙发口罩八只。", Span(9, 11)),  # changed after it
        ("甲发口罩三只。丙送口罩五只。", Span(9, 11)),  # changed before it
        ("丁发口罩三只。丙送口罩八只。", None),  # changed on both sides: may be another one
        (
            "新。甲发口罩三只。乙发口罩五只。口罩五只。",
            Span(11, 13),
        ),  # moved, and half of its surroundings stand elsewhere too
        ("甲发口罩三只。乙发口罩八只。口罩五只。", Span(9, 11)),  # the same, but it has not moved
        ("甲发手套三只。乙发手套五只。", None),  # gone
        ("", None),
    ],
)
def test_where_a_file_changed(source, found):
    mark = marked(reading("甲发口罩三只。乙发口罩五只。"), "口罩", nth=1)
    placed = place(reading(source), mark)
    assert (placed.start, placed.end) == (found or (None, None))


def test_the_same_words_twice_are_not_guessed_between():
    mark = marked(reading("发口罩。"), "口罩")
    assert place(reading("又发口罩。再发口罩。"), mark).start is None


def test_what_nothing_stood_before_is_not_found_by_that():
    mark = marked(reading("口罩已到货。"), "口罩")
    assert mark.prefix == ""
    assert place(reading("又有口罩。"), mark).start is None
    assert place(reading("又有口罩已到货。"), mark).start == 2


def test_a_mark_between_two_characters():
    found = reading("甲乙丙丁")
    mark = anchored(found, Span(2, 2), None, "缺一句", NOW)
    assert (mark.exact, mark.prefix, mark.suffix) == ("", "甲乙", "丙丁")
    assert place(found, mark) == mark
    assert place(reading("天甲乙丙丁"), mark).start == 3
    assert place(reading("天地"), mark).start is None


def test_when_and_who():
    found = reading("甲乙丙")
    mark = anchored(found, Span(0, 1), "KEY", "记", NOW.astimezone(timezone(timedelta(hours=8))))
    assert mark.created == "2020-02-01T12:30:15.250Z"
    assert mark == anchored(found, Span(0, 1), "KEY", "记", NOW)
    elsewhere = Reading(msgspec.structs.replace(found.report, id="s"), "甲乙丙", found.body)
    others = [
        anchored(found, Span(0, 2), "KEY", "记", NOW),
        anchored(found, Span(0, 1), "CHECK", "记", NOW),
        anchored(found, Span(0, 1), "KEY", "记", NOW + timedelta(microseconds=1)),
        anchored(elsewhere, Span(0, 1), "KEY", "记", NOW),
    ]
    assert len({mark.id, *(other.id for other in others)}) == 5


@pytest.mark.parametrize("span", [Span(-1, 1), Span(0, 4), Span(2, 1)])
def test_a_mark_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="in a text of 3"):
        anchored(reading("甲乙丙"), span, "KEY", None, NOW)


@pytest.mark.parametrize(("label", "note"), [(None, None), ("", ""), (None, "")])
def test_a_mark_that_says_nothing_is_refused(label, note):
    with pytest.raises(ValueError, match="a label or a note"):
        anchored(reading("甲乙丙"), Span(0, 1), label, note, NOW)
