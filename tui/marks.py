"""The user's marks while the reader runs: kept in the store at once, and taken back again.

Stands between the screen and :class:`tui.data.store.Store`, so that not asking the store again for what is known, and
what becomes of a mark that the store does not take, are nobody else's business. Such a mark waits here, is shown like
any other, and is offered to the store again with every change and every look; at the end what still waits is saved into
a store of its own beside it. No mark is lost because a disk is full or another program has the file.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.data.journal import Change
from tui.data.store import Store
from tui.data.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from parsing.record import Annotation

__all__ = ["Change", "Marks"]

BRIEF = 0.5
"""Seconds that a key waits for another program that is writing."""
JUDGED = """SELECT report, count(DISTINCT json_extract(body, '$.raw', '$.judgement.kind', '$.judgement.fields')) FROM present
WHERE instr(body, '"judgement":{"kind":"') > instr(body, '"judgement":{"kind":"report"') GROUP BY report"""
"""How many findings of each report are judged; no note can hold such words, its quotation marks are escaped."""


class Marks:
    """Annotations of all reports, and which reports have been read.

    Args:
        store: where they are kept.
        author: who marks; steps are undone by author.
        trouble: why the store takes no marks, where it was opened only to read from.
        reopened: tries to open the store anew; ``None`` while that is no use.

    Raises:
        StoreError: from every method that reads, when the store cannot be read.
    """

    def __init__(
        self, store: Store, author: str = "", trouble: StoreError | None = None,
        reopened: Callable[[], Store | None] = lambda: None,
    ) -> None:
        self.author = author
        self.trouble = trouble
        self._barred = trouble is not None
        self._reopened = reopened
        self._waiting: list[tuple[Change, ...]] = []
        self._withdrawn: list[tuple[Change, ...]] = []
        self.judged: dict[str, int] = {}
        self._use(store)

    def _use(self, store: Store) -> None:
        self._store = store
        if not self._barred:
            store.wait(BRIEF)
        self._version = store.version
        self._event = store.last_event
        self.counts = store.counts()
        self.approved = store.approved()
        self.read = store.read_ids()
        self._known: dict[str, tuple[Annotation, ...]] = {}
        for report in {change.report for step in self._waiting for change in step}:
            self._learn(report)

    @property
    def waiting(self) -> int:
        """How many changes are not on the disk."""
        return sum(map(len, self._waiting))

    # What there is

    def of(self, report: str) -> tuple[Annotation, ...]:
        """The marks on a report."""
        if report not in self.counts:
            return ()
        if report not in self._known:
            self._known[report] = self._stored(report)
        return self._known[report]

    def reports(self, test: Callable[[Annotation], bool]) -> set[str]:
        """The reports that have a mark of that kind."""
        return {report for report in self.counts if any(map(test, self.of(report)))}

    def count_judged(self) -> dict[str, int]:
        """How many findings of each report are judged, by the store; takes a while, and may run in a thread."""
        return dict(self._store.ask(JUDGED))

    def by_author(self) -> dict[str, list[tuple[str, Annotation]]]:
        """All marks with their reports, of each author; may run in a thread."""
        found: dict[str, list[tuple[str, Annotation]]] = {}
        for report, mark in self._store.all():
            found.setdefault(mark.author or "?", []).append((report, mark))
        return found

    def look(self) -> set[str]:
        """See what other programs have marked, and offer what waits to the store; the reports of which marks changed."""
        if self._barred or self._waiting:
            self._try_again()
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
        if not self._barred:
            try:
                self._store.mark_read(report)
            except StoreError as error:
                self.trouble = error
        return True

    def unseen(self, report: str) -> None:
        """Forget that a report was opened."""
        if not self._barred:
            self._store.mark_unread(report)
        self.read.discard(report)

    def follow(self, before: str, now: str) -> None:
        """Keep the marks on a report whose file has changed: what it is now gets those that it has not."""
        known = {mark.id for mark in self.of(now)}
        new = [Change("add", now, mark) for mark in self.of(before) if mark.id not in known]
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
        return not self._barred

    def _flush(self, changes: Iterable[Change]) -> bool:
        """Offer to the store all that waits, in order; whether it took it."""
        while self._waiting and not self._barred:
            try:
                self._store.change(self._waiting[0], self.author)
            except StoreError as error:
                self.trouble = error
                break
            self._waiting.pop(0)
        if not (self._waiting or self._barred):
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
        if self._barred and (store := self._reopened()) is not None:
            self._store.close()
            self._barred, self.trouble = False, None
            self._use(store)
        if not self._barred:
            self._flush_at_once(())

    def _learned(self, changes: Iterable[Change] | None) -> Sequence[Change] | None:
        if changes is None:
            return None
        changes = list(changes)
        for report in {change.report for change in changes}:
            if report in self._known or report not in self.counts:
                self._note(report, _changed(self._known.get(report, ()), changes, report))
            else:
                self._learn(report)
        return changes

    def _learn(self, report: str) -> None:
        self._note(report, self._stored(report))

    def _note(self, report: str, marks: tuple[Annotation, ...]) -> None:
        self._known[report] = marks
        if marks:
            self.counts[report] = len(marks)
        else:
            self.counts.pop(report, None)
        found = [(mark.raw, mark.judgement) for mark in marks if mark.judgement is not None]
        if any(judgement.kind == "report" for _, judgement in found):
            self.approved.add(report)
        else:
            self.approved.discard(report)
        items = {(raw, said.kind, *sorted(said.fields.items())) for raw, said in found if said.kind != "report"}
        self.judged[report] = len(items)

    def _stored(self, report: str) -> tuple[Annotation, ...]:
        """The marks that the store has, with what waits laid over; where it cannot be read now, those known."""
        try:
            found = self._store.annotations(report)
        except StoreError as error:
            if not self._waiting:
                raise
            self.trouble, found = error, self._known.get(report, ())
        return _changed(found, [change for step in self._waiting for change in step], report)


def _changed(marks: Iterable[Annotation], changes: Iterable[Change], report: str) -> tuple[Annotation, ...]:
    """The marks of a report after some changes, in order of their place."""
    found = {mark.id: mark for mark in marks}
    for change in changes:
        if change.report == report and change.kind == "add":
            found[change.mark.id] = change.mark
        elif change.report == report:
            found.pop(change.mark.id, None)
    return tuple(sorted(found.values(), key=lambda mark: (mark.raw, mark.created, mark.id)))
