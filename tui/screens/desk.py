"""What the reader's screen keeps and shows, under all that it can do: state, panes, and one way to refresh each.

The actions are in :mod:`tui.screens.finding`, :mod:`tui.screens.opening`, :mod:`tui.screens.marking` and
:mod:`tui.screens.reader`, by what they are for; they change the state here and then ask for what has to be drawn again.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from textual.widgets._toast import Toast

from tui.causes import told
from tui.collector import collector_off
from tui.columns import shown
from tui.evidence import TableReport
from tui.keys import untyped
from tui.screens.viewing import view_told
from tui.screens.window import Behind
from tui.shelves import Shelves
from tui.text.breaking import broken
from tui.text.speakers import spoken
from tui.widgets.detail import Detail
from tui.widgets.lines import StatusLine
from tui.widgets.options import Options
from tui.widgets.page import Page
from tui.widgets.query_line import QueryLine
from tui.widgets.reports import Reports

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parsing.reading import Reading
    from parsing.record import Annotation, Report
    from parsing.spans import Span
    from tui.commands import Command, Pane
    from tui.data.completion import Completion
    from tui.data.initials import Initials
    from tui.data.query import Query
    from tui.data.subject import Subject
    from tui.entries import Entry
    from tui.i18n import Words
    from tui.library import Library
    from tui.marks import Marks
    from tui.settings import Settings
    from tui.worker import Worker


BRIEF = 1.5
"""Seconds that a word is shown for what is seen anyway."""
TOGETHER = 0.5
"""Seconds within which what is said is of one thing; what was said before is taken away."""
TOLD = 46
"""Cells of a line of what is said in passing; see ``Toast`` in ``app.tcss``."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the reader works with; the screen owns none of it.

    ``further`` are the commands of the screens over the reader's. ``index`` is the file of the index, opened late: that
    imports machinery which the first frame does not wait for. ``data`` is the folder of what the reader remembers.
    """

    library: Library
    marks: Marks
    words: Words
    settings: Settings
    commands: Sequence[Command]
    further: Sequence[Command]
    index: str
    data: Path


class Desk(Behind[None]):
    """State and panes. ``current`` is the index of the open report; ``reading`` comes when it is parsed.

    ``back`` is the report that was open at the end of the last time: it opens at its place, whatever a filter marks.
    ``welcoming``: whoever starts for the first time is being told how to begin.
    """

    def __init__(self, equipment: Equipment) -> None:
        super().__init__((Options, Toast), id="reader")
        self.equipment = equipment
        self.library = equipment.library
        self.marks = equipment.marks
        self.words = equipment.words
        self.worker: Worker | None = None
        self.at: Pane = "reports"
        self.current: int | None = None
        self.back: int | None = None
        self.reading: Reading | None = None
        self.notes: tuple[Annotation, ...] = ()
        self.selection: Span | None = None
        self.query_text = ""
        self.filtering: Query | None = None
        self.searching: Query | None = None
        self.initials: Initials | None = None
        self.scanning = True
        self.all_ticked = False
        self.welcoming = False
        self._told_at = 0.0
        self.reports = Reports(self.library, self.marks, self.words)
        self.page = Page(id="page")
        self.detail = Detail(self.words)
        outer = {
            command.id: untyped(command.keys) for command in equipment.commands if command.id in {"help", "keep-query"}
        }
        self.line = QueryLine(
            self.words,
            lambda line, cursor: self.completion(line, cursor),  # noqa: PLW0108 -- a subclass's
            outer,
        )
        self.status = StatusLine()
        self.shelves = Shelves(equipment.index)
        self._subjects: dict[str, Subject] = {}

    # Telling

    def tell(self, text: str, *, wrong: bool = False, brief: bool = False) -> None:
        """Say something in passing; ``brief`` is what is seen anyway, and may be said many times in a row."""
        timeout = BRIEF if brief else None
        if self.welcoming or monotonic() - self._told_at > TOGETHER:  # at 24 lines there is no room for more
            self.welcoming = False
            self.app.clear_notifications()
        self._told_at = monotonic()
        said = broken(shown(text), TOLD) if self.words.language == "zh" else shown(text)
        self.notify(said, severity="error" if wrong else "information", markup=False, timeout=timeout)

    def cause(self, error: object) -> str:
        """Why something failed, in the interface's language."""
        return told(str(error), self.words.language)

    # What is open

    @property
    def entry(self) -> Entry | None:
        """The entry that is open."""
        return None if self.current is None else self.library.entries[self.current]

    @property
    def nothing_open(self) -> str:
        """Why there is no text to act on, as the page says it."""
        return self.page.message or self.words("page.parsing" if self.entry else "notice.no_reading")

    async def load(self, entry: Entry) -> Reading | None:
        """The whole reading of a parsed entry, from the index, or made again; ``None`` where the file is gone."""
        if entry.head is None:
            return None
        (reading,) = await asyncio.to_thread(self.cached, [entry])
        if reading is None and self.worker is not None:
            reading = await self.worker.read(entry.path)
        return reading

    def cached(self, entries: Sequence[Entry]) -> list[Reading | None]:
        """The readings of parsed entries that the index has; may run in a thread."""
        spoken()  # reads a lexicon once, which the page would have to wait for
        shelf = self.shelves.of("opening")
        with collector_off():
            return [shelf.reading(entry.known) if entry.known else None for entry in entries]

    def release(self) -> None:
        """Let go of the index, at the end."""
        self.shelves.close()

    def placed(self, reading: Reading, marks: Sequence[Annotation] | None = None) -> tuple[Annotation, ...]:
        """The marks on a reading, those known unless others are given, each with its place in it."""
        from tui.data.anchors import place  # noqa: PLC0415 -- of no use before a report is open

        return tuple(place(reading, mark) for mark in (self.marks.of(reading.report.id) if marks is None else marks))

    # What is drawn

    def subjects(self) -> list[TableReport]:
        """What the tables are about: all ticked reports, the stretch selected, or the open report."""
        if self.all_ticked:
            return self.ticked_subjects()
        if self.reading is None or self.current is None:
            return []
        return [TableReport(self.current, self._stated(self.reading.report, self.notes), self.notes, self.selection)]

    def ticked_subjects(self) -> list[TableReport]:
        """The ticked reports that are parsed."""
        found = []
        for index in sorted(self.library.ticked):
            entry = self.library.entries[index]
            if entry.report:
                marks = self.marks.of(entry.report.id)
                found.append(TableReport(index, self._stated(entry.report, marks), marks, repaired=entry.repaired))
        return found

    def _stated(self, report: Report, marks: Sequence[Annotation]) -> Report:
        """A record with what was corrected in it set right."""
        if not any(mark.judgement is not None and mark.judgement.corrected for mark in marks):
            return report
        from tui.data.judging import corrected  # noqa: PLC0415 -- of no use before

        return corrected(report, marks, self.marks.author or None)

    def show_detail(self) -> None:
        """Fill the tables anew."""
        self.all_ticked = self.all_ticked and bool(self.library.ticked)
        if self.all_ticked:
            head = self.words("detail.ticked", number=len(self.library.ticked))
        else:
            head = self.words("detail.selection" if self.selection else "detail.report")
        self.detail.show(self.subjects(), head)

    def show_list(self) -> None:
        """Draw the list anew in its present order, the cursor on the open report, or where the user has moved it."""
        self.reports.relist(self.current)
        self.reports.head(self.query_text)
        self.show_status()

    def show_status(self) -> None:
        """Say how far parsing is, what is ticked and what is selected."""
        library, words = self.library, self.words
        total, settled = len(library.entries), library.settled
        change = (
            None if self.selection else self.page.change or self.page.doubt
        )  # how long a selection is, and its keys, need the line more
        judging = self.judging_told()
        parts = [
            words("status_line.gone") if self.entry and self.entry.path in library.gone else "",
            "" if self.reading is None else view_told(self.reading, self.page.view, change, words),
            self.trouble_told(),
            judging,
            words("status_line.scanning") if self.scanning else "",
            words("status_line.parsing", settled=settled, total=total) if settled < total else "",
            words("status_line.parsed", total=total) if settled == total and change is None and not judging else "",
            words("status_line.failed", number=library.failed) if library.failed else "",
            words("status_line.ticked", number=len(library.ticked)) if library.ticked else "",
            words("status_line.selected", number=self.selection.length) if self.selection else "",
        ]
        self.status.said = " " + " · ".join(part for part in parts if part)

    def trouble_told(self) -> str:
        """What is not on the disk, or why nothing can be."""
        marks = self.marks
        if marks.trouble is None:
            return ""
        name = "status_line.waiting" if marks.waiting else "status_line.barred"
        return self.words(name, number=marks.waiting, cause=self.cause(marks.trouble.cause))

    def judging_told(self) -> str:
        """How far judging is."""
        raise NotImplementedError

    def judged(self) -> Sequence[tuple[Span, str]]:
        """What of the open report has been judged."""
        raise NotImplementedError

    def show_notes(self) -> None:
        """Draw the marks of the open report anew, wherever they show."""
        if self.reading is not None:
            self.notes = self.placed(self.reading)
            self.page.set_annotations(self.notes, self.judged())
        self.show_detail()
        self.reports.recount()
        self.show_status()

    def completion(self, line: str, cursor: int) -> Completion:
        """What could stand at the cursor of a query."""
        raise NotImplementedError

    def learn(self) -> None:
        """Have what queries need beside the reports made in the worker process."""
        raise NotImplementedError

    def leave(self) -> None:
        """Note the place in the open report."""
        raise NotImplementedError

    def resume(self) -> None:
        """Go to where the open report was left."""
        raise NotImplementedError

    def retest(self, report: str) -> None:
        """Ask the filter again about a report that was marked or read."""
        raise NotImplementedError

    def open(self, index: int, *, at: Span | None = None) -> None:
        """Open a report, at that place."""
        raise NotImplementedError

    def go(self, pane: Pane) -> None:
        """Bring a pane into view and give it the focus."""
        raise NotImplementedError

    def sort_table(self) -> None:
        """Order the table by its next column."""
        raise NotImplementedError

    def reverse_table(self) -> None:
        """Turn the table's order round."""
        raise NotImplementedError
