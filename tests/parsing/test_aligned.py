"""The laws of aligned text, on generated edits."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.aligned import AlignedText, joined
from parsing.spans import Span

TEXTS = st.text(alphabet="中文字abc，。12\n\ue000😀", max_size=40)


@st.composite
def edited(draw: st.DrawFn, rounds: int = 3) -> tuple[str, AlignedText]:
    raw = draw(TEXTS)
    body = AlignedText.of(raw)
    for _ in range(draw(st.integers(0, rounds))):
        cuts = sorted(draw(st.lists(st.integers(0, len(body)), max_size=6, unique=True)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        body = body.edited([(start, end, draw(st.text(alphabet="换字x", max_size=3))) for start, end in pairs])
    return raw, body


@given(edited())
def test_raw_offsets_never_decrease_and_lie_inside_the_source(case):
    raw, body = case
    assert list(body.starts) == sorted(body.starts)
    assert list(body.ends) == sorted(body.ends)
    assert all(0 <= start <= end <= len(raw) for start, end in zip(body.starts, body.ends, strict=True))
    assert len(body.text) == len(body.starts) == len(body.ends)


@given(edited(), st.data())
def test_a_slice_keeps_the_raw_span_of_each_character(case, data):
    _, body = case
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    part = body[start:end]
    assert part.text == body.text[start:end]
    assert [part.raw(i, i + 1) for i in range(len(part))] == [body.raw(i, i + 1) for i in range(start, end)]


@given(edited(), edited(), st.sampled_from(["", "\n"]))
def test_joining_keeps_the_characters_of_both(first, second, separator):
    shift = len(first[0])
    later = AlignedText(
        second[1].text,
        type(second[1].starts)("I", (start + shift for start in second[1].starts)),
        type(second[1].ends)("I", (end + shift for end in second[1].ends)),
    )
    whole = joined([first[1], later], separator)
    assert whole.text == first[1].text + separator + later.text
    assert list(whole.starts) == sorted(whole.starts)


@given(edited(), st.data())
def test_lines_of_one_raw_stretch_joined_again_stay_in_order(case, data):
    raw, body = case
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=6)))
    whole = joined([body[start:end] for start, end in pairwise([0, *cuts, len(body)])], "\n")
    assert list(whole.starts) == sorted(whole.starts)
    assert list(whole.ends) == sorted(whole.ends)
    assert all(0 <= start <= end <= len(raw) for start, end in zip(whole.starts, whole.ends, strict=True))


@given(TEXTS, st.data())
def test_what_is_not_edited_keeps_its_own_place(raw, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6, unique=True)))
    edits = [(start, end, "新") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    body = AlignedText.of(raw).edited(edits)
    touched = {i for first, last, _ in edits for i in range(first, last)}
    kept = [(raw[i], Span(i, i + 1)) for i in range(len(raw)) if i not in touched]
    there = [(body.text[i], body.raw(i, i + 1)) for i in range(len(body))]
    assert [pair for pair in kept if pair not in there] == []


@given(edited(), st.data())
def test_locating_the_raw_span_of_a_stretch_covers_the_stretch(case, data):
    _, body = case
    if not body.text:
        return
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    raw = body.raw(start, end)
    if raw.length:
        found = body.locate(raw)
        inside = [i for i in range(start, end) if body.starts[i] < body.ends[i]]
        assert found.start <= inside[0]
        assert inside[-1] < found.end


def test_a_replacement_covers_all_that_it_replaced():
    body = AlignedText.of("任務?！肮ぷ魅藛T怎么").edited([(2, 9, "。“工作人員")])
    assert body.text == "任務。“工作人員怎么"
    assert body.raw(2, 3) == Span(2, 9)
    assert body.raw(8, 9) == Span(9, 10)


def test_a_deleted_stretch_is_found_as_an_empty_one():
    body = AlignedText.of("區(qū)委").edited([(1, 5, "")])
    assert body.text == "區委"
    assert body.locate(Span(1, 5)) == Span(1, 1)


@pytest.mark.parametrize("edits", [[(2, 1, "")], [(0, 2, ""), (1, 3, "")], [(0, 9, "")]])
def test_edits_that_overlap_or_lie_outside_are_refused(edits):
    with pytest.raises(ValueError, match="edit"):
        AlignedText.of("四个字符").edited(edits)


def test_a_replacement_as_long_as_what_it_replaces_is_one_for_one():
    body = AlignedText.of("防控後勤").edited([(1, 3, "疫后")])
    assert [body.raw(i, i + 1) for i in range(4)] == [Span(i, i + 1) for i in range(4)]


def test_an_empty_stretch_has_an_empty_raw_span_at_its_place():
    body = AlignedText.of("區(qū)委").edited([(1, 5, "")])
    assert [body.raw(at, at) for at in range(3)] == [Span(0, 0), Span(5, 5), Span(6, 6)]
    assert AlignedText.of("").raw(0, 0) == Span(0, 0)


def test_a_separator_stands_behind_what_is_before_it_or_else_before_what_follows():
    source = AlignedText.of("甲乙丙")
    whole = joined([source[2:2], source[2:3]], "；")
    assert (whole.text, whole.raw(0, 1)) == ("；丙", Span(2, 2))
    whole = joined([source[:1], source[2:3]], "；")
    assert (whole.text, whole.raw(1, 2)) == ("甲；丙", Span(1, 1))
