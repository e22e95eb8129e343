"""The dialog that corrects what a finding says: one line for each of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label, Static

from tui.columns import shown
from tui.data.judging import FIELDS, choices, read_field, said
from tui.screens.dialog import Dialog, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.events import DescendantFocus
    from textual.widget import Widget

    from parsing.record import Judgement, Scalar
    from tui.data.judging import Found
    from tui.i18n import Words


class CorrectScreen(Dialog["dict[str, Scalar]"]):
    """Change the fields of a finding; the answer is those that differ from what was extracted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("ctrl+s", "save", show=False),
    ]

    def __init__(self, found: Found, judgement: Judgement | None, quoted: str, words: Words) -> None:
        super().__init__(words("correct_screen.title"), words("correct_screen.hint"))
        self.found, self.words, self.quoted = found, words, quoted
        self.extracted = said(found.kind, found.item)
        self.now = {**self.extracted, **(judgement.corrected if judgement else {})}

    def parts(self) -> Iterator[Widget]:
        """What it is about, its fields, and what a field may be."""
        yield line(self.quoted, id="quoted")
        for name in FIELDS[self.found.kind]:
            label = Label(Content(self.words.get(f"column.{name}", name)), classes="field-name")
            yield Horizontal(label, Input(_written(self.now[name]), id=f"field-{name}", compact=True), classes="field")
        yield line(" ", id="field-hint")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(Input).first().focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the field may be."""
        name = (event.widget.id or "").removeprefix("field-")
        allowed = choices(name)
        self._say(" ".join(allowed) if allowed else "")

    def on_input_submitted(self) -> None:
        """Enter saves all."""
        self.action_save()

    def action_save(self) -> None:
        """Answer with what was corrected, if every field can be what was typed."""
        corrected: dict[str, Scalar] = {}
        for name in FIELDS[self.found.kind]:
            field = self.query_one(f"#field-{name}", Input)
            try:
                value = read_field(name, field.value)
            except ValueError:
                allowed = " ".join(choices(name) or ())
                field.focus()
                self._say(self.words("correct_screen.wrong", field=self.words.get(f"column.{name}", name), choices=allowed))
                return
            if value != self.extracted[name]:
                corrected[name] = value
        self.dismiss(corrected)

    def _say(self, text: str) -> None:
        self.query_one("#field-hint", Static).update(Content(shown(text)))


def _written(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
