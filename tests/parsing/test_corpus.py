"""Many files: what a walk finds, what becomes of each, and that nothing is parsed twice."""

import sqlite3
from pathlib import Path

import pytest

from parsing.corpus import Cache, brief, executor, pipeline
from parsing.report import read
from parsing.walk import Failure, walk
from tui import worker_process
from tui.commandline.reports import reading as kept

TEXT = "关于做好防控工作的通知\n2月3日，全县设立检查点12个，累计登记返乡人员236人。\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "deeper/c.md", ".hidden.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT + name, "utf-8")
    return tmp_path


def test_a_walk_finds_reports_in_order_and_names_what_is_none(folder):
    empty = folder / "empty"
    empty.mkdir()
    found = list(walk([folder, folder / "picture.png", empty, folder / "nothing"]))
    paths = [path for path in found if isinstance(path, Path)]
    assert [path.relative_to(folder).as_posix() for path in paths] == ["a.txt", "b.txt", "deeper/c.md", "picture.png"]
    assert [Path(f.path).name for f in found if isinstance(f, Failure)] == ["empty", "nothing"]


def test_a_report_is_a_reading_or_a_cause(folder, monkeypatch):
    monkeypatch.setenv("YIBAO_CACHE_DIR", str(folder / "cache"))
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
    monkeypatch.setenv("YIBAO_CACHE_DIR", str(folder / "cache"))
    first = kept(str(folder / "a.txt"), None)
    monkeypatch.setattr("tui.commandline.reports.read_source", lambda *_: pytest.fail("parsed again"))
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    second = kept(str(folder / "copy.txt"), None)
    assert second.report.path.endswith("copy.txt")
    assert second.report.id == first.report.id
    assert second.report.metrics == first.report.metrics


def test_a_cached_reading_is_the_reading(folder):
    reading = read(folder / "a.txt")
    cache = Cache(folder / "readings.sqlite3")
    cache.put(reading)
    again = cache.get(reading.report.id, str(folder / "a.txt"))
    assert again == reading
    cache.close()


def test_another_pipeline_has_its_own_readings(folder, monkeypatch):
    reading = read(folder / "a.txt")
    cache = Cache(folder / "readings.sqlite3")
    cache.put(reading)
    other = pipeline() + "x"
    monkeypatch.setattr("parsing.corpus.pipeline", lambda: other)
    assert cache.get(reading.report.id, "a.txt") is None


def test_a_cache_that_cannot_be_used_is_no_cache(folder, monkeypatch):
    monkeypatch.setenv("YIBAO_CACHE_DIR", str(folder))
    file = folder / "readings.sqlite3"
    file.write_bytes(b"no database" * 100)
    right = kept(str(folder / "a.txt"), None)
    assert right == read(folder / "a.txt")
    file.unlink()
    assert kept(str(folder / "a.txt"), None) == right
    with sqlite3.connect(file) as database:
        assert database.execute("UPDATE reading SET packed = x'00'").rowcount == 1
    assert kept(str(folder / "a.txt"), None) == right


def test_processes_give_the_same_records(folder):
    paths = [str(folder / "a.txt"), str(folder / "b.txt")]
    with executor(1) as pool:
        there = list(pool.map(read, paths))
    assert there == [read(path) for path in paths]
