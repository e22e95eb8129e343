"""Marks made elsewhere: shown before they are taken in, taken in as one step, and what annotators differ in."""

from datetime import UTC, datetime

import pytest
from msgspec import structs

from parsing.record import Judgement
from parsing.spans import Span
from tests.tui.conftest import read
from tests.tui.driving import drawn, ready, settle
from tui.data.anchors import anchored, on_report
from tui.data.export import Marked, export
from tui.data.store import Store
from tui.screens.disagreements import in_words
from tui.screens.import_file import beginning

NOW = datetime(2031, 2, 1, 12, 30, tzinfo=UTC)


def marked(folder, name="b.txt", author="乙"):
    """A report with a label and a note of somebody's, and the two marks."""
    reading = read(str(folder / name))
    marks = (
        anchored(reading, Span(0, 3), "PLACE", None, NOW, author=author),
        anchored(reading, Span(3, 5), None, "有 [red]意思[/red]", NOW, author=author),
    )
    return Marked(reading.report, marks, reading.source), marks


@pytest.fixture
def theirs(folder, tmp_path):
    """A file of somebody's marks on one of the reports."""
    path = tmp_path / "theirs.jsonld"
    export([marked(folder)[0]], path, "w3c")
    return path


def note(app):
    return str(app.screen.query_one("#import-note").render())


async def type_path(pilot, path):
    await pilot.press("I")
    await settle(pilot, lambda: pilot.app.screen.query("#import-path"))
    pilot.app.screen.query_one("#import-path").value = str(path)
    await pilot.pause()


async def test_marks_are_shown_then_taken_in_and_undone_as_one(opened, folder, theirs):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        report = read(str(folder / "b.txt")).report
        await type_path(pilot, theirs)
        await pilot.press("enter")
        await settle(pilot, lambda: "Would add 2" in note(app))
        lines = drawn(app.screen.query_one("#import-rows"))
        assert lines[0].strip() == f"{report.title} · 2"
        assert any("Place 乙 「云溪镇」" in line for line in lines)
        assert any("「发放」有 [red]意思[/red]" in line for line in lines)
        assert reader.marks.of(report.id) == ()
        await pilot.press("enter")
        assert app.screen is reader
        assert {mark.author for mark in reader.marks.of(report.id)} == {"乙"}
        await pilot.press("u")
        assert reader.marks.of(report.id) == ()
        await pilot.press("ctrl+r")
        await type_path(pilot, theirs)
        await pilot.press("enter")
        await settle(pilot, lambda: "Nothing to add; 2 are there already" in note(app))
        await pilot.press("enter")
        assert app.screen is not reader
        await pilot.press("escape")
        assert app.screen is reader


async def test_what_is_undone_in_several_reports_is_told_in_a_line(opened, folder, tmp_path):
    (folder / "a.txt").write_text("很长的一段" * 90, "utf-8")
    path = tmp_path / "both.jsonld"
    export([marked(folder, "a.txt")[0], marked(folder)[0]], path, "w3c")
    app = opened(folder)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        await type_path(pilot, path)
        await pilot.press("enter")
        await settle(pilot, lambda: "Would add 4" in note(app))
        await pilot.press("enter", "J", "J", "u")
        await settle(pilot, lambda: any(each.message == "Changed 4 marks in 2 reports" for each in app._notifications))
        app.clear_notifications()
        await pilot.press("K", "K", "v", "l", "1", "J", "u")
        await settle(pilot, lambda: any("another report" in each.message for each in app._notifications))
        assert all(len(each.message) < 80 for each in app._notifications)


async def test_escape_takes_nothing_in(opened, folder, theirs):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        await type_path(pilot, theirs)
        await pilot.press("enter")
        await settle(pilot, lambda: "Would add 2" in note(app))
        await pilot.press("escape")
        assert not reader.marks.counts


async def test_a_file_without_ids_is_matched_by_its_text(opened, folder, tmp_path):
    path = tmp_path / "marks.jsonl"
    export([marked(folder)[0]], path, "doccano")
    lines = path.read_text("utf-8").replace("b.txt", "z.txt")
    path.write_text(lines, "utf-8")
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        await type_path(pilot, path)
        await pilot.press("enter")
        await settle(pilot, lambda: "Would add 1" in note(app))
        await pilot.press("enter")
        assert [mark.label for mark in reader.marks.of(read(str(folder / "b.txt")).report.id)] == ["PLACE"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("none.json", None, "no such file"), ("odd.txt", "词语", "no known format"), ("bad.jsonld", "{", "bad.jsonld")],
)
async def test_what_cannot_be_read_is_one_line(name, content, said, opened, folder):
    path = folder.parent / name
    if content is not None:
        path.write_text(content, "utf-8")
    await refused(opened(folder), path, said)


async def test_marks_on_a_report_that_is_not_there_are_told(opened, folder, tmp_path):
    (tmp_path / "x.txt").write_text("别的一篇。\n", "utf-8")
    reading = read(str(tmp_path / "x.txt"))
    mark = anchored(reading, Span(0, 2), "KEY", None, NOW)
    export([Marked(reading.report, (mark,), reading.source)], tmp_path / "other.json", "json")
    await refused(opened(folder), tmp_path / "other.json", "none of these reports")


async def refused(app, path, said):
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        await type_path(pilot, path)
        await pilot.press("enter")
        await settle(pilot, lambda: said in note(app) + "".join(drawn(app.screen.query_one("#import-rows"))))
        assert "\n" not in note(app)
        await pilot.press("enter", "escape")
        assert app.screen is reader
        assert not reader.marks.counts


async def test_a_path_is_completed_and_a_file_chosen_with_the_arrows(opened, folder, theirs):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await pilot.press("I")
        await settle(pilot, lambda: app.screen.query("#import-path"))
        path = app.screen.query_one("#import-path")
        assert path.value == f"{theirs.parent}/"
        assert drawn(app.screen.query_one("#import-rows"))[0].strip() == "data/"
        await pilot.press(*"th", "tab")
        assert path.value == str(theirs)
        for _ in theirs.name:
            await pilot.press("backspace")
        names = beginning(path.value)
        await pilot.press(*["down"] * (names.index(theirs.name) + 1), "enter")
        await settle(pilot, lambda: "Would add 2" in note(app))


def test_folders_come_first_and_what_is_hidden_only_when_asked_for(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.json", ".hidden"):
        (tmp_path / name).write_text("")
    assert beginning(f"{tmp_path}/") == ["b/", "a.json"]
    assert beginning(f"{tmp_path}/.") == [".hidden"]
    assert beginning(f"{tmp_path}/none/") == []


# Disagreements


@pytest.fixture
def differing(folder, tmp_path):
    """A store in which two say different things of the same words, and one thing of others."""
    reading = read(str(folder / "b.txt"))
    with Store(tmp_path / "marks.sqlite3") as store:
        for author, label in (("甲", "PLACE"), ("乙", "ORG")):
            store.add(reading.report.id, anchored(reading, Span(0, 3), label, None, NOW, author=author))
            store.add(reading.report.id, anchored(reading, Span(3, 5), "KEY", None, NOW, author=author))


@pytest.mark.usefixtures("differing")
async def test_where_annotators_differ_is_listed_and_gone_to(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        await pilot.press("X")
        await settle(pilot, lambda: app.screen.query("#disagreements"))
        lines = drawn(app.screen.query_one("#disagreements"))
        assert lines[0].split()[-2:] == ["甲", "乙"]
        assert lines[1].split()[-3:] == ["云溪镇", "Place", "Org"]
        assert "1 disagreements" in str(app.screen.query_one(".box").border_title)
        await pilot.press("enter")
        await settle(pilot, lambda: reader.reading is not None and reader.entry.name == "b.txt" and reader.at == "page")
        assert reader.page.cursor == 0
        assert app.screen is reader


@pytest.mark.usefixtures("differing")
async def test_a_report_that_is_not_listed_is_named(opened, folder):
    (folder / "b.txt").unlink()
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        told = []
        reader.tell = lambda text, **_: told.append(text)
        await pilot.press("X")
        await settle(pilot, lambda: app.screen.query("#disagreements"))
        await pilot.press("enter")
        assert told == ["That report is not in the list"]


async def test_one_annotator_has_nothing_to_differ_from(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        told = []
        reader.tell = lambda text, **_: told.append(text)
        await pilot.press("X")
        await settle(pilot, lambda: told)
        assert "Only one annotator" in told[0]
        assert app.screen is reader


def test_verdicts_labels_and_corrections_in_words(opened, folder):
    words = opened(folder).words
    assert in_words("accepted", words) == words("verdict.accepted")
    assert in_words("PLACE+KEY", words) == "Place + Key"
    assert in_words('corrected {"label":"ORG","value":7}', words) == f"{words('verdict.corrected')} Label=Org Value=7"
    assert in_words("—", words) == "—"
    approval = on_report("x", NOW, judgement=Judgement(kind="report", verdict="accepted"))
    assert structs.replace(approval).whole
