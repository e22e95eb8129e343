"""The reader as a Textual application: it reads the settings, opens the store, and brings screen and worker together.

Nothing here or in what it imports loads the parsing pipeline: the first frame shows the list of files, and only then
is the first process started.
"""

from __future__ import annotations

import sys
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.command import CommandPalette

from parsing import lexicon
from tui import i18n, settings, themes
from tui.columns import shown
from tui.commands import COMMANDS, Command, remapped
from tui.data import paths
from tui.data.store import Store, StoreError
from tui.library import Entry, Library
from tui.marks import Marks
from tui.screens.desk import Equipment
from tui.screens.reader import Reader
from tui.worker import PROCESSES, Engine, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from textual.screen import Screen

SCAN_SHARE = 0.05
"""Seconds that the first frame waits for the listing of files; the rest of a larger collection comes later."""


class Scan:
    """Lists the report files in a thread, beginning before Textual does."""

    def __init__(self, roots: Sequence[str]) -> None:
        self._roots = roots
        self._found: list[Entry] = []
        self._taken = 0
        self._thread = Thread(target=self._walk, name="scan", daemon=True)
        self._thread.start()

    @property
    def going(self) -> bool:
        """Whether there may be more."""
        return self._thread.is_alive()

    def take(self, patience: float = 0) -> list[Entry]:
        """What was found since the last time, after waiting at most that many seconds."""
        self._thread.join(patience)
        new = self._found[self._taken :]
        self._taken += len(new)
        return new

    def _walk(self) -> None:
        from parsing.walk import Failure, walk  # noqa: PLC0415 -- imported while Textual starts

        for found in walk(self._roots):
            if isinstance(found, Failure):
                self._found.append(Entry(found.path, error=found.cause))
            else:
                self._found.append(Entry(str(found)))


class Yibao(App[None]):
    """The reader.

    Args:
        scan: what is being listed.
        marks: the user's marks.
        config: folder of the settings and themes.
        data: folder where the reader remembers what it was like.
        readings: the cache's file.
        engine: what parses.
    """

    CSS_PATH = "app.tcss"
    TITLE = "yibao"
    ENABLE_COMMAND_PALETTE = True

    def __init__(  # noqa: PLR0913 -- all that it touches outside itself
        self, scan: Scan, marks: Marks, *, config: Path, data: Path, readings: Path, engine: Engine = PROCESSES
    ) -> None:
        self._notices: list[str] = []
        self._config = config
        self._registered = False
        self.settings, mistake = settings.load(config)
        self.state = settings.recall(data)
        super().__init__()
        words = i18n.load(i18n.preferred() if self.settings.language == "auto" else self.settings.language)
        self._notice(mistake)
        self.words = words.extended(self._lexicons(config, words.language))
        self._data = data
        self._readings = readings
        self._engine = engine
        self._scan = scan
        self._marks = marks
        self._worker: Worker | None = None
        self.library = Library()
        self.library.sort = self.state.sort
        self._dress(config)
        self.commands = self._keys(config)
        self.reader = Reader(
            Equipment(self.library, marks, self.words, self.settings, self.commands, str(readings), data)
        )

    def _notice(self, text: str | None) -> None:
        if text:
            self._notices.append(text)

    def _lexicons(self, config: Path, language: i18n.Language) -> dict[str, str]:
        """Choose the user's lexicons before any is read; the names of the categories in them, by those of our words."""
        try:
            if (folder := settings.lexicons(self.settings, config)) is not None:
                lexicon.use(folder)
        except lexicon.LexiconError as error:
            self._notice(str(error))
        categories = lexicon.chosen().tables.get("measures", {}).get("category", {})
        return {f"category.{key}": row[language] for key, row in categories.items() if language in row}

    def _dress(self, config: Path) -> None:
        """Wear the theme wanted. Ours are read one by one and the user's only if need be: the rest can wait."""
        wanted = self.settings.theme or self.state.theme or themes.DARK
        if (theme := themes.our(wanted)) is not None:
            self.register_theme(theme)
        elif wanted not in self.available_themes:
            self._register_all(config)
        if wanted not in self.available_themes:
            if self.settings.theme:
                self._notice(f"{config / settings.FILE}: theme: there is none named {wanted!r}")
            self._register_all(config)
            wanted = themes.DARK
        self.theme = wanted

    def _register_all(self, config: Path) -> None:
        if self._registered:
            return
        self._registered = True
        for name in themes.OURS:
            if (theme := themes.our(name)) is not None:
                self.register_theme(theme)
        for found in themes.users(config / "themes"):
            if isinstance(found, themes.ThemeError):
                self._notice(str(found))
            else:
                self.register_theme(found)

    def _keys(self, config: Path) -> tuple[Command, ...]:
        try:
            commands = remapped(self.settings.keys)
        except ValueError as error:
            self._notice(f"{config / settings.FILE}: keys: {error}")
            return COMMANDS
        changed = {command.id: ",".join(command.keys) for command in commands if command.id in self.settings.keys}
        self.set_keymap(changed)
        return commands

    def get_default_screen(self) -> Screen[Any]:
        """The reader's screen is the first one; an empty one before it would cost a frame."""
        self.library.add(self._scan.take(SCAN_SHARE))
        return self.reader

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of the marks for themes that do not know them, Textual's own among them."""
        return themes.defaults(dark=self.current_theme.dark)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002 -- Textual's signature
        """Every command of the table that needs no place of its own."""
        for command in self.commands:
            if command.palette:
                yield SystemCommand(
                    command.label(self.words.language), command.help(self.words.language), self._runner(command.action)
                )

    def _runner(self, action: str) -> Callable[[], Any]:
        async def run() -> None:
            await self.run_action(action, self.reader)

        return run

    def action_command_palette(self) -> None:
        """The palette, in the interface's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self.words("palette.placeholder"), id="--command-palette"))

    def on_mount(self) -> None:
        """Once the first frame is on the screen, the work begins."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._register_all(self._config)
        for text in self._notices:
            self.notify(shown(text), severity="warning", markup=False, timeout=10)
        self._worker = Worker(self.reader.wanted, self.reader.deliver, str(self._readings), self._engine)
        self.reader.worker = self._worker
        self.reader.begin()
        self.run_worker(self._worker.run(), name="parse", group="parse")
        self._listing = self.set_interval(0.1, self._list_more)
        self._list_more()

    def _list_more(self) -> None:
        going = self._scan.going
        entries = self._scan.take()
        self.reader.listed(entries, more=going)
        if self._worker is not None:
            self._worker.nudge()
        if not going:
            self._listing.stop()

    def on_unmount(self) -> None:
        """Leave no process behind, and remember what the reader was like."""
        if self._worker is not None:
            self._worker.close()
        settings.remember(self._data, settings.State(theme=self.theme, sort=self.library.sort))


def run(roots: list[str], store: Path | None = None) -> int:
    """Open the reader on files and folders; the exit code of the program.

    Args:
        roots: what to read.
        store: the file of the user's marks, where it is not the usual one.
    """
    scan = Scan(roots)
    try:
        marks = Marks(Store(store or paths.marks_file()))
    except StoreError as error:
        sys.stderr.write(f"yibao: {shown(str(error))}\n")
        return 1
    app = Yibao(
        scan, marks, config=paths.config_dir(), data=paths.data_dir(), readings=paths.readings_file()
    )
    try:
        app.run()
    finally:
        marks.close()
    return app.return_code or 0
