"""The user's marks while the reader runs: kept in the store at once, and taken back again.

Stands between the screen and :class:`tui.data.store.Store`, so that undoing, and not asking the store again for what
is known, are nobody else's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from parsing.record import Annotation
    from tui.data.store import Store


class Change(NamedTuple):
    """One mark made or taken away."""

    kind: Literal["add", "remove"]
    report: str
    mark: Annotation

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change("remove" if self.kind == "add" else "add", self.report, self.mark)


class Marks:
    """Annotations of all reports, and which reports have been read.

    Raises:
        StoreError: from every method that writes or reads, when the store cannot be used.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.counts = store.counts()
        self.read = store.read_ids()
        self._known: dict[str, tuple[Annotation, ...]] = {}
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def of(self, report: str) -> tuple[Annotation, ...]:
        """The marks on a report."""
        if report not in self.counts:
            return ()
        if report not in self._known:
            self._known[report] = self._store.annotations(report)
        return self._known[report]

    def add(self, report: str, mark: Annotation) -> None:
        """Keep a mark."""
        self._do(Change("add", report, mark))

    def remove(self, report: str, mark: Annotation) -> None:
        """Take a mark away."""
        self._do(Change("remove", report, mark))

    def undo(self) -> Change | None:
        """Take back the last change; it is returned, or ``None`` where there is none."""
        if not self._done:
            return None
        change = self._done[-1]
        self._apply(change.inverse)
        self._undone.append(self._done.pop())
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last."""
        if not self._undone:
            return None
        change = self._undone[-1]
        self._apply(change)
        self._done.append(self._undone.pop())
        return change

    def seen(self, report: str) -> bool:
        """Note that a report was opened; whether that is news."""
        if report in self.read:
            return False
        self._store.mark_read(report)
        self.read.add(report)
        return True

    def unseen(self, report: str) -> None:
        """Forget that a report was opened."""
        self._store.mark_unread(report)
        self.read.discard(report)

    def follow(self, before: str, now: str) -> None:
        """Keep the marks on a report whose file has changed: what it is now gets those that it has not."""
        known = {mark.id for mark in self.of(now)}
        for mark in self.of(before):
            if mark.id not in known:
                self._apply(Change("add", now, mark))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _do(self, change: Change) -> None:
        self._apply(change)
        self._done.append(change)
        self._undone.clear()

    def _apply(self, change: Change) -> None:
        if change.kind == "add":
            self._store.add(change.report, change.mark)
        else:
            self._store.remove(change.report, change.mark.id)
        self._known[change.report] = self._store.annotations(change.report)
        if count := len(self._known[change.report]):
            self.counts[change.report] = count
        else:
            self.counts.pop(change.report, None)
