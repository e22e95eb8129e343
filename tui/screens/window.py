"""The reader and a dialog over it as one picture: what changes in the reader meanwhile shows beside the dialog at once.

For that Textual draws the whole screen behind a dialog and makes each piece of it anew, which takes several frames
where a kind of mark is switched off. Here only the lines that have changed are drawn, by the screen they belong to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.screen import ModalScreen, Screen, ScreenResultType

from tui.compositing import Layered

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.strip import Strip
    from textual.widget import Widget


class _Placed(Screen[ScreenResultType]):
    """A screen that knows which places of it are drawn. ``over``: see :class:`Layered`."""

    _compositor: Layered

    def __init__(
        self,
        over: tuple[type[Widget], ...] = (),
        *,
        id: str | None = None,  # noqa: A002 -- Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._compositor = Layered(over)

    def strips(self, places: Collection[Region] | None) -> list[Strip]:
        """Its lines; see :meth:`Layered.strips`."""
        return self._compositor.strips(places)


class Behind(_Placed[ScreenResultType]):
    """A screen that goes on behind dialogs."""

    def _compositor_refresh(self) -> None:
        """Have what has changed drawn by the dialog that lies over it."""
        behind = self.app._background_screens  # noqa: SLF001 -- Textual's, as this method
        if self is self.app.screen or self not in behind:
            super()._compositor_refresh()
        elif places := self._compositor.changed():
            self._dirty_widgets.clear()
            if not isinstance(
                self.app.screen, Window
            ):  # Textual's own would cut a wide character where a place begins or ends
                places = {Region(0, place.y, self.size.width, place.height) for place in places}
            self.app.screen.refresh(*places)


class Window(_Placed[ScreenResultType], ModalScreen[ScreenResultType]):
    """A dialog beside which the screen behind is seen as it is, where the style sheet gives the dialog no ground."""

    def on_mount(self) -> None:
        """What was said before is not to lie over it."""
        self.app.clear_notifications()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the screen behind has there."""
        behind = _behind() if self.styles.background.a == 0 else None
        if behind is None:
            return super().render_lines(crop)
        self._dirty_regions.clear()
        places = self._compositor.places
        # whole lines, since a piece of this screen begins where the dialog ends, or the line does, and not where the
        # place does
        lines = None if places is None else {Region(0, place.y, self.size.width, place.height) for place in places}
        return [strip.crop(*crop.column_span) for strip in behind.strips(lines)[crop.y : crop.bottom]]


def _behind() -> _Placed[object] | None:
    """The screen behind the one that is drawn, which Textual names once for each frame."""
    try:
        screen = visible_screen_stack.get().pop()
    except LookupError:
        return None
    return screen if isinstance(screen, _Placed) else None
