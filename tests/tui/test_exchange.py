"""Marks go out and come back the same, in every format that can carry them; and what a format cannot carry is told."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from parsing.record import Annotation
from parsing.spans import Span
from tests.tui.exchanging import CARRYING, LINES, NOW, annotated, back, out, read
from tui.data.anchors import anchored, lost, target
from tui.data.exchange.carried import ASPECTS, EVERYTHING, content, fitted, portions
from tui.data.exchange.document import Document
from tui.data.exchange.formats import FORMATS
from tui.data.exchange.importing import Match, matched, taken
from tui.data.export import ExportError, Marked, export, told

TRIED = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


SOURCED = ("json", "jsonl", "w3c")
"""Formats that give the marks' anchors in the source; all others give those of the cleaned text."""


def contents(marks):
    """What marks say, of which words."""
    return Counter((content(mark, made=False), mark.raw, mark.exact, mark.to and mark.to.raw) for mark in marks)


def anchored_anew(reading, mark):
    """The mark as its place in the cleaned text anchors it: without what has no place there at its ends."""
    if mark.whole:
        return mark
    to = mark.to and target(reading, Span(mark.to.start, mark.to.end))
    return structs.replace(mark, **structs.asdict(target(reading, Span(mark.start, mark.end))), to=to)


@pytest.mark.parametrize("name", CARRYING)
@given(made=annotated())
@TRIED
def test_marks_come_back_the_same_and_only_once(name, made):
    reading, marks = made
    kept, left = fitted(reading.report.text, marks, FORMATS[name].carries, FORMATS[name].refuses)
    with tempfile.TemporaryDirectory() as folder:
        path, done = out(reading, marks, Path(folder), name)
        assert done.lost == left
        found = back(path, name, reading)
        assert contents(found.new) == contents(
            kept if name in SOURCED else [anchored_anew(reading, mark) for mark in kept]
        )
        assert len(found.problems) == sum(map(lost, kept))  # orphans, named
        assert not back(path, name, reading, found.new).new
        assert not back(path, name, reading, marks).new


@pytest.mark.parametrize("name", [name for name in CARRYING if FORMATS[name].carries >= EVERYTHING])
@given(made=annotated())
@TRIED
def test_what_carries_everything_gives_back_equal_marks(name, made):
    reading, marks = made
    with tempfile.TemporaryDirectory() as folder:
        path, done = out(reading, marks, Path(folder), name)
        assert not done.lost
        assert sorted(back(path, name, reading).new, key=lambda mark: mark.id) == sorted(
            marks, key=lambda mark: mark.id
        )


@pytest.mark.parametrize("name", CARRYING)
@given(made=annotated())
@TRIED
def test_every_part_of_a_mark_is_carried_or_counted(name, made):
    reading, marks = made
    kept, left = fitted(reading.report.text, marks, FORMATS[name].carries, FORMATS[name].refuses)
    fields = ("label", "note", "tag", "judgement", "relation")

    def said(those):
        return sum(getattr(mark, field) is not None for mark in those for field in fields)

    parts = [part for mark in marks for part in portions(mark)]
    whole = {"unplaced", "lines", "blanks", "overlaps"}
    gone = said(parts) - said(kept)
    counted = sum(number for aspect, number in left.items() if aspect != "makers")
    assert counted <= gone
    assert gone <= counted + sum(left[aspect] for aspect in whole) * (len(fields) - 1) + left["labels"]
    assert (gone == 0) == (counted == 0)
    assert all(aspect in told(left) or ASPECTS[aspect][left[aspect] != 1] in told(left) for aspect in left)


@pytest.mark.parametrize("name", [name for name in CARRYING if name not in SOURCED])
@given(made=annotated())
@TRIED
def test_where_the_text_has_changed_marks_are_found_by_their_words_or_named(name, made):
    reading, marks = made
    changed = read("夜间\n" + "\n".join((LINES[5], *LINES[:3])) + "\n", reading.report.path)
    with tempfile.TemporaryDirectory() as folder:
        path, _ = out(reading, marks, Path(folder), name)
        documents = [one for one in FORMATS[name].read(path) if isinstance(one, Document) and one.marks]
        for document in documents:
            (match,) = matched([document], [changed])
            found = taken(match, (), FORMATS[name], NOW)
            assert len(found.new) == len(document.marks)
            assert len(found.problems) == sum(map(lost, found.new))
            for before, after in zip(document.marks, found.new, strict=True):
                if after.start is not None:
                    assert changed.report.text[after.start : after.end] == before.exact
                elif not after.whole:
                    assert (after.exact, after.prefix, after.suffix) == (before.exact, before.prefix, before.suffix)


@pytest.mark.parametrize("name", CARRYING)
def test_an_anchor_that_is_not_what_stands_there_is_refused(name, tmp_path):
    reading = read(LINES[1])
    mark = anchored(reading, Span(0, 3), "ORG", None, NOW)
    with pytest.raises(ExportError, match="is not what stands at"):
        export(
            [Marked(reading.report, (structs.replace(mark, exact="别的字"),), reading.source)], tmp_path / "out", name
        )
    assert not [*tmp_path.iterdir()]


SPOILT = ("null", "-1", "[]", "{}", "99999", '"x"', "true", "[1]", "1.5", "\t", "\n", ":")


@pytest.mark.parametrize("name", [name for name in CARRYING if name != "brat"])
@given(made=annotated(), data=st.data())
@TRIED
def test_a_spoilt_file_gives_sound_marks_and_problems_and_nothing_else(name, made, data):
    reading, marks = made
    with tempfile.TemporaryDirectory() as folder:
        path, _ = out(reading, marks, Path(folder), name)
        text = path.read_text("utf-8")
        values = [match.span() for match in re.finditer(r'\d+|"[^"\n]{1,20}"|\[\]|\t\S+$', text, re.MULTILINE)]
        for start, end in sorted(data.draw(st.lists(st.sampled_from(values), max_size=4, unique=True)), reverse=True):
            text = text[:start] + data.draw(st.sampled_from(SPOILT)) + text[end:]
        path.write_text(text, "utf-8")
        try:
            found = [one for one in FORMATS[name].read(path) if isinstance(one, Document)]
        except (ValueError, msgspec.MsgspecError):  # no longer a file of this format at all
            return
        for match in matched(found, [reading]):
            for mark in taken(match, (), FORMATS[name], NOW).new if isinstance(match, Match) else ():
                assert msgspec.json.decode(msgspec.json.encode(mark), type=Annotation) == mark
                assert lost(mark) or mark.whole or mark.raw.of(reading.source) == mark.exact


def test_every_aspect_has_a_name_for_one_and_for_several():
    assert told({"notes": 1, "tags": 2}) == "1 note, 2 tags of reports"
    assert told({}) == ""
