"""An index as the reader works with it: several threads open reports of it at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
import zstandard

from parsing.corpus import pipeline
from parsing.inputs import Files
from tests.tui.corpora import Here, write
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.shelf import Shelf
from tui.data.stamps import stamp
from tui.indexing import Filling
from tui.shelves import Shelves

THREADS = 3


@pytest.fixture
def shelf(tmp_path):
    file, folder = tmp_path / "index.sqlite3", write(tmp_path / "reports", 4)
    with CorpusIndex(file, pipeline()) as index:
        Filling(index, Here(), lambda _: None, lambda _: None).run(Files.under([str(folder)]))
    shelf = Shelf(file)
    yield shelf
    shelf.close()


@pytest.fixture
def heads(shelf, tmp_path):
    paths = sorted(map(str, tmp_path.joinpath("reports").iterdir()))
    return list(shelf.heads({path: stamp(path) for path in paths}).values())


@pytest.fixture
def together(monkeypatch):
    """How often two threads were in one object that unpacks: the library's own would end the process."""
    seen = []

    class Watched:
        def __init__(self, dict_data):
            self.dictionary, self.busy = dict_data, 0

        def decompress(self, data):
            self.busy += 1
            seen.append(self.busy > 1)
            sleep(0.0005)
            self.busy -= 1
            return unpacker(dict_data=self.dictionary).decompress(data)

    unpacker = zstandard.ZstdDecompressor
    monkeypatch.setattr(zstandard, "ZstdDecompressor", Watched)
    return seen


def test_threads_open_reports_one_after_the_other(together, shelf, heads):
    with ThreadPoolExecutor(THREADS) as pool:
        for read in pool.map(lambda _: [shelf.reading(head) for head in heads], range(THREADS)):
            assert [each.report.id for each in read] == [head.id for head in heads]
    assert together
    assert not any(together)


def test_a_shelf_that_is_closed_has_nothing(shelf, heads):
    shelf.close()
    assert shelf.reading(heads[0]) is None
    assert shelf.heads({heads[0].path: stamp(heads[0].path)}) == {}


def test_all_threads_get_one_shelf_and_the_end_closes_it(tmp_path):
    shelves = Shelves(str(tmp_path / "index.sqlite3"))
    with ThreadPoolExecutor(THREADS) as pool:
        made = set(pool.map(lambda _: shelves.of("opening"), range(THREADS)))
    assert len(made) == 1
    assert shelves.of("searching") not in made
    shelves.close()
    for shelf in (shelves.of("opening"), shelves.of("searching")):
        with pytest.raises(sqlite3.ProgrammingError):
            shelf.index.count()
