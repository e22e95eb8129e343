"""One of several values on a line of a dialog, so that nobody has to know how a value is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.columns import fit, shown
from tui.commands import bindings
from tui.dialog_commands import VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

LABEL = 10
"""Cells of the names of the choices."""


class Choice(Widget, can_focus=True):
    """One of several values on a line: arrow keys, Space or a click go to the next, a letter to one that begins so.

    Args:
        label: what is chosen.
        values: the name of each value, and what it is called.
        chosen: the name of the value to begin with; else the first.
    """

    DEFAULT_CSS = "Choice { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(VALUES)
    at: reactive[int] = reactive(0)

    class Turned(Message):
        """Another value was chosen."""

    def __init__(
        self,
        label: str,
        values: Sequence[tuple[str, str]],
        *,
        id: str,  # noqa: A002 -- Textual's name
        chosen: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.choices = values
        self.set_reactive(Choice.at, next((at for at, (name, _) in enumerate(values) if name == chosen), 0))

    @property
    def value(self) -> str:
        """The name of the value chosen."""
        return self.choices[self.at][0]

    def render(self) -> Content:
        """The label, and the value between the signs of the keys that change it."""
        left, right = ("‹ ", " ›") if len(self.choices) > 1 else ("  ", "")
        look = "reverse" if self.has_focus else "bold"
        return Content.assemble(
            (fit(self.label, LABEL), "$text-muted"),
            (left, "$primary"),
            (shown(self.choices[self.at][1]), look),
            (right, "$primary"),
        )

    def action_turn(self, step: int) -> None:
        """Choose the next value, or the one before."""
        self.at = (self.at + step) % len(self.choices)
        self.post_message(self.Turned())

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next value whose name begins with it: of many values none is far."""
        if not event.character or not event.character.isalpha() or event.key in self.screen.active_bindings:
            return
        places = [(self.at + step) % len(self.choices) for step in range(1, len(self.choices) + 1)]
        found = next((at for at in places if self.choices[at][0].lower().startswith(event.character)), None)
        if found is not None:
            event.stop()
            self.action_turn(found - self.at)

    def on_click(self, event: events.Click) -> None:
        """Choose the next value."""
        event.stop()
        self.focus()
        self.action_turn(1)
