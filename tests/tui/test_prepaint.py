"""The first picture: that it stands where the reader's sidebar will, and is harmless."""

import errno
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from pyte import Screen, Stream
from textual.geometry import Region

from tests.tui.driving import ready
from tui.data import paths
from tui.handover import drawn
from tui.picture import LEAVE, cache_folder, keep, show
from tui.prepaint import Colours, painted, palette, picture, sidebar
from tui.settings import Sizes

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.mark.parametrize("width", [60, 79, 80, 100, 119, 120, 140, 200, 300])
async def test_it_stands_where_the_sidebar_will(width, opened, folder):
    async with opened(folder).run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        assert sidebar(width, Sizes()) == pilot.app.screen.query_one("#reports").region.width


@pytest.mark.parametrize("width", [60, 100, 160])
async def test_it_knows_the_size_that_the_user_gave(width, opened, folder):
    app = opened(folder)
    async with app.run_test(size=(width, 30)) as pilot:
        await ready(pilot)
        await pilot.press("greater_than_sign", "greater_than_sign")
        await pilot.pause()
        assert sidebar(width, app.reader.sizes) == pilot.app.screen.query_one("#reports").region.width
        assert (app.reader.sizes == Sizes()) == (width == 60)


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 8), (20, 3)])
def test_it_names_the_first_files_and_fits(size, tmp_path: Path):
    for number in range(100):
        (tmp_path / f"报告{number:03}.txt").touch()
    drawn = picture([str(tmp_path)], *size, Colours())
    assert len(re.split(r"\x1b\[\d+;1H", drawn)[1:]) <= size[1]
    assert ("报告000" in drawn) == (size[1] > 4)
    assert "报告099" not in drawn


def test_names_are_no_control_sequences(tmp_path: Path):
    (tmp_path / "a\x1b[31m[b]\x07.txt").touch()
    drawn = picture([str(tmp_path), str(tmp_path / "none")], 100, 20, Colours())
    assert not re.search(r"[\x00-\x1f\x7f]", ESCAPE.sub("", drawn))
    assert "\x1b[31m" not in drawn


def test_the_terminal_is_as_it_was_afterwards(tmp_path: Path, monkeypatch):
    (tmp_path / "a.txt").touch()
    parent, child = pty.openpty()
    before = termios.tcgetattr(child)
    with os.fdopen(child, "r+b", buffering=0) as raw:
        terminal = open(raw.fileno(), "w", closefd=False, encoding="utf-8")  # noqa: SIM115
        monkeypatch.setattr("sys.stdin", terminal)
        monkeypatch.setattr("sys.stdout", terminal)
        with painted([str(tmp_path)], []):
            assert not termios.tcgetattr(child)[3] & termios.ECHO
        assert termios.tcgetattr(child) == before
        with pytest.raises(ZeroDivisionError), painted([str(tmp_path)], []):
            1 / 0  # noqa: B018
        assert termios.tcgetattr(child) == before
        written = b""
        waiting = select.poll()
        waiting.register(parent, select.POLLIN)
        while not written.endswith(b"\x1b[?1049l") and waiting.poll(5_000):  # a terminal hands over what it has
            written += os.read(parent, 100_000)
        assert written.endswith(b"\x1b[?1049l")


def test_the_colours_are_those_of_the_theme_that_will_be_worn(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("YIBAO_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path))
    (tmp_path / "settings.toml").write_text('theme = "yibao-light"', "utf-8")
    light = palette()
    (tmp_path / "settings.toml").write_text('theme = "no such theme"', "utf-8")
    assert palette() == Colours() != light


SLOW = ("parsing.clean", "parsing.extract", "parsing.report", "tui.data.corpus.index")


def imported(module):
    """All that is loaded once a module is."""
    code = f"import sys, {module}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_first_frame_waits_for_nothing_of_the_pipeline():
    assert imported("tui.app").isdisjoint({*SLOW, "parsing.corpus", "multiprocessing.context"})


def test_what_the_list_shows_of_known_files_waits_for_nothing_of_the_pipeline():
    assert imported("tui.data.corpus.known").isdisjoint(SLOW)


def test_the_picture_is_shown_with_what_python_has_loaded_anyway():
    code = "import sys; before = set(sys.modules); import tui.picture; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["__future__", "tui", "tui.picture"]


def test_a_picture_is_of_one_command_line_and_one_terminal(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("YIBAO_CACHE_DIR", str(tmp_path))
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    with open(child, "w", closefd=False, encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        monkeypatch.setattr("sys.stdout", terminal)
        keep(["reports"], 100, 30, "疫报")
        assert show(["others"]) is None
        shown = show(["reports"])
        assert not termios.tcgetattr(child)[3] & termios.ECHO
        assert "疫报".encode() in os.read(parent, 1000)
        shown.leave()
        shown.leave()
        assert termios.tcgetattr(child)[3] & termios.ECHO
        assert os.read(parent, 1000) == LEAVE
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 101, 0, 0))
        assert show(["reports"]) is None
        monkeypatch.setenv("NO_COLOR", "1")
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        assert show(["reports"]) is None


def test_a_folder_with_a_long_chinese_name_has_pictures_too(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("YIBAO_CACHE_DIR", str(tmp_path))
    keep(["疫情防控报告汇编" * 30], 100, 30, "疫报")
    (kept,) = (tmp_path / "pictures").iterdir()
    assert kept.name.endswith("疫情防控报告汇编")
    assert kept.read_bytes().endswith("疫报".encode())


def test_without_a_terminal_there_is_no_picture_and_no_error(tmp_path: Path, monkeypatch):
    def without(_):
        raise OSError(errno.ENOTTY, "Inappropriate ioctl for device")

    monkeypatch.setattr(os, "get_terminal_size", without)
    with painted([str(tmp_path)], []) as shown:
        assert shown is None


def test_pictures_are_kept_where_the_cache_is(monkeypatch):
    monkeypatch.delenv("YIBAO_CACHE_DIR", raising=False)
    assert cache_folder() == str(paths.cache_dir())
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == str(paths.cache_dir())
    monkeypatch.setenv("YIBAO_CACHE_DIR", "~/elsewhere")
    assert cache_folder() == str(paths.cache_dir())


async def test_the_picture_left_is_what_the_first_frame_draws(opened, folder):
    app = opened(folder)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause(0.5)
        screen = Screen(120, 24)
        Stream(screen).feed(drawn(app.reader.reports, app.reader.status))
        lines = app.reader.reports.render_lines(Region(0, 0, *app.reader.reports.outer_size))
        wide = app.reader.reports.outer_size.width
        assert [line[:wide].rstrip() for line in _text(screen)][: len(lines)] == [line.text.rstrip() for line in lines]


def _text(screen):
    return ["".join(screen.buffer[y][x].data or "" for x in range(screen.columns)) for y in range(screen.lines)]
