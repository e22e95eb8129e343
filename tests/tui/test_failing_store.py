"""A store that fails while the reader runs: it says so and goes on, and hands on nothing that lacks marks."""

from contextlib import contextmanager

import pytest
from msgspec import structs

from tests.tui.conftest import read
from tests.tui.driving import ready, settle
from tests.tui.test_store import mark
from tui.data.judging import approved
from tui.data.store import Store
from tui.data.store_error import StoreError
from tui.marks import Marks

CAUSE = "the disk cannot be read or written"


@contextmanager
def failing(monkeypatch, path):
    """Have the store tell nothing."""

    def fails(*_):
        raise StoreError(path, CAUSE)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(Store, "_rows", fails)
        yield


@pytest.fixture
def path(tmp_path):
    return tmp_path / "marks.sqlite3"


@pytest.fixture
def marked(folder, path):
    """All reports have a mark, by two people."""
    with Store(path) as store:
        for name in "abc":
            report = read(str(folder / f"{name}.txt")).report.id
            for number, author in enumerate("甲乙"):
                store.add(report, structs.replace(mark(f"{name}{number}", number), author=author))
    return folder


def said(app):
    notes = [note.message for note in app._notifications]
    return any(CAUSE in note for note in notes)


async def open_marked(pilot, reader):
    """Go on to the report whose marks cannot be read."""
    await pilot.press("J")
    await settle(pilot, lambda: reader.reading is not None and reader.current == 1)


@pytest.mark.parametrize("keys", [
    ["X"], ["f", *"has:notes", "enter"], ["tab", "a"], ["t", *"x", "enter"], ["space", "T"], ["V"], ["A"],
    ["space", "T", "tab", "tab", "A"], ["u"], ["U"], ["y"],
], ids="".join)  # fmt: skip
async def test_the_reader_goes_on_and_says_why(opened, marked, monkeypatch, path, keys):
    app = opened(marked)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        with failing(monkeypatch, path):
            await open_marked(pilot, reader)
            await pilot.press(*keys)
            await settle(pilot, lambda: said(app) or app._exception)
            await pilot.pause()
        assert app._exception is None


async def test_what_could_not_be_read_comes_when_it_can(opened, marked, monkeypatch, path):
    app = opened(marked)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        with failing(monkeypatch, path):
            await pilot.press("J")
            await settle(pilot, lambda: said(app))
            assert reader.notes == ()
            assert CAUSE in reader.status.said
        await settle(pilot, lambda: len(reader.notes) == 2)
        await settle(pilot, lambda: CAUSE not in reader.status.said)


async def test_nothing_is_exported_or_judged_without_the_marks_that_there_are(
    opened, marked, monkeypatch, path, tmp_path
):
    app = opened(marked)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        with failing(monkeypatch, path):
            await open_marked(pilot, reader)
            await pilot.press("V")
            assert app.screen is reader
            await pilot.press("E")
            await settle(pilot, lambda: app.screen is not reader)
            dialog = app.screen
            dialog.query_one("#export-path").value = str(tmp_path / "out.json")
            await pilot.press("enter")
            await settle(pilot, lambda: CAUSE in str(dialog.query_one("#export-note").content))
        assert not (tmp_path / "out.json").exists()
        assert not approved(reader.marks.of(reader.reading.report.id))


def test_marks_that_cannot_be_read_are_asked_for_once_at_each_look(path, monkeypatch):
    with Store(path) as store:
        for report in "ab":
            store.add(report, mark(report))
        marks = Marks(store, "甲")
        asked = []
        with monkeypatch.context() as spoilt:
            spoilt.setattr(store, "annotations", lambda report: asked.append(report) or _fail(path))
            assert marks.reports(lambda _: True) == set()
            assert marks.reports(lambda _: True) == set()
            assert (asked, marks.trouble.cause, marks.counts) == (["a"], CAUSE, {"a": 1, "b": 1})
            with pytest.raises(StoreError, match=CAUSE):
                marks.surely("b")
            with pytest.raises(StoreError, match=CAUSE):
                marks.follow("a", "new")
            assert marks.look() == set()
            assert asked == ["a", "a"]
        assert marks.look() == {"a", "b"}
        assert marks.trouble is None
        assert marks.reports(lambda _: True) == {"a", "b"}


def _fail(path):
    raise StoreError(path, CAUSE)
