"""The two lines at the foot of the screen: where queries are typed, and what the reader has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.columns import shown
from tui.messages import Line, LineChanged, LineDone

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.i18n import Words


class FilterLine(Vertical):
    """One input for two uses: narrowing the list, and finding words in the text. Hidden when it is not in use."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "restore", show=False),
        Binding("down", "done", show=False),
    ]

    def __init__(self, words: Words) -> None:
        super().__init__(id="filter-line")
        self.words = words
        self.line: Line = "filter"
        self._before = ""

    def compose(self) -> ComposeResult:
        """The input, and under it the mistake in the query, if there is one."""
        yield Input(id="filter", compact=True, select_on_focus=False)
        yield Static(id="filter-error", markup=False)

    @property
    def input(self) -> Input:
        """Where the user types."""
        return self.query_one(Input)

    def open(self, line: Line, text: str) -> None:
        """Let the user type a query, beginning with that text."""
        self.line, self._before = line, text
        self.input.placeholder = self.words(f"{line}.placeholder")
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.border_title = Content(self.words(f"{line}.title"))
        self.add_class("-open")
        self.input.focus()

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
        self.say("")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say something about the query under it, or nothing; ``wrong``: it is a mistake."""
        note = self.query_one(Static)
        note.update(Content(shown(text)))
        note.display = bool(text)
        self.set_class(wrong, "-mistaken")

    def action_restore(self) -> None:
        """Leave the query as it was before."""
        self.post_message(LineChanged(self.line, self._before))
        self.action_done()

    def action_done(self) -> None:
        """Leave the line; the query stands."""
        self.post_message(LineDone(self.line))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each keystroke is a new query."""
        event.stop()
        self.post_message(LineChanged(self.line, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter leaves the line."""
        event.stop()
        self.action_done()


class StatusLine(Widget):
    """What goes on, and at its right as many keys as there is room for."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    said: reactive[str] = reactive("")
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__(id="status")

    def render(self) -> Content:
        """The note, then hints from the first until the line is full."""
        width = self.size.width
        said = Content(shown(self.said)).truncate(max(0, width - 1), ellipsis=True)
        room = width - said.cell_length - 2
        keys: list[tuple[str, str]] = []
        for key, label in self.hints:
            size = cell_len(key) + cell_len(label) + 3
            if size > room:
                break
            keys += [(key, "bold $footer-key-foreground"), (f" {label}  ", "$text-muted")]
            room -= size
        return Content.assemble((said.plain, "$text"), " " * max(1, room + 2), *keys)
