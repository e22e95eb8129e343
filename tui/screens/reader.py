"""The reader's screen: three panes and two lines, and how the user moves among them and the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Horizontal

from tui.commands import COMMANDS, Pane, bindings
from tui.commands import shown as key_name
from tui.data.store import StoreError
from tui.messages import EvidenceShown, Parsed
from tui.screens.finding import Finding
from tui.screens.marking import Marking
from tui.tables import KINDS
from tui.widgets.page import Page
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from parsing.corpus import Outcome
    from parsing.spans import Span
    from tui.library import Entry
    from tui.screens.desk import Equipment

WIDE, MEDIUM = 120, 80
"""Columns from which all panes stand side by side, and from which two do."""
PANES: tuple[Pane, ...] = ("reports", "page", "detail")
REARRANGE = 0.25
"""Seconds between two new orders of the list while reports come in."""


def panes_shown(width: int, at: Pane, drawer: bool | None) -> frozenset[Pane]:
    """The panes that a screen of that width shows. ``drawer``: whether the user wants the detail, if they said so."""
    if width < MEDIUM:
        return frozenset({at})
    wanted = width >= WIDE if drawer is None else drawer
    return frozenset(PANES) if wanted or at == "detail" else frozenset({"reports", "page"})


class Reader(Finding, Marking):
    """Reports at the left, the text, and what was found in it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS, "en")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]  # noqa: RUF012 -- Textual's own type
    AUTO_FOCUS: ClassVar[str | None] = ""  # the focus costs a second frame, so it is given after the first

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.at: Pane = "reports"
        self.drawer: bool | None = None
        self.kinds = frozenset(KINDS)
        self._rearranging = False

    def compose(self) -> ComposeResult:
        """The panes over the lines."""
        with Horizontal(id="body"):
            yield self.reports
            with Container(id="main"):
                yield self.page
                yield self.detail
        yield self.line
        yield self.status

    def on_mount(self) -> None:
        """The list is there from the first frame; nothing is open yet."""
        self.show_list()

    # Panes

    def pane(self, name: Pane) -> Widget:
        """The widget that has the focus when that pane has it."""
        return {"reports": self.reports, "page": self.page, "detail": self.detail.rows}[name]

    def go(self, pane: Pane) -> None:
        """Bring a pane into view and give it the focus."""
        self.at = pane
        self._arrange()
        self.pane(pane).focus()

    def _arrange(self) -> None:
        panes = panes_shown(self.size.width, self.at, self.drawer)
        self.reports.display = "reports" in panes
        self.query_one("#main").display = bool(panes & {"page", "detail"})
        self.page.display = "page" in panes
        self.detail.display = "detail" in panes

    def on_resize(self) -> None:
        """Another width may have room for other panes."""
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the pane, and hint at its keys. Reading a report turns the tables from those ticked to it."""
        for pane in PANES:
            if self.pane(pane) is event.widget:
                self.at = pane
                self._hint()
                if pane == "page" and self.all_ticked:
                    self.all_ticked = False
                    self.show_detail()

    def _hint(self) -> None:
        language = self.words.language
        self.status.hints = tuple(
            (key_name(command.keys[0]), command.label(language))
            for command in self.equipment.commands
            if self.at in command.hints and command.keys
        )

    def action_turn(self, step: int) -> None:
        """Go to the next pane, or the one before."""
        if self.line.has_focus_within:
            self.line.action_done()
            return
        self.go(PANES[(PANES.index(self.at) + step) % len(PANES)])

    def action_detail(self) -> None:
        """Show or hide the tables."""
        shown = self.detail.display
        if self.size.width < MEDIUM:
            self.go("page" if shown else "detail")
            return
        self.drawer = not shown
        if shown and self.at == "detail":
            self.go("page")
        self._arrange()

    def action_pane(self, name: str) -> None:
        """A movement in the pane that has the focus; sideways in the detail is to another table."""
        if self.at == "detail" and name in {"cursor_left", "cursor_right"}:
            self.detail.turn(1 if name == "cursor_right" else -1)
        elif (action := getattr(self.pane(self.at), f"action_{name}", None)) is not None:
            action()

    def action_page(self, name: str) -> None:
        """An action of the text, wherever the focus is."""
        getattr(self.page, f"action_{name}")()

    def action_tab(self, step: int) -> None:
        """Another table."""
        self.detail.turn(step)

    def action_choose(self) -> None:
        """Open, show, or label: what Enter does in the pane."""
        if self.at == "reports":
            self.go("page")
        elif self.at == "page":
            self.action_pick_label()
        else:
            self.detail.rows.choose()

    def action_back(self) -> None:
        """Drop the selection, else leave the drawer or the page."""
        if self.at == "page" and self.selection:
            self.page.action_clear_selection()
        elif self.at == "detail":
            self.drawer = None
            self.go("page")
        else:
            self.go("reports")

    def action_help(self) -> None:
        """All commands."""
        from tui.screens.telling import HelpScreen  # noqa: PLC0415 -- dialogs are imported when first opened

        self.app.push_screen(HelpScreen(self.equipment.commands, self.words))

    def action_legend(self) -> None:
        """What the marks mean."""
        from tui.screens.telling import LegendScreen  # noqa: PLC0415 -- see above

        self.app.push_screen(LegendScreen(self.kinds, self.words, self._show_kinds))

    def _show_kinds(self, kinds: frozenset[str]) -> None:
        self.kinds = kinds
        self.page.set_kinds(kinds)

    # Reports

    def action_step(self, step: int) -> None:
        """Open the next report of the list, or the one before."""
        row = self.reports.cursor + step
        if 0 <= row < len(self.library.order):
            self.reports.point(row)
            self.open(self.library.order[row])

    @on(Rows.Highlighted, "#reports")
    def _report_highlighted(self, event: Rows.Highlighted) -> None:
        self.open(self.library.order[event.row])

    @on(Rows.Chosen, "#reports")
    def _report_chosen(self) -> None:
        self.go("page")

    def wanted(self) -> Iterator[str]:
        """The paths still to be parsed: the open report, those in view, then all others."""
        order = self.library.order
        first = [] if self.current is None else [self.current]
        first += [order[row] for row in self.reports.visible_rows]
        return (self.library.entries[index].path for index in self.library.waiting(first))

    def open(self, index: int, *, at: Span | None = None) -> None:
        """Show a report, at that place; while it is being parsed, say so."""
        if index == self.current and self.reading is not None:
            if at:
                self.page.reveal(at)
            return
        self.current, self.reading, self.notes, self.selection = index, None, (), None
        entry = self.library.entries[index]
        if entry.error is not None:
            self._shut(self.words("page.failed", cause=entry.error))
        elif entry.report is None:
            self._shut(self.words("page.parsing"))
        else:
            self.run_worker(self._open(index, at), group="open", exclusive=True)

    def _shut(self, message: str) -> None:
        self.page.show_message(message)
        if not self.all_ticked:
            self.show_detail()

    async def _open(self, index: int, at: Span | None) -> None:
        reading = await self.load(self.library.entries[index])
        if index != self.current:
            return
        if reading is None:
            self._shut(self.words("page.gone"))
            return
        self.reading = reading
        try:
            self.notes = self.placed(reading)
            self.marks.seen(reading.report.id)
        except StoreError as error:
            self.tell(self.words("notice.store", cause=error), wrong=True)
        self.page.show(reading, self.notes)
        self._mark()
        if at:
            self.page.reveal(at)
        self.reports.refresh()
        if not self.all_ticked:
            self.show_detail()
            self.detail.point(index, self.page.cursor)

    # What comes in

    def begin(self) -> None:
        """Open the first report; called when the list is on the screen and the worker is there."""
        if self.focused is None and self.is_current:
            self.go(self.at)
        if self.current is None and self.reports.selected is not None:
            self.open(self.reports.selected)

    def listed(self, entries: list[Entry], *, more: bool) -> None:
        """Take in files that were found; ``more``: the listing goes on."""
        self.library.add(entries)
        self.scanning = more
        if entries:
            self.show_list()
            self.begin()
        self.show_status()

    def deliver(self, outcomes: list[Outcome]) -> None:
        """Take a batch from the worker."""
        self.post_message(Parsed(outcomes))

    @on(Parsed)
    def _parsed(self, event: Parsed) -> None:
        changed = self.library.settle(event.outcomes)
        if self.library.narrowed or self.library.sort != "name":
            self._rearrange_soon()
        self.reports.refresh()
        self.show_status()
        if self.current in changed and self.current is not None:
            self.open(self.current)
        if self.all_ticked and not self.library.ticked.isdisjoint(changed):
            self.show_detail()

    def _rearrange_soon(self) -> None:
        if not self._rearranging:
            self._rearranging = True
            self.set_timer(REARRANGE + len(self.library.entries) / 500_000, self._rearrange)

    def _rearrange(self) -> None:
        self._rearranging = False
        self.library.arrange()
        self.show_list()
        self.begin()

    @on(EvidenceShown)
    def _evidence_shown(self, event: EvidenceShown) -> None:
        index, span = event.evidence
        if index != self.current:
            self.open(index, at=span)
            self.reports.point(self.library.row(index) or 0)
        else:
            self.page.reveal(span)
        if event.chosen:
            self.go("page")

    @on(Page.CursorMoved)
    def _cursor_moved(self, event: Page.CursorMoved) -> None:
        if self.current is not None and self.at != "detail":
            self.detail.point(self.current, event.position)

    @on(Page.SelectionChanged)
    def _selection_changed(self, event: Page.SelectionChanged) -> None:
        self.selection = event.span or None
        self.show_detail()
        self.show_status()
