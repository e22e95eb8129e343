"""The user's marks from the start of the reader to its end: opened as far as the file lets itself be, and never lost.

Apart from :mod:`tui.app`, since what is done about a store that is damaged, locked or newer needs no screen.
"""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from tui import settings
from tui.data import paths
from tui.data.salvage import opened
from tui.data.store_error import StoreError
from tui.marks import Marks

if TYPE_CHECKING:
    from pathlib import Path

    from tui.data.store import Store

PATIENCE = 5
"""Looks at a store that could not be opened between two tries to open it."""


def marks_for(store: Path | None, config: Path) -> Marks:
    """The marks of a store, or of the one that the settings name, by the author that they name. Never raises."""
    wanted, _ = settings.load(config)
    path = store or settings.store(wanted, config) or paths.marks_file()
    found = opened(path)
    looks = 0

    def reopened() -> Store | None:
        nonlocal looks
        looks += 1
        if looks % PATIENCE:
            return None
        again = opened(path, patience=0)
        if again.trouble is None:
            return again.store
        again.store.close()
        return None

    return Marks(found.store, settings.author(wanted), found.trouble, reopened)


def left(marks: Marks, store: Path | None) -> str | None:
    """What the user has to be told at the end: where marks are that the store did not take."""
    folders = [folder for folder in (store.parent if store else None, paths.data_dir()) if folder]
    waiting = marks.waiting
    try:
        path = marks.rescue(*folders)
    except StoreError as error:
        return f"{waiting} changes of marks are lost: {error}"
    if path is None:
        return None
    stores = " ".join(quote(str(each)) for each in (store, path) if each)
    create = "--create " if store is not None and not store.exists() else ""
    return f"{waiting} changes of marks are in {path}; take them in with: yibao store merge {create}{stores}"
