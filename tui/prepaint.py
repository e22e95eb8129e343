"""The first picture: the list of files, on the screen before Textual has been imported.

Importing Textual takes longer than listing thousands of files. So the launcher draws the sidebar itself, with the
same columns and colours that the reader will use in the same places, and the reader's first frame then covers it. Keys
typed meanwhile stay in the terminal's queue, where Textual finds them.

Imports neither Textual nor the pipeline. A picture that cannot be drawn is left out; it is never an error.
"""

from __future__ import annotations

import os
import sys
import tomllib
from contextlib import contextmanager, suppress
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsing.walk import Failure, walk
from tui import settings
from tui.columns import Cell, Column, fit, line, shown, widths
from tui.data import paths
from tui.picture import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDE, MEDIUM = 120, 80
"""Columns of the terminal from which three panes, and two, stand side by side."""
SIDEBAR, SIDEBAR_WIDE, SIDEBAR_MOST, SHARE = 34, 39, 60, 0.26
COLUMNS = (Column("", 1), Column("", 3), Column("", 18, grow=3), Column("", 10, keep=6), Column("", 8, grow=1, keep=5))


class Colours(NamedTuple):
    """The colours that the picture needs, as ``#rrggbb``."""

    foreground: str = "#dcd7cb"
    background: str = "#15181c"
    panel: str = "#262b33"
    border: str = "#5c6675"


@contextmanager
def painted(roots: Sequence[str], words: list[str], shown: Shown | None = None) -> Iterator[Shown | None]:
    """Show the first files of the roots, and keep the terminal quiet until the reader takes it over.

    ``words`` are those of the command line; ``shown`` is on the screen already. Yields what is; ``None`` on a system
    without such terminals.
    """
    try:
        if shown is None:
            state = settings.recall(paths.data_dir())
            drawn = picture(roots, *os.get_terminal_size(sys.stdout.fileno()), palette(state.theme), state.sizes)
            shown = Shown(words, drawn.encode("utf-8", "replace"))
    except (ImportError, OSError):
        yield None
        return
    try:
        yield shown
    except BaseException:
        shown.leave()
        raise
    finally:
        shown.end()


def palette(last: str | None = None) -> Colours:
    """The colours of the theme that the reader will wear, if it is one of ours: that of the settings, else the last."""
    wanted, _ = settings.load(paths.config_dir())
    name = wanted.theme or last or "yibao-dark"
    with suppress(OSError, tomllib.TOMLDecodeError, KeyError):
        theme = tomllib.loads(resources.files("themes").joinpath(f"{name}.toml").read_text("utf-8"))
        return Colours(theme["foreground"], theme["background"], theme["panel"], theme["variables"]["border"])
    return Colours()


def picture(
    roots: Sequence[str],
    width: int,
    height: int,
    colours: Colours,
    sizes: settings.Sizes = settings.Sizes(),  # noqa: B008 -- it cannot change
) -> str:
    """The frame of the sidebar with the first names in it, and the line of the status, as escape sequences."""
    ground = f"\x1b[38;2;{_rgb(colours.foreground)};48;2;{_rgb(colours.background)}m"
    edge = f"\x1b[38;2;{_rgb(colours.border)}m"
    pane = sidebar(width, sizes)
    inner, rows = pane - 2, max(0, height - 4)
    found = islice(walk(roots), rows)
    names = [Path(each.path if isinstance(each, Failure) else each).name for each in found]
    cells = widths(COLUMNS, inner)
    lines = ["", *("".join(c.text for c in line(_row(name), COLUMNS, cells, inner)) for name in names)]
    lines += [""] * (height - 3 - len(lines))
    drawn = [f"{edge}╭{'─' * inner}╮"]
    drawn += [f"{edge}│{ground}{fit(shown(text), inner)}{edge}│" for text in lines]
    drawn += [f"{edge}╰{'─' * inner}╯", f"\x1b[48;2;{_rgb(colours.panel)}m{' ' * width}"]
    placed = (f"\x1b[{number};1H{text}" for number, text in enumerate(drawn[:height], 1))
    return f"{ground}\x1b[2J{''.join(placed)}\x1b[0m"


def sidebar(width: int, sizes: settings.Sizes) -> int:
    """Cells of the sidebar in a terminal of that width, if the user has not given it others."""
    if width < MEDIUM:
        return width
    if chosen := sizes.sidebar_medium if width < WIDE else sizes.sidebar:
        return min(chosen, width)
    return SIDEBAR if width < WIDE else max(SIDEBAR_WIDE, min(SIDEBAR_MOST, int(width * SHARE)))


def _row(name: str) -> tuple[Cell, ...]:
    return (Cell(""), Cell(""), Cell(name), Cell(""), Cell(""))


def _rgb(colour: str) -> str:
    return ";".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
