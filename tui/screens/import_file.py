"""The dialog of an import: which file, what it would add, and only then the key that adds it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input, Static

from tui.columns import Cell, Column, shown
from tui.dialog_commands import IMPORT
from tui.later import Later
from tui.screens.dialog import Dialog, line
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from textual.widget import Widget

    from tui.data.exchange.plan import ImportPlan
    from tui.i18n import Words

MOST_ROWS = 12
MOST_FILES = 500
"""Files that are offered of a folder."""
NONE = -1
"""The row of the cursor while the user is at none."""


class ImportScreen(Dialog["ImportPlan"], commands=IMPORT):
    """Ask for a file, show what it would add, and answer with that when it is wanted.

    Args:
        folder: where to begin.
        words: what the interface says.
        prepare: reads a file and gives what it would change, also as rows of a list, or what is wrong with it; says
            how far it is between.
    """

    def __init__(
        self,
        folder: Path,
        words: Words,
        prepare: Callable[[Path, Callable[[int, int], None]], Awaitable[tuple[ImportPlan, Sequence[Cell]] | str]],
    ) -> None:
        super().__init__(words("import_screen.title"), words("import_screen.hint"), words)
        self.folder, self.prepare = folder, prepare
        self.plan: ImportPlan | None = None
        self._found: list[str] = []

    def parts(self) -> Iterator[Widget]:
        """The path, what stands there or what it would add, and what there is to say."""
        yield Input(f"{self.folder}{os.sep}", id="import-path", compact=True, select_on_focus=False)
        yield Rows(id="import-rows")
        yield line("", id="import-note")

    def on_mount(self) -> None:
        """Show what is in the folder."""
        self.query_one(Rows).can_focus = False
        self.query_one(Input).focus()

    # Which file

    def on_input_changed(self) -> None:
        """Another path."""
        self._list()

    def _list(self) -> None:
        """Show what begins as the path does."""
        self.plan = None
        self.workers.cancel_node(self)
        self._found = beginning(self.query_one(Input).value)
        self._show([Cell(name, "strong" if name.endswith(os.sep) else "") for name in self._found], NONE)
        self._say("" if self._found else self.words("import_screen.none"))

    def action_rows(self, step: int) -> None:
        """Move in the list; before its first row is the path."""
        rows = self.query_one(Rows)
        if rows.cursor + step < 0 and self.plan is None:
            self._point(NONE)
        else:
            rows.point(rows.cursor + step)

    def action_complete(self) -> None:
        """Take the row under the cursor, else what all that is listed begin with."""
        at = self.query_one(Rows).cursor
        if self.plan is None and self._found:
            self._take(self._found[at] if at != NONE else os.path.commonprefix(self._found))  # noqa: RUF071 -- of names

    def _take(self, name: str) -> None:
        path = self.query_one(Input)
        with path.prevent(Input.Changed):
            path.value = path.value[: path.value.rfind(os.sep) + 1] + name
        path.cursor_position = len(path.value)
        self._list()

    def on_rows_highlighted(self) -> None:
        """A row was clicked."""
        self.on_rows_chosen()

    def on_rows_chosen(self) -> None:
        """The row under the cursor was clicked."""
        if self.plan is None:
            self.action_complete()
            self._enter()

    # What it would add

    def on_input_submitted(self) -> None:
        """Enter in the path goes on as it does elsewhere."""
        self.action_agree()

    def action_agree(self) -> None:
        """Go on: into a folder, to what a file would add, and at last to adding it."""
        if self.plan is not None:
            if self.plan.changes:
                self.dismiss(self.plan)
            return
        if self.query_one(Rows).cursor != NONE:
            self.action_complete()
        self._enter()

    def _enter(self) -> None:
        value = self.query_one(Input).value
        path = Path(os.path.expanduser(value))  # noqa: PTH111 -- never raises
        if path.is_dir() and not any(path.glob("*.ann")):
            if not value.endswith(os.sep):
                self._take(f"{path.name}{os.sep}")
            return
        self._say(self.words("import_screen.reading"))
        self.run_worker(Later(self._prepare, path), exclusive=True)

    async def _prepare(self, path: Path) -> None:
        def tick(done: int, total: int) -> None:
            self._say(self.words("detail.working", done=f"{done:,}", total=f"{total:,}"))

        found = await self.prepare(path, tick)
        if isinstance(found, str):
            self._say(found)
            return
        self.plan, cells = plan, _ = found
        self._show(cells, 0)
        numbers = {"number": len(plan.changes), "known": plan.known, "problems": len(plan.problems)}
        self._say(self.words("import_screen.would" if plan.changes else "import_screen.nothing", **numbers))

    # What is shown

    def _show(self, cells: Sequence[Cell], cursor: int) -> None:
        rows = self.query_one(Rows)
        rows.styles.height = max(1, min(MOST_ROWS, len(cells), self.app.size.height - 8))
        rows.show((Column("", 20, grow=1),), len(cells), lambda row: (cells[row],))
        self._point(cursor)

    def _point(self, row: int) -> None:
        rows = self.query_one(Rows)
        rows.point(max(0, row))
        rows.cursor = row
        rows.refresh()

    def _say(self, text: str) -> None:
        self.query_one("#import-note", Static).update(Content(shown(text)))


def beginning(value: str) -> list[str]:
    """The names in a folder that go on as the end of a path does; those of folders end as such, and come first."""
    path = os.path.expanduser(value)  # noqa: PTH111 -- never raises
    folder, _, begun = path.rpartition(os.sep)
    try:
        with os.scandir(f"{folder}{os.sep}" if os.sep in path else ".") as found:
            names = [f"{each.name}{os.sep}" if each.is_dir() else each.name for each in found]
    except OSError:
        return []
    fitting = [name for name in names if name.startswith(begun) and (begun or not name.startswith("."))]
    return sorted(fitting, key=lambda name: (not name.endswith(os.sep), name))[:MOST_FILES]
