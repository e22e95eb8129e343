"""The first picture: that it stands where the reader's sidebar will, and is harmless."""

import os
import pty
import re
import termios
from pathlib import Path

import pytest

from tui.prepaint import Palette, painted, palette, picture, sidebar

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.mark.parametrize("width", [60, 79, 80, 100, 119, 120, 140, 200, 300])
async def test_it_stands_where_the_sidebar_will(width, opened, folder):
    async with opened(folder).run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        assert sidebar(width) == pilot.app.screen.query_one("#reports").region.width


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 8), (20, 3)])
def test_it_names_the_first_files_and_fits(size, tmp_path: Path):
    for number in range(100):
        (tmp_path / f"报告{number:03}.txt").touch()
    drawn = picture([str(tmp_path)], *size, Palette())
    assert len(re.split(r"\x1b\[\d+;1H", drawn)[1:]) <= size[1]
    assert ("报告000" in drawn) == (size[1] > 4)
    assert "报告099" not in drawn


def test_names_are_no_control_sequences(tmp_path: Path):
    (tmp_path / "a\x1b[31m[b]\x07.txt").touch()
    drawn = picture([str(tmp_path), str(tmp_path / "none")], 100, 20, Palette())
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
        with painted([str(tmp_path)]):
            assert not termios.tcgetattr(child)[3] & termios.ECHO
        assert termios.tcgetattr(child) == before
        with pytest.raises(ZeroDivisionError), painted([str(tmp_path)]):
            1 / 0  # noqa: B018
        assert termios.tcgetattr(child) == before
        assert os.read(parent, 100_000).endswith(b"\x1b[?1049l")


def test_the_colours_are_those_of_the_theme_that_will_be_worn(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("YIBAO_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path))
    (tmp_path / "settings.toml").write_text('theme = "yibao-light"', "utf-8")
    light = palette()
    (tmp_path / "settings.toml").write_text('theme = "no such theme"', "utf-8")
    assert palette() == Palette() != light
