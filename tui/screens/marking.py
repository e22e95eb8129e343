"""Marking reports: labels, notes, ticks, and the clipboard."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from parsing.spans import Span
from tui.columns import fit
from tui.data.store import StoreError
from tui.marks import Change
from tui.messages import EvidenceShown
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from parsing.record import Annotation
    from tui.tabulating.draft import ReportItem

QUOTED = 200
"""Characters of the text that a note is about, as the dialog shows them."""
TITLED = 40
"""Cells of a title that a word in passing has room for: one that is the first paragraph of a report may be long."""


class Marking(Desk):
    """What the user adds."""

    def action_label(self, number: int) -> None:
        """Give the text at the cursor the label of that number."""
        labels = self.equipment.settings.names
        if number > len(labels):
            self.tell(self.words("notice.no_label", number=number), wrong=True)
        elif not self.at_row():
            return
        elif (span := self._given()) is not None:
            self._add(span, labels[number - 1], None)
        elif self._target():
            self.tell(self.words("notice.again"))

    def action_pick_label(self) -> None:
        """Ask for a label."""
        from tui.screens.asking import LabelScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        if span := self._target():
            picker = LabelScreen(self.equipment.settings.label_set[:9], self.words)
            self.app.push_screen(picker, lambda label: self._add(span, label, None) if label else None)

    def action_note(self) -> None:
        """Write a note on the text at the cursor, or change the one that is there."""
        from tui.screens.asking import NoteScreen  # noqa: PLC0415 -- see above

        if not (span := self._target()) or self.reading is None:
            return
        row = self._noted_row()
        old = self._mark_of(row) if row else self._mark_at_cursor(judged=False)
        if old is not None and (not old.note or old.start is None or self.selection):
            old = None
        quoted = (old.exact if old else span.of(self.reading.report.text))[:QUOTED]
        dialog = NoteScreen(quoted, (old.note or "") if old else "", self.words)
        self.app.push_screen(dialog, lambda note: self._write(span, old, note) if note else None)

    def action_delete(self) -> None:
        """Delete the annotation of the table's row, else the one under the cursor, of several the shortest."""
        row = self._noted_row()
        if row is None and not (self._noting or self.at_row()):
            return
        mark = row.item if row else None if self._noting else self._mark_at_cursor()
        if mark is None or self.reading is None:
            self.tell(self.words("notice.no_note"), wrong=True)
            return
        report = row.subject.report.id if row else self.reading.report.id
        self._change(lambda: self.marks.remove(report, mark))
        self.retest(report)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._again(self.marks.undo, "notice.nothing_undone")

    def action_redo(self) -> None:
        """Make it again."""
        self._again(self.marks.redo, "notice.nothing_redone")

    def action_tick(self) -> None:
        """Tick the report under the list's cursor and go on to the next."""
        if self.at == "page":
            self.skip()
            return
        if not self.reports.has_focus or self.reports.selected is None:
            return
        self.library.tick(self.reports.selected)
        self.reports.action_cursor_down()
        self._ticks_changed()

    def skip(self) -> None:
        """Leave the finding here as it is."""
        raise NotImplementedError

    def action_tick_all(self) -> None:
        """Tick all reports listed, or none."""
        self.library.tick_all()
        self._ticks_changed()

    def action_invert_ticks(self) -> None:
        """Tick what is listed and was not, and untick the rest of it."""
        self.library.invert_ticks()
        self._ticks_changed()

    def action_clear_ticks(self) -> None:
        """Take all ticks away, of what is not listed too."""
        self.library.ticked.clear()
        self._ticks_changed()

    def _ticks_changed(self) -> None:
        self.all_ticked = bool(self.library.ticked)
        self.reports.refresh()
        self.reports.head(self.query_text)
        self.show_detail()
        self.show_status()

    def action_toggle_read(self) -> None:
        """Count the open report as unread, or as read again."""
        head = self.entry.head if self.entry else None
        if head is None:
            return
        try:
            if not self.marks.seen(head.id):
                self.marks.unseen(head.id)
        except StoreError as error:
            self.tell(self.words("notice.store", cause=self.cause(error)), wrong=True)
            return
        self.reports.refresh()
        self.reports.head(self.query_text)
        self.retest(head.id)

    def action_scope(self) -> None:
        """Tables of all ticked reports, or of the open one."""
        if not self.library.ticked:
            self.tell(self.words("notice.nothing_ticked"), wrong=True)
            return
        self.all_ticked = not self.all_ticked
        self.show_detail()

    def at_row(self) -> bool:
        """Whether the page stands where the user is, who may be in a table.

        What a row of another report says is marked only where it is seen: its place is shown, and the user asked again.
        """
        if self.at != "detail" or self.selection:
            return True
        row = self.detail.row
        if row is None or not row.evidence:
            if self.all_ticked:
                self.tell(self.words("notice.no_row"), wrong=True)
            return not self.all_ticked
        if self._row_span() is None:
            self.post_message(EvidenceShown(row.evidence[0], chosen=False))
            self.tell(self.words("notice.row_opened"))
            return False
        return True

    def _row_span(self) -> Span | None:
        """The place of the focused table's row in the open report: the one that the page is at, else the first."""
        row = self.detail.row if self.at == "detail" and not self.selection and self.reading else None
        spans = [span for entry, span in row.evidence if entry == self.current] if row else []
        here = [span for span in spans if self.page.under(*span)]
        return next((span for span in here or spans if span.length), None)

    def _given(self) -> Span | None:
        """What the table's row says, the selection, or the entity or annotation under the cursor."""
        span = self._row_span() or (self.page.target() if self.reading else None)
        return span if span and span.length else None

    def _target(self) -> Span | None:
        """What a mark would be made on; where nothing is given, the word under the cursor, which is then selected."""
        if not self.at_row():
            return None
        if self._given() is None and self.reading is not None and self.page.here.length:
            self.page.action_select_grow()
        span = self._given()
        if span is None:
            self.tell(self.words("notice.no_target") if self.reading else self.nothing_open, wrong=True)
        return span

    @property
    def _noting(self) -> bool:
        """Whether the user is in the table of notes."""
        return self.at == "detail" and self.detail.tabs.active == "notes"

    def _noted_row(self) -> ReportItem | None:
        """The row of the table of notes that the cursor is on, if the user is there."""
        row: ReportItem | None = self.detail.item if self._noting else None
        return row

    def _mark_of(self, row: ReportItem) -> Annotation | None:
        """The mark of a row, as it is placed in the open report."""
        return next((mark for mark in self.notes if mark.id == row.item.id), None)

    def _mark_at_cursor(self, *, judged: bool = True) -> Annotation | None:
        """The shortest mark under the cursor; a judgement only where there is no other, and one is wanted."""
        here = [
            (mark.judgement is not None, mark.end - mark.start, mark.created, mark)
            for mark in self.notes
            if (judged or mark.judgement is None)
            and mark.start is not None
            and mark.end is not None
            and self.page.under(mark.start, mark.end)
        ]
        return min(here, key=lambda found: found[:3])[3] if here else None

    def _write(self, span: Span, old: Annotation | None, note: str) -> None:
        if old is not None and old.start is not None and old.end is not None:
            self._add(Span(old.start, old.end), old.label, note, instead=old)
        else:
            self._add(span, None, note)

    def _add(self, span: Span, label: str | None, note: str | None, *, instead: Annotation | None = None) -> None:
        from tui.data.anchors import anchored  # noqa: PLC0415 -- of no use before a report is open

        if self.reading is None:
            return
        mark = anchored(self.reading, span, label, note, datetime.now(UTC), author=self.marks.author or None)
        report = self.reading.report.id
        changes = [*([Change("remove", report, instead)] if instead else []), Change("add", report, mark)]
        self._change(lambda: self.marks.do(changes))
        self.page.action_clear_selection()

    def _change(self, change: Callable[[], object]) -> None:
        """Change marks, and draw them. What the store does not take now waits, and the user is told."""
        before = self.marks.waiting
        try:
            change()
        except StoreError as error:
            self.tell(self.words("notice.store", cause=self.cause(error)), wrong=True)
            return
        if self.marks.waiting and not before:  # from now on the status line says so
            self.tell(
                self.words("notice.waiting", number=self.marks.waiting, cause=self.cause(self.marks.trouble)),
                wrong=True,
            )
        self.show_notes()
        if self.reading is not None:
            self.retest(self.reading.report.id)

    def _again(self, step: Callable[[], Sequence[Change] | None], otherwise: str) -> None:
        try:
            changes = step()
        except StoreError as error:
            self.tell(self.words("notice.store", cause=self.cause(error)), wrong=True)
            return
        if changes is None:
            self.tell(self.words(otherwise), wrong=True)
            return
        self.show_notes()
        for report in {change.report for change in changes}:
            self.retest(report)
        self._told_of(changes)
        here = {change.mark.id for change in changes}
        place = next((mark for mark in self.notes if mark.id in here), None)
        if place and place.start is not None and place.end is not None:
            self.page.reveal(Span(place.start, place.end))

    def _told_of(self, changes: Sequence[Change]) -> None:
        """Say what was changed where it does not show: several marks at once, or another report's."""
        here = self.reading.report.id if self.reading else None
        reports = {change.report for change in changes}
        elsewhere = reports - {here}
        if not changes:
            self.tell(self.words("notice.changed_since"))
        elif elsewhere and len(reports) > 1:
            self.tell(self.words("notice.elsewhere_many", number=len(changes), reports=len(reports)))
        elif elsewhere:
            titles = [
                self.library.entries[index].title for report in elsewhere for index in self.library.of(report)[:1]
            ]
            title = fit(titles[0], TITLED).rstrip() if titles else self.words("notice.unlisted")
            self.tell(self.words("notice.elsewhere", number=len(changes), title=title))
        elif len(changes) > 1:
            self.tell(self.words("notice.changed_marks", number=len(changes)))


def proposal(folder: Path, name: str = "yibao", suffix: str = ".json") -> str:
    """A path in the folder at which there is no file yet."""
    day = datetime.now().astimezone().strftime("%Y%m%d")
    path, number = folder / f"{name}-{day}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{day}-{number}{suffix}"
    return str(path)
