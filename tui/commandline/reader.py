"""``yibao [PATH...]``: the reader, on the sample reports where no path is given."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import seeds
from tui.commandline.output import complain
from tui.prepaint import painted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence


def run(options: Namespace) -> int:
    """Open the reader on the paths that exist; the others are named before it opens."""
    found = [path for path in options.paths if os.path.lexists(path)]
    if options.shown is not None and len(found) < len(options.paths):
        options.shown.leave()
        options.shown = None
    for path in options.paths:
        if path not in found:
            meant = _meant(path, options.commands) if path == options.paths[0] else ""
            complain(f"{path}: no such file or folder{meant}")
    if options.paths and not found:
        return 1
    if options.where is not None and not _sense(options.where):
        return 2
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain("the reader needs a terminal; see yibao --help for what works without one")
        return 2
    roots = found or [samples()]
    with painted(roots, options.words, options.shown) as shown, _on_the_terminal():
        from tui.app import run as read  # noqa: PLC0415 -- textual is slow to import, and wanted only here

        store = Path(options.store) if options.store else None
        opened = read(roots, store, where=options.where, language=options.lang, picture=shown)
    return opened or int(len(found) < len(options.paths))


def _meant(word: str, commands: Sequence[str]) -> str:
    """A hint where somebody mistyped the name of a command."""
    from difflib import get_close_matches  # noqa: PLC0415 -- of no use before a mistake

    near = get_close_matches(word, commands, 1)
    return f"; is the command {near[0]} meant?" if near else ""


@contextmanager
def _on_the_terminal() -> Iterator[None]:
    """Textual draws on standard error: where that goes to a file (2>log), it draws on standard output instead."""
    before = sys.__stderr__
    if before is None or not before.isatty():
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]
    try:
        yield
    finally:
        sys.__stderr__ = before  # type: ignore[misc]


def _sense(where: str) -> bool:
    from tui.commandline.asked import asked  # noqa: PLC0415 -- of no use without a query

    return asked(where) is not None


def samples() -> str:
    """The folder of the sample reports."""
    return os.path.dirname(os.path.abspath(seeds.__file__))  # noqa: PTH100, PTH120 -- no pathlib before the first frame
