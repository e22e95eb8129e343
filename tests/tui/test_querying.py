"""The query line, the list and the session through the keys, on the stand-in for parsing."""

import gc
import json
from contextlib import asynccontextmanager
from threading import Event

import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from rich.cells import cell_len

from parsing.spans import Span
from tests.tui.driving import drawn, listed, place, ready, settle
from tui import settings, themes
from tui.columns import HERE, pointed
from tui.data import queries, session
from tui.screens.asking import AskScreen, QueriesScreen
from tui.screens.export import ExportScreen
from tui.screens.sizing import LEAST
from tui.screens.telling import HelpScreen
from tui.widgets.choice import Choice
from tui.widgets.rows import Rows


def texts(reader):
    return [option.text for option in reader.line.options.offered]


# Typing a query


async def test_a_mistake_is_pointed_at_under_the_line(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"县 status:x")
        await settle(pilot, lambda: reader.line.has_class("-mistaken"))
        note = str(reader.line.query_one("#filter-error").content)
        assert note.index(HERE) == cell_len("县 ")
        assert "takes one of done, required" in note
        assert len(listed(reader)) == 1, "the query before the mistake stands"
        await pilot.press(*["backspace"] * 9)
        await settle(pilot, lambda: not str(reader.line.query_one("#filter-error").content))


async def test_a_value_that_is_begun_and_can_only_be_one_is_completed_by_enter(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"has:mis", "enter")
        await settle(pilot, lambda: reader.line.input.value == "has:mismatch " and not reader.line.mistaken)
        assert reader.line.has_focus_within
        await pilot.press("enter")
        await settle(pilot, lambda: reader.query_text == "has:mismatch" and not reader.line.has_class("-open"))


@pytest.mark.parametrize("query", ["has:m", "status:x 松坪", "has:mis 松"])
async def test_what_may_be_several_values_or_stands_elsewhere_is_not_completed(query, opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *query, "enter")
        await pilot.pause()
        assert (reader.line.input.value, reader.line.mistaken) == (query, True)


@pytest.mark.parametrize("key", ["enter", "down", "shift+tab"])
async def test_a_line_that_makes_no_sense_is_not_left_without_a_word(key, opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"县 status:x", key)
        await pilot.pause()
        assert reader.line.mistaken
        assert reader.line.has_focus_within
        await pilot.press("escape")
        await settle(pilot, lambda: pilot.app.focused is reader.reports)
        assert reader.query_text == ""
        assert len(listed(reader)) == 3


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("pane", ["reports", "page", "detail"])
async def test_the_foot_tells_the_keys_of_the_line_from_any_pane(width, pane, opened, folder):
    async with opened(folder).run_test(size=(width, 24)) as pilot:
        reader = await ready(pilot)
        reader.go(pane)
        await settle(pilot, lambda: pilot.app.focused is reader.pane(pane))
        await pilot.press("f")
        await settle(pilot, lambda: reader.line.input.has_focus)
        await pilot.pause()
        assert reader.status.hints == reader.line.keys


async def test_what_is_typed_next_is_a_further_term(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"县", "enter", "f")
        assert reader.line.input.value == "县 "
        await pilot.press(*"李", "enter")
        assert reader.query_text == "县 李"


@pytest.mark.parametrize(
    ("column", "width", "line"),
    [(3, 20, "   ^ wrong"), (12, 14, "      wrong ^"), (2, 6, "  ^ wrong"), (99, 10, "   wrong ^")],
)
def test_the_message_stands_where_there_is_room(column, width, line):
    assert pointed("wrong", column, width) == line


async def test_tab_completes_field_and_value_and_the_list_follows(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"sta", "tab")
        assert reader.line.input.value == "status:"
        await settle(pilot, lambda: texts(reader) == ["done", "required"])
        await pilot.press("down", "down", "tab")
        assert reader.line.input.value == "status:required "
        await settle(pilot, lambda: listed(reader) == ["松坪县部署冬季防控"])
        await pilot.press("enter")
        assert pilot.app.focused is reader.reports
        assert not reader.line.options.display


async def test_enter_takes_the_option_chosen_and_escape_leaves_it(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"place:", "down")
        assert reader.line.options.chosen is not None
        await pilot.press("escape")
        assert reader.line.has_class("-open")
        assert not reader.line.options.is_open
        await pilot.press("backspace", *":云", "down", "enter")
        assert reader.line.input.value == "place:云溪镇 "
        assert reader.line.has_class("-open")


async def test_the_mouse_takes_an_option(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"status:")
        await settle(pilot, lambda: reader.line.options.is_open and reader.line.options.size.height == 2)
        await pilot.click("#options", offset=(2, 1))
        await settle(pilot, lambda: reader.line.input.value == "status:required ")
        assert pilot.app.focused is reader.line.input


async def test_the_options_leave_the_first_rows_of_the_list_in_view(opened, folder):
    async with opened(folder).run_test(size=(160, 48)) as pilot:
        reader = await ready(pilot)
        for width, height in ((160, 48), (120, 36), (80, 24), (60, 20)):
            await pilot.resize_terminal(width, height)
            await pilot.press("f")
            await settle(pilot, lambda: reader.line.options.size.height > 0)
            await pilot.pause()
            options = reader.line.options.region
            assert options.y > reader.reports.region.y + 6
            assert options.bottom <= reader.line.region.y + 1
            assert options.right <= width
            await pilot.press("escape")
            await settle(pilot, lambda: not reader.line.has_class("-open"))


async def test_up_and_down_recall_what_was_typed_before_and_the_next_start_knows_it(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        for query in ("宣传", "捐赠"):
            await pilot.press("F", "f", *query, "enter")
            await settle(pilot, lambda: len(listed(reader)) == 1)
        await pilot.press("F")
    assert queries.load(tmp_path / "data")[0].history == ("宣传", "捐赠")
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", "x", "up")
        assert reader.line.input.value == "捐赠"
        await settle(pilot, lambda: listed(reader) == ["石桥村收到捐赠"])
        await pilot.press("up", "up")
        assert reader.line.input.value == "宣传"
        await pilot.press("down", "down")
        assert reader.line.input.value == "x", "what was being typed is there again"


async def test_what_was_searched_before_is_recalled_in_the_search_alone(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(120, 30)) as pilot:
        reader = await ready(pilot)
        await pilot.press("tab", "slash", *"120", "enter", "slash", *"返乡", "enter")
        await settle(pilot, lambda: reader.page.has_focus)
        assert reader.searching.text == '"返乡"'
        await pilot.press("slash", "up", "up")
        await settle(pilot, lambda: reader.line.input.value == "120")
        await settle(pilot, lambda: reader.searching.text == '"120"')
        await pilot.press("down")
        await settle(pilot, lambda: reader.line.input.value == "返乡")
        await pilot.press("escape", "f", "up")
        assert reader.line.input.value == ""
    kept = queries.load(tmp_path / "data")[0]
    assert (kept.history, set(kept.searched)) == ((), {"120", "返乡"})


async def test_a_query_is_kept_under_a_name_used_and_deleted(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"宣传", "ctrl+s")
        await settle(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press(*"paper", "enter")
        await settle(pilot, lambda: pilot.app.screen is reader and reader.queries.named)
        assert queries.load(tmp_path / "data")[0].named == {"paper": "宣传"}
        told = {offer.name: offer.help for offer in pilot.app.offers()}
        assert told["@paper"] == "宣传"
        assert told["Import"].startswith("I  ^o  "), "whoever looks for a command learns its keys"
        await pilot.press("escape", "F")
        await settle(pilot, lambda: len(listed(reader)) == 3)
        await pilot.press("f", *"@pa", "enter")
        await settle(pilot, lambda: reader.line.input.value == "宣传" and len(listed(reader)) == 1)
        await pilot.press("enter", "F", "Q")
        await settle(pilot, lambda: isinstance(pilot.app.screen, QueriesScreen))
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader and len(listed(reader)) == 1)
        await pilot.press("Q", "d")
        await settle(pilot, lambda: pilot.app.screen is reader)
        assert reader.queries.named == {}


async def test_pinyin_initials_find_titles_and_are_marked_in_them(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"xcd")
        await settle(pilot, lambda: listed(reader) == ["云溪镇发放宣传单"])
        strip = reader.reports.render_line(1)
        assert [segment.text for segment in strip if segment.style and segment.style.underline] == ["宣传单"]


async def test_the_page_marks_the_measure_a_query_asks_for(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"measure:disinfection status:required", "enter")
        await settle(pilot, lambda: listed(reader) == ["松坪县部署冬季防控"] and reader.reading is not None)
        await settle(pilot, lambda: reader.page.cursor == reader.reading.report.text.index("消毒"))


async def test_the_line_says_how_many_a_day_leaves_out_for_want_of_any(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"date:2000..")
        await settle(
            pilot, lambda: "Left out without any date: 1" in str(reader.line.query_one("#filter-error").content)
        )
        assert 0 < len(listed(reader)) < len(reader.library.entries)


async def test_where_nothing_matches_the_list_says_which_condition_is_too_much(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"宣传 status:done measure:xxx")
        await settle(pilot, lambda: listed(reader) == [])
        await pilot.press(*["backspace"] * 12)
        await settle(pilot, lambda: "without status:done: 1" in drawn(reader.reports)[1])
        assert "without status:done: 1" in str(reader.line.query_one("#filter-error").content)
        await pilot.press(*["backspace"] * 12)
        await settle(
            pilot, lambda: len(listed(reader)) == 1 and not str(reader.line.query_one("#filter-error").content)
        )


# The list


async def test_the_heading_counts_what_is_listed_unread_and_ticked(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: "3 ∙2" in str(reader.reports.border_title))
        await pilot.press("space", "f", *"value>1", "enter")
        await settle(pilot, lambda: "3/3 ∙1 ✓1" in str(reader.reports.border_title))
        await pilot.press("U")
        await settle(pilot, lambda: "∙2" in str(reader.reports.border_title))
        await pilot.press("U")
        await settle(pilot, lambda: "∙1" in str(reader.reports.border_title))


async def test_the_heading_keeps_to_the_width_of_the_list(opened, folder):
    async with opened(folder).run_test(size=(140, 24)) as pilot:
        reader = await ready(pilot)
        await pilot.press("space", "s", "S")
        await settle(pilot, lambda: "∙1" in str(reader.reports.border_title))
        titles = {}
        for width in (60, 30, 24, 18, 15):
            reader.reports.styles.width = reader.reports.styles.min_width = width
            await settle(pilot, lambda width=width: cell_len(str(reader.reports.border_title)) <= width - 6)
            titles[width] = str(reader.reports.border_title)
        assert titles[60] == "Reports 3 ∙1 ✓1 · by date, reversed"
        assert titles[30] == titles[24] == "Reports 3 ∙1 ✓1"
        assert titles[18] == "Reports 3 ∙1"
        assert titles[15] == "Reports 3"


async def test_ticks_are_of_all_listed_inverted_and_cleared(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"宣传", "enter", "asterisk", "F")
        await settle(pilot, lambda: len(listed(reader)) == 3)
        assert reader.library.ticked == {1}
        await pilot.press("exclamation_mark")
        assert reader.library.ticked == {0, 2}
        await pilot.press("minus")
        assert reader.library.ticked == set()


async def test_the_longest_report_comes_first_by_size(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("s", "s", "s", "s")
        assert reader.library.sort == "size"
        sizes = [
            len((folder / reader.library.entries[index].name).read_text("utf-8")) for index in reader.library.order
        ]
        assert sizes == sorted(sizes, reverse=True)
        await pilot.press("S")
        assert "reversed" in str(reader.reports.border_title)
        sizes = [
            len((folder / reader.library.entries[index].name).read_text("utf-8")) for index in reader.library.order
        ]
        assert sizes == sorted(sizes)


# The export


async def test_an_export_takes_only_what_the_filter_asks_for(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"measure:disinfection status:required", "enter")
        await settle(pilot, lambda: len(listed(reader)) == 1)
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        dialog = pilot.app.screen
        assert dialog.query_one("#what", Choice).value == "listed"
        dialog.query_one("#export-path").value = str(tmp_path / "out.json")
        note = dialog.query_one("#export-note")
        assert str(note.content) == reader.words("export_screen.itemised")
        await pilot.press("up", "up", "right")
        assert dialog.query_one("#content", Choice).value == "matching"
        await settle(pilot, lambda: not str(note.content))
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader)
        (record,) = json.loads((tmp_path / "out.json").read_text("utf-8"))["reports"]
        assert [(measure["category"], measure["status"]) for measure in record["measures"]] == [
            ("disinfection", "required")
        ]
        assert record["metrics"] == []


async def test_of_a_long_path_the_end_is_seen_and_the_title_counts(opened, folder):
    async with opened(folder).run_test(size=(40, 20)) as pilot:
        await ready(pilot)
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        path = pilot.app.screen.query_one("#export-path")
        await settle(pilot, lambda: path.scroll_offset.x > 0)
        assert path.cursor_position == len(path.value)
        assert str(pilot.app.screen.query_one(".box").border_title) == "Export 1 report"


async def test_the_format_of_an_export_changes_the_ending_of_its_path(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        dialog = pilot.app.screen
        await pilot.press("up", "left")
        assert dialog.query_one("#format", Choice).value != "json"
        path = dialog.query_one("#export-path").value
        assert path.endswith("." + dialog.query_one("#format", Choice).value)
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader)
        assert [found.name for found in tmp_path.glob("yibao-*")] == [path.rpartition("/")[2]]


async def test_a_filter_that_nothing_meets_can_still_be_exported(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"value>99999999", "enter")
        await settle(pilot, lambda: listed(reader) == [])
        await pilot.press("E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        dialog = pilot.app.screen
        dialog.query_one("#export-path").value = str(tmp_path / "out.json")
        assert dialog.query_one("#what", Choice).value == "listed"
        note = dialog.query_one("#export-note")
        assert "no report" in str(note.content)
        dialog.query_one("#what", Choice).focus()
        await pilot.press("right")
        await settle(pilot, lambda: "no report" not in str(note.content))
        await pilot.press("left")
        await settle(pilot, lambda: "no report" in str(note.content))
        await pilot.press("enter")
        await settle(pilot, lambda: pilot.app.screen is reader)
        assert json.loads((tmp_path / "out.json").read_text("utf-8"))["reports"] == []


async def test_an_export_says_how_far_it_is_and_can_be_stopped(opened, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("tui.screens.exporting.AT_ONCE", 1)
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        asked, go = [], Event()
        known = reader.cached

        def slow(entries):
            asked.append(entries[0].name)
            if entries[0].name == "b.txt":
                go.wait(5)
            return known(entries)

        monkeypatch.setattr(reader, "cached", slow)
        await pilot.press("asterisk", "E")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        dialog = pilot.app.screen
        dialog.query_one("#export-path").value = str(tmp_path / "out.json")
        await pilot.press("enter")
        await settle(pilot, lambda: "1/3" in str(dialog.query_one("#export-note").content))
        await pilot.press("escape")
        await settle(pilot, lambda: pilot.app.screen is reader)
        go.set()
        await pilot.pause(0.2)
        assert "c.txt" not in asked
        assert not (tmp_path / "out.json").exists()


# The session


async def test_the_next_start_takes_up_where_the_last_one_left(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("space", "s", "f", *"1", "enter")
        await settle(pilot, lambda: len(listed(reader)) == 2)
        await pilot.press("J" if reader.entry.name == "b.txt" else "K")
        await settle(pilot, lambda: reader.reading and reader.entry.name == "a.txt")
        await pilot.press("tab")
        reader.page.reveal(Span(*place(reader, "李青禾")))
        await pilot.press("tab", "right_square_bracket", "right_square_bracket", "greater_than_sign")
        await pilot.pause()
        width, cursor = reader.detail.outer_size.width, reader.page.cursor
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: len(listed(reader)) == 2 and reader.reading and reader.entry.name == "a.txt")
        assert (reader.query_text, reader.library.sort, reader.library.ticked) == ("1", "date", {0})
        assert reader.detail.tabs.active == "entities"
        assert reader.detail.outer_size.width == width
        await pilot.press("F")
        await settle(pilot, lambda: len(listed(reader)) == 3)
        await pilot.press("J")
        await settle(pilot, lambda: reader.reading and reader.entry.name != "a.txt")
        await pilot.press("K")
        await settle(pilot, lambda: reader.reading and reader.entry.name == "a.txt" and reader.page.cursor == cursor)


async def test_a_filter_of_the_last_time_does_not_hide_the_report_that_was_open(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"is:unread", "enter")
        await settle(pilot, lambda: reader.query_text == "is:unread" and len(listed(reader)) < 3)
        await pilot.press("G")
        await settle(pilot, lambda: reader.reading and reader.reading.report.id in reader.marks.read)
        name = reader.entry.name
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.library.narrowed and reader.library.settled == 3 and reader.reading)
        await pilot.pause(0.3)
        assert (reader.query_text, reader.entry.name) == ("is:unread", name)
        assert reader.current in reader.library.order
        assert reader.reports.selected == reader.current


async def test_a_place_is_kept_by_its_character_though_cleaning_changes(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        at = reader.reading.report.text.index("李青禾")
        reader.page.go(at)
    kept, _ = session.load(tmp_path / "data")
    source = (folder / "a.txt").read_text("utf-8")
    assert list(kept.places.values()) == [source.index("李青禾")]
    assert source.index("李青禾") != at, "the stand-in takes a reading out before it"


async def test_a_broken_session_is_told_in_a_word_and_the_reader_opens(opened, folder, tmp_path):
    (tmp_path / "data" / session.FILE).write_text("{")
    async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
        await ready(pilot)
        notes = [note.message for note in pilot.app._notifications]
        assert any(session.FILE in note and "ignored" in note for note in notes)


async def test_names_that_are_no_utf_8_are_opened_ticked_and_remembered(opened, folder):
    names = ["\udcfe\u65e7.txt", "\udcff.txt"]
    for name, text in zip(names, ("甲镇排查12人\n完。\n", "乙镇排查34人\n完。\n"), strict=True):
        (folder / name).write_text(text, "utf-8")
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("G", "space", "k", "space", "G")
        await settle(pilot, lambda: reader.reading and reader.entry.name == names[1])
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.reading and reader.entry.name == names[1])
        assert {reader.library.entries[index].name for index in reader.library.ticked} == set(names)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.binary())
@given_settings(max_examples=50)
def test_a_path_is_spelt_so_that_it_comes_back(text, data):
    path = (text.encode() + data.replace(b"\0", b"")).decode("utf-8", "surrogateescape")
    session.spelt(path).encode("utf-8")
    assert session.meant(session.spelt(path)) == path


async def test_another_folder_has_work_of_its_own(opened, folder, tmp_path):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("asterisk", "f", *"宣传", "enter")
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.txt").write_text("别的报告\n无事。\n", "utf-8")
    async with opened(other).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert (reader.query_text, reader.library.ticked) == ("", set())


async def test_a_query_given_at_the_start_wins_over_that_of_the_last_time(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("f", *"宣传", "enter")
    async with opened(folder, where="捐赠", language="zh").run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: listed(reader) == ["石桥村收到捐赠"])
        assert reader.words.language == "zh"


async def test_a_theme_is_kept_though_the_terminal_goes(opened, folder, tmp_path):
    app = opened(folder)
    async with app.run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("ctrl+y")
        await app._save_aside()
        assert settings.recall(tmp_path / "data").theme == app.theme != themes.DARK


@pytest.fixture
def welcomed(opened, folder, tmp_path):
    """Someone who has never used the reader, and is told how to begin."""

    @asynccontextmanager
    async def begin(size):
        (tmp_path / "data" / "state.json").unlink()
        app = opened(folder)
        async with app.run_test(size=size, notifications=True) as pilot:
            await ready(pilot)
            await settle(pilot, lambda: len(app._notifications) == 1)
            yield pilot, app

    return begin


async def test_what_is_said_takes_the_place_of_the_welcome(welcomed):
    async with welcomed((80, 24)) as (pilot, app):
        await pilot.press("C")
        await settle(pilot, lambda: [each.message for each in app._notifications] == [app.words("comparison.few")])


async def test_the_welcome_goes_when_the_list_is_left(welcomed):
    async with welcomed((60, 20)) as (pilot, app):
        await pilot.press("j")
        assert len(app._notifications) == 1
        await pilot.press("tab")
        await settle(pilot, lambda: not app._notifications)


async def test_whoever_comes_first_is_told_how_to_begin_and_only_then(opened, folder, tmp_path):
    (tmp_path / "data" / "state.json").unlink()
    for first in (True, False):
        async with opened(folder).run_test(size=(140, 40), notifications=True) as pilot:
            await ready(pilot)
            told = [note.message for note in pilot.app._notifications]
            assert (pilot.app.words("notice.hint") in told) == first


# Panes and help


@pytest.mark.parametrize(
    ("size", "pane"), [((160, 40), "reports"), ((160, 40), "detail"), ((100, 30), "reports"), ((100, 30), "detail")]
)
async def test_keys_make_the_pane_in_the_focus_larger_and_smaller(opened, folder, size, pane):
    async with opened(folder).run_test(size=size) as pilot:
        reader = await ready(pilot)
        reader.go(pane)
        widget = {"reports": reader.reports, "detail": reader.detail}[pane]
        await pilot.pause()
        before = widget.outer_size
        await pilot.press("greater_than_sign")
        await pilot.pause()
        larger = widget.outer_size
        assert larger.width * larger.height > before.width * before.height
        await pilot.press(*["less_than_sign"] * 60)
        await pilot.pause()
        assert widget.outer_size.width >= LEAST
        await pilot.press("equals_sign")
        await pilot.pause()
        assert widget.outer_size == before


async def test_the_mouse_drags_a_border(opened, folder):
    async with opened(folder).run_test(size=(160, 40)) as pilot:
        reader = await ready(pilot)
        edge = reader.reports.region.right - 1
        await pilot.mouse_down(offset=(edge, 10))
        await pilot.hover(offset=(edge + 9, 10))
        await pilot.mouse_up(offset=(edge + 9, 10))
        await pilot.pause()
        assert reader.reports.region.right - 1 == edge + 9
        await pilot.hover(offset=(60, 10))
        await pilot.pause()
        assert reader.reports.region.right - 1 == edge + 9
        left = reader.detail.region.x
        await pilot.mouse_down(offset=(left, 10))
        await pilot.hover(offset=(left - 7, 10))
        await pilot.mouse_up(offset=(left - 7, 10))
        await pilot.pause()
        assert reader.detail.region.x == left - 7
        assert reader.selection is None


async def test_help_begins_with_the_pane_or_with_queries(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        for keys, heading in (("f1", "In the list"), ("tab f1", "In the text"), ("f f1", "Filter")):
            await pilot.press(*keys.split())
            await settle(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
            assert pilot.app.screen.lines[0][0].text == heading
            await pilot.press("escape")
            await settle(pilot, lambda: pilot.app.screen is reader)
        assert reader.line.has_focus_within


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)])
async def test_help_is_whole_at_any_width(opened, folder, size):
    async with opened(folder).run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("f1")
        await settle(pilot, lambda: isinstance(pilot.app.screen, HelpScreen) and pilot.app.screen.query_one(Rows).count)
        rows = pilot.app.screen.query_one(Rows)
        seen: set[str] = set()
        while rows.visible_rows.stop < rows.count:
            seen |= set(drawn(rows))
            await pilot.press("pagedown")
        seen |= set(drawn(rows))
        assert len(seen) > len(pilot.app.commands)
        assert not [line for line in seen if "…" in line]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_footer_fits_and_always_has_the_way_to_help(opened, folder, language):
    async with opened(folder, language=language).run_test(size=(160, 24)) as pilot:
        reader = await ready(pilot)
        for width in (160, 120, 80, 60):
            await pilot.resize_terminal(width, 24)
            for pane in ("reports", "page", "detail"):
                reader.go(pane)
                await pilot.pause()
                line = reader.status.render().plain
                assert cell_len(line) <= width
                assert "? " in line
            await pilot.press("f")
            await pilot.pause()
            assert "Tab" in reader.status.render().plain
            assert len(drawn(reader.reports)) > 3
            await pilot.press("escape")
            await settle(pilot, lambda: not reader.line.has_class("-open"))


async def test_what_an_earlier_query_left_out_is_not_said_over_a_mistake(opened, folder):
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"date:2031")
        await settle(pilot, lambda: "1" in said(reader))
        await pilot.press("-")
        await settle(pilot, lambda: reader.line.mistaken)
        told = said(reader)
        await reader.count_undated()
        assert reader.line.mistaken
        assert said(reader) == told


def said(reader):
    """What stands under the line."""
    return str(reader.line.query_one("#filter-error").render())


def in_rows(reader, at):
    """The row of the screen on which the page has a character."""
    page = reader.page
    return page.content_region.y + page._rows.row_of(at) - page.scroll_offset.y


def in_sight(reader, at):
    """Whether a character stands below the page's upper edge and above what could be typed."""
    return reader.page.content_region.y <= in_rows(reader, at) < reader.line.options.region.y


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("after", [0, 3, 40])
async def test_the_match_that_a_filter_goes_to_is_not_under_what_could_be_typed(opened, folder, size, after):
    for path in folder.iterdir():
        path.unlink()
    text = "冬季通报\n" + "平安。\n" * 40 + "松坪县排查3人。\n" + "平安。\n" * after
    (folder / "a.txt").write_text(text, "utf-8")
    async with opened(folder).run_test(size=size) as pilot:
        reader = await ready(pilot)
        await pilot.press("f")
        await settle(pilot, lambda: reader.line.input.has_focus)
        await pilot.press("松", "坪", "space")
        for _ in range(2):
            await settle(pilot, lambda: len(reader.line.options.offered) > 7 and reader.page._hits)
            at = reader.page._hits.first().start
            await settle(pilot, lambda: reader.line.options.region.height > 6)
            await settle(pilot, lambda at=at: in_sight(reader, at))
            await pilot.press("enter")
            await settle(pilot, lambda: not reader.line.has_class("-open"))
            await settle(pilot, lambda: reader.page.virtual_size.height == reader.page._rows.height())
            await settle(pilot, lambda: reader.page.scroll_offset.y <= reader.page.max_scroll_y)
            await pilot.press("f")  # which lists again what could be typed


async def test_a_page_without_a_match_stays_where_it_is_under_what_could_be_typed(opened, folder):
    (folder / "a.txt").write_text("冬季通报\n" + "平安。\n" * 40, "utf-8")
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        reader.page.go(len(reader.page.clean_text) - 1)
        top = reader.page.scroll_offset.y
        await pilot.press("f", "i", "s")
        await settle(pilot, lambda: reader.line.options.is_open)
        await pilot.pause(0.1)
        assert reader.page.scroll_offset.y == top


async def test_a_query_overtaken_before_it_is_looked_for_leaves_nothing_behind(opened, folder, recwarn):
    async with opened(folder).run_test() as pilot:
        reader = await ready(pilot)
        for query in ("宣传", "捐赠", "返乡"):
            reader.narrow_to(query)
        await settle(pilot, lambda: listed(reader) == ["松坪县部署冬季防控"])
    gc.collect()
    assert not [warning for warning in recwarn if "never awaited" in str(warning.message)]
