"""What the query line draws on and what becomes of its queries: completion, history, and queries kept under a name."""

from __future__ import annotations

import asyncio
from operator import itemgetter
from time import monotonic
from typing import TYPE_CHECKING

from textual import on

from tui.data import queries
from tui.data.heads import Settled
from tui.later import Later
from tui.messages import LineDone, Parsed
from tui.screens.finding import SLICE, Finding

if TYPE_CHECKING:
    from tui.data.completion import Completion
    from tui.data.known import KnownValues
    from tui.i18n import Words
    from tui.screens.desk import Equipment
    from tui.worker import Worker

UNDECIDED = 0.2
"""Seconds without another key after which whoever finds nothing is told why: each condition is a search of its own."""
FIRST_WORD = "ab"
"""Completed before any key, with nothing known: names of fields and categories are read then."""


def _completed(text: str, words: Words) -> None:
    """Have ready what completing goes through."""
    from tui.data.completion import Sources, complete  # noqa: PLC0415 -- of no use before the first query
    from tui.data.known import KnownValues  # noqa: PLC0415

    complete(text, len(text), Sources(KnownValues(), (), {}, words))


class Querying(Finding):
    """What is known of queries beside the one that narrows the list."""

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.queries = queries.Queries()
        self._known: KnownValues | None = None
        self._learning = False

    def action_filter(self) -> None:
        """Type a query that narrows the list."""
        self.line.history = self.queries.history
        self.learn()
        self.app.clear_notifications()  # which would lie over the line
        super().action_filter()
        self.run_worker(Later(self._prepare_search), group="learn")

    def action_search(self) -> None:
        """Type words to find in the text."""
        self.line.history = self.queries.searched
        super().action_search()

    def completion(self, line: str, cursor: int) -> Completion:
        """What could stand at the cursor of a query."""
        from tui.data.completion import Sources, complete  # noqa: PLC0415 -- of no use before the first query

        labels = self.equipment.settings.names
        known = self._values()
        return complete(line, cursor, Sources(known, labels, self.queries.named, self.words, self.initials))

    def _values(self) -> KnownValues:
        """What the reports hold; once a query was typed, kept up as they are parsed."""
        from tui.data.known import KnownValues  # noqa: PLC0415 -- see above

        if self._known is None:
            self._known = KnownValues()
            for entry in self.library.entries:
                if entry.report is not None:
                    self._known.add(entry.report)
            if self.library.indexed and self.worker is not None:
                self.run_worker(Later(self._load_values, self.worker), group="values")
        return self._known

    async def _load_values(self, worker: Worker) -> None:
        """What the index has, counted in a process of its own."""
        from tui.searching import offered  # noqa: PLC0415 -- see above

        found = await worker.aside(offered, self.equipment.index)
        if found and self._known is not None:
            self._known.load(found)
            for field in self._known.fields:  # ranked now, which a key would else wait for
                self._known.most(field)
                await asyncio.sleep(0)
            self._offer_more()

    @on(Parsed)
    def _values_parsed(self, event: Parsed) -> None:
        if self._known is not None:
            for outcome in event.outcomes:
                if isinstance(outcome, Settled):
                    self._known.take(outcome.values)
                elif outcome.report is not None:
                    self._known.add(outcome.report)
            self._offer_more()

    def _offer_more(self) -> None:
        """What is offered at the cursor may be more now; an option that the user is at stays where it is."""
        if self.line.has_focus_within and self.line.options.chosen is None:
            self.line.suggest()
            self.keep_clear()

    def learn(self) -> None:
        """Have the table of pinyin initials made in the worker process, once."""
        if self.initials is None and not self._learning and self.worker is not None:
            self._learning = True
            self.run_worker(Later(self._learn), group="learn")

    async def _learn(self) -> None:
        from tui.data.initials import initials  # noqa: PLC0415 -- see above

        assert self.worker is not None  # noqa: S101 -- asked by who starts this
        self.initials = await self.worker.elsewhere(initials)
        if self.filtering and self.filtering.spelled:
            self.refilter()
        self._offer_more()
        await self._prepare_search()

    async def _prepare_search(self) -> None:
        await asyncio.to_thread(_completed, FIRST_WORD, self.words)
        if self.library.indexed:
            await self.searcher().prepare(self.initials)

    @on(LineDone)
    def _line_left(self, event: LineDone) -> None:
        if event.line == "filter":
            self._keep(self.queries.typed(self.query_text))
        elif self.searching:
            self._keep(self.queries.looking(self.searching.text.strip('"')))

    # Why there is nothing

    async def explain(self) -> None:
        """Say which condition leaves nothing in the list, beside all others."""
        from tui.data.query import without  # noqa: PLC0415 -- see above

        if self.library.settled < len(self.library.entries):
            return
        await asyncio.sleep(UNDECIDED)
        best = ("", 0)
        for term, rest in without(self.query_text):
            best = max((term, await self._number(rest)), best, key=itemgetter(1))  # of equals the one typed last
        if best[1]:
            told = self.words("reports.without", term=best[0], number=f"{best[1]:,}")
            self.reports.explain(told)
            self._remark(told)

    async def count_undated(self) -> None:
        """Say how many reports a query with a day leaves out only because they have none."""
        from tui.data.query import undated  # noqa: PLC0415 -- see above

        rest = undated(self.query_text)
        if rest is None or not self.line.has_class("-open"):
            return
        await asyncio.sleep(UNDECIDED)
        if number := await self._number(rest):
            self._remark(self.words("reports.undated", number=f"{number:,}"))

    def _remark(self, text: str) -> None:
        """Say something about the query that the list shows, unless what has been typed since is no query."""
        if self.line.has_class("-open") and not self.line.mistaken:
            self.line.say(text)

    async def _number(self, text: str) -> int:
        """How many of the reports parsed a query matches."""
        from tui.data.query import parse_query  # noqa: PLC0415 -- see above

        query = parse_query(text, self.initials)
        test, number, started = self._test(query), 0, monotonic()
        if self.library.indexed:
            number = len(await self.searcher().numbers(text, self.initials, typed=False))
        for entry in self.library.entries:
            if entry.head is not None and entry.known is None:
                number += test(entry)
            if monotonic() - started > SLICE:
                await asyncio.sleep(0)
                started = monotonic()
        return number

    # Queries under a name

    def action_keep_query(self) -> None:
        """Ask for a name, and keep the filter under it."""
        from tui.screens.asking import AskScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        if not self.query_text:
            self.tell(self.words("notice.no_query"), wrong=True)
            return
        dialog = AskScreen(self.words("keep_screen.title"), self.words("keep_screen.hint"), self.query_text, self.words)
        self.app.push_screen(dialog, lambda name: self._keep_named(name) if name else None)

    def _keep_named(self, name: str) -> None:
        self._keep(self.queries.keeping(name, self.query_text))
        self.tell(self.words("notice.kept", name=name))

    def action_queries(self) -> None:
        """List the queries kept, to use or delete one."""
        from tui.screens.asking import QueriesScreen  # noqa: PLC0415 -- see above

        if not self.queries.named:
            self.tell(self.words("notice.no_queries"))
            return
        dialog = QueriesScreen(self.queries.named, self.words, lambda name: self._keep(self.queries.without(name)))
        self.app.push_screen(dialog, lambda text: self.use_query(text) if text else None)

    def use_query(self, text: str) -> None:
        """Narrow the list with a query, as if it had been typed."""
        self.narrow_to(text)
        self._keep(self.queries.typed(self.query_text))
        self.go("reports")

    def _keep(self, changed: queries.Queries) -> None:
        if changed == self.queries:
            return
        self.queries = changed
        try:
            queries.save(self.equipment.data, changed)
        except OSError as error:
            self.tell(self.words("notice.not_kept", cause=error.strerror or error), wrong=True)
