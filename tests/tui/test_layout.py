"""Lines, places and layers: laws of the text grid, over generated text and every sample."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from parsing.extract.metrics.numerals import CHINESE_CHARACTERS
from parsing.lexicon import load
from tui.text.breaking import rules, wrap
from tui.text.cells import CELLS, TOKEN, Cells, visible, written
from tui.text.layers import LAYERS, RANK, Mark, Marks, resolve
from tui.text.place import WrappedText

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
SAMPLES = sorted([*(ROOT / "seeds").rglob("*.txt"), *SHARED.glob("gold/*.clean.txt"), *SHARED.glob("seeds/*.txt")])
WIDTHS = range(20, 201)

NO_START = "、，。．：；！？’”）》」』】…—％%‰℃°·"
NO_END = "（《“‘「『【"
UNITS = sorted({unit for units in load("units")["dimensions"].values() for unit in units}, key=len, reverse=True)
NUMERALS = rf"(?<![\d.,:/-])\d+(?:[.,:/-]\d+)*|[{CHINESE_CHARACTERS}]+几?|[几数半][{CHINESE_CHARACTERS}]*"
NUMBER = re.compile(rf"(?:{NUMERALS})[余多]?[万亿]?(?:{'|'.join(map(re.escape, UNITS))}|号|[℃%％])")
LONGEST = min(WIDTHS)
"""Cells of a number with its unit that always has room on a line."""

chars = st.sampled_from(
    "疫情防控区，。、：；！？）》」』”’…—％%℃（《“‘「『【0123456789.,-aZé万元份月日 　\u0301\u200d😀ｶ가°·"
)
texts = st.text(chars, max_size=200)
widths = st.integers(2, 60)


def drawn(text, line):
    return text[line.start : line.end]


def lines_of(text, width):
    return [drawn(text, line) for line in wrap(text, width)]


# Breaking


@given(texts, widths)
def test_lines_partition_the_paragraph_but_for_spaces_at_breaks(text, width):
    lines = wrap(text, width)
    assert lines[0].start == 0
    for before, after in pairwise(lines):
        assert before.end <= after.start < after.end
        assert not text[before.end : after.start].strip(" \u3000")
    assert not text[lines[-1].end :].strip(" \u3000")


@given(texts, widths)
def test_no_line_is_wider_than_the_width(text, width):
    assert all(cell_len(written(line)) <= width for line in lines_of(text, width))


@given(texts, widths)
@example("0\u3000\u0301", 2)
def test_marks_of_no_width_stay_with_their_base(text, width):
    for line in wrap(text, width)[1:]:
        assert CELLS.width(text[line.start]) > 0


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from(NO_END), max_size=2),
            st.text(st.sampled_from("疫情防控区"), min_size=1, max_size=12) | st.sampled_from(["3400余份", "COVID-19"]),
            st.text(st.sampled_from(NO_START.replace("…", "").replace("—", "")), max_size=2),
        ),
        max_size=20,
    ),
    st.integers(20, 90),
)
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(pieces, width):
    lines = lines_of("".join("".join(piece) for piece in pieces), width)
    assert not [line for line in lines if line[:1] and line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]


@pytest.mark.parametrize("run", ["3400余份", "36000平方米", "1月28日", "2020-02-01", "37.3℃", "1.5万元", "COVID-19",
                                 "第3批", "2020年2月1日12时", "98.6%", "www.example.org/a?b=1",
                                 "1月27日—28日", "x余名"])  # fmt: skip
@pytest.mark.parametrize("lead", range(12))
def test_a_run_that_fits_a_line_stays_whole(run, lead):
    text = "防" * lead + run + "控" * 12
    for width in range(22, 30):
        assert any(run in line for line in lines_of(text, width))


def test_a_run_longer_than_a_line_fills_it_and_parts_at_a_seam():
    address = "https://www.example.org/art/2020/2/1/art_1234_567890.html"
    lines = lines_of("网址" + address, 24)
    assert lines[0] == "网址https://www.example."
    assert all(line[-1] in "/.:" for line in lines[:-1])


@pytest.mark.parametrize("char", ["，", "（", "1", " ", "a", "\u0301", "—", "疫", "😀", "\u200d", "“"])
@pytest.mark.parametrize("width", [2, 3, 40])
def test_any_run_ends(char, width):
    lines = wrap(char * 10_000, width)
    assert sum(line.end - line.start for line in lines) == 10_000 or char == " "
    assert all(CELLS.length(char * 10_000, *line) <= width for line in lines)


def test_an_empty_paragraph_is_one_empty_line():
    assert wrap("", 40) == ((0, 0),)


def test_ambiguous_characters_can_count_as_wide():
    assert len(wrap("“疫”" * 10, 20)) == 2
    assert len(wrap("“疫”" * 10, 20, Cells(ambiguous=2))) == 4
    assert Cells(ambiguous=2).length("“疫”", 0, 3) == 6


@pytest.mark.skipif(not SAMPLES, reason="no sample texts beside or in the repository")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_breaks_by_the_rules(path):
    text = visible(path.read_text("utf-8", errors="replace"))
    for paragraph in filter(None, text.split("\n")):
        whole = inside_numbers(paragraph)
        for width in WIDTHS:
            lines = wrap(paragraph, width)
            assert not [line for line in lines[1:] if paragraph[line.start] in NO_START]
            assert not [line for line in lines[:-1] if drawn(paragraph, line).rstrip(" \u3000")[-1] in NO_END]
            assert max(cell_len(written(drawn(paragraph, line))) for line in lines) <= width
            assert not [paragraph[line.start - 6 : line.start + 6] for line in lines[1:] if line.start in whole]


def inside_numbers(paragraph):
    """Where a line would begin inside a number with its unit that fits on any line."""
    found = (match.span() for match in NUMBER.finditer(paragraph))
    return {
        at for start, end in found if CELLS.length(paragraph, start, end) <= LONGEST for at in range(start + 1, end)
    }


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("疫情防控区里，。（“"), max_size=12),
            st.text(st.sampled_from(CHINESE_CHARACTERS), min_size=1, max_size=4)
            | st.sampled_from(["36", "1.5", "几", "半"]),
            st.sampled_from(UNITS),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(20, 200),
)
def test_no_line_parts_a_number_in_characters_from_its_unit(pieces, width):
    text = "，".join("".join(piece) for piece in pieces)
    whole = inside_numbers(text)
    assert not [text[line.start - 6 : line.start + 6] for line in wrap(text, width)[1:] if line.start in whole]


@pytest.mark.parametrize("width", [20, 27])
def test_a_date_in_characters_too_long_for_a_line_parts_before_a_number(width):
    lines = lines_of("二〇二〇年十二月二十八日二十二时三十五分二十秒", width)
    assert len(lines) > 1
    assert all(line[-1] in "年月日时分秒" for line in lines)


def test_the_rules_hold_what_the_guide_asks():
    assert set(NO_START) <= rules().no_start
    assert set(NO_END) <= rules().no_end
    assert all(rules().run.fullmatch(f"{numeral}个") for numeral in CHINESE_CHARACTERS)


# Cells


@given(st.text(max_size=60))
def test_width_is_what_the_screen_counts(text):
    shown = visible(text)
    assert CELLS.length(shown, 0, len(shown)) == cell_len(written(shown))


@given(st.text(st.characters(codec=None), max_size=60))
def test_a_picture_stands_for_each_character_that_must_not_be_written(text):
    for everything in (False, True):
        shown = visible(text, everything=everything)
        assert len(shown) == len(text)
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", shown
        )
        written(shown).encode("utf-8")


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("\x1b", "␛"), ("\x00", "␀"), ("\x7f", "␡"), ("\x9b", "␦"), ("\u202e", "⇄"), ("\ue5e5", "▯"),
        ("\ud800", "\ufffd"), ("\u200b", "‸"), ("\t", "␉"), ("\r", "␍"),
    ],
)  # fmt: skip
def test_pictures(char, shown):
    assert visible(char) == shown
    assert CELLS.width(shown) == 1


def test_the_fast_class_of_wide_characters_is_wide():
    wrong = [
        chr(code) for code in range(0x110000)
        if (found := TOKEN.match(chr(code))) and found.lastindex and CELLS.width(chr(code)) != 3 - found.lastindex
    ]  # fmt: skip
    assert wrong == []


# Places


@given(st.text(chars | st.just("\n"), min_size=1, max_size=200), widths, st.booleans())
def test_every_drawn_character_is_found_by_its_cell_and_back(text, width, gap):
    rows = WrappedText(text, width, gap=gap)
    for offset, char in enumerate(text):
        row, column = rows.row_of(offset), rows.column_of(offset)
        line = rows[row]
        assert 0 <= column < max(1, width)
        if line.start <= offset < line.end and CELLS.width(char):
            assert rows.offset_at(row, column) == offset
            assert rows.offset_at(row, column + CELLS.width(char) - 1) == offset


@given(st.text(chars | st.just("\n"), max_size=300), widths, st.integers(0, 400))
def test_rows_do_not_depend_on_how_far_the_text_was_wrapped(text, width, offset):
    whole, part = WrappedText(text, width), WrappedText(text, width)
    whole.reach_row(10_000)
    part.reach(offset)
    count = len(part)
    assert [part[row] for row in range(count)] == [whole[row] for row in range(count)]
    assert count <= len(whole)
    part.reach_row(10_000)
    assert part.complete
    assert part.height() == len(part) == len(whole)


def test_paragraphs_are_parted_by_an_empty_row():
    rows = WrappedText("标题\n\n正文", 20)
    rows.reach_row(9)
    assert [rows.text[slice(*rows[row])] for row in range(len(rows))] == ["标题", "", "", "", "正文"]
    assert [rows.is_gap(row) for row in range(len(rows))] == [False, True, False, True, False]
    assert [rows.row_of(offset) for offset in range(6)] == [0, 0, 0, 2, 4, 4]


def test_the_height_of_a_text_not_yet_wrapped_is_near_the_truth():
    text = "\n".join(["疫情防控工作，进展顺利。" * 9] * 400)
    rows = WrappedText(text, 60)
    rows.reach_row(40)
    guess = rows.height()
    rows.reach_row(1_000_000)
    assert abs(guess - len(rows)) < len(rows) * 0.05


# Layers

marks = st.lists(
    st.builds(
        lambda start, size, key: Mark(start, start + size, key),
        st.integers(0, 30), st.integers(1, 12), st.sampled_from(sorted(RANK)),
    ),
    max_size=12,
)  # fmt: skip


@given(marks, st.integers(0, 20), st.integers(1, 20))
def test_runs_partition_the_row_and_neighbours_differ(found, start, size):
    runs = resolve(found, start, start + size)
    assert runs[0].start == start
    assert runs[-1].end == start + size
    for before, after in pairwise(runs):
        assert before.end == after.start
        assert before.keys != after.keys


@given(marks, st.integers(0, 20), st.integers(1, 20))
def test_each_layer_over_a_character_shows_once_and_in_order(found, start, size):
    for run in resolve(found, start, start + size):
        for at in range(run.start, run.end):
            ranks = [RANK[key] for key in run.keys]
            assert ranks == sorted({RANK[mark.key] for mark in found if mark.start <= at < mark.end})


@given(marks, st.integers(0, 40), st.integers(1, 20))
def test_marks_are_found_by_place(found, start, size):
    near = Marks(found).over(start, start + size)
    assert sorted(near) == sorted(mark for mark in found if mark.start < start + size and start < mark.end)


@pytest.mark.parametrize(("given_marks", "keys"), [
    ([Mark(0, 9, "org"), Mark(2, 6, "place")], ("place",)),
    ([Mark(2, 6, "place"), Mark(0, 9, "org")], ("place",)),
    ([Mark(0, 9, "done"), Mark(0, 9, "required")], ("required",)),
    ([Mark(0, 9, "cursor"), Mark(0, 9, "heading"), Mark(3, 9, "person")], ("heading", "person", "cursor")),
    ([Mark(0, 9, "match"), Mark(0, 9, "annotation"), Mark(0, 9, "metric"), Mark(0, 9, "quantity")],
     ("quantity", "metric", "annotation", "match")),
    ([Mark(0, 9, "selection"), Mark(0, 9, "evidence")], ("evidence", "selection")),
    ([], ()),
])  # fmt: skip
def test_the_inner_mark_wins_and_layers_add_up(given_marks, keys):
    assert resolve(given_marks, 4, 5) == [(4, 5, keys)]


def test_every_key_has_one_layer():
    assert sum(map(len, LAYERS)) == len(RANK)
