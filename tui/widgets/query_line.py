"""The line at the foot of the screen where queries are typed, with what could stand at the cursor over it.

One line for two uses: narrowing the list, and finding words in the text. It edits, completes and recalls; what a
query means, and what becomes of it, is the screen's business.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from tui.columns import pointed, shown
from tui.messages import LineChanged, LineDone, LineUse
from tui.widgets.lines import Note
from tui.widgets.options import Options
from tui.widgets.query_input import QueryInput, QueryLooks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult

    from tui.data.completion import Completion, Option
    from tui.i18n import Words
    from tui.widgets.rows import Rows


class QueryLine(Vertical):
    """An input, and under it what there is to say about the query. Hidden when it is not in use.

    Args:
        words: what the interface says.
        completion: what could stand at the cursor of a line.
        outer: the keys of commands of the screen that are of use in the line.
    """

    def __init__(self, words: Words, completion: Callable[[str, int], Completion], outer: Mapping[str, str]) -> None:
        super().__init__(id="filter-line")
        self.words, self.outer = words, outer
        self.line: LineUse = "filter"
        self.history: tuple[str, ...] = ()
        self.options = Options()
        self._completion = completion
        self._before = ""
        self._looks = QueryLooks()
        self._recalled: int | None = None
        self._draft = ""
        self._wrong = 0, 0
        self._told = ""

    def compose(self) -> ComposeResult:
        """What could stand there, the input, and under it the mistake in the query, if there is one."""
        yield self.options
        keys = {
            "escape": self._restore,
            "down": self._down,
            "up": self._up,
            "tab": self._complete,
            "enter": self._enter,
        }
        yield QueryInput({key: partial(self._press, action) for key, action in keys.items()}, self._looks)
        yield Note(id="filter-error", markup=False)

    @property
    def input(self) -> Input:
        """Where the user types."""
        return self.query_one(Input)

    @property
    def mistaken(self) -> bool:
        """Whether something is wrong with the query."""
        return self.has_class("-mistaken")

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of the line, each with what it does."""
        names = {
            "filter": ("enter", "escape", "tab", "down", "up", "help", "keep-query"),
            "search": ("enter", "escape", "up"),
        }[self.line]
        keys = {"enter": "Enter", "escape": "Esc", "tab": "Tab", "down": "↓", "up": "↑", **self.outer}
        return tuple((sign, self.words(f"line.{name}")) for name in names if (sign := keys.get(name)))

    def open(self, line: LineUse, text: str) -> None:
        """Let the user type a query, beginning with that text; words to search for are typed anew, not extended."""
        self.line, self._before, self._recalled = line, text, None
        self.input.placeholder = self.words(f"{line}.placeholder")
        self._write(f"{text} " if text and line == "filter" else text)  # what is typed now is a further term
        if line == "search":
            self.input.select_all()
        self.border_title = Content(self.words(f"{line}.title"))
        self.add_class("-open")
        self.screen.add_class("-asking")
        self.input.focus()
        self.suggest()

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
        self.screen.remove_class("-asking")
        self.options.close()
        self.say("")

    def say(self, text: str) -> None:
        """Say something about the query under it, or nothing."""
        self._looks.mistake = None
        self._note(Content(shown(text)))
        self.set_class(False, "-mistaken")

    def mistake(self, message: str, start: int, end: int) -> None:
        """Say what is wrong with ``line[start:end]``, under it; quietly of what may yet become right by going on.

        That is what may be on the way to an option, and what is missing behind all that is typed.
        """
        typed = self.input.value.rstrip()
        goes_on = start >= len(typed) or (end >= len(typed) and self.options.is_open)
        unfinished = goes_on and self.input.cursor_position >= len(typed)
        self.set_class(unfinished, "-unfinished")
        self._wrong = start, end
        self._looks.mistake = None if unfinished else self._wrong
        column = cell_len(shown(self.input.value[:start])) - int(self.input.scroll_offset.x)
        self._note(Content(pointed(shown(message), max(0, column), max(1, self.input.size.width))))
        self.set_class(True, "-mistaken")

    def insist(self) -> None:
        """Complete it where there is one way to; else say it aloud: whoever leaves the line does not go on typing."""
        found = self._found()
        if len(found.options) == 1 and self._wrong[0] <= found.start and found.end == self._wrong[1]:
            self._accept(found, found.options[0])
            return
        self.options.close()
        self.remove_class("-unfinished")
        self._looks.mistake = self._wrong
        self.input.refresh()

    def _note(self, text: Content) -> None:
        note = self.query_one(Note)
        note.update(text, layout=False)  # of one line always; laying out anew costs as much as all else of a keystroke
        self.input.refresh()

    # Completing

    def suggest(self) -> None:
        """Offer what could stand at the cursor, as far as it is known now."""
        found = self._found()
        if not found.options:
            self.options.close()
            return
        column = cell_len(shown(self.input.value[: found.start])) - int(self.input.scroll_offset.x)
        self.options.open(found.options, column, self.screen.size)

    def _found(self) -> Completion:
        from tui.data.completion import Completion  # noqa: PLC0415 -- of no use before the first query

        if self.line != "filter" or self._recalled is not None:
            return Completion(0, 0, ())
        return self._completion(self.input.value, self.input.cursor_position)

    def _complete(self) -> None:
        """Take the option under the cursor, else the first; where there are none, leave the line."""
        found = self._found()  # afresh: the last key may not have reached the list yet
        if not found.options:
            self.action_done()
            return
        chosen = self.options.chosen
        self._accept(found, chosen if chosen in found.options else found.options[0])

    def _accept(self, found: Completion, option: Option | None) -> None:
        if option is not None:
            value = self.input.value
            self.input.value = value[: found.start] + option.insert + value[found.end :]
            self.input.cursor_position = found.start + len(option.insert)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """An option was clicked."""
        event.stop()
        self._accept(self._found(), self.options.chosen)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """The option under the cursor was clicked."""
        event.stop()
        self._accept(self._found(), self.options.chosen)

    # Moving in the options and in what was typed before

    def _down(self) -> None:
        """To the next option, or to the query typed after the one recalled; else leave the line."""
        if self._recalled is not None:
            self._recall(self._recalled + 1)
        elif self.options.is_open:
            self.options.move(1)
        else:
            self.action_done()

    def _up(self) -> None:
        """To the option before; from the first, and where there is none, to the query typed before."""
        if self.options.chosen is not None:
            self.options.move(-1)
        else:
            self._recall((len(self.history) if self._recalled is None else self._recalled) - 1)

    def _recall(self, number: int) -> None:
        if not 0 <= number <= len(self.history) or not self.history:
            return
        if self._recalled is None:
            self._draft = self.input.value
        self._recalled = number if number < len(self.history) else None
        text = self._draft if self._recalled is None else self.history[number]
        self._write(text)
        self.screen.post_message(LineChanged(self.line, text))
        self.suggest()

    def _write(self, text: str) -> None:
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)
        self._told = text

    # Leaving

    def _restore(self) -> None:
        """Close the options, or leave the query as it was before."""
        if self.options.chosen is not None:
            self.options.close()
            return
        self.screen.post_message(LineChanged(self.line, self._before))
        self.action_done()

    def action_done(self) -> None:
        """Leave the line; the query stands."""
        self.post_message(LineDone(self.line))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each keystroke is a new query."""
        event.stop()
        self._tell()

    def _press(self, action: Callable[[], None]) -> None:
        """Do what a key of the line does; tell first, since the input itself tells only after other keys."""
        self._tell()
        action()

    def _tell(self) -> None:
        if self.input.value != self._told:
            self._recalled, self._told = None, self.input.value
            self.screen.post_message(LineChanged(self.line, self._told))
            self.suggest()

    def _enter(self) -> None:
        """Take the option chosen; where none is, leave the line."""
        from tui.data.completion import NAMED  # noqa: PLC0415 -- see above

        if self.options.chosen is not None or self.input.value.startswith(NAMED):
            self._complete()
        else:
            self.action_done()
