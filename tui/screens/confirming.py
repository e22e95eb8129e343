"""The dialogs that show what would be done before it is: many findings at once, or the new place of a lost mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.columns import Cell, Column, shown
from tui.dialog_commands import CONFIRM, PLACES
from tui.later import Later
from tui.screens.dialog import Dialog
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from textual.events import Key
    from textual.widget import Widget

    from tui.i18n import Words

MOST_ROWS = 14


class ConfirmScreen(Dialog[bool], commands=CONFIRM):
    """Lists what is concerned; Enter does it, Escape does nothing."""

    def __init__(self, title: str, concerned: Sequence[str], words: Words) -> None:
        super().__init__(title, words("confirm_screen.hint"), words)
        self.concerned = concerned

    def parts(self) -> Iterator[Widget]:
        """What is concerned."""
        yield Rows(id="concerned")

    def on_mount(self) -> None:
        """Fill it in."""
        rows = self.query_one(Rows)
        rows.styles.height = min(MOST_ROWS, max(1, len(self.concerned)))
        rows.show((Column("", 20, grow=1),), len(self.concerned), lambda row: (Cell(self.concerned[row]),))
        rows.focus()

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def action_agree(self) -> None:
        """Do it."""
        self.dismiss(result=True)


class GatheredScreen(ConfirmScreen):
    """The same for what has yet to be gathered: says how far that is, and Escape stops it.

    Args:
        title: what would be done, once all is gathered.
        gather: gathers what is concerned, and says between of how many reports how many are done.
        nothing: what there is to say where nothing is concerned.
        words: what the interface says.
    """

    def __init__(
        self,
        title: Callable[[], str],
        gather: Callable[[Callable[[int, int], None]], Awaitable[Sequence[str]]],
        nothing: str,
        words: Words,
    ) -> None:
        super().__init__(words("confirm_screen.gathering"), (), words)
        self._title, self._gather, self._nothing = title, gather, nothing
        self._ready = False

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        self.run_worker(Later(self._fill), exclusive=True)

    async def _fill(self) -> None:
        self.concerned = await self._gather(self._tell)
        self._ready = True
        rows = self.query_one(Rows)
        rows.styles.height = min(MOST_ROWS, max(1, len(self.concerned)))
        columns = (Column("", 20, grow=1),)
        rows.show(columns, len(self.concerned), lambda row: (Cell(self.concerned[row]),), empty=self._nothing)
        self._retitle(self._title())

    def _tell(self, done: int, total: int) -> None:
        self._retitle(self.words("detail.working", done=f"{done:,}", total=f"{total:,}"))

    def _retitle(self, text: str) -> None:
        self.query_one(".box").border_title = Content(shown(text))

    def action_agree(self) -> None:
        """Do it, once it is known what."""
        if self._ready:
            self.dismiss(result=bool(self.concerned))


class PlacesScreen(Dialog[int], commands=PLACES):
    """Offers places for a mark whose words are not where they were; the answer is the number of the one confirmed.

    Args:
        quoted: the words that were marked.
        places: how sure each is, what stands before, the words there, what stands after.
        words: what the interface says.
    """

    def __init__(self, quoted: str, places: Sequence[tuple[str, str, str, str]], words: Words) -> None:
        super().__init__(words("places_screen.title", quoted=quoted), words("places_screen.hint"), words)
        self.places = places

    def parts(self) -> Iterator[Widget]:
        """The places."""
        yield Rows(id="places")

    def on_mount(self) -> None:
        """Fill them in."""
        rows = self.query_one(Rows)
        rows.styles.height = len(self.places)
        columns = (
            Column("", 1),
            Column("", 4, right=True),
            Column("", 10, grow=1, right=True),
            Column("", 10, grow=2),
            Column("", 10, grow=1),
        )
        rows.show(columns, len(self.places), self._row)
        rows.focus()

    def _row(self, row: int) -> tuple[Cell, ...]:
        sure, before, words, after = self.places[row]
        return (
            Cell(str(row + 1), "mark"),
            Cell(sure, "dim"),
            Cell(before, "dim"),
            Cell(words, "annotation"),
            Cell(after, "dim"),
        )

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Rows), f"action_{name}")()

    def action_agree(self) -> None:
        """Answer with the place under the cursor."""
        self.dismiss(self.query_one(Rows).cursor)

    def on_rows_chosen(self) -> None:
        """Answer with the place that was clicked."""
        self.action_agree()

    def on_key(self, event: Key) -> None:
        """A number answers at once."""
        if event.key.isdigit() and 1 <= int(event.key) <= len(self.places):
            event.stop()  # or the reader behind would take the number for one of its own
            self.dismiss(int(event.key) - 1)
