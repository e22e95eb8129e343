"""From the picture that a start shows first to the reader's first frame and back: the reader leaves the next picture.

The picture is made of what the sidebar itself would draw with the list at its top, so that the first frame after it
changes nothing. And the terminal is not told a second time to change to its other screen, which would blank it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.driver import Driver
    from textual.widget import Widget

    from tui.widgets.reports import Reports

OTHER_SCREEN = "\x1b[?1049h"


def keeping(driver: type[Driver]) -> type[Driver]:
    """The driver, for a terminal that shows its other screen already."""

    class Keeping(driver):  # type: ignore[misc, valid-type]
        def write(self, data: str) -> None:
            """Write all but that."""
            super().write(data.replace(OTHER_SCREEN, ""))

    return Keeping


def drawn(reports: Reports, status: Widget) -> str:
    """The sidebar with the list at its top, and an empty line for the status, as escape sequences."""
    console = reports.app.console
    ground = Strip([Segment(" ", reports.visual_style.rich_style)]).render(console)
    placed = [f"{ground}\x1b[2J"]
    placed += (f"\x1b[{row};1H{strip.render(console)}" for row, strip in enumerate(_lines(reports), 1))
    foot = status.render_line(0).crop(0, 1).extend_cell_length(status.size.width)
    return "".join([*placed, f"\x1b[{status.region.y + 1};1H{foot.render(console)}"])


def _lines(reports: Reports) -> Iterator[Strip]:
    width, height = reports.outer_size
    inner = reports.scrollable_content_region.width
    for y, line in enumerate(reports.render_lines(Region(0, 0, width, height))):
        if 0 < y < height - 1:
            yield Strip.join([line.crop(0, 1), reports.first_line(y - 1), line.crop(1 + inner, width)])
        else:
            yield line
