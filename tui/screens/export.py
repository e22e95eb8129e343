"""The dialog of an export: what, how much of it, in which format, and the file to write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tui.columns import fit
from tui.dialog_commands import EXPORT
from tui.screens.dialog import line
from tui.screens.writing import Writing
from tui.widgets.choice import LABEL, Choice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from textual.widget import Widget

    from tui.i18n import Words


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write: the indices of the reports, whether only what the filter asks for, the format, and the file."""

    indices: Sequence[int]
    only_matching: bool
    format: str
    path: Path


class ExportScreen(Writing, commands=EXPORT):
    """Ask what to write and where. ``write`` carries it out, and says what went wrong, if anything did.

    Args:
        proposal: a path to begin with.
        sets: names of what can be written, with the indices of the reports, the likeliest first.
        note: what there is to say beforehand.
        words: what the interface says.
        write: writes, and says between how many of the reports have been read.
        itemised: whether the filter asks for single metrics or measures, so that only those can be written.
    """

    note_id = "export-note"

    def __init__(  # noqa: PLR0913 -- all that there is to choose from
        self,
        proposal: str,
        sets: Mapping[str, Sequence[int]],
        note: str,
        words: Words,
        write: Callable[[ExportRequest, Callable[[int], None]], Awaitable[str | None]],
        *,
        itemised: bool = False,
    ) -> None:
        super().__init__("", words("export_screen.hint"), words)
        self.proposal = proposal
        self.sets = sets
        self.note = note
        self.write = write
        self.itemised = itemised
        self._format = "json"
        self._retitle()

    def parts(self) -> Iterator[Widget]:
        """The choices, the path, and what there is to say about it."""
        from tui.data.export import FORMATS  # noqa: PLC0415 -- of no use before the first export

        words = self.words
        sets = [(name, words(f"export_screen.{name}", number=len(found))) for name, found in self.sets.items()]
        yield Choice(words("export_screen.what"), sets, id="what")
        if self.itemised:
            contents = [(name, words(f"export_screen.{name}")) for name in ("whole", "matching")]
            yield Choice(words("export_screen.content"), contents, id="content")
        formats = [(name, words.get(f"export_screen.format.{name}", name)) for name in FORMATS]
        yield Choice(words("export_screen.format_name"), formats, id="format")
        yield Horizontal(
            Static(Content(fit(words("export_screen.file"), LABEL)), id="export-label", markup=False),
            Input(self.proposal, id="export-path", compact=True, select_on_focus=False),
            id="export-file",
        )
        yield line(self._noted, id=self.note_id)

    def on_mount(self) -> None:
        """The path is the likeliest to be changed; of a long one its end is seen, where the cursor is."""
        self.query_one(Input).focus()
        self.call_after_refresh(self._show_end)

    def _show_end(self) -> None:
        path = self.query_one(Input)
        path.action_home()
        path.action_end()

    @property
    def _matching(self) -> bool:
        """Whether only what the filter asks for is written."""
        return self.itemised and self.is_mounted and self.query_one("#content", Choice).value == "matching"

    @property
    def _noted(self) -> str:
        """What there is to say before anything is written."""
        if self.note and (not self.is_mounted or self.query_one("#what", Choice).value == next(iter(self.sets))):
            return self.note
        return self.words("export_screen.itemised") if self.itemised and not self._matching else ""

    def on_choice_turned(self) -> None:
        """The heading says how many, and the path ends as the format does."""
        from tui.data.export import FORMATS  # noqa: PLC0415 -- of no use before the first export

        self._warned = None
        self._retitle()
        self._say(self._noted)
        path, chosen = self.query_one(Input), self.query_one("#format", Choice).value
        before, after = FORMATS[self._format].extension, FORMATS[chosen].extension
        if path.value.endswith(f".{before}"):
            path.value = f"{path.value.removesuffix(before)}{after}"
        self._format = chosen

    def _retitle(self) -> None:
        name = self.query_one("#what", Choice).value if self.is_mounted else next(iter(self.sets))
        self.heading = self.words("export_screen.title", number=len(self.sets[name]))
        if self.is_mounted:
            self.query_one(".box").border_title = Content(self.heading)

    def _writer(self, path: Path) -> Callable[[], Awaitable[str | None]]:
        indices = self.sets[self.query_one("#what", Choice).value]

        def tick(done: int) -> None:
            self._say(self.words("export_screen.reading", done=f"{done:,}", total=f"{len(indices):,}"))

        return partial(self.write, ExportRequest(indices, self._matching, self._format, path), tick)

    def action_leave(self) -> None:
        """Leave, and give up what is being read."""
        self.workers.cancel_node(self)
        super().action_leave()
