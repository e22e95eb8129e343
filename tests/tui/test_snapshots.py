"""The whole screen against pictures: for what only an eye would notice. Few and small, since each is easily broken."""

import pytest

from tui.screens.comparison import ComparisonScreen
from tui.themes import CONTRAST, LIGHT, SAFE


async def ready(pilot):
    reader = pilot.app.reader
    for _ in range(400):
        await pilot.pause(0.02)
        if reader.reading is not None and reader.library.settled == 3:
            pilot.app.clear_notifications()  # the hint of the very first start
            await pilot.pause()
            return reader
    raise AssertionError("nothing was opened")


def pressing(*keys):
    """What is done before the picture is taken."""

    async def run(pilot):
        await ready(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return run


@pytest.fixture
def wearing(tmp_path):
    """Settings of a theme, in Chinese."""

    def make(theme):
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "settings.toml").write_text(f'theme = "{theme}"\nlanguage = "zh"\n')

    return make


def test_wide_and_dark(snap_compare, opened, folder):
    assert snap_compare(opened(folder), terminal_size=(140, 24), run_before=ready)


def test_the_drawer_and_light(snap_compare, opened, folder, wearing):
    wearing(LIGHT)
    assert snap_compare(opened(folder), terminal_size=(80, 24), run_before=pressing("tab", "D", "right_square_bracket"))


def test_narrow(snap_compare, opened, folder):
    assert snap_compare(opened(folder), terminal_size=(60, 20), run_before=pressing("tab"))


def test_the_source_in_high_contrast(snap_compare, opened, folder, wearing):
    wearing(CONTRAST)
    assert snap_compare(opened(folder), terminal_size=(80, 20), run_before=pressing("tab", "r"))


def test_the_changes_without_colour(snap_compare, opened, folder, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(opened(folder), terminal_size=(80, 20), run_before=pressing("tab", "r", "r"))


def test_a_comparison_in_the_safe_theme(snap_compare, opened, folder, wearing):
    wearing(SAFE)
    for number in (1, 2, 3):
        text = f"松坪县第{number}周\n2031-01-0{number}\n排查{number * 40}人返乡。\n"
        (folder / f"{'abc'[number - 1]}.txt").write_text(text, "utf-8")

    async def compared(pilot):
        await ready(pilot)
        await pilot.press("asterisk", "C")
        for _ in range(400):
            await pilot.pause(0.02)
            if isinstance(pilot.app.screen, ComparisonScreen) and pilot.app.screen.lines:
                break
        await pilot.press("right")
        await pilot.pause(0.2)

    assert snap_compare(opened(folder), terminal_size=(100, 24), run_before=compared)


def test_a_row_in_full(snap_compare, opened, folder):
    assert snap_compare(
        opened(folder), terminal_size=(80, 20), run_before=pressing("tab", "D", "tab", "right", "j", "z")
    )
