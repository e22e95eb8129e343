"""The input in which queries are typed: how it shows them, and its keys, which are told in their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.text import Text
    from textual import events


class QueryLooks(Highlighter):
    """Fields bold, the mistake underlined: in a place of its own, so that it is seen without colour too."""

    mistake: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Style a query."""
        from tui.data.terms import form  # noqa: PLC0415 -- of no use before the first query

        for term in form(closed=False).finditer(text.plain):
            text.stylize("bold", *term.span("field"))
        if self.mistake is not None:
            text.stylize("underline reverse", *self.mistake)


class QueryInput(Input):
    """Keys of the line are told in their turn: a binding would be overtaken by the characters typed after it.

    Its text may grow without the screen being laid out anew: it is as wide as the line, whatever is typed.
    """

    virtual_size = Reactive(Size(0, 0))

    def __init__(self, keys: Mapping[str, Callable[[], None]], highlighter: Highlighter) -> None:
        super().__init__(id="filter", compact=True, select_on_focus=False, highlighter=highlighter)
        self._keys = keys

    async def _on_key(self, event: events.Key) -> None:
        if (action := self._keys.get(event.key)) is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        action()

    def _on_paste(self, event: events.Paste) -> None:
        """Make one line of what is pasted: Textual, which goes on with it, would drop all but the first."""
        event.text = " ".join(event.text.split())
