"""Soft line breaks: whatever the width and the indent a text was set with, its paragraphs come back."""

from __future__ import annotations

import unicodedata
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.clean import clean
from parsing.clean.breaks import find_soft_breaks
from parsing.clean.seams import find_seams
from parsing.clean.spacing import find_torn
from parsing.clean.stops import find_stops
from parsing.clean.tags import find_tags
from parsing.clean.width import find_narrow_marks, find_wide_letters
from tests.effort import grows_with_length

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.clean.txt"))
NEVER_FIRST = frozenset("，。、；：？！”’）》】…")


def cells(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def set_in_lines(paragraph: str, width: int, indent: str) -> list[str]:
    """A paragraph in lines of at most so many cells, no line beginning with a mark that closes, no figure cut."""
    lines, line, wide = [], indent, sum(map(cells, indent))
    for place, character in enumerate(paragraph):
        cuts_figure = character.isascii() and paragraph[place - 1 : place].isascii()
        if wide + cells(character) > width and character not in NEVER_FIRST and not cuts_figure:
            lines.append(line)
            line, wide = "", 0
        line += character
        wide += cells(character)
    return [*lines, line]


def joined_again(path: Path, width: int, indent: str) -> tuple[int, int]:
    """How many of a text's paragraphs come back as they were, of how many."""
    paragraphs = path.read_text("utf-8").strip().split("\n")
    lines = [line for at, each in enumerate(paragraphs) for line in set_in_lines(each, width, indent if at else "")]
    body, _ = clean(AlignedText.of("\n".join(lines)))
    back = set(body.text.split("\n"))
    return sum(each in back for each in paragraphs), len(paragraphs)


@pytest.mark.parametrize("width", [40, 44, 62, 76])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_a_text_set_in_lines_with_indents_is_joined_again(path, width):
    right, whole = joined_again(path, width, "　　")
    assert right >= whole - 1


@pytest.mark.parametrize("width", [40, 44, 62, 76])
def test_most_paragraphs_set_flush_are_joined_again(width):
    """Without indents a line that is full and ends a sentence may end its paragraph or not: nothing tells which."""
    right, whole = (sum(counts) for counts in zip(*(joined_again(path, width, "") for path in SAMPLES), strict=True))
    assert right >= 0.85 * whole


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_a_text_with_a_paragraph_a_line_has_none(path):
    assert find_soft_breaks(path.read_text("utf-8")) == []


PIECES = [line for path in SAMPLES[:6] for line in path.read_text("utf-8").split("\n")]
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(alphabet="疫情防控，。：1、2年 　\n<br>&amp;p>（)A5９：", max_size=40)),
    max_size=8,
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS, st.sampled_from([None, 30, 44, 60]))
def test_what_was_cleaned_once_is_clean(lines, width):
    text = "\n".join(part for line in lines for part in (set_in_lines(line, width, "") if width else [line]))
    once, _ = clean(AlignedText.of(text))
    again, _ = clean(AlignedText.of(once.text))
    assert again.text == once.text


@pytest.mark.parametrize(
    "step", [find_soft_breaks, find_torn, find_tags, find_seams, find_narrow_marks, find_wide_letters, find_stops]
)
@pytest.mark.parametrize(
    "piece",
    [
        "疫 情 ",
        "各乡镇要加强排查登记和宣传引导工作各\n",
        "<script>",
        "<!--",
        "<p ",
        "、br",
        "1、疫\n",
        "９，",
        "(",
        "疫.",
        '"',
        ", ",
    ],
)
def test_effort_of_a_step_grows_with_the_length_alone(step, piece):
    assert grows_with_length(lambda times: partial(step, piece * times), 50)
