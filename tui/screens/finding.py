"""Finding reports and places in them: the filter, the search in the text, and the order of the list."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from textual import on

from tui.later import Later
from tui.library import SORTS
from tui.messages import LineChanged, LineDone
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsing.reading import Reading
    from parsing.record import Report
    from parsing.spans import Span
    from tui.data.query import Query
    from tui.data.subject import Subject
    from tui.entries import Entry
    from tui.library import Sort
    from tui.searching import Searching

SLICE = 0.02
"""Seconds of filtering between two looks at the keyboard."""
SCREENS = 2
"""So many screens of entries are shown before all are known."""
TOGETHER = 0.03
"""Seconds that what was typed waits at most to be drawn in one frame with what it finds."""
SETTLING = 0.05
"""Seconds for drawing the list and for a next key, before the page follows and all other hits are looked for."""
FEW = 1000
"""Places in a text up to which it takes less time to look at each than at the whole text."""
REMEMBERED = 4096
"""Reports whose folded text is kept between keystrokes: about 20 MB of reports of the usual length."""


class Finding(Desk):
    """What narrows, orders and marks."""

    _searching: Searching | None = None
    _marked: tuple[Reading | None, Query | None, Query | None] | None = None
    """Of what, and by which queries, the page was marked last."""
    _spans: Sequence[Span] = ()
    """What was marked then."""
    _unread = ""
    """What was said last of an index that cannot be read."""
    asked: str | None = None
    """The query of the command line."""

    def action_filter(self) -> None:
        """Type a query that narrows the list."""
        if self.has_class("-narrow"):
            self.go("reports")
        self.line.open("filter", self.query_text)
        self.keep_clear()

    def action_search(self) -> None:
        """Type words to find in the text."""
        self.line.open("search", self.searching.text.strip('"') if self.searching else "")

    def action_clear_filter(self) -> None:
        """List everything, and mark nothing."""
        self.searching = None
        self._filter("")
        self._mark()

    def action_sort(self) -> None:
        """Order the list, or the table that has the focus, by the next field."""
        if self.at == "detail":
            self.sort_table()
            return
        self._order(SORTS[(SORTS.index(self.library.sort) + 1) % len(SORTS)], turned=False)

    def action_reverse(self) -> None:
        """Turn round the order of the list, or of the table that has the focus."""
        if self.at == "detail":
            self.reverse_table()
        else:
            self._order(self.library.sort, turned=not self.library.turned)

    def _order(self, sort: Sort, *, turned: bool) -> None:
        self.library.sort, self.library.turned = sort, turned
        self.library.arrange()
        self.show_list()
        self.tell(self.words("notice.sorted", sort=self.reports.order), brief=True)

    def narrow_to(self, text: str) -> None:
        """Narrow the list with a query; an empty one lists all."""
        self._filter(text)

    def refilter(self) -> None:
        """Ask the filter again, which now knows more."""
        self._filter(self.query_text)

    @on(LineChanged)
    def _line_changed(self, event: LineChanged) -> None:
        self.back = None
        if event.line == "search":
            self._search(event.text)
        elif not event.text.startswith("@"):  # the name of a query, which is no query yet
            self._filter(event.text)
        self.keep_clear()

    @on(LineDone)
    def _line_done(self, event: LineDone) -> None:
        """Leave the line, unless what is typed makes no sense: left so, it would go without a word."""
        if event.line == "filter" and self.line.mistaken:
            self.line.insist()
            return
        self.line.close()
        self.keep_clear()
        self.go("reports" if event.line == "filter" else "page")

    def keep_clear(self) -> None:
        """Keep what the page shows of a filter out from under what could be typed."""
        self.page.cover(self.line.options.over(self.page.content_region, self.line.region.y))

    def _filter(self, text: str) -> None:
        from tui.data.query import QueryError, parse_query  # noqa: PLC0415 -- of no use before the first query

        try:
            query = parse_query(text, self.initials)
        except QueryError as error:
            self.line.mistake(error.told(self.words), error.position, error.end)
            return
        self.line.say("")
        self.query_text = text.strip()
        self.filtering = self.reports.filtering = query if self.query_text else None
        self.run_worker(Later(self._narrow), group="narrow", exclusive=True)

    async def _narrow(self) -> None:
        test, found = None, None
        self.library.watch()
        if self.filtering:
            test = self._test(self.filtering)
            if self.library.indexed:
                found = await self._found(self.filtering.text, test)
                self._tell_unread(self.searcher().trouble)
        started = monotonic()
        for _ in self.library.narrow(test, found):
            if monotonic() - started > SLICE:
                await asyncio.sleep(0)
                started = monotonic()
        self._show_narrowed()
        if self.line.has_class("-open"):
            await asyncio.sleep(SETTLING)
        self._turn_page()
        if self.filtering and not self.library.order:
            await self.explain()
        elif self.filtering:
            await self.count_undated()

    def _tell_unread(self, trouble: Exception | None) -> None:
        """Say, once, that the index cannot be read: nothing of what it has is found."""
        if trouble is not None and str(trouble) != self._unread:
            self._unread = str(trouble)
            self.tell(self.words("notice.unread", cause=self.cause(trouble)), wrong=True)

    async def _found(self, text: str, test: Callable[[Entry], bool]) -> set[int]:
        """The numbers of all reports that a query finds; the first of them are shown before all are known."""
        searcher, library = self.searcher(), self.library
        asked = asyncio.create_task(searcher.first(text, self.initials, SCREENS * self.size.height, self.current))
        try:
            with self.app.batch_update():
                await asyncio.wait({asked}, timeout=TOGETHER)
            some = await asked
        finally:
            asked.cancel()  # with whoever waits for it
        if some is not None:
            hits, whole = some
            if whole:
                return {known.number for index in hits if (known := library.entries[index].known) is not None}
            library.begin_with(test, hits)
            self._show_narrowed()
            await asyncio.sleep(SETTLING)
            self._turn_page()
        return await searcher.numbers(text, self.initials)

    def _show_narrowed(self) -> None:
        """Draw the list as it is narrowed.

        What was open at the end of the last time stays listed under the filter of the last time: it was so then, though
        it may have been read since.
        """
        if self.current is not None and self.current == self.back and self.asked is None:
            self.library.hold(self.current, anyway=True)
            self.library.arrange()
        self.show_list()
        if self.current is not None:
            self.library.hold(self.current)

    def _turn_page(self) -> None:
        """Open the report that the cursor is on; in one that is open already, mark what is asked for now."""
        selected = self.reports.selected
        if selected is not None and selected != self.current:
            self.open(selected)
        elif self._marked != (self.reading, self.filtering, self.searching):
            self._mark()

    async def explain(self) -> None:
        """Say why nothing is listed."""
        raise NotImplementedError

    async def count_undated(self) -> None:
        """Say how many reports a query with a day leaves out only because they have none."""
        raise NotImplementedError

    def retest(self, report: str) -> None:
        """Ask the filter again about a report that was marked or read; the open one stays listed until it is left."""
        if self.filtering is None or not self.filtering.personal:
            return
        changed = [self.library.retest(index) for index in self.library.of(report)] if self.library.narrowed else []
        if any(changed):
            self.library.arrange()
            self.show_list()

    def _test(self, query: Query) -> Callable[[Entry], bool]:
        def test(entry: Entry) -> bool:
            report = entry.report
            if report is None and entry.known is not None:  # its record is at hand, while the index may be busy
                report = self.shelves.of("opening").record(entry.known)
                if report is None:
                    return self.searcher().holds(query.text, self.initials, entry.known)
            return report is not None and query.matches(self._subject(entry, report))

        return test

    def searcher(self) -> Searching:
        """What asks the index of known reports."""
        if self._searching is None:
            from tui.searching import Searching  # noqa: PLC0415 -- of no use before the first query

            self._searching = Searching(self.shelves.of("searching"), self.library, self.marks)
        return self._searching

    def release(self) -> None:
        """Stop what is being looked for, and let go of the index."""
        if self._searching is not None:
            self._searching.close()
        super().release()

    def _subject(self, entry: Entry, report: Report) -> Subject:
        from tui.data.query import Subject  # noqa: PLC0415 -- see above

        known, marks, read = self._subjects.get(entry.path), self.marks.of(report.id), report.id in self.marks.read
        if known and known.report is report and known.annotations is marks and known.read == read:
            return known
        subject = Subject(report, marks, read, entry.repaired)
        if len(self._subjects) < REMEMBERED:
            self._subjects[entry.path] = subject
        return subject

    def _search(self, text: str) -> None:
        from tui.data.query import parse_query  # noqa: PLC0415 -- see above

        phrase = text.replace('"', "").strip()
        self.searching = parse_query(f'"{phrase}"') if phrase else None
        found = self._mark()
        said = self.words("search.found", number=found) if found else self.words("search.none")
        self.line.say(said if phrase else "")

    def _mark(self) -> int:
        """Mark in the page what is searched, else what the filter asks for, and go to the first; how many there are."""
        spans: list[Span] = []
        if self.reading and self.searching:
            spans = self.searching.marks(self.reading.report.text, self._begun_with(self.reading, self.searching))
        elif self.reading and self.filtering:
            from tui.data.subject import Subject  # noqa: PLC0415 -- see above

            spans = self.filtering.evidence(Subject(self.reading.report))
        self.page.set_matches(spans)
        self._marked, self._spans = (self.reading, self.filtering, self.searching), spans
        if spans and self.back is not None and self.back == self.current:
            self.resume()
        return len(spans)

    def _begun_with(self, reading: Reading, searched: Query) -> Sequence[Span] | None:
        """Where the page has the words that those looked for now begin with; ``None`` if unknown, or in many places."""
        before, _, last = self._marked or (None, None, None)
        if before is not reading or last is None or not searched.extends(last) or len(self._spans) > FEW:
            return None
        return self._spans
