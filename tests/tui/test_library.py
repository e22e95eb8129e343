"""The list of reports, its columns and its worker, without a screen."""

import asyncio
import os
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from parsing.corpus import Outcome
from parsing.record import Report
from parsing.spans import Span
from tui.columns import GAP, Cell, Column, fit, line, shown, widths
from tui.data.heads import Head, Settled
from tui.entries import Entry
from tui.library import SORTS, Library
from tui.text.cells import Cells
from tui.worker import Engine, Worker


def report(path, **facts):
    empty = dict.fromkeys(("title", "published", "source", "publisher", "author", "editor", "reporter"))
    nothing = dict.fromkeys(("paragraphs", "furniture", "repairs", "entities", "metrics", "measures"), ())
    return Report(**{"id": path, "path": path, "encoding": "utf-8", "text": "", **empty, **nothing, **facts})


def library(**titles):
    made = Library()
    made.add(Entry(path) for path in titles)
    made.settle(Outcome(path, report(path, title=title, published=title), None) for path, title in titles.items())
    return made


def narrow(made, test):
    for _ in made.narrow(test):
        pass


def test_the_same_path_is_listed_once():
    made = Library()
    made.add([Entry("a"), Entry("a", error="x"), Entry("b")])
    assert [entry.path for entry in made.entries] == ["a", "b"]


def test_dates_newest_first_and_unknown_last():
    made = library(a=None, b="2031-01-01", c="2031-03-01")
    made.sort = "date"
    made.arrange()
    assert [made.entries[index].path for index in made.order] == ["c", "b", "a"]
    made.sort = "title"
    made.arrange()
    assert [made.entries[index].path for index in made.order] == ["b", "c", "a"]


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_yet_is_in_any_order(sort):
    made = Library()
    made.sort = sort
    made.arrange()
    assert made.order == []


def test_titles_stand_by_their_pinyin_and_either_way_round():
    made = library(a=None, b=None, c=None, d=None)
    titles = {"a": "张家湾", "b": "安平", "c": "临山", "d": ""}
    made.settle([Outcome(path, report(path, title=title), None) for path, title in titles.items()])
    made.sort = "title"
    made.arrange()
    assert [made.entries[index].path for index in made.order] == ["b", "c", "a", "d"]
    made.turned = True
    made.arrange()
    assert [made.entries[index].path for index in made.order] == ["a", "c", "b", "d"]
    made.sort = "name"
    narrow(made, lambda entry: entry.path != "c")
    assert [made.entries[index].path for index in made.order] == ["d", "b", "a"]


def test_a_filter_meets_reports_that_are_parsed_later():
    made = Library()
    made.add([Entry("a"), Entry("b"), Entry("c", error="gone")])
    narrow(made, lambda entry: entry.report.title == "yes")
    assert made.order == []
    made.settle([Outcome("a", report("a", title="yes"), None), Outcome("b", report("b", title="no"), None)])
    made.arrange()
    assert made.order == [0]
    narrow(made, None)
    assert made.order == [0, 1, 2]


def test_a_file_with_another_text_is_no_longer_the_report_that_it_was():
    made = library(a="old", b="old")
    made.settle([Outcome("a", report("a", id="new"), None)])
    assert (made.of("a"), made.of("new"), made.number_of(["a", "b", "new"])) == ([], [0], 2)


def test_a_file_with_another_text_has_another_number_and_hides_none_that_the_index_lacks():
    made = Library()
    made.add(
        Entry(path, known=Head(path, number, path, path, None, None, repaired=False))
        for number, path in enumerate("ab", 1)
    )
    made.settle([Settled(Head("b", 3, "new", "b", None, None, repaired=False))])
    assert (made.head(2), made.head(3).id) == (None, "new")
    made.add([Entry("c", report=report("c"))])
    made.watch()
    asked = []
    for _ in made.narrow(lambda entry: asked.append(entry.path) or True, {1}):
        pass
    assert (asked, made.order) == (["c"], [0, 2])


def test_what_is_held_stays_listed_until_another_is():
    made, good = library(a="1", b="2"), {"a", "b"}
    narrow(made, lambda entry: entry.path in good)
    assert not made.hold(0)
    good.clear()
    assert not made.retest(0)
    assert made.retest(1)
    made.arrange()
    assert made.order == [0]
    assert made.hold(1), "the one held before has to go"
    made.arrange()
    assert made.order == []
    good.add("b")
    assert made.retest(1)
    narrow(made, lambda _: False)
    assert made.order == [], "another filter holds nothing"


def test_what_is_looked_at_is_parsed_first():
    made = library(a="x")
    made.add([Entry("b"), Entry("c"), Entry("d")])
    assert list(made.waiting([2, 0])) == [2, 1, 2, 3]


def test_ticking_all_again_unticks_what_is_listed():
    made = library(a="1", b="2", c="3")
    made.tick(0)
    narrow(made, lambda entry: entry.path != "a")
    made.tick_all()
    assert made.ticked == {0, 1, 2}
    made.tick_all()
    assert made.ticked == {0}


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=30)


@given(texts, st.integers(1, 40), st.booleans())
def test_a_fitted_text_has_the_width_asked_for(text, width, right):
    assert cell_len(fit(shown(text), width, right=right)) == width


@given(st.text(st.sampled_from("疫a“”…·①é\u0301℃—｜"), max_size=30), st.integers(1, 40), st.booleans())
def test_so_has_one_for_a_terminal_that_draws_some_characters_wide(text, width, right):
    drawn = Cells(2).drawn(fit(shown(text), width, right=right, measure=Cells(2)))
    assert cell_len(drawn) == width, "what Textual counts"
    assert sum(-1 if char == "\b" else Cells(2).width(char) for char in drawn) == width, "what the terminal moves"


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=7),
    st.integers(1, 120),
)
def test_columns_fill_a_row_and_never_overrun_it(columns, total):
    made = [Column("", width, grow=grow, keep=keep) for width, grow, keep in columns]
    sizes = widths(made, total)
    used = sum(sizes) + GAP * (sum(size > 0 for size in sizes) - 1)
    assert used <= total or sum(size > 0 for size in sizes) == 1
    drawn = "".join(cell.text for cell in line([Cell("口罩") for _ in made], made, sizes, total))
    assert cell_len(drawn) <= total


# The worker. These functions run in its processes, so they stand at the top of the module.


def parsed(path, _cache):
    return Outcome(path, report(path), None)


async def work(engine, paths, settled):
    """Run a worker until that many outcomes came in."""
    waiting, got, done = list(paths), [], asyncio.Event()

    def deliver(outcomes):
        got.extend(outcomes)
        if len(got) >= settled:
            done.set()

    worker = Worker(lambda: iter(waiting), deliver, None, engine)
    task = asyncio.create_task(worker.run())
    try:
        await asyncio.wait_for(done.wait(), 20)
        await asyncio.sleep(0.15)
    finally:
        task.cancel()
        worker.close()
    return got


async def test_every_report_is_parsed_once():
    got = await work(Engine(lambda: ThreadPoolExecutor(1), parsed, None), "abcdefgh", 8)
    assert sorted(outcome.path for outcome in got) == list("abcdefgh")


def crashing(path, _cache):
    if path == "bad":
        os._exit(1)
    return Outcome(path, None, "fine")


@pytest.fixture
def importable(monkeypatch):
    """Lets the processes find this module, which pytest loads from its path."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setitem(sys.modules, "test_library", sys.modules[__name__])
    for function in (crashing, parsed):
        monkeypatch.setattr(function, "__module__", "test_library")


@pytest.mark.usefixtures("importable")
async def test_a_report_that_brings_the_parser_down_costs_no_other():
    engine = Engine(lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")), crashing, None)
    got = await work(engine, ["a", "bad", "b", "c"], 4)
    assert sorted((outcome.path, outcome.error) for outcome in got) == [
        ("a", "fine"),
        ("b", "fine"),
        ("bad", "the parser crashed on this report"),
        ("c", "fine"),
    ]


@given(
    st.text("疫情abc", max_size=30),
    st.text("口罩", min_size=1, max_size=3),
    st.text("防控de", max_size=30),
    st.integers(12, 40),
)
def test_the_first_mark_of_a_cell_is_in_sight(before, word, after, width):
    text = before + word + after
    cell = Cell(text, "", [Span(len(before), len(before) + len(word))])
    parts = list(line([cell], [Column("", width)], [width], width))
    assert sum(cell_len(part.text) for part in parts) == width
    assert [part.text for part in parts if part.style == " match"] == [word]
    assert all(part.text.strip("… ") in text for part in parts)
