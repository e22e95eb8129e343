"""The screens that explain the reader: all commands with their keys, and what the marks in a text mean."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Literal, get_args

from tui.columns import Cell, Column, shown, widths
from tui.commands import Command, CommandGroup, Pane
from tui.dialog_commands import HELP, LEGEND, LISTING
from tui.keys import shown as shown_key
from tui.screens.dialog import Dialog, line
from tui.tables import KINDS
from tui.text.breaking import wrap
from tui.text.gutter import GUTTER
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from textual.widget import Widget

    from tui.i18n import Words


class _Listing(Dialog[None], commands=LISTING):
    """A dialog around one list."""

    def action_rows(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(Rows), f"action_{name}")()


COLUMNS = Column("", 18, grow=1), Column("", 14), Column("", 24, grow=6)
CLOSE = Column("", 11), Column("", 9), Column("", 24, grow=1)
"""Keys, name and help of a command, where there is room and where there is little."""
ROOMY = 72
"""Cells from which there is room."""

SHARE = 0.9
"""Of the screen's height, as much as a box may have; see ``app.tcss``."""
LEAST = 3
"""Lines of a list at least."""

SEEN: Mapping[str, str] = {
    "PERSON": "person strong lined", "TITLE": "title strong", "ORG": "org lined", "PLACE": "place slanted lined",
    "DATE": "date slanted", "DOCUMENT": "document strong slanted lined", "QUANTITY": "quantity strong slanted",
    "METRIC": "metric", "MEASURE": "done", "SPEAKER": "strong lined", "ANNOTATION": "annotation lined",
    "DOUBT": "doubt",
}  # fmt: skip
"""What the legend shows each kind with: as the page does, so that kinds are told apart without colours too."""

SYNTAX = (
    ("and", "口罩 捐赠"),
    ("without", "-捐赠"),
    ("phrase", '"疫情 防控"'),
    ("initials", "yqfk"),
    ("same", "metric:口罩 value>100"),
    ("kept", "@"),
)
"""What a query may be made of beside fields: names of the table ``query_help`` of the words, each with an example."""


class HelpScreen(_Listing, commands=HELP):
    """What can be done where help is asked for, the language of queries, and every command by group.

    Args:
        commands: all commands.
        words: what the interface says.
        at: the pane in the focus, or ``screen`` for a screen that is over the reader.
        here: the commands that are most wanted there.
        querying: whether a query is being typed, so that the language of queries comes first.
    """

    def __init__(
        self,
        commands: Sequence[Command],
        words: Words,
        at: Pane | Literal["screen"],
        here: Iterable[Command],
        *,
        querying: bool = False,
    ) -> None:
        super().__init__(words("help_screen.title"), words("help_screen.hint"), words)
        most, queries = list(here_lines(here, words, at)), list(query_lines(words))
        first = [*queries, *most] if querying else [*most, *queries]
        self.lines = [*first, *help_lines(commands, words)]

    def parts(self) -> Iterator[Widget]:
        """The list."""
        yield Rows(id="commands")

    def on_mount(self) -> None:
        """Let the list have the keys."""
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        """Wrap for the width that the box has now."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        rows = self.query_one(Rows)
        total = rows.scrollable_content_region.width
        columns = COLUMNS if total >= ROOMY else CLOSE
        wrapped = [row for cells in self.lines for row in wrapped_row(cells, widths(columns, total))]
        rows.show(columns, len(wrapped), wrapped.__getitem__, cursor=rows.cursor)


def wrapped_row(cells: tuple[Cell, ...], sizes: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """A row as so many that no cell is cut; a heading is as it is."""
    if len(cells) == 1:
        yield cells
        return
    parts = [
        [Cell(text[start:end], cell.style) for start, end in wrap(text, size)]
        for cell, size in zip(cells, sizes, strict=True)
        for text in (shown(cell.text),)
    ]
    yield from zip_longest(*parts, fillvalue=Cell(""))


def wanted(commands: Sequence[Command], at: Pane) -> Iterator[Command]:
    """What is most wanted in a pane."""
    states = {at, "notes"} if at == "detail" else {at}
    return (command for command in commands if states.intersection(command.hints))


def here_lines(commands: Iterable[Command], words: Words, at: str) -> Iterator[tuple[Cell, ...]]:
    """What is most wanted in a place, under its heading."""
    yield (Cell(words(f"help_screen.{at}"), "group"),)
    yield from (_command(command, words) for command in commands)


def query_lines(words: Words) -> Iterator[tuple[Cell, ...]]:
    """The language of queries: what they are made of, then the fields, each with its Chinese name."""
    from tui.data import names  # noqa: PLC0415 -- of no use before the first query

    yield (Cell(words("query_help.title"), "group"),)
    for name, example in SYNTAX:
        yield Cell(example, "mark"), Cell(""), Cell(words(f"query_help.{name}"), "dim")
    for chinese, field in names.fields().items():
        sign = ">" if field == "value" else ":"
        yield Cell(field + sign, "mark"), Cell(chinese + sign), Cell(words(f"field_help.{field}"), "dim")


def _command(command: Command, words: Words) -> tuple[Cell, ...]:
    keys = "  ".join(shown_key(key) for key in command.keys)
    return Cell(keys, "mark"), Cell(command.label(words.language)), Cell(command.help(words.language), "dim")


def help_lines(commands: Sequence[Command], words: Words) -> Iterator[tuple[Cell, ...]]:
    """The commands as rows: a heading for each group, then keys, name and what each does."""
    order = get_args(CommandGroup)
    ranked = sorted(commands, key=lambda command: order.index(command.group))
    for group, members in groupby(ranked, key=lambda command: command.group):
        yield (Cell(words(f"group.{group}"), "group"),)
        for command in members:
            yield _command(command, words)


class LegendScreen(_Listing, commands=LEGEND):
    """What each mark and look means; each kind can be shown or hidden, which ``tell`` is told at once."""

    def __init__(self, kinds: frozenset[str], words: Words, tell: Callable[[frozenset[str]], None]) -> None:
        super().__init__(words("legend_screen.title"), words("legend_screen.hint"), words)
        self.kinds = kinds
        self.tell = tell

    def parts(self) -> Iterator[Widget]:
        """The kinds, the signs of the list, and the looks of changes."""
        yield Rows(id="kinds", at_once=True)
        yield line(self.words("legend_screen.marks"), id="legend-marks")
        yield line(self.words("legend_screen.changes"), id="legend-changes")

    def on_mount(self) -> None:
        """Fill in the kinds."""
        rows = self.query_one(Rows)
        rows.styles.height = len(KINDS)
        rows.show((Column("", 2), Column("", 10, grow=1), Column("", 10)), len(KINDS), self._row)
        rows.focus()

    def on_resize(self) -> None:
        """On a low screen the kinds scroll rather than that what the signs mean is cut off."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        rows, box = self.query_one(Rows), self.query_one(".box")
        said = [self.query_one(f"#legend-{name}") for name in ("marks", "changes")]
        below = sum(each.outer_size.height + each.styles.margin.height for each in said)
        room = int(self.size.height * SHARE) - box.gutter.height - below
        rows.styles.height = max(LEAST, min(len(KINDS), room))

    def _row(self, row: int) -> tuple[Cell, ...]:
        kind = KINDS[row]
        signs = {"MEASURE": ("done", "required"), "ANNOTATION": ("annotation",)}.get(kind, ())
        told = (f"  {sign}{self.words.get(f'status.{key}', '')}" for key, sign, _ in GUTTER if key in signs)
        name = self.words(f"label.{kind}") + "".join(told)
        return Cell("✓" if kind in self.kinds else "", "mark"), Cell(name, SEEN[kind]), Cell(kind, "dim")

    def action_change(self) -> None:
        """Show or hide the kind under the cursor."""
        self.kinds ^= {KINDS[self.query_one(Rows).cursor]}
        self.query_one(Rows).refresh()
        self.tell(self.kinds)

    def on_rows_chosen(self) -> None:
        """A click shows or hides."""
        self.action_change()
