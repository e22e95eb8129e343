"""The reader as a Textual application: it reads the settings, opens the store, and brings screen and worker together.

Nothing here or in what it imports loads the parsing pipeline: the first frame shows the list of files, and only then
is the first process started.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import structs
from textual.scrollbar import ScrollBar

from parsing import lexicon
from tui import i18n, settings
from tui.causes import told
from tui.collector import collect, collect_seldom, spare_collector
from tui.columns import shown
from tui.commands import remapped
from tui.data import paths, queries, session
from tui.data.corpus.places import index_file
from tui.dialog_commands import described, keymap, signs
from tui.handover import drawn, keeping
from tui.keeping import left, marks_for
from tui.key_queue import QueuedKeysApp
from tui.later import Later
from tui.library import Library
from tui.memory import Memory
from tui.palette import OfferingApp
from tui.picture import Shown, keep
from tui.prompt import prompt
from tui.scan import Scan
from tui.screens.desk import Equipment
from tui.screens.reader import Reader
from tui.text.cells import Cells
from tui.widgets.bar import Bar
from tui.worker import PROCESSES, Engine, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.screen import Screen

    from tui.marks import Marks

REMEMBER = 30.0
"""Seconds between two times that the reader notes where the user is, for the case that it is killed."""
SCAN_SHARE = 0.25
"""Seconds that the first frame waits at most for the first of the files; the rest of them comes later."""
REST = 1.0
"""Seconds without a key after which the user is taken to rest."""
HINT = 30.0
"""Seconds that whoever starts the reader for the first time is told how to begin."""


class Yibao(QueuedKeysApp, OfferingApp):
    """The reader.

    Args:
        scan: what is being listed.
        marks: the user's marks.
        config: folder of the settings and themes.
        data: folder where the reader remembers what it was like.
        index: the file of the index.
        engine: what parses.
        where: the query that the list is narrowed with at first; without one, that of the last time.
        language: of the interface; without one, that of the settings or the locale.
    """

    CSS_PATH = "app.tcss"
    TITLE = "yibao"
    ENABLE_COMMAND_PALETTE = False
    """Its key would be Textual's, before all others and in dialogs too; ours is in the table, and can be remapped."""

    typed: list[str] | None = None
    """The words of the command line, where the list is to be left as a picture for them."""

    def __init__(  # noqa: PLR0913 -- all that it touches outside itself
        self,
        scan: Scan,
        marks: Marks,
        *,
        config: Path,
        data: Path,
        index: Path,
        engine: Engine = PROCESSES,
        where: str | None = None,
        language: i18n.Language | None = None,
    ) -> None:
        self.settings, mistake = settings.load(config)
        self._memory = Memory(data)
        self.state = self._memory.state
        super().__init__(config)
        ScrollBar.renderer = Bar
        wanted = self.state.language if self.settings.language == "auto" else self.settings.language
        self.notice(mistake)
        self._choose_lexicons(config)
        self._keys = self._wanted_keys(config)
        self.commands, self._further = remapped(self._keys), described(self._keys)
        self.words = self._spoken(language or wanted or i18n.preferred())
        self._index = index
        self._engine = engine
        self._scan = scan
        self._marks = marks
        self._worker: Worker | None = None
        self.library = Library()
        self.library.sort, self.library.turned = self.state.sort, self.state.turned
        self.measure = Cells(self.settings.ambiguous)
        scan.ready()
        self.colour_labels(self.settings.label_set)
        self.dress(self.settings.theme, self.state.theme)
        self.reader = Reader(
            Equipment(self.library, marks, self.words, self.settings, self.commands, self._further, str(index), data)
        )
        self.reader.guidelines = settings.guidelines(self.settings, config)
        self._recall(scan.roots, where)

    def _recall(self, roots: Sequence[str], where: str | None) -> None:
        """Give the reader what was remembered; a file that cannot be used is named and left alone until the end."""
        reader = self.reader
        reader.roots = tuple(roots)
        reader.sizes, reader.asked, reader.work_key = self.state.sizes, where, session.key(roots)
        reader.session, broken = session.load(self._memory.folder)
        reader.queries, broken_too = queries.load(self._memory.folder)
        for path in filter(None, (broken, broken_too)):
            self.notice(self.words("notice.ignored", path=path))

    def _remember(self) -> None:
        """Keep for the next start what the reader is like."""
        library = self.library
        self.state = structs.replace(
            self.state, theme=self.theme, sort=library.sort, turned=library.turned, sizes=self.reader.sizes, met=True
        )
        self._memory.keep_state(self.state)

    async def _save_aside(self) -> None:
        await asyncio.to_thread(self._memory.keep_session, self.reader.remembered())
        self._remember()

    def _choose_lexicons(self, config: Path) -> None:
        """Choose the user's lexicons before any is read."""
        try:
            if (folder := settings.lexicons(self.settings, config)) is not None:
                lexicon.use(folder)
        except lexicon.LexiconError as error:
            self.notice(str(error))

    def _wanted_keys(self, config: Path) -> dict[str, str]:
        """The keys of the settings; none of them where one is of no command."""
        wanted = self.settings.all_keys
        try:
            self.set_keymap(keymap(wanted))
        except ValueError as error:
            self.notice(f"{config / settings.FILE}: keys: {error}")
            return {}
        return wanted

    def _spoken(self, language: i18n.Language) -> i18n.Words:
        return i18n.spoken(language).keyed(signs(self._keys, language))

    def get_default_screen(self) -> Screen[Any]:
        """The reader's screen is the first one; an empty one before it would cost a frame."""
        self.library.add(self._scan.take(SCAN_SHARE))
        return self.reader

    def action_language(self) -> None:
        """Speak the other language, also at the next start."""
        at = i18n.LANGUAGES.index(self.words.language) + 1
        self.words = self._spoken(i18n.LANGUAGES[at % len(i18n.LANGUAGES)])
        self.state = structs.replace(self.state, language=self.words.language)
        self.reader.speak(self.words)
        self.reader.tell(self.words("notice.language"), brief=True)

    def action_next_theme(self) -> None:
        """Wear the next of our themes and the user's own; Textual's are in the list of all."""
        self.next_theme()
        self.reader.tell(self.words("notice.theme", theme=self.theme))

    def action_help_quit(self) -> None:
        """Tell whoever presses ctrl+c, which copies where one types, how to leave."""
        self.reader.tell(self.words("notice.leave"), brief=True)

    def on_mount(self) -> None:
        """Once the first frame is on the screen, the work begins."""
        if not self.is_headless:  # or the terminal would be left as it is, and what still waits would be lost
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, partial(self.exit, return_code=128 + number))
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        spare_collector()
        collect_seldom()
        self._scan.go_on()
        self.register_themes()
        for text in self.notices:
            self.notify(shown(told(text, self.words.language)), severity="warning", markup=False, timeout=10)
        if not self.state.met:
            self.reader.welcoming = True
            self.notify(self.words("notice.hint"), title=self.words("notice.welcome"), markup=False, timeout=HINT)
        self._worker = Worker(self.reader.wanted, self.reader.deliver, str(self._index), self._engine)
        self.reader.worker = self._worker
        self.reader.begin()
        self.run_worker(Later(self._worker.run), name="parse", group="parse")
        self._listing = self.set_interval(0.1, self._list_more)
        self.set_interval(REMEMBER, self._save_aside)
        self.set_interval(REST, self._collect)
        self._list_more()

    def _collect(self) -> None:
        if self.resting:
            collect()

    def _list_more(self) -> None:
        going = self._scan.going
        entries = self._scan.take()
        self.reader.listed(entries, more=going)
        if self._worker is not None:
            self._worker.nudge()
        if not going:
            self._listing.stop()
            if self._scan.trouble is not None:
                self.reader.tell(self.words("notice.index", cause=self.reader.cause(self._scan.trouble)), wrong=True)
            spare_collector()

    def on_unmount(self) -> None:
        """Leave no process behind, and remember what the reader was like."""
        if self._worker is not None:
            self._worker.close()
        self.reader.release()
        self._remember()
        self._memory.keep_session(self.reader.remembered())

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave, and keep a picture while there still is one."""
        self._keep_picture()
        super().exit(*arguments, **named)

    def _keep_picture(self) -> None:
        """Keep what the next start shows first; a list that is narrowed comes back only after that."""
        if self.typed is None or self.library.narrowed or not self.library.entries:
            return
        keep(self.typed, *self.size, drawn(self.reader.reports, self.reader.status))


def run(
    roots: list[str],
    store: Path | None = None,
    *,
    where: str | None = None,
    language: i18n.Language | None = None,
    picture: Shown | None = None,
) -> int:
    """Open the reader on files and folders; the exit code of the program.

    Args:
        roots: what to read.
        store: the file of the user's marks, where it is not the usual one.
        where: a query to begin with.
        language: of the interface.
        picture: what is on the screen already, and goes when the reader's first frame covers it.
    """
    index = index_file(roots)
    scan = Scan(roots, index)
    marks = marks_for(store, paths.config_dir())
    app = Yibao(
        scan,
        marks,
        config=paths.config_dir(),
        data=paths.data_dir(),
        index=index,
        where=where,
        language=language,
    )
    app.driver_class = prompt(app.driver_class)
    if picture is not None:
        app.typed = picture.words
        app.driver_class = keeping(app.driver_class)
    try:
        app.run()
    finally:
        if told_at_end := left(marks, store):
            sys.stderr.write(f"yibao: {shown(told_at_end)}\n")
        marks.close()
    return app.return_code or 0
