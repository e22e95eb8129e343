"""Many files: what a walk finds, what becomes of each, and that nothing is parsed twice."""

from pathlib import Path

import pytest

from parsing.corpus import Cache, executor, pipeline
from parsing.report import read
from parsing.walk import Failure, walk

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


def test_processes_give_the_same_records(folder):
    paths = [str(folder / "a.txt"), str(folder / "b.txt")]
    with executor(1) as pool:
        there = list(pool.map(read, paths))
    assert there == [read(path) for path in paths]
