"""The store from start to end of the reader, whatever it is like; and what the settings say of marks."""

import sqlite3

import pytest

from tests.tui.driving import ready
from tests.tui.test_store import damaged, mark, newer, not_sqlite, of_another_program
from tui import settings
from tui.data.journal import Change
from tui.data.merge import merge
from tui.data.store import Store
from tui.keeping import left, marks_for

SETTINGS = """
author = "甲"
store = "mine/marks.sqlite3"
guidelines = "rules.md"
relations = ["HOLDS"]
labels = [
  "KEY",
  {name = "RISK", key = "p", colour = "#ff5050", description = "what may go wrong"},
  {name = "X", colour = "no"},
]
"""


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / settings.FILE).write_text(SETTINGS, "utf-8")
    return folder


def test_the_settings_say_who_marks_and_where(config, tmp_path):
    marks = marks_for(None, config)
    marks.add("r", mark("a"))
    assert (marks.author, marks.trouble, left(marks, None)) == ("甲", None, None)
    marks.close()
    with Store(config / "mine" / "marks.sqlite3") as store:
        assert store.counts() == {"r": 1}
    found, mistake = settings.load(config)
    assert mistake is None
    assert settings.guidelines(found, config) == config / "rules.md"
    assert settings.author(settings.Settings())
    elsewhere = marks_for(tmp_path / "other.sqlite3", config)
    assert elsewhere.counts == {}
    elsewhere.close()


@pytest.mark.parametrize("spoil", [not_sqlite, of_another_program, newer, damaged])
def test_whatever_the_store_is_like_the_reader_has_marks_and_saves_them_at_the_end(config, tmp_path, spoil):
    path = tmp_path / "bad" / "marks.sqlite3"
    path.parent.mkdir()
    spoil(path)
    before = path.read_bytes()
    marks = marks_for(path, config)
    assert marks.trouble is not None
    marks.do([Change("add", "new", mark("a"))])
    marks.look()
    told = left(marks, path)
    marks.close()
    assert path.read_bytes() == before
    assert f"yibao store merge {path} " in told
    saved = told.rpartition(" ")[2]
    with Store(tmp_path / "good.sqlite3") as store:
        merge(store, type(path)(saved))
        assert store.counts() == {"new": 1}


def test_a_store_that_was_locked_at_the_start_is_used_when_it_is_free(config, tmp_path):
    path = tmp_path / "marks.sqlite3"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    marks = marks_for(path, config)
    assert marks.trouble.cause == "another program keeps it locked"
    marks.add("r", mark("a"))
    marks.look()
    assert marks.waiting == 1
    other.execute("ROLLBACK")
    other.close()
    for _ in range(10):
        marks.look()
    assert (marks.waiting, marks.trouble) == (0, None)
    marks.close()
    with Store(path) as store:
        assert store.counts() == {"r": 1}


async def test_labels_have_keys_colours_and_descriptions_of_their_own(opened, folder, tmp_path, config):
    app = opened(folder / "b.txt")
    assert (tmp_path / "config").samefile(config)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        looks = [
            reader.page.get_component_styles(f"page--{key}").background for key in ("label-1", "label-2", "annotation")
        ]
        assert looks[1].rgb == (0xFF, 0x50, 0x50)
        assert looks[0].rgb == looks[2].rgb
        assert any("'no' is no colour" in notice for notice in app.notices)
        reader.go("page")
        reader.page.go(reader.reading.report.text.index("云溪镇"))
        await pilot.press("p", "f2")
        assert [found.label for found in reader.notes] == ["RISK"]
        (span,) = [(found.start, found.end) for found in reader.notes]
        assert "label-2" in {each.key for layer in reader.page._marks for each in layer.over(*span)}
        rows = app.screen.query_one("#labels")
        assert "what may go wrong" in rows.render_line(1).text
