"""Judging many findings at once: all that the table, the page or the ticked reports show, and reports as a whole.

Each is listed before it is done, and done in one step, so that one key takes it back.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.data.store_error import StoreError
from tui.marks import Change
from tui.screens.judging import Judging

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsing.record import Annotation
    from tui.data.judging import ExtractedItem, Kind
    from tui.entries import Entry

AT_ONCE = 24
"""Reports read between two words on how far it is: some 20 ms."""
KINDS: dict[str, Kind] = {"entities": "entity", "metrics": "metric", "measures": "measure"}
"""The tables of what can be judged."""


class Accepting(Judging):
    """What the user makes of many findings."""

    def action_accept_shown(self) -> None:
        """Accept every open finding in what is shown: the table, the selection, the report, or those ticked."""
        from tui.screens.confirming import ConfirmScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        if self.all_ticked:
            self._accept_ticked(KINDS.get(self.detail.tabs.active) if self.at == "detail" else None)
            return
        shown = self._shown()
        if not self._all_known():
            return
        if not shown:
            self.tell(self.words("notice.all_judged") if self.verdicts else self.nothing_open)
            return
        title = self.words("confirm_screen.accept", number=len(shown))
        dialog = ConfirmScreen(title, [self._named(each) for each in shown], self.words)
        self.app.push_screen(dialog, lambda yes: self._judge(shown, "accepted") if yes else None)

    def _shown(self) -> list[ExtractedItem]:
        if self.verdicts is None:
            return []
        kind = KINDS.get(self.detail.tabs.active)
        return [
            each for each in self.verdicts.open
            if (self.at != "detail" or each.kind == kind) and (not self.selection or self.selection.overlaps(each.span))
        ]  # fmt: skip

    def _all_known(self) -> bool:
        """Whether all marks on the open report are known; else what seems open may be judged, and the user is told."""
        try:
            if self.reading is not None:
                self.marks.surely(self.reading.report.id)
        except StoreError as error:
            self.tell(self.words("notice.trouble", cause=self.cause(error)), wrong=True)
            return False
        return True

    # Of the reports ticked

    def _accept_ticked(self, kind: Kind | None) -> None:
        """Accept what is open in all ticked reports, of one kind or of all."""
        from tui.screens.confirming import GatheredScreen  # noqa: PLC0415 -- see above

        changes: dict[str, list[Change]] = {}

        async def gather(tick: Callable[[int, int], None]) -> Sequence[str]:
            try:
                return await self._gather_ticked(changes, kind, tick)
            except StoreError as error:
                changes.clear()
                return [self.words("notice.trouble", cause=self.cause(error))]

        def accept(yes: bool | None) -> None:
            step = [change for made in changes.values() for change in made]
            if yes and step:
                self._change(lambda: self.marks.do(step))
                for report, made in changes.items():
                    if made:
                        self.retest(report)
                self.tell(self.words("notice.changed_marks", number=len(step)))

        def title() -> str:
            numbers = [len(made) for made in changes.values() if made]
            return self.words("confirm_screen.accept_ticked", number=f"{sum(numbers):,}", reports=f"{len(numbers):,}")

        self.app.push_screen(GatheredScreen(title, gather, self.words("notice.ticked_judged"), self.words), accept)

    async def _gather_ticked(
        self, changes: dict[str, list[Change]], kind: Kind | None, tick: Callable[[int, int], None]
    ) -> list[str]:
        """Fill in, by report, the changes that accept what is open in those ticked; what they are about, in words."""
        told: list[str] = []
        ticked = [self.library.entries[index] for index in sorted(self.library.ticked)]
        for start in range(0, len(ticked), AT_ONCE):
            for entry in ticked[start : start + AT_ONCE]:
                if entry.head is not None and entry.head.id not in changes:  # the same text may be there twice
                    changes[entry.head.id], names = await self._gather(entry, kind)
                    told += names
            tick(min(start + AT_ONCE, len(ticked)), len(ticked))
        return told

    async def _gather(self, entry: Entry, kind: Kind | None) -> tuple[list[Change], list[str]]:
        """The changes that accept what is open in a report; what they are about, in words, under its title."""
        from tui.data.judging import judged, verdicts  # noqa: PLC0415 -- of no use before a report is open

        if (reading := await self.load(entry)) is None:
            return [], []
        report, author, now = reading.report, self.marks.author or None, datetime.now(UTC)
        known = self.marks.surely(report.id)
        found = [
            each for each in verdicts(report, self.placed(reading, known), author).open if kind in {None, each.kind}
        ]
        marks = await asyncio.to_thread(
            lambda: [judged(reading, each, "accepted", now, author=author) for each in found]
        )
        names = [f"{entry.title} · {len(found)}", *(f"  {self._named(each)}" for each in found)] if found else []
        return [Change("add", report.id, mark) for mark in marks], names

    # Reports as a whole

    def action_approve(self) -> None:
        """Approve the report with all that is open in it, and go on to the next; of an approved one, take that back."""
        from tui.screens.confirming import ConfirmScreen  # noqa: PLC0415 -- see above

        if self.reading is None or self.verdicts is None:
            self.tell(self.nothing_open, wrong=True)
            return
        if not self._all_known():
            return
        if self.verdicts.approved:
            self._disapprove()
        elif found := self.verdicts.open:
            title = self.words("confirm_screen.approve", number=len(found))
            dialog = ConfirmScreen(title, [self._named(each) for each in found], self.words)
            self.app.push_screen(dialog, lambda yes: self._approve() if yes else None)
        else:
            self._approve()

    def _approve(self) -> None:
        from parsing.record import Judgement  # noqa: PLC0415 -- see above
        from tui.data.anchors import on_report  # noqa: PLC0415

        if self.reading is None or self.verdicts is None:
            return
        report = self.reading.report.id
        changes = [change for each in self.verdicts.open for change in self._changes(each, "accepted")]
        judgement = Judgement(kind="report", verdict="accepted")
        mark = on_report(report, datetime.now(UTC), author=self.marks.author or None, judgement=judgement)
        self._change(lambda: self.marks.do([*changes, Change("add", report, mark)]))
        self._next_open()

    def _disapprove(self) -> None:
        """Take back what was said of the report as a whole; what was said of its findings stands."""
        if self.reading is not None:
            report = self.reading.report.id
            old = [mark for mark in self.marks.of(report) if _approves(mark)]
            self._change(lambda: self.marks.do([Change("remove", report, mark) for mark in old]))
            self.tell(self.words("notice.disapproved"))

    def _next_open(self) -> None:
        """Open the next report of the list that nobody has approved."""
        order, entries = self.library.order, self.library.entries
        for row in range(self.reports.cursor + 1, len(order)):
            head = entries[order[row]].head
            if head is None or not any(map(_approves, self.marks.of(head.id))):
                self.reports.point(row)
                self.open(order[row])
                return
        self.tell(self.words("notice.last_approved"))


def _approves(mark: Annotation) -> bool:
    return mark.judgement is not None and mark.judgement.kind == "report"
