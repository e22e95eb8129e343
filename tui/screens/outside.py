"""What leaves the reader or comes from outside it: the clipboard, the editor and the pager, and files that change."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported

from parsing.formats import LINE_ADDRESS
from tui import clipboard
from tui.data.store import StoreError
from tui.later import Later
from tui.messages import Parsed
from tui.screens.remembering import Remembering
from tui.watching import Watch, found_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.worker import Worker

    from parsing.corpus import Outcome
    from tui.data.heads import Settled
    from tui.entries import Entry
    from tui.screens.desk import Equipment

LOOK = 1.0
"""Seconds between two looks at the files."""
AT_LINE = frozenset({"vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe", "less"})
"""Programs that begin at a line when given ``+7`` before the file."""
PAGING = {"LESSCHARSET": "utf-8"}
"""What a pager is told, unless the user tells it otherwise: the text is UTF-8, whatever the locale."""


class Outside(Remembering):
    """What concerns the world outside. ``roots`` are the folders in which new reports are looked for."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.roots: tuple[str, ...] = ()
        self._watch = Watch()
        self._grown = False
        self._changing: set[str] = set()
        self._held: list[Outcome | Settled] = []
        self._looking: Worker[None] | None = None

    # The clipboard

    def action_copy(self) -> None:
        """Copy the text selected."""
        if self.reading is None or not self.selection:
            self.tell(self.words("notice.nothing_selected"), wrong=True)
            return
        self.run_worker(Later(self._copy, self.selection.of(self.reading.report.text)), group="copy")

    async def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        if await asyncio.to_thread(clipboard.copy, text, os.environ):
            self.tell(self.words("notice.copied", number=len(text)))
            return
        path = Path(self.equipment.index).with_name("copied.txt")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", "replace")
        except OSError as error:
            self.tell(self.words("notice.not_copied", cause=self.cause(error.strerror or str(error))), wrong=True)
            return
        if clipboard.heard(text, os.environ):
            self.tell(self.words("notice.copied_by_terminal", number=len(text), path=path))
        else:
            self.tell(self.words("notice.copied_to_file", path=path), wrong=True)

    # The editor and the pager

    def action_edit(self) -> None:
        """Open the file in the user's editor, at the line of the cursor."""
        entry = self.entry
        if entry is None:
            self.tell(self.nothing_open, wrong=True)
            return
        address = LINE_ADDRESS.fullmatch(entry.path)
        line = int(entry.path.rpartition("#")[2]) if address else self._line()
        file = address["file"] if address else entry.path
        path = os.path.abspath(file)  # noqa: PTH100 -- a path is all that is wanted
        if not (command := self._program("VISUAL", "EDITOR", usual="vi")):
            return
        at = [f"+{line}"] if Path(command[0]).name in AT_LINE else []
        self._watch.changed([entry.path])  # what it is like before, if nobody has looked yet
        self._run([*command, *at, path])
        self._look()

    def action_pager(self) -> None:
        """Show the cleaned text in the user's pager."""
        if self.reading is None:
            self.tell(self.nothing_open, wrong=True)
            return
        from tui.harmless import lines  # noqa: PLC0415 -- of no use before

        text = lines(self.reading.report.text)
        if command := self._program("PAGER", usual="less"):
            self._run(command, text)

    def _line(self) -> int:
        if self.reading is None or not self.reading.report.text:
            return 1
        at = min(self.page.cursor, len(self.reading.report.text) - 1)
        return self.reading.source.count("\n", 0, self.reading.body.raw(at, at + 1).start) + 1

    def _program(self, *names: str, usual: str) -> list[str]:
        """The words of the first of these that the environment has; none where no shell would take them, as is said."""
        wanted = next((value for name in names if (value := os.environ.get(name, "").strip())), usual)
        try:
            return shlex.split(wanted)
        except ValueError as error:
            self.tell(self.words("notice.no_program", program=wanted, cause=self.cause(error)), wrong=True)
            return []

    def _run(self, command: list[str], text: str | None = None) -> None:
        """Lend the terminal to a program; ``text`` is its input."""
        given = None if text is None else text.encode("utf-8", "replace")
        environment = {**PAGING, **os.environ}
        failed: OSError | None = None
        try:
            with self.app.suspend(), _deaf():
                try:
                    subprocess.run(command, input=given, env=environment, check=False)  # noqa: S603 -- the user's
                except OSError as error:  # out of here it would leave the terminal lent
                    failed = error
        except SuspendNotSupported:
            self.tell(self.words("notice.no_terminal"), wrong=True)
        if failed is not None:
            cause = self.cause(failed.strerror or str(failed))
            self.tell(self.words("notice.no_program", program=command[0], cause=cause), wrong=True)
        self.app.refresh()

    # Files that change

    def begin(self) -> None:
        """Look at the files from now on."""
        if not self._watch.started:
            self._watch.started = True
            self.set_interval(LOOK, self._look)
        super().begin()

    def action_reload(self) -> None:
        """Read the open report's file again."""
        if self.entry is not None and not self.entry.waiting:
            self._read_again([self.entry.path])
            self.tell(self.words("notice.reloading"))

    def _look(self) -> None:
        if self._looking is None or self._looking.is_finished:  # one that is cut short would forget what it saw
            self._looking = self.run_worker(Later(self._look_at, self._in_sight()), group="look")

    def _in_sight(self) -> list[str]:
        """The files of the open report and of those in view, as far as they are read."""
        order = self.library.order
        indices = [
            *([] if self.current is None else [self.current]),
            *(order[row] for row in self.reports.visible_rows),
        ]
        entries = (self.library.entries[index] for index in indices)
        return [entry.path for entry in entries if not entry.waiting]

    async def _look_at(self, paths: list[str]) -> None:
        changed = await asyncio.to_thread(self._watch.changed, paths)
        self._read_again(path for path in changed if path not in self._changing)
        self._miss(self._watch.gone)
        self._grown |= bool(self.roots) and await asyncio.to_thread(self._watch.grown, self.roots)
        if self._grown and not self.scanning:  # what came while files were listed may have come too late for that
            self._grown = False
            found = await asyncio.to_thread(found_in, self.roots)
            new = self.library.unknown(found)
            if new:
                self.listed(new, more=False)
                self.tell(self.words("notice.new_files", number=len(new)))
                if self.worker is not None:
                    self.worker.nudge()

    def _miss(self, gone: frozenset[str]) -> None:
        """Mark the reports whose files are gone; until the next listing, what was read of them can still be read."""
        if gone == self.library.gone:
            return
        lost = self.entry is not None and self.entry.path in gone - self.library.gone
        self.library.gone = gone
        self.reports.refresh()
        self.show_status()
        if lost and self.reading is not None:
            self.tell(self.words("notice.gone"))

    def _read_again(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._changing.add(path)
            if self.worker is not None:
                self.worker.again(path)

    @on(Parsed)
    def _changed_files_parsed(self, event: Parsed) -> None:
        """Keep the marks and the place of reports that have changed, before the list takes in what they are now.

        The open report stays what it is while a dialog asks about it: what is answered there is meant of those words.
        """
        if not self.is_active and self.reading is not None and self.entry is not None:
            path = self.entry.path
            self._held += [outcome for outcome in event.outcomes if _path(outcome) == path]
            event.outcomes[:] = [outcome for outcome in event.outcomes if _path(outcome) != path]
        for outcome in event.outcomes:
            path = _path(outcome)
            if path in self._changing:
                self._changing.discard(path)
                self._take_over(self.library.entries[self.library.index(path)], _id(outcome))

    def on_screen_resume(self) -> None:
        """Take in what the open report has become while there was a dialog over it."""
        if self._held:
            held, self._held = self._held, []
            self.post_message(Parsed(held))

    def _take_over(self, entry: Entry, new: str | None) -> None:
        before = entry.head.id if entry.head else None
        is_open = self.entry is not None and self.entry.path == entry.path
        if is_open and self.reading is not None and new is not None:
            self.leave()
            if (place := self.session.places.get(self.reading.report.id)) is not None:
                self.session = self.session.at(new, place)
        if is_open:
            self.reading = None
            if before != new:
                self.tell(self.words("notice.changed"))
        if before is not None and new is not None and before != new:
            try:
                self.marks.follow(before, new)
            except StoreError as error:
                self.tell(self.words("notice.store", cause=self.cause(error)), wrong=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """What interrupts the program that has the terminal, such as a search in a pager, is nothing to us.

    A function, since what is ignored would be by the program too.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _path(outcome: Outcome | Settled) -> str:
    return str(outcome.head.path if hasattr(outcome, "head") else outcome.path)


def _id(outcome: Outcome | Settled) -> str | None:
    if hasattr(outcome, "head"):
        return str(outcome.head.id)
    return outcome.report.id if outcome.report else None
