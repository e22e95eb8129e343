"""The reader's screen: three panes and two lines, and how the user moves among them and the reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container, Horizontal

from tui.commands import COMMANDS, KeyContext, Pane, bindings
from tui.keys import shown as shown_key
from tui.messages import EvidenceShown, TabShown
from tui.screens.exporting import Exporting
from tui.screens.importing import Importing
from tui.screens.outside import Outside
from tui.screens.relating import Relating
from tui.screens.sharing import Sharing
from tui.screens.sizing import Sizing
from tui.screens.surveying import Surveying
from tui.screens.tabling import Tabling
from tui.tables import KINDS
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from tui.commands import Command
    from tui.i18n import Words
    from tui.screens.desk import Equipment
    from tui.tables import Tab

WIDE, MEDIUM = 120, 80
"""Columns from which all panes stand side by side, and from which two do."""
PANES: tuple[Pane, ...] = ("reports", "page", "detail")


HINTED: Mapping[Tab, KeyContext] = {"notes": "notes", "repairs": "repairs"}
"""The tables with nothing in them to be judged."""


def panes_shown(width: int, at: Pane, drawer: bool | None) -> frozenset[Pane]:
    """The panes that a screen of that width shows. ``drawer``: whether the user wants the detail, if they said so."""
    if width < MEDIUM:
        return frozenset({at})
    wanted = width >= WIDE if drawer is None else drawer
    return frozenset(PANES) if wanted or at == "detail" else frozenset({"reports", "page"})


class Reader(Sharing, Tabling, Outside, Surveying, Relating, Importing, Exporting, Sizing):
    """Reports at the left, the text, and what was found in it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]
    # Textual's own type
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]  # noqa: RUF012
    AUTO_FOCUS: ClassVar[str | None] = ""  # the focus costs a second frame, so it is given after the first

    def __init__(self, equipment: Equipment) -> None:
        super().__init__(equipment)
        self.drawer: bool | None = None
        self.kinds = frozenset(KINDS)
        self._hinted_at = (self._state(), self.page.view)

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
        labels = enumerate(self.equipment.settings.label_set[:9], 1)
        self.page.set_looks({label.name: f"label-{number}" for number, label in labels if label.colour})
        self.show_list()

    def speak(self, words: Words) -> None:
        """Say everything in another language from now on; dialogs are made when opened, and need not be told."""
        self.equipment = replace(self.equipment, words=words)
        for each in (self, self.reports, self.detail, self.detail.tabs, self.line):
            each.words = words
        self.show_list()
        self.show_detail()
        self._hint()
        if self.current is not None and self.reading is None:
            self.open(self.current)

    # Panes

    def pane(self, name: Pane) -> Widget:
        """The widget that has the focus when that pane has it."""
        return {"reports": self.reports, "page": self.page, "detail": self.detail.rows}[name]

    def go(self, pane: Pane) -> None:
        """Bring a pane into view and give it the focus. Whoever leaves the list needs the welcome no more."""
        if self.welcoming and pane != "reports":
            self.welcoming = False
            self.app.clear_notifications()
        self.at = pane
        self._arrange()
        self.pane(pane).focus()

    def _arrange(self) -> None:
        panes = panes_shown(self.size.width, self.at, self.drawer)
        self.reports.display = "reports" in panes
        self.query_one("#main").display = bool(panes & {"page", "detail"})
        self.page.display = "page" in panes
        self.detail.display = "detail" in panes
        self.size_panes()

    def on_resize(self) -> None:
        """Another width may have room for other panes."""
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the pane, and hint at its keys. Reading a report turns the tables from those ticked to it."""
        if event.widget is self.line.input:
            self.status.hints = self.line.keys
        for pane in PANES:
            if self.pane(pane) is event.widget:
                self.at = pane
                if not self.line.has_focus_within:  # which had it next where one pane shows at a time
                    self._hint()
                    self.show_status()
                if pane == "page" and self.all_ticked:
                    self.all_ticked = False
                    self.show_detail()

    def _hint(self) -> None:
        """Where there is no room for all keys, there is for the one that lists them."""
        state = self._state()
        self._hinted_at = (state, self.page.view)
        self.status.hints = tuple(
            (shown_key(command.keys[0]), self._hinted(command))
            for command in sorted(self.equipment.commands, key=lambda command: command.id != "help")
            if state in command.hints and command.keys
        )

    def _state(self) -> Pane | KeyContext:
        """The pane in the focus, or what the page or the tables are in."""
        if self.at != "page":
            return HINTED.get(self.detail.tabs.active, self.at) if self.at == "detail" else self.at
        if self.selection or self.page.view == "changes":
            return "selection" if self.selection else "changes"
        return "judging" if self.verdicts is not None and self.verdicts.marks else "page"

    def show_status(self) -> None:
        """Say how things stand, and hint at other keys where others are wanted now."""
        super().show_status()
        if self._hinted_at != (self._state(), self.page.view) and not self.line.has_focus_within:
            self._hint()

    def _hinted(self, command: Command) -> str:
        """What the key of a command does here."""
        names = {"view": f"view.{self.page.view}"}
        if self.page.view == "changes":
            names |= {"entity-next": "view.change_next", "entity-previous": "view.change_previous"}
        return self.words.get(names.get(command.id, ""), command.label(self.words.language))

    def action_turn(self, step: int) -> None:
        """Go to the next pane, or the one before."""
        if self.line.has_focus_within:
            self.line.action_done()
            return
        self.go(PANES[(PANES.index(self.at) + step) % len(PANES)])

    def make_room(self, *, for_detail: bool) -> None:
        """Show the tables as usual, or not at all."""
        self.drawer = None if for_detail else False
        if not for_detail and self.at == "detail":
            self.at = "page"
        self.go(self.at)

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
        """Stop what takes long, else drop the selection, else leave the drawer or the page."""
        if self.stop_work() or self.stop_comparing():
            return
        if self.at == "page" and self.selection:
            self.page.action_clear_selection()
        elif self.at == "detail":
            self.drawer = None
            self.go("page")
        else:
            self.go("reports")

    def action_help(self) -> None:
        """All commands."""
        from tui.screens.telling import HelpScreen, wanted  # noqa: PLC0415 -- dialogs are imported when first opened

        self.app.clear_notifications()
        own = self.equipment.commands
        here = wanted(own, self.at)
        querying = self.line.has_focus_within
        self.app.push_screen(HelpScreen((*own, *self.equipment.further), self.words, self.at, here, querying=querying))

    def action_legend(self) -> None:
        """What the marks mean."""
        from tui.screens.telling import LegendScreen  # noqa: PLC0415 -- see above

        self.app.push_screen(LegendScreen(self.kinds, self.words, self._show_kinds))

    def _show_kinds(self, kinds: frozenset[str]) -> None:
        self.kinds = kinds
        self.page.set_kinds(kinds)

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

    @on(TabShown)
    def _tab_shown(self) -> None:
        if self.at == "detail" and not self.line.has_focus_within:
            self._hint()

    @on(Page.CursorMoved)
    def _cursor_moved(self) -> None:
        if self.current is not None and self.at != "detail" and not self.all_ticked:
            self.detail.point(self.current, self.page.here)
        self.show_status()

    @on(Page.SelectionChanged)
    def _selection_changed(self, event: Page.SelectionChanged) -> None:
        self.selection = event.span or None
        if not self.line.has_focus_within:
            self._hint()
        self.show_detail()
        self.show_status()
