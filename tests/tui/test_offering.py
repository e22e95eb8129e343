"""The palette, and the language of the interface: everything is found by what it is called, in either language."""

import re

import pytest
from textual.command import CommandList

from tests.tui.driving import drawn, ready, settle
from tui.commands import COMMANDS
from tui.i18n import load
from tui.offering import Palette
from tui.themes import OURS

CHINESE = re.compile("[\u4e00-\u9fff]")


def offered(app):
    """What the palette lists."""
    return [option.hit.text for option in app.screen.query_one(CommandList).options if hasattr(option, "hit")]


async def asked(pilot, key, query=""):
    """The palette, with that typed in it."""
    await pilot.press(key)
    await settle(pilot, lambda: isinstance(pilot.app.screen, Palette) and offered(pilot.app))
    await pilot.press(*query)


async def test_all_commands_are_offered_in_the_order_of_the_table(opened, folder):
    async with opened(folder, language="zh").run_test() as pilot:
        await ready(pilot)
        await asked(pilot, "ctrl+p")
        assert offered(pilot.app) == [command.label("zh") for command in COMMANDS if command.palette]


@pytest.mark.parametrize(("language", "query", "first"), [
    ("zh", "导出", "导出"), ("zh", "export", "导出"), ("en", "导出", "Export"), ("en", "expo", "Export"),
    ("en", "^e", "Export"), ("en", "side by side", "Compare"), ("en", "lang", "Language"), ("zh", "english", "语言"),
    ("en", "中文", "Language"),
])  # fmt: skip
async def test_a_command_is_found_by_its_name_in_either_language_its_keys_and_what_it_does(
    opened, folder, language, query, first
):
    async with opened(folder, language=language).run_test() as pilot:
        await ready(pilot)
        await asked(pilot, "ctrl+p", query)
        await settle(pilot, lambda: offered(pilot.app)[:1] == [first])


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_that_nothing_is_found_is_said_in_the_language_of_the_interface(opened, folder, language):
    async with opened(folder, language=language).run_test() as pilot:
        await ready(pilot)
        await asked(pilot, "ctrl+p", "qqqq")
        said = load(language)("palette.none")
        options = pilot.app.screen.query_one(CommandList)
        await settle(pilot, lambda: options.option_count and options.get_option_at_index(0).disabled)
        assert said in str(options.get_option_at_index(0).prompt.renderable)


async def test_our_themes_come_first_and_the_one_chosen_is_worn(opened, folder):
    async with opened(folder).run_test() as pilot:
        await ready(pilot)
        await asked(pilot, "ctrl+t")
        assert tuple(offered(pilot.app)[: len(OURS)]) == OURS
        await pilot.press(*"contrast", "enter")
        await settle(pilot, lambda: pilot.app.theme == "yibao-contrast")


async def test_another_language_is_spoken_at_once_everywhere_and_at_the_next_start(opened, folder):
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        await pilot.press("ctrl+l")
        await settle(pilot, lambda: "标题" in drawn(reader.reports)[0] and "数值" in drawn(reader.detail.rows)[0])
        assert "指标" in reader.detail.tabs.render().plain
        assert reader.reports.border_title.startswith("报告 3")
        assert reader.status.said == " 3 篇"
        assert all(CHINESE.search(label) for _, label in reader.status.hints)
        await pilot.press("f")
        await settle(pilot, lambda: reader.line.input.has_focus)
        assert reader.line.border_title == "筛选"
        assert CHINESE.search(reader.line.input.placeholder)
        await pilot.press("escape", "question_mark")
        await settle(pilot, lambda: pilot.app.screen is not reader)
        assert pilot.app.screen.heading == "命令与按键"
    async with opened(folder).run_test(size=(140, 40)) as pilot:
        reader = await ready(pilot)
        assert reader.words.language == "zh"
        await pilot.press("ctrl+l")
        await settle(pilot, lambda: "Title" in drawn(reader.reports)[0])


async def test_a_page_that_only_says_something_says_it_in_the_other_language_too(opened, folder):
    for path in folder.iterdir():
        path.write_text("炸", "utf-8")
    async with opened(folder).run_test() as pilot:
        reader = await ready(pilot)
        await settle(pilot, lambda: reader.page.message and reader.page.message.startswith("Cannot"))
        await pilot.press("ctrl+l")
        await settle(pilot, lambda: reader.page.message.startswith("无法"))


async def test_what_changes_behind_the_palette_cuts_no_wide_character_of_it(opened, folder, monkeypatch):
    async with opened(folder, language="zh").run_test(size=(121, 40)) as pilot:
        reader = await ready(pilot)
        await asked(pilot, "ctrl+p")
        drawn_anew = []
        monkeypatch.setattr(pilot.app.screen, "refresh", lambda *regions, **_: drawn_anew.extend(regions))
        reader.reports.refresh()
        await settle(pilot, lambda: drawn_anew)
        assert {(region.x, region.width) for region in drawn_anew} == {(0, 121)}
