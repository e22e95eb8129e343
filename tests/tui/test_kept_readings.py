"""Readings that the commands keep: nothing is parsed twice, and what is kept is what parsing would give."""

import multiprocessing
import sqlite3
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from parsing import lexicon
from parsing.corpus import brief, pipeline
from parsing.lexicon.users import read as lexicons_of
from parsing.report import read
from parsing.walk import Failure
from tui import worker_process
from tui.commandline.reports import reading as kept

FLOOD = Path(__file__).parents[1] / "flood"
TEXT = "关于做好防控工作的通知\n2月3日，全县设立检查点12个，累计登记返乡人员236人。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a report, in which readings are kept too."""
    monkeypatch.setenv("YIBAO_CACHE_DIR", str(tmp_path))
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_a_report_is_a_reading_or_a_cause(folder):
    good = kept(str(folder / "a.txt"), None)
    assert brief(good, "a").report.id == good.report.id
    (folder / "none.txt").touch()
    assert kept(str(folder / "none.txt"), None) == Failure(str(folder / "none.txt"), "the file is empty")


def test_an_outcome_has_the_path_that_was_asked_for_though_no_record_can_say_it(folder):
    path = folder / "\udcff.txt"
    path.write_text(TEXT, "utf-8")
    found, settled = (worker_process.outcome(str(path), index) for index in (None, str(folder / "index.sqlite3")))
    assert found.path == settled.path == str(path)
    assert found.report.path.endswith("/\ufffd.txt")


def test_the_same_bytes_are_parsed_once(folder, monkeypatch):
    first = kept(str(folder / "a.txt"), None)
    monkeypatch.setattr("tui.commandline.reports.read_source", lambda *_: pytest.fail("parsed again"))
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    second = kept(str(folder / "copy.txt"), None)
    assert second.report.path.endswith("copy.txt")
    assert second.report.id == first.report.id
    assert second.report.metrics == first.report.metrics


def test_a_cache_that_cannot_be_used_is_no_cache(folder):
    file = folder / "readings.sqlite3"
    file.write_bytes(b"no database" * 100)
    right = kept(str(folder / "a.txt"), None)
    assert right == read(folder / "a.txt")
    file.unlink()
    assert kept(str(folder / "a.txt"), None) == right
    with sqlite3.connect(file) as database:
        assert database.execute("UPDATE reading SET packed = x'00'").rowcount == 1
    assert kept(str(folder / "a.txt"), None) == right


def test_readings_of_other_lexicons_are_not_taken_from_the_cache(folder):
    path = folder / "flood.txt"
    path.write_text(tomllib.loads((FLOOD / "reports.toml").read_text("utf-8"))["report"][0]["text"], "utf-8")
    users, spawn = lexicons_of(FLOOD / "lexicons"), multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=lexicon.adopt, initargs=(users,)) as with_lexicons:
        assert with_lexicons.submit(pipeline).result() != pipeline()
        there = with_lexicons.submit(kept, str(path), None).result()
        here = kept(str(path), None)
        assert here == read(str(path))
        assert here != there == with_lexicons.submit(kept, str(path), None).result()
