"""The dialogs that ask for one thing: a label, a name, the text of a note, one of the queries kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.widgets import Input, TextArea

from tui.columns import Cell, Column
from tui.dialog_commands import ASK, LABELS, NOTE, QUERIES
from tui.screens.dialog import Dialog, line
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.events import Key
    from textual.widget import Widget

    from tui.i18n import Words
    from tui.settings import Label


class LabelScreen(Dialog[str], commands=LABELS):
    """Choose one of the labels, by its number or with the cursor."""

    def __init__(
        self, labels: Sequence[str | Label], words: Words, *, kind: str = "label", title: str | None = None
    ) -> None:
        super().__init__(title or words("label_screen.title"), words("label_screen.hint"), words)
        self.labels = [label if isinstance(label, str) else label.name for label in labels]
        self.told = ["" if isinstance(label, str) else label.description for label in labels]
        self.kind = kind

    def parts(self) -> Iterator[Widget]:
        """The labels with their numbers."""
        yield Rows(id="labels", at_once=True)

    def on_mount(self) -> None:
        """Fill in the labels."""
        rows = self.query_one(Rows)
        rows.styles.height = len(self.labels)
        told = max((cell_len(text) for text in self.told), default=0)
        columns = (
            Column("", 2),
            Column("", 10, grow=1),
            Column("", 10),
            Column("", min(40, told) or 1, grow=2, keep=1),
        )
        rows.show(columns, len(self.labels), self._row)
        rows.focus()

    def _row(self, row: int) -> tuple[Cell, ...]:
        label = self.labels[row]
        name = self.words.get(f"{self.kind}.{label}", label)
        return Cell(str(row + 1), "mark"), Cell(name), Cell(label, "dim"), Cell(self.told[row], "dim")

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def action_agree(self) -> None:
        """Answer with the label under the cursor."""
        self.dismiss(self.labels[self.query_one(Rows).cursor])

    def on_rows_chosen(self) -> None:
        """Answer with the label that was clicked."""
        self.action_agree()

    def on_key(self, event: Key) -> None:
        """A number answers at once."""
        if event.key.isdigit() and 1 <= int(event.key) <= len(self.labels):
            event.stop()  # or the reader behind would take the number for one of its own
            self.dismiss(self.labels[int(event.key) - 1])


class AskScreen(Dialog[str], commands=ASK):
    """Ask for a name for something."""

    def __init__(self, title: str, hint: str, about: str, words: Words) -> None:
        super().__init__(title, hint, words)
        self.about = about

    def parts(self) -> Iterator[Widget]:
        """What the name is for, and the name."""
        yield line(self.about, id="quoted")
        yield Input(id="name", compact=True)

    def on_mount(self) -> None:
        """Let the user type."""
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        """Enter in the name answers."""
        self.action_agree()

    def action_agree(self) -> None:
        """Answer with the name; an empty one is no answer."""
        self.dismiss(self.query_one(Input).value.strip() or None)


class QueriesScreen(Dialog[str], commands=QUERIES):
    """The queries kept: the answer is the text of the one to use; ``drop`` is told the name of one to delete."""

    def __init__(self, named: Mapping[str, str], words: Words, drop: Callable[[str], None]) -> None:
        super().__init__(words("queries_screen.title"), words("queries_screen.hint"), words)
        self.named = sorted(named.items())
        self.drop = drop

    def parts(self) -> Iterator[Widget]:
        """The names, each with its query."""
        yield Rows(id="queries", at_once=True)

    def on_mount(self) -> None:
        """Fill them in."""
        self._fill(0)
        self.query_one(Rows).focus()

    def _fill(self, cursor: int) -> None:
        rows = self.query_one(Rows)
        rows.styles.height = max(1, len(self.named))
        rows.show((Column("", 12, grow=1), Column("", 20, grow=3)), len(self.named), self._row, cursor=cursor)

    def _row(self, row: int) -> tuple[Cell, ...]:
        name, text = self.named[row]
        return Cell(name), Cell(text, "dim")

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def action_agree(self) -> None:
        """Answer with the query under the cursor."""
        self.dismiss(self.named[self.query_one(Rows).cursor][1])

    def on_rows_chosen(self) -> None:
        """Answer with the query that was clicked."""
        self.action_agree()

    def action_drop(self) -> None:
        """Delete the query under the cursor; with the last one the list goes."""
        cursor = self.query_one(Rows).cursor
        self.drop(self.named.pop(cursor)[0])
        if self.named:
            self._fill(min(cursor, len(self.named) - 1))
        else:
            self.dismiss(None)


class NoteArea(TextArea):
    """Where a note is written. Its commands wait for the keys typed before them: bindings would overtake those."""

    class Ended(Message):
        """The note is written."""

    async def _on_key(self, event: Key) -> None:
        bound = None if event.is_printable else self.screen.active_bindings.get(event.key)
        if bound is None or bound.binding.id not in {"agree", "line-break"}:
            return
        event.stop()
        event.prevent_default()
        if bound.binding.id == "agree":
            self.post_message(self.Ended())
        else:
            self.insert("\n")


class NoteScreen(Dialog[str], commands=NOTE):
    """Write or change a note."""

    def __init__(self, quoted: str, note: str, words: Words) -> None:
        super().__init__(words("note_screen.title"), words("note_screen.hint"), words)
        self.quoted = quoted
        self.note = note

    def parts(self) -> Iterator[Widget]:
        """What the note is about, and the note."""
        yield line(self.quoted, id="quoted")
        yield NoteArea(self.note, soft_wrap=True, compact=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Write at the end of what is there."""
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    def on_note_area_ended(self) -> None:
        """The key that ends it came."""
        self.action_agree()

    def action_break_line(self) -> None:
        """Begin a new line."""
        self.query_one(NoteArea).insert("\n")

    def action_agree(self) -> None:
        """Answer with the note; an empty one is no answer."""
        self.dismiss(self.query_one(NoteArea).text.strip() or None)
