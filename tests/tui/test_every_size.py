"""What must be seen on a screen of any size: nothing stands before anything that is needed, and nothing is cut off."""

import pytest
from rich.cells import cell_len
from textual.events import Paste
from textual.widgets._toast import Toast

from tests.tui.driving import drawn, ready, settle
from tui.screens.asking import LabelScreen
from tui.screens.confirming import ConfirmScreen
from tui.screens.dialog import Dialog
from tui.screens.telling import HelpScreen, LegendScreen
from tui.tables import KINDS, TABS
from tui.widgets.grid import CELL
from tui.widgets.rows import Rows
from tui.widgets.tabs import Tabs

LINES = ("bold", "italic", "underline")
SIZES = [(160, 48), (120, 36), (80, 24), (60, 20)]


def many(folder, number=60):
    """So many more reports, of long titles."""
    for each in range(number):
        (folder / f"z{each:02}.txt").write_text(
            f"第{each}号关于进一步做好松坪县冬季防控各项工作的通知\n松坪县排查{each}人。\n", "utf-8"
        )


@pytest.mark.parametrize("size", SIZES)
async def test_columns_of_a_list_end_before_its_scroll_bar(opened, folder, size):
    many(folder)
    async with opened(folder).run_test(size=size) as pilot:
        rows = (await ready(pilot)).reports
        await settle(pilot, lambda: rows.show_vertical_scrollbar)
        await settle(pilot, lambda: rows.virtual_size.width == rows.scrollable_content_region.width)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_said_in_passing_does_not_cover_the_mistake_in_a_query(opened, folder, size):
    async with opened(folder).run_test(size=size, notifications=True) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *"value>x")
        reader.tell("2 new files")
        await settle(pilot, lambda: reader.line.mistaken and reader.query(Toast))
        await settle(pilot, lambda: 0 < reader.query_one(Toast).region.bottom <= reader.line.region.y)
        await pilot.press("escape")
        reader.tell("once more")
        await settle(pilot, lambda: reader.query(Toast).last().region.bottom == reader.status.region.y)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_legend_says_all_that_it_has_to_say(opened, folder, size, language):
    async with opened(folder, language=language).run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("m")
        await settle(pilot, lambda: isinstance(pilot.app.screen, LegendScreen))
        legend = pilot.app.screen
        last, box = legend.query_one("#legend-changes"), legend.query_one(".box")
        await settle(pilot, lambda: 0 < last.region.bottom <= box.content_region.bottom <= size[1])


@pytest.mark.parametrize("size", SIZES)
async def test_tabs_stand_apart_from_their_counts_where_there_is_room(opened, folder, size):
    async with opened(folder).run_test(size=size) as pilot:
        reader = await ready(pilot)
        reader.go("detail")
        await settle(pilot, lambda: reader.detail.size.width)
        tabs, names = reader.query_one(Tabs), "Metrics 1 Measures 2 Entities 6 Notes 0 Repairs 1"
        assert (names in " ".join(tabs.render().plain.split())) == (tabs.size.width > len(names))


@pytest.mark.parametrize("size", SIZES)
async def test_the_foot_names_the_keys_of_what_the_page_is_in(opened, folder, size):
    async with opened(folder).run_test(size=size) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        await settle(pilot, lambda: ("r", "Source") in reader.status.hints)
        await pilot.press("r")
        await settle(pilot, lambda: ("r", "Changes") in reader.status.hints)
        await pilot.press("r")
        await settle(pilot, lambda: {(".", "Next change"), ("r", "Cleaned")} <= set(reader.status.hints))
        await pilot.press("r", "v", "l")
        await settle(pilot, lambda: {("i", "Note"), ("y", "Copy"), ("L", "Grow")} <= set(reader.status.hints))
        assert ("slash", "Search") not in reader.status.hints
        await pilot.press("escape")
        await settle(pilot, lambda: ("/", "Search") in reader.status.hints)


@pytest.mark.parametrize(
    ("typed", "quiet"),
    [("has:n", True), ("date:2031-", True), ("value>x", False), ("value>", True), ("has:n 120", False)],
)
async def test_what_may_become_right_is_told_quietly_until_the_line_is_left(opened, folder, typed, quiet):
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f", *typed)
        await settle(pilot, lambda: reader.line.mistaken and reader.line.has_class("-unfinished") == quiet)
        await pilot.press("enter")
        await settle(pilot, lambda: reader.line.mistaken and not reader.line.has_class("-unfinished"))
        assert reader.line.input.has_focus


async def test_several_lines_pasted_into_a_query_are_one(opened, folder):
    async with opened(folder).run_test(size=(80, 24)) as pilot:
        reader = await ready(pilot)
        await pilot.press("f")
        await settle(pilot, lambda: reader.line.input.has_focus)
        pilot.app.post_message(Paste("宣传单\n\t监测点\n"))
        await settle(pilot, lambda: reader.line.input.value == "宣传单 监测点")


async def test_what_is_said_in_chinese_is_broken_as_the_text_is(opened, folder):
    async with opened(folder, language="zh").run_test(size=(80, 24), notifications=True) as pilot:
        reader = await ready(pilot)
        reader.tell("这是一句很长的话，长得一行放不下：写到这里正好是第二十二字、再往下已经写入 119 行")
        await settle(pilot, lambda: list(pilot.app._notifications))
        said = [note.message for note in pilot.app._notifications][-1].split("\n")
        assert len(said) > 1
        assert all(cell_len(line) <= 46 and line[0] not in "，、：。" for line in said)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_said_in_place_of_a_table_is_not_cut(opened, folder, size, language):
    async with opened(folder, language=language).run_test(size=size) as pilot:
        reader = await ready(pilot)
        reader.go("detail")
        for tab in TABS:
            reader.detail.open(tab)
            reader.detail.rows.show(reader.detail.rows.columns, 0, lambda _: (), empty=reader.words(f"detail.no_{tab}"))
            await pilot.pause()
            said = "".join(line.strip() for line in drawn(reader.detail.rows)[1:])
            assert said.replace(" ", "") == reader.words(f"detail.no_{tab}").replace(" ", "")


async def test_the_foot_names_the_keys_of_the_table_that_is_shown(opened, folder):
    async with opened(folder).run_test(size=(160, 48)) as pilot:
        reader = await ready(pilot)
        reader.go("detail")
        judging, marks = {("a", "Accept"), ("c", "Correct")}, {("d", "Delete"), ("i", "Note")}
        await settle(pilot, lambda: judging <= set(reader.status.hints) and not marks & set(reader.status.hints))
        reader.detail.open("notes")
        await settle(pilot, lambda: marks <= set(reader.status.hints) and not judging & set(reader.status.hints))
        reader.detail.open("repairs")
        await settle(pilot, lambda: not (marks | judging) & set(reader.status.hints))


def where(text, words):
    """The cell at which some words of a line begin."""
    return cell_len(text[: text.index(words)])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_click_on_a_hint_does_what_its_key_does(opened, folder, size, language):
    async with opened(folder, language=language).run_test(size=size) as pilot:
        reader = await ready(pilot)
        help_, label = (reader.words.language == "en" and "Help") or "帮助", reader.words("label_screen.title")
        await settle(pilot, lambda: help_ in reader.status.render().plain)
        await pilot.click("#status", offset=(where(reader.status.render().plain, help_), 0))
        await settle(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        dialog, box = pilot.app.screen, pilot.app.screen.query_one(".box").region
        await pilot.click(offset=(box.right - 3 - cell_len(dialog.hint) + where(dialog.hint, "·"), box.bottom - 1))
        assert pilot.app.screen is dialog, "between two hints there is nothing to press"
        await pilot.click(offset=(box.right - 3 - cell_len(dialog.hint), box.bottom - 1))
        await settle(pilot, lambda: pilot.app.screen is reader)
        reader.go("page")
        await settle(pilot, lambda: ("F2", label) in reader.status.hints)
        if label in (said := reader.status.render().plain):
            await pilot.click("#status", offset=(where(said, label), 0))
            await settle(pilot, lambda: isinstance(pilot.app.screen, LabelScreen))
            await pilot.click("#labels", offset=(4, 3))
            await settle(pilot, lambda: pilot.app.screen is reader)
            await settle(pilot, lambda: [mark.label for mark in reader.notes] == ["PLACE"])


async def test_a_click_in_what_is_to_be_accepted_accepts_nothing(opened, folder):
    async with opened(folder).run_test(size=(120, 36)) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        await pilot.press("A")
        await settle(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.click("#concerned", offset=(4, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, ConfirmScreen)
        dialog, box = pilot.app.screen, pilot.app.screen.query_one(".box").region
        await pilot.click(offset=(box.right - 3 - cell_len(dialog.hint), box.bottom - 1))
        await settle(pilot, lambda: pilot.app.screen is reader and reader.notes)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_hint_of_a_dialog_is_not_cut_and_says_how_to_leave(opened, folder, size, language):
    async with opened(folder, language=language).run_test(size=size) as pilot:
        reader = await ready(pilot)
        reader.go("page")
        for key in ("E", "I", "question_mark", "m", "i", "t", "f2", "number_sign"):
            await pilot.press(key)
            await settle(pilot, lambda: isinstance(pilot.app.screen, Dialog))
            await settle(
                pilot,
                lambda: 0 < cell_len(pilot.app.screen.hint) <= pilot.app.screen.query_one(".box").region.width - 6,
            )
            assert "Esc" in pilot.app.screen.hint
            assert pilot.app.screen.hint in pilot.app.screen.query_one(".box").border_subtitle
            await pilot.press("escape")
            await settle(pilot, lambda: pilot.app.screen is reader)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_names_of_what_is_counted_are_not_cut(opened, folder, size, language):
    async with opened(folder, language=language).run_test(size=size) as pilot:
        reader = await ready(pilot)
        await pilot.press("number_sign")
        await settle(pilot, lambda: pilot.app.screen is not reader and pilot.app.screen.query_one(Rows).size.width)
        assert reader.words("overview.measures") in drawn(pilot.app.screen.query_one(Rows))[0]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_cell_of_many_measures_is_not_cut(opened, folder, language):
    sentences = "".join(f"第{each}组排查。要求第{each}村排查。" for each in range(12))
    for name in ("p", "q"):
        (folder / f"{name}.txt").write_text(f"{name}通报\n{sentences}\n", "utf-8")
    async with opened(folder, language=language).run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("asterisk", "C")
        await settle(pilot, lambda: pilot.app.screen.id == "comparison" and pilot.app.screen.lines)
        grid = pilot.app.screen.grid
        shown = [grid._at(row, column).text for row in range(grid.count) for column in range(5)]
        assert sum("12" in text for text in shown) >= 2
        assert all(cell_len(text) <= CELL for text in shown)


async def test_the_legend_shows_kinds_as_the_page_does(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(100, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("m")
        await settle(pilot, lambda: isinstance(app.screen, LegendScreen))
        rows = app.screen.query_one("#kinds")
        for row, kind in enumerate(KINDS[:7]):
            style = next(part.style for part in rows.render_line(row) if app.screen.words(f"label.{kind}") in part.text)
            looks = reader.page.get_component_rich_style(f"page--{kind.lower()}")
            assert [bool(getattr(style, name)) for name in LINES] == [bool(getattr(looks, name)) for name in LINES], (
                kind
            )
        assert "▎done  ┆required" in drawn(rows)[KINDS.index("MEASURE")]
