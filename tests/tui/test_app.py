"""The reader through its keys, on a stand-in for parsing: what a user does in a session, from list to export."""

import json
import re
import sqlite3

import pytest
from rich.cells import cell_len

from parsing.record import Annotation, decode
from parsing.spans import Span
from tests.tui.driving import drawn, listed, place, ready, settle
from tui.data.journal import Change
from tui.data.store import Store
from tui.screens.asking import LabelScreen, NoteScreen
from tui.screens.export import ExportScreen
from tui.screens.reader import panes_shown
from tui.screens.telling import HelpScreen, LegendScreen
from tui.tables import Order


async def test_first_frame_lists_files_before_anything_is_parsed(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        assert [entry.name for entry in app.library.entries] == ["a.txt", "b.txt", "c.txt"]
        await settle(pilot, lambda: app.focused is app.reader.reports)


async def test_lists_titles_and_opens_the_first(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert listed(reader) == ["松坪县部署冬季防控", "云溪镇发放宣传单", "石桥村收到捐赠"]
        assert reader.reading.report.text.startswith("松坪县")
        assert reader.detail.tabs.numbers == {"metrics": 1, "measures": 2, "entities": 6, "notes": 0, "repairs": 1}
        assert "3 reports" in reader.status.said


async def test_columns_of_the_list_are_straight(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        lines = drawn(reader.reports)
        starts = {cell_len(line.partition("2031")[0]) for line in lines if "2031" in line}
        assert len(starts) == 1
        assert {cell_len(line) for line in lines} == {reader.reports.scrollable_content_region.width}


async def test_moving_in_the_list_opens_reports_and_marks_them_read(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("j")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("b.txt"))
        await pilot.press("tab", "J")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("c.txt"))
        assert len(reader.marks.read) == 3
        await pilot.press("K")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("b.txt"))


async def test_filter_narrows_at_each_key_and_marks_its_words(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"宣传")
        await settle(pilot, lambda: listed(reader) == ["云溪镇发放宣传单"] and reader.reading is not None)
        assert reader.reading.report.path.endswith("b.txt")
        assert reader.page.cursor == reader.reading.report.text.index("宣传")
        await pilot.press("enter")
        assert app_focus(pilot) is reader.reports
        await pilot.press("F")
        await settle(pilot, lambda: len(listed(reader)) == 3)


async def test_filter_knows_what_was_repaired_though_the_list_keeps_no_repairs(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"has:repairs")
        await settle(pilot, lambda: listed(reader) == ["松坪县部署冬季防控"])


async def test_filter_in_traditional_script_and_by_field(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"value>1000")
        await settle(pilot, lambda: len(listed(reader)) == 2)
        await pilot.press("escape")
        await settle(pilot, lambda: len(listed(reader)) == 3)


async def test_a_mistake_in_a_query_is_said_under_the_line(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", '"')
        await settle(pilot, lambda: reader.line.has_class("-mistaken"))
        note = reader.line.query_one("#filter-error")
        assert note.display
        assert len(listed(reader)) == 3


async def test_search_in_the_text(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("slash", *"县", "enter")
        text = reader.reading.report.text
        places = [at for at, char in enumerate(text) if char == "县"]
        await settle(pilot, lambda: reader.page.cursor in places)
        assert app_focus(pilot) is reader.page
        first = reader.page.cursor
        await pilot.press("n")
        await settle(pilot, lambda: reader.page.cursor in places and reader.page.cursor != first)


async def test_detail_follows_the_selection_and_the_page_follows_the_detail(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "tab", "right")
        assert reader.detail.tabs.active == "measures"
        await pilot.press("G")
        await settle(pilot, lambda: reader.page.cursor == reader.reading.report.measures[0].start)
        text = reader.reading.report.text
        await pilot.press("shift+tab")
        reader.page.reveal(Span(text.index("李青禾"), text.index("李青禾") + 3))
        await pilot.press("v", "l", "l")
        await settle(pilot, lambda: reader.detail.tabs.numbers["entities"] == 1)
        assert reader.detail.tabs.numbers["metrics"] == 0
        await pilot.press("escape")
        await settle(pilot, lambda: reader.detail.tabs.numbers["entities"] == 6)


async def test_the_cursor_of_the_page_points_at_the_row(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "right_square_bracket", "right_square_bracket")
        assert reader.detail.tabs.active == "entities"
        reader.page.reveal(Span(*place(reader, "李青禾")))
        row = [row for row, line in enumerate(drawn(reader.detail.rows)) if "李青禾" in line]
        await settle(pilot, lambda: reader.detail.rows.cursor == row[0] - 1)


async def test_a_label_is_in_the_store_at_once_and_can_be_undone(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("1")
        await settle(pilot, lambda: len(reader.notes) == 1)
        assert stored(tmp_path) == 1
        assert (reader.notes[0].exact, reader.notes[0].label) == ("李青禾", "PERSON")
        await pilot.press("u")
        await settle(pilot, lambda: not reader.notes)
        assert stored(tmp_path) == 0
        await pilot.press("ctrl+r")
        await settle(pilot, lambda: len(reader.notes) == 1)
        await pilot.press("d")
        await settle(pilot, lambda: not reader.notes)


async def test_a_note_is_written_and_changed(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("i")
        await settle(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await pilot.press(*"核实", "enter")
        await settle(pilot, lambda: [note.note for note in reader.notes] == ["核实"])
        await pilot.press("i")
        await settle(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await pilot.press(*"了", "enter")
        await settle(pilot, lambda: [note.note for note in reader.notes] == ["核实了"])
        assert stored(tmp_path) == 1
        assert reader.detail.tabs.numbers["notes"] == 1


async def test_a_label_on_plain_text_first_selects_it(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "返乡人员")))
        await pilot.press("8")
        await settle(pilot, lambda: reader.selection is not None)
        assert not reader.notes
        chosen = reader.selection
        await pilot.press("8")
        await settle(pilot, lambda: [note.label for note in reader.notes] == ["KEY"])
        assert (reader.notes[0].start, reader.notes[0].end) == chosen


async def test_enter_picks_a_label_from_a_list(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot, lambda: isinstance(pilot.app.screen, LabelScreen))
        await pilot.press("down", "enter")
        await settle(pilot, lambda: [note.label for note in reader.notes] == ["TITLE"])


async def test_export_writes_the_ticked_reports_with_their_marks(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("1", "shift+tab", "space", "space", "E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        assert pilot.app.screen.heading == "Export 2 reports"
        pilot.app.screen.query_one("#export-path").value = str(tmp_path / "out.json")
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader)
        written = json.loads((tmp_path / "out.json").read_text("utf-8"))
        records = [decode(json.dumps(record)) for record in written["reports"]]
        assert [record.path.rpartition("/")[2] for record in records] == ["a.txt", "b.txt"]
        assert [mark.exact for mark in records[0].annotations] == ["李青禾"]
        assert len(records[0].repairs) == 1


async def test_an_export_that_fails_says_why_and_one_that_replaces_asks(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        dialog = pilot.app.screen
        dialog.query_one("#export-path").value = str(tmp_path / "missing" / "out.json")
        await pilot.press("enter")
        await settle(pilot, lambda: "no such file" in str(dialog.query_one("#export-note").content))
        (tmp_path / "there.json").write_text("mine")
        dialog.query_one("#export-path").value = str(tmp_path / "there.json")
        await pilot.press("enter")
        await settle(pilot, lambda: "replaces" in str(dialog.query_one("#export-note").content))
        assert (tmp_path / "there.json").read_text() == "mine"
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader)
        assert json.loads((tmp_path / "there.json").read_text("utf-8"))["reports"]


async def test_why_an_export_failed_is_said_in_the_language_of_the_interface(opened, folder, tmp_path):
    async with opened(folder, language="zh").run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        path = str(tmp_path / "missing" / "out.json")
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        pilot.app.screen.query_one("#export-path").value = path
        await pilot.press("enter")
        note = pilot.app.screen.query_one("#export-note")
        await settle(pilot, lambda: str(note.content) == f"{path}: 没有这个文件或文件夹")


async def test_undoing_a_mark_of_a_report_that_is_not_listed_says_so(opened, folder, tmp_path):
    said_of_it = {"prefix": "", "suffix": "", "label": "KEY", "note": None, "created": "2031-01-05T12:00:00Z"}
    mark = Annotation(id="m", raw=Span(0, 1), exact="甲", start=0, end=1, **said_of_it)
    with Store(tmp_path / "marks.sqlite3") as store:
        store.change([Change("add", "f" * 32, mark)], "")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("u")
        told = "Changed 1 mark in another report: not in the list"
        await settle(pilot, lambda: told in [each.message for each in pilot.app._notifications])


async def test_tables_of_all_ticked_reports_together(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("asterisk")
        assert reader.detail.tabs.numbers["metrics"] == 4
        await pilot.press("shift+tab", "G", "enter")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("c.txt"))
        assert app_focus(pilot) is reader.page
        assert reader.detail.tabs.numbers["metrics"] == 1
        await settle(pilot, lambda: reader.page.cursor == reader.reading.report.metrics[0].start)


async def test_sorting_keeps_the_open_report_under_the_cursor(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("s")
        assert [title[:2] for title in listed(reader)] == ["云溪", "松坪", "石桥"]
        assert reader.reports.selected == reader.current


async def test_totals_are_marked_where_their_parts_add_up_or_do_not(opened, folder):
    text = "检查结果\n检查摊位120个，其中干货30个、水产90个；发放7份，其中甲市3份、乙市5份。\n"
    (folder / "a.txt").write_text(text, "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        lines = drawn(reader.detail.rows)
        assert "Sum" in lines[0]
        assert ["✓" in line for line in lines[1:7]] == [True, False, False, False, False, False]
        assert ["≠8" in line for line in lines[1:7]] == [False, False, False, True, False, False]
        await pilot.press("J")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("b.txt"))
        assert "Sum" not in drawn(reader.detail.rows)[0]


async def test_a_name_stands_once_and_leads_from_mention_to_mention(opened, folder):
    (folder / "a.txt").write_text("石桥村\n石桥设卡，石桥村封控，云溪镇设卡，石桥采样。\n", "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        reader.detail.open("entities")
        text = reader.reading.report.text
        wanted = [match.start() for match in re.finditer("石桥", text)]
        lines = [line.split()[1:] for line in drawn(reader.detail.rows)[1:3]]
        assert lines == [["石桥村", str(len(wanted))], ["云溪镇", "1"]]
        for place in [*wanted, wanted[0]]:
            reader.go("detail")
            await pilot.press("enter")
            await settle(pilot, lambda place=place: reader.page.cursor == place)
        reader.go("detail")
        await pilot.press("j", "enter")
        await settle(pilot, lambda: reader.page.cursor == text.index("云溪镇"))


async def test_metrics_sort_by_value(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("J")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith("b.txt"))
        await pilot.press("tab", "tab", "s", "s")
        assert reader.detail.order == Order("unit")
        await pilot.press("S")
        assert reader.detail.order == Order("unit", falling=True)


async def test_an_unreadable_report_stays_in_the_list_with_its_cause(opened, folder):
    (folder / "b.txt").write_text("炸", "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert len(listed(reader)) == 3
        await pilot.press("j")
        await settle(pilot, lambda: "✗" in drawn(reader.reports)[2])
        assert "1 failed" in reader.status.said
        assert reader.entry.error == "boom"


async def test_nothing_from_a_file_is_markup_or_a_control_sequence(opened, folder):
    name = "[b]x[\x1b[31m.txt"
    (folder / name).write_text("[/]题\x1b[31m目[red]\n李青禾[/b]给10人[/]排查。[/red]", "utf-8")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert any("[/]题␛[31m目[red]" in line for line in drawn(reader.reports))
        await pilot.press("f", *"[/]", "enter", "tab")
        await settle(pilot, lambda: reader.reading and reader.reading.report.path.endswith(name))
        reader.page.reveal(Span(*place(reader, "李青禾[/b]")))
        await pilot.press("i")
        await settle(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await pilot.press("[", "/", "]", "enter")
        await settle(pilot, lambda: len(reader.notes) == 1)
        await pilot.press("tab", "right", "right", "right", "E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        assert "\x1b[31m" not in pilot.app.export_screenshot()


@pytest.mark.parametrize(
    ("width", "at", "drawer", "panes"),
    [
        (140, "reports", None, "reports page detail"),
        (140, "reports", False, "reports page"),
        (100, "reports", None, "reports page"),
        (100, "reports", True, "reports page detail"),
        (100, "detail", None, "reports page detail"),
        (60, "page", True, "page"),
        (60, "detail", None, "detail"),
    ],
)
def test_panes_by_width(width, at, drawer, panes):
    assert panes_shown(width, at, drawer) == set(panes.split())


async def test_narrow_shows_one_pane_and_tab_goes_round(opened, folder):
    async with opened(folder).run_test(size=(60, 20)) as pilot:
        reader = await ready(pilot)
        shown = []
        for _ in range(4):
            await pilot.pause()
            panes = {"reports": reader.reports, "page": reader.page, "detail": reader.detail}
            shown.append([name for name, pane in panes.items() if pane.display and pane.size.width])
            await pilot.press("tab")
        assert shown == [["reports"], ["page"], ["detail"], ["reports"]]


async def test_medium_has_the_detail_as_a_drawer(opened, folder):
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        assert not reader.detail.display
        await pilot.press("D")
        await pilot.pause()
        assert reader.detail.display
        assert reader.detail.region.y > reader.page.region.y
        assert reader.detail.size.height >= 5
        await pilot.press("D")
        assert not reader.detail.display


async def test_a_resize_keeps_the_focus_on_a_pane_in_view(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "tab")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app_focus(pilot) is reader.detail.rows
        assert reader.detail.display
        assert not reader.page.display


async def test_help_lists_every_command_and_legend_hides_kinds(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f1")
        await settle(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        assert len(pilot.app.screen.lines) > len(pilot.app.commands)
        await pilot.press("escape", "m")
        await settle(pilot, lambda: isinstance(pilot.app.screen, LegendScreen))
        await pilot.press("space", "escape")
        await settle(pilot, lambda: pilot.app.screen is reader)
        assert "PERSON" not in reader.kinds


async def test_an_empty_folder_is_said_and_the_reader_stays(opened, tmp_path):
    (tmp_path / "empty").mkdir()
    async with opened(tmp_path / "empty").run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        assert "no reports in this folder" in reader.entry.error
        await pilot.press("enter", "1", "i", "d", "u", "y", "E", "n", "r", "full_stop", "s", "space", "T")
        assert pilot.app.is_running


async def test_a_bad_theme_is_named_and_the_reader_opens(opened, folder, tmp_path):
    (tmp_path / "config" / "themes").mkdir(parents=True)
    (tmp_path / "config" / "themes" / "odd.toml").write_text('name = "odd"\nprimary = "nonsense"\n')
    (tmp_path / "config" / "themes" / "good.toml").write_text('name = "mine"\nprimary = "#aa3355"\n')
    (tmp_path / "config" / "settings.toml").write_text('theme = "mine"\nlanguage = "zh"\n')
    async with opened(folder).run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        await settle(pilot, lambda: any("odd.toml" in note.message for note in pilot.app._notifications))
        assert pilot.app.theme == "mine"
        assert pilot.app.words.language == "zh"


async def test_a_bad_settings_file_is_told_in_one_line(opened, folder, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("language = 7\n")
    async with opened(folder).run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        notes = [note.message for note in pilot.app._notifications]
        assert any("settings.toml" in note and "\n" not in note for note in notes)


async def test_keys_can_be_changed_in_the_settings(opened, folder, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[keys]\nnext-report = "x"\nhelp = "J"\n')
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("x")
        await settle(pilot, lambda: reader.current == 1)
        await pilot.press("J")
        await settle(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))


def app_focus(pilot):
    return pilot.app.focused


def stored(folder):
    with sqlite3.connect(folder / "marks.sqlite3") as database:
        return database.execute("SELECT count(*) FROM present").fetchone()[0]


async def test_the_page_turns_to_source_and_changes_and_says_what_was_changed(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "r")
        await settle(pilot, lambda: reader.status.said.startswith(" source"))
        await pilot.press("r", "full_stop")
        await settle(pilot, lambda: "readings: 「(jí)」 taken out, 100% sure" in reader.status.said)
        await pilot.press("left_square_bracket")
        assert reader.detail.tabs.active == "repairs"
        await pilot.press("full_stop", "h")
        await settle(pilot, lambda: "changes" in reader.status.said)
        await pilot.press("l")
        await settle(pilot, lambda: reader.detail.rows.cursor == 1)
        await pilot.press("r")
        await settle(pilot, lambda: "changes" not in reader.status.said)


async def test_ticked_reports_are_not_said_to_have_no_repairs(opened, folder):
    async with opened(folder).run_test(size=(220, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("asterisk", "left_square_bracket")
        assert reader.detail.tabs.active == "repairs"
        assert reader.detail.tabs.numbers["repairs"] is None
        shown = "\n".join(drawn(reader.detail.rows))
        assert "1 with repairs: open a report" in shown
        assert "Repairs ✚" in str(reader.detail.tabs.render())


async def test_what_was_read_leaves_a_list_of_unread_when_it_is_left(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"is:unread", "enter")
        await settle(
            pilot, lambda: listed(reader) == ["云溪镇发放宣传单", "石桥村收到捐赠"] and len(reader.marks.read) == 2
        )
        assert reader.entry.name == "b.txt"
        await pilot.pause(0.1)
        assert len(listed(reader)) == 2, "it is being read"
        await pilot.press("j")
        await settle(pilot, lambda: reader.reading is not None and reader.entry.name == "c.txt")
        assert listed(reader) == ["石桥村收到捐赠"]
        assert reader.reports.selected == reader.current
        await pilot.press("F")
        await settle(pilot, lambda: len(listed(reader)) == 3)


async def test_a_filter_for_notes_follows_what_is_noted(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"has:notes", "enter")
        await settle(pilot, lambda: listed(reader) == [])
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        cursor = reader.page.cursor
        await pilot.press("1")
        await settle(pilot, lambda: listed(reader) == ["松坪县部署冬季防控"])
        assert (reader.entry.name, reader.page.cursor) == ("a.txt", cursor)
        await pilot.press("u")
        await settle(pilot, lambda: not reader.notes)
        assert reader.entry.name == "a.txt"
