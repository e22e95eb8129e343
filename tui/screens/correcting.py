"""The dialog that corrects what a finding says: one line for each of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label, Static

from tui.columns import shown
from tui.data.judging import FIELDS, choices, read_field, said
from tui.dialog_commands import CORRECT
from tui.screens.dialog import Dialog, line
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from parsing.record import Judgement, Scalar
    from tui.data.judging import ExtractedItem
    from tui.i18n import Words


class CorrectScreen(Dialog["dict[str, Scalar]"], commands=CORRECT):
    """Change the fields of a finding; the answer is those that differ from what was extracted."""

    def __init__(self, found: ExtractedItem, judgement: Judgement | None, quoted: str, words: Words) -> None:
        super().__init__(words("correct_screen.title"), words("correct_screen.hint"), words)
        self.found, self.quoted = found, quoted
        self.extracted = said(found.kind, found.item)
        self.now = {**self.extracted, **(judgement.corrected if judgement else {})}

    def parts(self) -> Iterator[Widget]:
        """What it is about, its fields, and what a field may be."""
        yield line(self.quoted, id="quoted")
        for name in FIELDS[self.found.kind]:
            title, now = self.words.get(f"column.{name}", name), _written(self.now[name])
            if (allowed := choices(name)) is not None:
                values = [(value, self._called(name, value)) for value in dict.fromkeys((*allowed, now))]
                yield Choice(title, values, id=f"field-{name}", chosen=now)
            else:
                label = Label(Content(title), classes="field-name")
                yield Horizontal(label, Input(now, id=f"field-{name}", compact=True), classes="field")
        yield line(" ", id="field-hint")

    def _called(self, field: str, value: str) -> str:
        """What a value is called in the tables, or in full where those have only a sign for it."""
        for name in (f"correct_screen.{field}.{value}", f"{field}.{value}"):
            if told := self.words.get(name, ""):
                return told
        return value

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(f"#field-{FIELDS[self.found.kind][0]}").first().focus()

    def on_descendant_focus(self) -> None:
        """What was said is of another field."""
        self._say(" ")

    def on_input_submitted(self) -> None:
        """Enter saves all."""
        self.action_agree()

    def action_agree(self) -> None:
        """Answer with what was corrected, if every field can be what was typed."""
        corrected: dict[str, Scalar] = {}
        for name in FIELDS[self.found.kind]:
            field = self.query_one(f"#field-{name}")
            assert isinstance(field, (Input, Choice))  # noqa: S101 -- the parts above are no other
            try:
                value = read_field(name, field.value)
            except ValueError:
                wanted = "day" if name == "as_of" else "number"
                self._refuse(name, wanted if field.value.strip() else "needed")
                return
            if value != self.extracted[name]:
                corrected[name] = value
        self.dismiss(corrected)

    def _refuse(self, name: str, why: str) -> None:
        """Say why a field cannot be so, once the focus that goes to it has cleared what was said."""
        self.query_one(f"#field-{name}").focus()
        told = self.words(f"correct_screen.{why}", field=self.words.get(f"column.{name}", name))
        self.call_after_refresh(self._say, told)

    def _say(self, text: str) -> None:
        self.query_one("#field-hint", Static).update(Content(shown(text)))


def _written(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
