"""The reader and ``yibao index`` work with one index: what either has filed, the other has."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.aligned import AlignedText
from parsing.corpus import pipeline
from parsing.inputs import Files
from parsing.report import read
from tests.tui.corpora import Here, write
from tests.tui.driving import listed, ready, settle
from tui import searching, worker_process
from tui.app import Yibao
from tui.data import narrowing
from tui.data.corpus import bodies
from tui.data.corpus.filing import Met, filed
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.search import SearchResult
from tui.data.corpus.shelf import Shelf
from tui.data.heads import Settled
from tui.data.initials import initials
from tui.data.query import parse_query
from tui.data.stamps import stamp
from tui.data.store import Store
from tui.data.terms import QueryError
from tui.entries import Entry
from tui.indexing import Filling
from tui.library import Library
from tui.marks import Marks
from tui.scan import Scan
from tui.screens import outside
from tui.worker import Engine

SAMPLES = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))


@pytest.fixture
def corpus(tmp_path):
    return write(tmp_path / "reports", 12)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "index.sqlite3"


def indexed(file, folder):
    with CorpusIndex(file, pipeline()) as index:
        Filling(index, Here(), lambda _: None, lambda _: None).run(Files.under([str(folder)]))


def unwanted(*_):
    pytest.fail("parsed again")


def reader_on(tmp_path, folder, engine):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "state.json").write_text('{"met": true}')
    return Yibao(
        Scan([str(folder)], tmp_path / "index.sqlite3"),
        Marks(Store(tmp_path / "marks.sqlite3")),
        config=tmp_path / "config",
        data=tmp_path / "data",
        index=tmp_path / "index.sqlite3",
        engine=engine,
        language="en",
    )


PARSING = Engine(lambda: ThreadPoolExecutor(1), worker_process.outcome, worker_process.read)
IDLE = Engine(lambda: ThreadPoolExecutor(1), unwanted, unwanted)


async def test_what_was_indexed_is_listed_opened_and_filtered_without_parsing(tmp_path, corpus, file):
    indexed(file, corpus)
    async with reader_on(tmp_path, corpus, IDLE).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert (len(listed(reader)), reader.library.settled) == (12, 12)
        await settle(pilot, lambda: reader.reading is not None)
        whole = read(corpus / "0000.txt")
        assert (reader.reading.report, reader.reading.source) == (whole.report, whole.source)
        assert [*reader.reading.body.starts, *reader.reading.body.ends] == [*whole.body.starts, *whole.body.ends]
        await pilot.press("f", *"1007")
        await settle(pilot, lambda: len(reader.library.order) == 1)
        assert reader.library.whole
        assert reader.library.entries[reader.library.order[0]].name == "0007.txt"


async def test_what_the_reader_parses_is_in_the_index(tmp_path, corpus, file):
    async with reader_on(tmp_path, corpus, PARSING).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
    with CorpusIndex(file, pipeline(), made=True) as index:
        assert (index.count(), SearchResult(index, "检查点").count(), SearchResult(index, "person:李青禾").count()) == (
            12,
            12,
            12,
        )
        assert SearchResult(index, "1003").count() == 1


async def test_a_new_a_changed_and_a_deleted_file_are_handled(tmp_path, corpus, file, monkeypatch):
    monkeypatch.setattr(outside, "LOOK", 0.05)
    indexed(file, corpus)
    async with reader_on(tmp_path, corpus, PARSING).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.pause(0.3)
        (corpus / "new.txt").write_text("林口镇的通知\n林口镇设卡口九处。\n", "utf-8")
        (corpus / "0000.txt").write_text("林口镇的另一份通知\n林口镇设卡口十处。\n", "utf-8")
        await settle(pilot, lambda: {"林口镇的通知", "林口镇的另一份通知"} <= set(listed(reader)))
        await pilot.press("f", *"林口镇")
        await settle(pilot, lambda: len(reader.library.order) == 2)
    (corpus / "0001.txt").unlink()
    (corpus / "0002.txt").rename(corpus / "moved.txt")
    (corpus / "0003.txt").touch()
    async with reader_on(tmp_path, corpus, PARSING).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        names = {entry.name for entry in reader.library.entries}
    with CorpusIndex(file, pipeline(), made=True) as index:
        filed_now = {Path(path).name for (path,) in index.database.execute("SELECT path FROM report")}
        assert filed_now == names == {path.name for path in corpus.iterdir()}
        assert SearchResult(index, "林口镇").count() == 2


async def test_an_index_that_cannot_be_used_is_none_and_told(tmp_path, corpus, file):
    file.write_bytes(b"no database" * 100)
    async with reader_on(tmp_path, corpus, PARSING).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        assert len(listed(reader)) == 12
        notes = [note.message for note in pilot.app._notifications]
        assert [note for note in notes if "parsed anew" in note and f"{file}: file is not a database" in note]
        await pilot.press("f", *"1007")
        await settle(pilot, lambda: len(reader.library.order) == 1)
        await settle(pilot, lambda: reader.reading is not None and "1007" in reader.reading.report.text)


@pytest.mark.parametrize("asked_before", [False, True])
async def test_an_index_that_is_damaged_while_it_is_read_is_told(tmp_path, corpus, file, asked_before):
    indexed(file, corpus)
    async with reader_on(tmp_path, corpus, PARSING).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        if asked_before:
            await reader.searcher().numbers("检查点", None)
        size = file.stat().st_size
        with file.open("r+b") as damaged:
            damaged.seek(0 if not asked_before else 16_384)
            damaged.write(b"\xff" * (size - damaged.tell()))
        await pilot.press("f", *"1007")
        await settle(pilot, lambda: [note for note in pilot.app._notifications if "cannot be read" in note.message])


@settings(deadline=None)
@given(
    st.text("甲乙丙丁 ab\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text("戊己", max_size=3)), max_size=4),
)
def test_the_way_back_to_the_source_comes_back(text, edits):
    body, at = AlignedText.of(text), 0
    made = []
    for start, length, new in sorted(edits):
        if at <= start and start + length <= len(text):
            made.append((start, start + length, new))
            at = start + length + 1
    body = body.edited(made)
    back = bodies.unpacked(bodies.packed(body), body.text)
    assert (back.starts, back.ends) == (body.starts, body.ends)


@pytest.mark.parametrize("path", SAMPLES[:4], ids=lambda path: path.name)
def test_the_way_back_of_a_sample_is_small(path):
    body = read(path).body
    packed = bodies.packed(body)
    back = bodies.unpacked(packed, body.text)
    assert (back.starts, back.ends) == (body.starts, body.ends)
    assert len(packed) < len(body.text.encode())


@pytest.mark.parametrize(
    ("before", "text", "only"),
    [
        ("疫", "疫情", True),
        ("口罩 疫", "口罩 疫情", True),
        ("place:松", "place:松坪", True),
        ("yq", "yqf", True),
        ("a1", "a12", True),
        ("y", "yq", False),
        ("person", "person:", False),
        ("-疫", "-疫情", False),
        ("measure:消", "measure:消毒", False),
        ("value>1", "value>10", False),
        ("疫 ", "疫 情", False),
        ("疫", "口", False),
        ("", "疫", False),
        ("person:", "person:李", False),
    ],
)
def test_a_longer_word_finds_no_more_and_all_else_may(before, text, only):
    assert narrowing.narrows(before, text) == only


@pytest.mark.parametrize(
    ("shuffled", "text"),
    [
        (False, "检查点"),
        (False, "1007"),
        (True, "检查点"),
        (False, "李青禾 -1003"),
        (False, "person:李青禾"),
        (False, "检查 1007"),
    ],
)
def test_the_first_hits_are_those_that_all_begin_with(  # noqa: PLR0917 -- fixtures
    tmp_path, corpus, file, monkeypatch, shuffled, text
):
    monkeypatch.setattr(searching, "BEGINNING", 2)
    monkeypatch.setattr(searching, "LARGER", 1)
    paths = sorted(corpus.iterdir())
    with CorpusIndex(file, pipeline()) as index:
        order = [*paths[::3], *paths[1::3], *paths[2::3]] if shuffled else paths
        index.put(Met(filed(read(path).report), *stamp(str(path))) for path in order)
    shelf, library = Shelf(file), Library()
    heads = shelf.heads({str(path): stamp(str(path)) for path in paths})
    library.add(Entry(str(path), known=heads[str(path)]) for path in paths)
    asked = searching.Searching(shelf, library, Marks(Store(tmp_path / "marks.sqlite3")))

    async def answers():
        for key in range(1, len(text)):
            with suppress(QueryError):
                await asked.numbers(text[:key], None)
        narrowed = await asked.numbers(text, None)
        anew = searching.Searching(shelf, library, asked._marks)
        upto = [await anew.first(text, None, 1, at) for at in range(len(paths))]
        return await searching.Searching(shelf, library, asked._marks).first(text, None, 3, None), narrowed, upto

    first, numbers, upto = asyncio.run(answers())
    with CorpusIndex(file, pipeline()) as index:
        assert sorted(numbers) == list(SearchResult(index, text, table={}).numbers())
    right = [index for index, entry in enumerate(library.entries) if entry.known.number in numbers]
    if shuffled:
        assert first is None
    else:
        hits, whole = first
        assert hits == right[: len(hits)]
        assert whole == (len(right) < 3) or len(hits) >= 3
        assert len(hits) >= min(3, len(right))
        for at, (those, _) in enumerate(upto):
            assert those == right[: len(those)]
            assert at not in right or right.index(at) < len(those)
    shelf.close()


@pytest.mark.parametrize(
    "text",
    [
        "检查点 1007",
        "1007 检查",
        "李青禾 -1003",
        "place:林口 检",
        '检查点 "1007"',
        "检查点 measure:inspection",
        "金额 value>3",
    ],
)
async def test_a_further_word_is_looked_for_in_what_those_before_it_find(tmp_path, corpus, file, text):
    indexed(file, corpus)
    paths = sorted(map(str, corpus.iterdir()))
    shelf, library, marks = Shelf(file), Library(), Marks(Store(tmp_path / "marks.sqlite3"))
    heads = shelf.heads({path: stamp(path) for path in paths})
    library.add(Entry(path, known=heads[path]) for path in paths)
    asked = searching.Searching(shelf, library, marks)
    for typed in range(1, len(text) + 1):
        with suppress(QueryError):
            right = await searching.Searching(shelf, library, marks).numbers(text[:typed], initials())
            assert await asked.numbers(text[:typed], initials()) == right, text[:typed]
    shelf.close()


async def test_a_longer_word_finds_what_the_list_or_the_user_has_come_to_since(tmp_path, corpus, file):
    indexed(file, corpus)
    paths = sorted(map(str, corpus.iterdir()))
    shelf, library, marks = Shelf(file), Library(), Marks(Store(tmp_path / "marks.sqlite3"))
    heads = shelf.heads({path: stamp(path) for path in paths})
    library.add(Entry(path, known=heads[path] if at < 6 else None) for at, path in enumerate(paths))
    asked = searching.Searching(shelf, library, marks)
    assert await asked.first("检查", None, 99, None) == (list(range(6)), True)
    library.settle(Settled(heads[path]) for path in paths[6:])
    assert await asked.first("检查点", None, 99, None) == (list(range(12)), True)
    assert await asked.numbers("is:read 检查", None) == set()
    marks.seen(heads[paths[3]].id)
    assert await asked.numbers("is:read 检查点", None) == {heads[paths[3]].number}
    shelf.close()


async def test_the_end_lets_go_of_the_index(tmp_path, corpus, file):
    indexed(file, corpus)
    app = reader_on(tmp_path, corpus, PARSING)
    async with app.run_test(size=(120, 30)) as pilot:
        reader = await ready(pilot)
        reader.narrow_to("检查点")
        await settle(pilot, lambda: reader.library.narrowed)
        shelves = [reader.shelves.of(use) for use in ("opening", "searching")]
    for shelf in shelves:
        with pytest.raises(sqlite3.ProgrammingError):
            shelf.index.count()


async def test_a_file_that_is_gone_and_of_which_nothing_was_kept_is_told(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.worker._engine = PARSING
        (folder / "b.txt").unlink()
        await pilot.press("J")
        await settle(pilot, lambda: reader.page.message == "This file cannot be read again")


async def test_the_event_loop_goes_on_while_the_index_is_busy(tmp_path, corpus, file, monkeypatch):
    indexed(file, corpus)
    goes_on = Event()
    monkeypatch.setattr(searching, "figures", lambda *_: goes_on.wait(3))
    shelf = Shelf(file)
    asked = searching.Searching(shelf, Library(), Marks(Store(tmp_path / "marks.sqlite3")))
    counting = asyncio.create_task(asked.overview({1}, 1))
    await asyncio.sleep(0.1)
    found = asyncio.create_task(asked.numbers("检查点", None))
    await asyncio.sleep(0.1)
    goes_on.set()
    assert await counting
    assert len(await found) == 12
    shelf.close()


async def test_a_report_that_changed_is_filtered_while_the_index_is_busy(tmp_path, corpus, file):
    indexed(file, corpus)
    app = reader_on(tmp_path, corpus, PARSING)
    async with app.run_test(size=(120, 30)) as pilot:
        reader = await ready(pilot)
        test = {word: reader._test(parse_query(word)) for word in ("检查点", "没有的词")}
        with reader.searcher()._turn:
            for word, held in (("检查点", True), ("没有的词", False)):
                answer = asyncio.to_thread(test[word], reader.library.entries[3])
                assert await asyncio.wait_for(answer, 5) == held
