"""What the reader shares with others: a store in which somebody else marks too, and guidelines to mark by."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown

from parsing.spans import Span
from tui.columns import shown
from tui.data.store import StoreError
from tui.later import Later
from tui.screens.accepting import Accepting
from tui.text.cells import visible

if TYPE_CHECKING:
    from pathlib import Path

    from tui.data.agreement import Disagreement
    from tui.screens.desk import Equipment

LOOK = 1.0
"""Seconds between two looks at the store, each of which costs some microseconds."""


class Sharing(Accepting):
    """What concerns others. ``guidelines`` is the file of the user's, if the settings name one."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.guidelines: Path | None = None
        self._sharing = False
        self._told_trouble = ""
        self._disagreement = 0

    def begin(self) -> None:
        """Look at the store from now on."""
        if not self._sharing:
            self._sharing = True
            self.set_interval(LOOK, self.look_at_store)
            self._tell_trouble()
            self.run_worker(Later(self._count_judged), group="count")
        super().begin()  # type: ignore[misc]

    async def _count_judged(self) -> None:
        """Say in the list how much is judged, later than the first frame; what was judged since then counts."""
        with suppress(StoreError):
            self.marks.judged = {**await asyncio.to_thread(self.marks.count_judged), **self.marks.judged}
            self.reports.recount()

    def look_at_store(self) -> None:
        """Show what others have marked, and offer to the store what it has not taken."""
        waiting = self.marks.waiting
        changed = self.marks.look()
        if changed:
            self.show_notes()
            self.reports.head(self.query_text)
            for report in changed:
                self.retest(report)
        if waiting and not self.marks.waiting:
            self.tell(self.words("notice.kept_at_last", number=waiting))
        self._tell_trouble()
        if changed or waiting != self.marks.waiting:
            self.show_status()

    def _tell_trouble(self) -> None:
        """Say once what is the matter with the store, for each thing that is."""
        told = str(self.marks.trouble or "")
        if told != self._told_trouble:
            if told and not self.marks.waiting:  # else it was told when the first mark had to wait
                self.tell(self.words("notice.trouble", cause=self.cause(self.marks.trouble)), wrong=True)
            self._told_trouble = told
            self.show_status()

    # Disagreements

    def action_disagreements(self) -> None:
        """List where the annotators of the store say different things of the same place."""
        self.run_worker(Later(self._disagreements), group="disagreements", exclusive=True)

    async def _disagreements(self) -> None:
        from tui.data.agreement import Views  # noqa: PLC0415 -- of no use before
        from tui.screens.disagreements import DisagreementsScreen  # noqa: PLC0415 -- dialogs come when first opened

        try:
            views = await asyncio.to_thread(lambda: Views(self.marks.by_author()))
        except StoreError as error:
            self.tell(self.words("notice.trouble", cause=self.cause(error)), wrong=True)
            return
        if len(views.names) < 2:
            self.tell(self.words("disagreements_screen.alone"), wrong=True)
            return
        places = await asyncio.to_thread(views.disagreements)

        def title(report: str) -> str:
            index = next(iter(self.library.of(report)), None)
            return report[:8] if index is None else self.library.entries[index].title

        dialog = DisagreementsScreen(views.names, places, title, self._disagreement, self.words)
        self.app.push_screen(dialog, lambda at: None if at is None else self._go_to_disagreement(at, places[at]))

    def _go_to_disagreement(self, at: int, place: Disagreement) -> None:
        self._disagreement = at
        index = next(iter(self.library.of(place.report)), None)
        if index is None:
            self.tell(self.words("disagreements_screen.elsewhere"), wrong=True)
        else:
            self.run_worker(Later(self._show_disagreement, index, place), group="disagreements", exclusive=True)

    async def _show_disagreement(self, index: int, place: Disagreement) -> None:
        reading = await self.load(self.library.entries[index])
        marks = self.placed(reading) if reading is not None else ()
        meant = (mark for mark in marks if (mark.raw.start, mark.exact) == (place.start, place.quoted))
        spans = (Span(mark.start, mark.end) for mark in meant if mark.start is not None and mark.end is not None)
        self.open(index, at=next(spans, None))
        self.reports.point(self.library.row(index) or 0)
        self.go("page")

    # Guidelines

    async def action_guidelines(self) -> None:
        """Show the user's guidelines beside the page, or put them away."""
        panels = self.query("#guidelines")
        if panels:
            await panels.remove()
            self.make_room(for_detail=True)
            return
        if self.guidelines is None:
            self.tell(self.words("notice.no_guidelines"), wrong=True)
            return
        try:
            text = self.guidelines.read_text("utf-8-sig", "replace")
        except OSError as error:
            self.tell(f"{self.guidelines}: {self.cause(error.strerror or str(error))}", wrong=True)
            return
        panel = VerticalScroll(Markdown(visible(text), open_links=False), id="guidelines")
        panel.border_title = Content(shown(self.guidelines.name))
        self.make_room(for_detail=False)
        await self.query_one("#main").mount(panel)

    def make_room(self, *, for_detail: bool) -> None:
        """Show the tables or not: beside the guidelines there is no room for them."""
        raise NotImplementedError
