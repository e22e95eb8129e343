"""The page's faces: the cleaned text, the source, and the changes between them, each drawn from the same reading.

Turning the page over keeps the cursor on its character. Where a face lacks that character the cursor stands beside its
place, and goes back to it when the page is turned on, unless it was moved in between.
"""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.reactive import reactive

from parsing.spans import Span
from tui.later import Later
from tui.text.layers import Marks
from tui.text.view import FACES, Face, View, doubts, judged_of, marks_of, matches_of, notes_of
from tui.widgets.page_mouse import PageMouse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsing.reading import Reading
    from parsing.record import Annotation, Repair
    from tui.text.changes import Changes, Stretch
    from tui.text.view import Drawn


LONG = 100_000
"""Characters of a source whose changes are worked out beside the event loop: they take some 0.1 s or more."""


class PageFaces(PageMouse):
    """A page that can be turned over. The changes are worked out when they are first asked for."""

    view: reactive[Face] = reactive("clean", init=False)

    _reading: Reading | None = None
    _annotations: tuple[Annotation, ...] = ()
    _found: tuple[Span, ...] = ()
    _judged: tuple[tuple[Span, str], ...] = ()
    _looks_of_labels: Mapping[str, str] = MappingProxyType({})
    _changes: Changes | None = None
    _drawn: Drawn | None = None
    _stops = Marks()
    _found_marks: Marks | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._face: Face = "clean"
        self._places: dict[Face, int] = {}

    def action_toggle_view(self) -> None:
        """From the cleaned text to the source, to the changes, and back."""
        self.view = FACES[(FACES.index(self.view) + 1) % len(FACES)]

    def validate_view(self, view: Face) -> Face:
        """What is no face is the cleaned text."""
        return view if view in FACES else "clean"

    def watch_view(self) -> None:
        """Turn the page over: the cursor stays on its character, and at its height on the screen."""
        if self._reading is None:
            return
        height = self._rows.row_of(self._at) - self.scroll_offset.y
        self._places[self._face] = self._at
        if (raw := self._raw_place()) is not None:
            self._places["raw"] = raw
        self._turn()
        self._at = self._place()
        self.hold(self._at, height)

    @property
    def change(self) -> Stretch | None:
        """The change under the cursor, in the view that shows changes."""
        stretch = self._changes.at(self._at) if self._changes and self._face == "changes" else None
        return stretch if stretch and stretch.kind != "kept" else None

    @property
    def doubt(self) -> Repair | None:
        """The repair under the cursor that may be wrong, in the cleaned text."""
        if self._face != "clean" or self._reading is None or self._found_marks is None:
            return None
        if not any(mark.key == "doubt" for mark in self._found_marks.over(self._at, self._at + 1)):
            return None
        return next((repair for repair in doubts(self._reading.report) if repair.start <= self._at < repair.end), None)

    @property
    def here(self) -> Span:
        """The cursor's place in the cleaned text: one character, or none where it stands on what was taken away."""
        if self._face == "raw" and self._reading is not None:
            found = self._reading.body.locate(Span(self._at, self._at + 1))
            return Span(self.cursor, self.cursor + 1) if found.length else found
        change = self.change
        if change is None or change.clean.length or self._replaced(change):
            return Span(self.cursor, self.cursor + 1)
        return change.clean

    def clean_place(self, at: int) -> int:
        """Of what is struck and written another way beside it, the character put in for that of the source."""
        change = self._changes.at(at) if self._changes and self._face == "changes" else None
        if change is None or change.kind != "removed" or self._reading is None or not self._replaced(change):
            return super().clean_place(at)
        return min(
            self._reading.body.locate(Span(change.raw.start + at - change.start, change.raw.end)).start,
            len(self.clean_text) - 1,
        )

    def put(self, at: int, cursor: int | None = None, goal: int | None = None) -> None:
        """Move: places in the other faces are no longer where the cursor came from."""
        self._places.clear()
        super().put(at, cursor, goal)

    def action_entity_next(self) -> None:
        """To the next mention, or the next change."""
        if self._face != "changes":
            super().action_entity_next()
        elif stop := self._stops.after(self._at) or self._stops.first():
            self.put(stop.start)

    def action_entity_previous(self) -> None:
        """To the mention or change before."""
        if self._face != "changes":
            super().action_entity_previous()
        elif stop := self._stops.before(self._at) or self._stops.last():
            self.put(stop.start)

    def _replaced(self, change: Stretch) -> bool:
        """Whether something was put in for what is struck there."""
        after = self._changes.at(change.end) if self._changes else None
        return after is not None and after.kind == "added"

    def _raw_place(self) -> int | None:
        """The character of the source under the cursor, in a face that tells."""
        if self._face == "clean":
            return None
        return self._at if self._face == "raw" or self._changes is None else self._changes.raw_place(self._at)

    def _place(self) -> int:
        """Where the cursor goes in the face now shown: where it was, or to a known character of the source."""
        if self._face == "clean":
            return self._view.place(self.cursor)
        if self._face == "changes" and self._changes and "raw" in self._places:
            self._places.setdefault("changes", self._changes.place(self._places["raw"]))
        at = self._places.get(self._face)
        return self._view.place(self.cursor) if at is None else self._view.within(at)

    def _turn(self) -> None:
        """Draw the face that ``view`` says."""
        if self._reading is None:
            return
        changes = self._worked_out(self._reading) if self.view == "changes" else None
        self._face = "clean" if self.view == "changes" and changes is None else self.view
        if changes is not None:
            view = View.changes(changes)
        elif self._face == "raw":
            view = View.raw(self._reading.source, self._reading.body)
        else:
            view = self._drawn.view if self._drawn else View.clean(self._reading.report.text)
        self._found_marks = self._drawn.marks if self._drawn and self._face == "clean" else None
        self._hits = matches_of(self._found, view)
        self.draw(view, self._layers(view))

    def _worked_out(self, reading: Reading) -> Changes | None:
        """The changes; of a long report not at once, and the page is turned again when they are there."""
        from tui.text.changes import changed  # noqa: PLC0415 -- of no use before somebody asks for the changes

        if self._changes is None and len(reading.source) > LONG:
            self.run_worker(Later(self._work_out, reading), group="changes", exclusive=True)
        elif self._changes is None:
            self._take(changed(reading))
        return self._changes

    async def _work_out(self, reading: Reading) -> None:
        from tui.text.changes import changed  # noqa: PLC0415 -- see above

        found = await asyncio.to_thread(changed, reading)
        if self._reading is reading:
            self._take(found)
            if self.view == "changes":
                self.watch_view()

    def _take(self, changes: Changes) -> None:
        self._changes, self._stops = changes, changes.stops()

    def _layers(self, view: View) -> tuple[Marks, ...]:
        if self._reading is None:
            return ()
        raw = self._face == "raw"
        if self._found_marks is None and self._face == "changes" and self._changes is not None:
            self._found_marks = Marks(self._changes.marks())
        elif self._found_marks is None:
            self._found_marks = marks_of(self._reading.report, raw=raw)
        notes = notes_of(self._annotations, view, self._looks_of_labels, raw=raw)
        return (self._found_marks, judged_of(self._judged, view), notes)
