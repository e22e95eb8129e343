"""Where annotators do not agree: one place a line, what each says of it beside it, and Enter goes there."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.columns import Cell, Column, shown
from tui.data.agreement import NOTHING, Disagreement
from tui.dialog_commands import DISAGREEMENTS
from tui.screens.dialog import Dialog, line
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.widget import Widget

    from tui.i18n import Words

FRAME = 10
"""Lines of the screen that are not the list's: those of the box, of what is said in full, and some of the reader."""


class DisagreementsScreen(Dialog[int], commands=DISAGREEMENTS):
    """Lists the places. The answer is the number of the one to see.

    Args:
        names: the annotators.
        places: of which they say different things.
        title: gives the title of a report.
        at: the place to begin with.
        words: what the interface says.
    """

    def __init__(
        self, names: Sequence[str], places: Sequence[Disagreement], title: Callable[[str], str], at: int, words: Words
    ) -> None:
        heading = words("disagreements_screen.title", number=len(places), names=words("left_out.and").join(names))
        super().__init__(heading, words("disagreements_screen.hint"), words)
        self.names, self.places, self.title_of = names, places, title
        self._at = at

    def parts(self) -> Iterator[Widget]:
        """The list, and the line under the cursor in full."""
        yield Rows(id="disagreements")
        yield line("", id="disagreement")

    def on_mount(self) -> None:
        """Fill it in."""
        rows = self.query_one(Rows)
        rows.styles.height = max(2, min(len(self.places) + 1, self.app.size.height - FRAME))
        words = self.words
        columns = (
            Column(words("column.report"), 10, grow=1, keep=5),
            Column(words("column.text"), 12, grow=2),
            *(Column(name, 8, grow=1, keep=8) for name in self.names),
        )
        rows.show(columns, len(self.places), self._row, cursor=self._at, empty=words("disagreements_screen.none"))
        rows.focus()
        self._tell()

    def _row(self, row: int) -> tuple[Cell, ...]:
        place = self.places[row]
        said = (Cell(in_words(each, self.words), "dim" if each == NOTHING else "mark") for each in place.said)
        return Cell(self.title_of(place.report), "dim"), Cell(place.quoted), *said

    def _tell(self) -> None:
        at = self.query_one(Rows).cursor
        if not 0 <= at < len(self.places):
            return
        place = self.places[at]
        said = [f"{name}：{in_words(each, self.words)}" for name, each in zip(self.names, place.said, strict=True)]
        text = "\n".join([shown(f"{self.title_of(place.report)} 「{place.quoted}」"), *map(shown, said)])
        self.query_one("#disagreement", Static).update(Content(text))

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def on_rows_highlighted(self) -> None:
        """Say the line in full."""
        self._tell()

    def action_agree(self) -> None:
        """Answer with the place under the cursor."""
        if self.places:
            self.dismiss(self.query_one(Rows).cursor)

    def on_rows_chosen(self) -> None:
        """Answer with the place that was clicked."""
        self.action_agree()


def in_words(said: str, words: Words) -> str:
    """What an annotator says, labels and verdicts in the language of the interface."""
    verdict, _, corrected = said.partition(" ")
    if (name := words.get(f"verdict.{verdict}", "")) and not corrected:
        return name
    if name:
        with suppress(ValueError):
            fields = json.loads(corrected)
            return " ".join([name, *(_field(field, value, words) for field, value in fields.items())])
    return " + ".join(words.get(f"label.{label}", label) for label in said.split("+"))


def _field(field: str, value: object, words: Words) -> str:
    kinds = {"label": "label", "category": "category", "status": "status", "bound": "bound"}
    told = words.get(f"{kinds.get(field, '')}.{value}", str(value))
    return f"{words.get(f'column.{field}', field)}={told}"
