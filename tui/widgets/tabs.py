"""The names of the tables on one line, as long as the line has room for: with their counts, or cut to a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from tui.tables import TABS, Tab
from tui.widgets.reports import REPAIRED

if TYPE_CHECKING:
    from tui.i18n import Words


ACTIVE = "$block-cursor-foreground on $block-cursor-background bold"


class Tabs(Widget):
    """The tables' names, each with its count, on one line; a click opens one."""

    DEFAULT_CSS = "Tabs { height: 1; }"

    def __init__(self, words: Words) -> None:
        super().__init__(id="tabs")
        self.words = words
        self.active: Tab = "metrics"
        self.numbers: dict[Tab, int | None] = dict.fromkeys(TABS, 0)

    def render(self) -> Content:
        """All tabs; with less, or no, room for their counts where the panel is narrow."""
        labels = self._labels()
        return Content.assemble(
            *((label, ACTIVE if tab == self.active else "$text-muted") for tab, label in labels)
        )  # fmt: skip

    def tab_at(self, x: int) -> Tab | None:
        """The tab drawn at that cell."""
        end = 0
        for tab, label in self._labels():
            end += cell_len(label)
            if x < end:
                return tab
        return None

    def _labels(self) -> list[tuple[Tab, str]]:
        names = {tab: self.words(f"tab.{tab}") for tab in TABS}
        for form in (" {} {} ", " {} {}", " {}{}", " {}"):
            labels = [(tab, form.format(name, _number(self.numbers[tab]))) for tab, name in names.items()]
            if sum(cell_len(label) for _, label in labels) <= self.size.width:
                return labels
        width = max(2, self.size.width // len(TABS) - 1)
        return [(tab, f" {name[:width]}") for tab, name in names.items()]


def _number(number: int | None) -> str:
    return REPAIRED if number is None else str(number)
