"""How wide the panes are: by keys for the pane in the focus, or by dragging the border between two.

Sizes are kept apart for a wide and a narrower screen, since what suits one does not suit the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import structs

from tui.screens.desk import Desk
from tui.settings import Sizes

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from tui.screens.desk import Equipment

Edge: TypeAlias = Literal["sidebar", "sidebar_medium", "detail", "drawer"]

STEP = 2
"""Cells that a key makes a pane wider."""
LEAST, REST = 16, 24
"""Cells that a pane keeps, and that it leaves for the others; a drawer keeps and leaves a third of them."""
LEFT = 1


class Sizing(Desk):
    """What the user did to the panes' borders."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.sizes = Sizes()
        self._dragged: tuple[Edge, Widget] | None = None

    @property
    def wide(self) -> bool:
        """Whether all panes stand side by side."""
        return self.has_class("-wide")

    def size_panes(self) -> None:
        """Give each pane the size that the user wants, else the usual one."""
        narrow = self.has_class("-narrow")
        sidebar = None if narrow else self.sizes.sidebar if self.wide else self.sizes.sidebar_medium
        _set(self.reports, "width", sidebar)
        _set(self.detail, "width", self.sizes.detail if self.wide else None)
        _set(self.detail, "height", None if self.wide or narrow else self.sizes.drawer)

    def action_resize(self, step: int) -> None:
        """Make the pane in the focus larger or smaller; 0 gives all panes their usual sizes."""
        if step == 0:
            self.sizes = Sizes()
            self.size_panes()
        elif self.has_class("-narrow"):
            self.tell(self.words("notice.one_pane"))
        else:
            self._resize(*self._edge(step))

    def _edge(self, step: int) -> tuple[Edge, int]:
        """Which size a key changes, and to what: the page grows at the cost of its neighbour."""
        sidebar: Edge = "sidebar" if self.wide else "sidebar_medium"
        if self.at == "reports":
            return sidebar, self.reports.outer_size.width + STEP * step
        if not self.wide and self.detail.display:
            return "drawer", self.detail.outer_size.height + (step if self.at == "detail" else -step)
        if self.wide and self.detail.display:
            return "detail", self.detail.outer_size.width + (STEP * step if self.at == "detail" else -STEP * step)
        return sidebar, self.reports.outer_size.width - STEP * step

    def _resize(self, edge: Edge, size: int) -> None:
        total = self.size.height if edge == "drawer" else self.size.width
        if edge == "detail":
            total -= self.reports.outer_size.width
        share = 3 if edge == "drawer" else 1
        size = max(LEAST // share, min(size, total - REST // share))
        self.sizes = structs.replace(self.sizes, **{edge: size})
        self.size_panes()

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border."""
        if event.button != LEFT or self.has_class("-narrow"):
            return
        x, y = event.screen_offset
        if self.reports.display and x == self.reports.region.right - 1 and y < self.reports.region.bottom:
            self._hold("sidebar" if self.wide else "sidebar_medium", self.reports)
        elif self.detail.display and self.wide and x == self.detail.region.x and y < self.detail.region.bottom:
            self._hold("detail", self.detail)
        elif self.detail.display and not self.wide and y == self.detail.region.y and x >= self.detail.region.x:
            self._hold("drawer", self.detail)

    def _hold(self, edge: Edge, pane: Widget) -> None:
        self._dragged = edge, pane
        pane.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border along."""
        if self._dragged is None:
            return
        edge, pane = self._dragged
        x, y = event.screen_offset
        far = {"detail": pane.region.right - x, "drawer": pane.region.bottom - y}
        self._resize(edge, far.get(edge, x - pane.region.x + 1))

    def on_mouse_up(self) -> None:
        """Let go."""
        if self._dragged is not None:
            self._dragged[1].release_mouse()
            self._dragged = None


def _set(pane: Widget, side: Literal["width", "height"], size: int | None) -> None:
    for rule in (side, f"min_{side}", f"max_{side}"):
        if size is None:
            pane.styles.clear_rule(rule)
        else:
            setattr(pane.styles, rule, size)
    pane.refresh(layout=True)
