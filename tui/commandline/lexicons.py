"""Choosing a user's lexicons, before a command's module is imported: much is compiled from them when it is."""

from __future__ import annotations

from pathlib import Path

from parsing.lexicon import LexiconError, use
from tui import settings
from tui.commandline.output import complain
from tui.data.paths import config_dir


def choose(named: str | None) -> bool:
    """Use the lexicons of the folder named, else of the settings'; whether they can be used, and if not, say why."""
    folder = Path(named) if named is not None else _settings()
    try:
        if folder is not None:
            use(folder)
    except LexiconError as error:
        complain(str(error))
        return False
    return True


def _settings() -> Path | None:
    wanted, mistake = settings.load(config_dir())
    if mistake:
        complain(mistake)
    return settings.lexicons(wanted, config_dir())
