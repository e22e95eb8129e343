"""The whole screen at two sizes, against pictures: for what only an eye would notice. Few, since each is easily broken."""

from tui.themes import LIGHT


async def ready(pilot):
    reader = pilot.app.reader
    for _ in range(200):
        await pilot.pause(0.02)
        if reader.reading is not None and reader.library.settled == 3:
            return
    raise AssertionError("nothing was opened")


def test_wide_and_dark(snap_compare, opened, folder):
    assert snap_compare(opened(folder), terminal_size=(140, 32), run_before=ready)


def test_the_drawer_and_light(snap_compare, opened, folder, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(f'theme = "{LIGHT}"\nlanguage = "zh"\n')

    async def drawer(pilot):
        await ready(pilot)
        await pilot.press("tab", "D", "right_square_bracket")

    assert snap_compare(opened(folder), terminal_size=(80, 24), run_before=drawer)
