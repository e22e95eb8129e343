"""Taking in what others marked: a file is read, shown, and only then added, as one step that can be undone."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.columns import Cell
from tui.data.store_error import StoreError
from tui.screens.marking import Marking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from parsing.reading import Reading
    from parsing.record import Annotation
    from tui.data.exchange.document import Document
    from tui.data.exchange.plan import ImportPlan
    from tui.entries import Entry

AT_ONCE = 24
"""Reports read between two looks at the keyboard: some 20 ms."""


class Importing(Marking):
    """The import of marks."""

    def action_import(self) -> None:
        """Ask for a file, show what it would add, and add it."""
        from tui.screens.import_file import ImportScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        self.app.push_screen(ImportScreen(Path.cwd(), self.words, self._planned), self._take_in)

    def _take_in(self, plan: ImportPlan | None) -> None:
        if plan is None:
            return
        self._change(lambda: self.marks.do(plan.changes))
        for report in plan.reports:
            self.retest(report)
        self.reports.head(self.query_text)
        self.tell(self.words("notice.imported", number=len(plan.changes), reports=len(plan.reports)))

    # What it would add

    async def _planned(self, path: Path, tick: Callable[[int, int], None]) -> tuple[ImportPlan, Sequence[Cell]] | str:
        """What a file would change, also in words, or why it cannot be read."""
        from tui.data.exchange.importing import matched  # noqa: PLC0415 -- of no use before the first import
        from tui.data.exchange.plan import UnreadableError, contents, planned  # noqa: PLC0415

        try:
            held = await asyncio.to_thread(contents, path)
        except UnreadableError as error:
            return self.cause(error)
        readings = await self._readings(held.documents, tick)
        try:
            present = {reading.report.id: self.marks.surely(reading.report.id) for reading in readings}
        except StoreError as error:
            return self.words("notice.trouble", cause=self.cause(error))
        now = datetime.now(UTC)
        plan = await asyncio.to_thread(
            lambda: planned(matched(held.documents, readings), present.__getitem__, held.format, now)
        )
        plan = plan._replace(problems=(*held.problems, *plan.problems))
        return plan, self._told(plan, {reading.report.id: reading.report.text for reading in readings})

    async def _readings(self, documents: Sequence[Document], tick: Callable[[int, int], None]) -> list[Reading]:
        """The reports that a file may be about: those of its names; where these are not surely meant, whichever fit."""
        from tui.data.exchange.importing import concerning, sure  # noqa: PLC0415 -- see above

        ids = {document.report for document in documents}
        paths = {document.path for document in documents if document.path}
        names = {path.replace("\\", "/").rpartition("/")[2] for path in paths}
        entries = [entry for entry in self.library.entries if entry.head is not None]
        named = [
            entry for entry in entries
            if entry.head and (entry.head.id in ids or entry.path in paths or entry.name in names)
        ]  # fmt: skip
        concerned = concerning(documents)
        found = [reading for reading in await self._read_all(named, tick) if concerned(reading)]
        if all(sure(document, found) for document in documents):
            return found
        return [reading for reading in await self._read_all(entries, tick) if concerned(reading)]

    async def _read_all(self, entries: Sequence[Entry], tick: Callable[[int, int], None]) -> Iterable[Reading]:
        found: list[Reading] = []
        for start in range(0, len(entries), AT_ONCE):
            some = entries[start : start + AT_ONCE]
            for entry, cached in zip(some, await asyncio.to_thread(self.cached, some), strict=True):
                if reading := cached or await self.load(entry):
                    found.append(reading)
            tick(start + len(some), len(entries))
        return found

    # How it is told

    def _told(self, plan: ImportPlan, texts: Mapping[str, str]) -> list[Cell]:
        """What would be added, report by report, and at the end what cannot be."""
        cells: list[Cell] = []
        numbers, before = Counter(change.report for change in plan.changes), None
        for change in plan.changes:
            if change.report != before:
                before = change.report
                titles = [self.library.entries[index].title for index in self.library.of(change.report)[:1]]
                cells.append(Cell(f"{titles[0] if titles else '?'} · {numbers[before]}", "group"))
            cells.append(Cell(f"  {self._mark_told(change.mark, texts[change.report])}"))
        return cells + [Cell(f"✗ {Path(where).name}: {self.cause(cause)}", "bad") for where, cause in plan.problems]

    def _mark_told(self, mark: Annotation, text: str) -> str:
        """A mark in a few words: what it says, who says it, of which words."""
        words, said = self.words, mark.judgement
        kinds = [words.get(f"label.{mark.label}", mark.label) if mark.label else "", mark.tag or ""]
        kinds += [words.get(f"relation.{mark.relation}", mark.relation) if mark.relation else ""]
        kinds += [words(f"verdict.{said.verdict}") if said is not None else "", mark.author or ""]
        exact = mark.exact if mark.start is None or mark.end is None else text[mark.start : mark.end]
        quoted = f"「{exact}」" if exact else words("import_screen.whole")
        return " ".join([*filter(None, kinds), f"{quoted}{mark.note or ''}"])
