"""The user's marks while the reader runs: kept in the store at once, and taken back again.

Stands between the screen and :class:`tui.data.store.Store`, so that what becomes of a mark that the store does not take
is nobody else's business. Such a mark waits here, is shown like any other, and is offered to the store again with every
change and every look; at the end what still waits is saved into a store of its own beside it. No mark is lost because a
disk is full or another program has the file.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.data.journal import Change
from tui.data.store import Store
from tui.data.store_error import StoreError
from tui.known_marks import KnownMarks, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from parsing.record import Annotation

__all__ = ["Change", "Marks"]

BRIEF = 0.5
"""Seconds that a key waits for another program that is writing."""


class Marks(KnownMarks):
    """Annotations of all reports, and which reports have been read.

    Args:
        store: where they are kept.
        author: who marks; steps are undone by author.
        trouble: why the store takes no marks, where it was opened only to read from.
        reopened: tries to open the store anew; ``None`` while that is no use.

    Raises:
        StoreError: the store cannot be read at all.
    """

    def __init__(
        self,
        store: Store,
        author: str = "",
        trouble: StoreError | None = None,
        reopened: Callable[[], Store | None] = lambda: None,
    ) -> None:
        super().__init__(trouble)
        self.author = author
        self._reopened = reopened
        self._unheard: StoreError | None = None
        self._withdrawn: list[tuple[Change, ...]] = []
        self._use(store)

    def _use(self, store: Store) -> None:
        if not self._bar:
            store.wait(BRIEF)
        self._version = store.version
        self._event = store.last_event
        self.read = store.read_ids()
        self._begin(store)

    @property
    def waiting(self) -> int:
        """How many changes are not on the disk."""
        return sum(map(len, self._waiting))

    def look(self) -> set[str]:
        """See what others have marked, and offer the store what waits; returns the reports whose marks changed."""
        try:
            if self._bar or self._waiting:
                self._try_again()
            found = self._ask_again() | self._news()
        except StoreError as error:
            self.trouble = self._unheard = error
            return set()
        if self.trouble is self._unheard:
            self.trouble = self._bar
        return found

    def _news(self) -> set[str]:
        version = self._store.version
        if version == self._version:
            return set()
        event, reports = self._store.changed(self._event)
        for report in reports:
            self._learn(report)
        self.read = self._store.read_ids()
        self._version, self._event = version, event
        return reports

    # Changing it

    def add(self, report: str, mark: Annotation) -> None:
        """Keep a mark."""
        self.do([Change("add", report, mark)])

    def remove(self, report: str, mark: Annotation) -> None:
        """Take a mark away."""
        self.do([Change("remove", report, mark)])

    def do(self, changes: Sequence[Change]) -> bool:
        """Make changes as one step; whether they are on the disk, and not waiting with the ``trouble`` told."""
        self._withdrawn.clear()
        late = bool(self._waiting)
        self._waiting.append(tuple(changes))
        return self._flush_at_once(changes) if late else self._flush(changes)

    def undo(self) -> Sequence[Change] | None:
        """Take back the last step; what that changed, or ``None`` where there is none.

        Raises:
            StoreError: the store does not take it; nothing is changed.
        """
        if self._waiting:
            self._withdrawn.append(self._waiting.pop())
            return self._learned([change.inverse for change in reversed(self._withdrawn[-1])])
        return self._learned(self._store.undo(self.author)) if self._open() else None

    def redo(self) -> Sequence[Change] | None:
        """Make the step again that was taken back last.

        Raises:
            StoreError: the store does not take it; nothing is changed.
        """
        if self._withdrawn:
            step = self._withdrawn.pop()
            self._waiting.append(step)
            self._flush(step)
            return step
        return self._learned(self._store.redo(self.author)) if self._open() else None

    def seen(self, report: str) -> bool:
        """Note that a report was opened; whether that is news. Where the store does not take it, until the end only."""
        if report in self.read:
            return False
        self.read.add(report)
        if not self._bar:
            try:
                self._store.mark_read(report)
            except StoreError as error:
                self.trouble = error
        return True

    def unseen(self, report: str) -> None:
        """Forget that a report was opened.

        Raises:
            StoreError: the store does not take it; nothing is changed.
        """
        if not self._bar:
            self._store.mark_unread(report)
        self.read.discard(report)

    def follow(self, before: str, now: str) -> None:
        """Keep the marks on a report whose file has changed: what it is now gets those that it has not.

        Raises:
            StoreError: the store cannot be read; nothing is changed.
        """
        known = {mark.id for mark in self.surely(now)}
        new = [Change("add", now, mark) for mark in self.surely(before) if mark.id not in known]
        if new:
            self.do(new)

    # The end

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def rescue(self, *folders: Path) -> Path | None:
        """Save what still waits into a new store, in the first folder that takes it; ``None`` where nothing waits.

        Raises:
            StoreError: no folder takes it.
        """
        if not self._waiting or self._flush(()):
            return None
        failed: StoreError | None = None
        name = f"yibao-unsaved-{datetime.now().astimezone():%Y%m%d-%H%M%S}.sqlite3"
        for folder in (*folders, Path(tempfile.gettempdir())):
            try:
                with Store(folder / name) as store:
                    for step in self._waiting:
                        store.change(step, self.author)
            except StoreError as error:
                failed = error
            else:
                return folder / name
        raise failed or StoreError(Path(name), "cannot be opened")

    # How it is done

    def _open(self) -> bool:
        """Whether the store takes changes; what was undone in memory is forgotten with them."""
        self._withdrawn.clear()
        return not self._bar

    def _flush(self, changes: Iterable[Change]) -> bool:
        """Offer to the store all that waits, in order; whether it took it."""
        while self._waiting and not self._bar:
            try:
                self._store.change(self._waiting[0], self.author)
            except StoreError as error:
                self.trouble = error
                break
            self._waiting.pop(0)
        if not (self._waiting or self._bar):
            self.trouble = None
        self._learned(changes)
        return not self._waiting

    def _flush_at_once(self, changes: Iterable[Change]) -> bool:
        """The same without waiting for another program: who has been kept waiting once is not with every key."""
        self._store.wait(0)
        try:
            return self._flush(changes)
        finally:
            self._store.wait(BRIEF)

    def _try_again(self) -> None:
        if self._bar and (store := self._reopened()) is not None:
            self._store.close()
            self._bar = self.trouble = None
            self._use(store)
        if not self._bar:
            self._flush_at_once(())

    def _learned(self, changes: Iterable[Change] | None) -> Sequence[Change] | None:
        if changes is None:
            return None
        changes = list(changes)
        for report in {change.report for change in changes}:
            if report in self._known or report not in self.counts:
                self._note(report, changed(self._known.get(report, ()), changes, report))
            else:
                self._learn(report)
        return changes
