"""The marks that stand, as far as the reader has asked the store for them: nothing is asked twice.

Apart from :mod:`tui.marks`, which changes them, since what is shown while a store cannot be read is a matter of its
own. Marks that cannot be read now are ``missed``: what is known is shown, and they are asked for again with every look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.data.store_error import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from parsing.record import Annotation
    from tui.data.journal import Change
    from tui.data.store import Store

JUDGED = """
SELECT report, count(DISTINCT json_extract(body, '$.raw', '$.judgement.kind', '$.judgement.fields')) FROM present
WHERE instr(body, '"judgement":{"kind":"') > instr(body, '"judgement":{"kind":"report"') GROUP BY report"""
"""How many findings of each report are judged; no note can hold such words, its quotation marks are escaped."""


class KnownMarks:
    """What is known of the marks in a store, with the steps that wait for it laid over.

    ``missed`` are the reports of which what is known is not all, with the causes; ``trouble`` is what the store said
    last.
    """

    _store: Store

    def __init__(self, bar: StoreError | None) -> None:
        self.trouble = self._bar = bar
        self.missed: dict[str, StoreError] = {}
        self.judged: dict[str, int] = {}
        self._waiting: list[tuple[Change, ...]] = []

    def _begin(self, store: Store) -> None:
        """Ask for what is to be known of all reports.

        Raises:
            StoreError: the store cannot be read.
        """
        self._store = store
        self.counts = store.counts()
        self.approved = store.approved()
        self._known: dict[str, tuple[Annotation, ...]] = {}
        for report in {change.report for step in self._waiting for change in step}:
            self._learn(report)

    def of(self, report: str) -> tuple[Annotation, ...]:
        """The marks on a report; of one that is ``missed``, those that are known. May be asked for in a thread."""
        if report not in self.counts:
            return ()
        known = self._known.get(report)
        if known is None:
            for error in list(self.missed.values())[:1]:
                self.missed[report] = (
                    error  # a store that has failed is asked again at the next look, not by every report
                )
                return ()
            known = self._known.setdefault(report, self._stored(report))  # what was noted meanwhile is newer
        return known

    def surely(self, report: str) -> tuple[Annotation, ...]:
        """The same, for what must not miss any.

        Raises:
            StoreError: the store cannot be read, and some may not be known.
        """
        marks = self.of(report)
        if report in self.missed:
            raise self.missed[report]
        return marks

    def reports(self, test: Callable[[Annotation], bool]) -> set[str]:
        """The reports that have a mark of that kind."""
        return {report for report in list(self.counts) if any(map(test, self.of(report)))}

    def count_judged(self) -> dict[str, int]:
        """How many findings of each report are judged, by the store; takes a while, and may run in a thread.

        Raises:
            StoreError: the store cannot be read.
        """
        return dict(self._store.ask(JUDGED))

    def by_author(self) -> dict[str, list[tuple[str, Annotation]]]:
        """All marks with their reports, of each author; may run in a thread.

        Raises:
            StoreError: the store cannot be read.
        """
        found: dict[str, list[tuple[str, Annotation]]] = {}
        for report, mark in self._store.all():
            found.setdefault(mark.author or "?", []).append((report, mark))
        return found

    def _ask_again(self) -> set[str]:
        """Ask again for what could not be read, until the store fails again; the reports that are read now."""
        missed = sorted(self.missed)
        for report in missed:
            self._learn(report)
            if report in self.missed:
                break
        found = set(missed) - self.missed.keys()
        if found and not (self.missed or self._waiting):
            self.trouble = self._bar
        return found

    def _learn(self, report: str) -> None:
        marks = self._known[report] = self._stored(report)
        if marks or report not in self.missed:
            self._note(report, marks)

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
        waiting = list(self._waiting)
        try:
            found = self._store.annotations(report)
        except StoreError as error:
            self.trouble, found = error, self._known.get(report, ())
            self.missed[report] = error
        else:
            self.missed.pop(report, None)
        return changed(found, [change for step in waiting for change in step], report)


def changed(marks: Iterable[Annotation], changes: Iterable[Change], report: str) -> tuple[Annotation, ...]:
    """The marks of a report after some changes, in order of their place."""
    found = {mark.id: mark for mark in marks}
    for change in changes:
        if change.report == report and change.kind == "add":
            found[change.mark.id] = change.mark
        elif change.report == report:
            found.pop(change.mark.id, None)
    return tuple(sorted(found.values(), key=lambda mark: (mark.raw, mark.created, mark.id)))
