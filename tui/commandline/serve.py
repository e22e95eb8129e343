"""``yibao serve``: the reader in a browser, for one's own machine unless told otherwise."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

from parsing.causes import told_by_system
from tui import i18n, settings
from tui.commandline.output import complain
from tui.commandline.reader import samples
from tui.data import paths

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Serve until Ctrl+C."""
    missing = [path for path in options.paths if not os.path.lexists(path)]
    for path in missing:
        complain(f"{path}: no such file or folder")
    if missing:
        return 1
    try:
        from tui.serving import ReaderServer  # noqa: PLC0415 -- an optional part
    except ImportError:
        complain("serving needs an optional part: pip install 'yibao[serve]'")
        return 1
    wanted = settings.load(paths.config_dir())[0].language
    words = i18n.load(i18n.preferred() if wanted == "auto" else wanted)
    server = ReaderServer(command(options), host=options.host, port=options.port, words=words, tell=_tell)
    try:
        server.serve()
    except OSError as error:
        complain(f"{options.host}:{options.port}: {told_by_system(error)}")
        return 1
    return 0


def command(options: Namespace) -> str:
    """The shell's command line of one reader."""
    store = ["--store", os.path.abspath(options.store)] if options.store else []  # noqa: PTH100 -- no more than a path
    found = [os.path.abspath(path) for path in options.paths] or [samples()]  # noqa: PTH100
    return shlex.join([sys.executable, "-m", "tui.served", *store, "--", *found])


def _tell(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
