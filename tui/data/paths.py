"""Where the program keeps its own files: one place to ask, so that tests and users can move all of them.

Nothing is created here: a folder comes into being when something is first written into it.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

NAME = "yibao"


def config_dir() -> Path:
    """The user's settings and themes; ``YIBAO_CONFIG_DIR`` overrides the platform's own place."""
    return _folder("YIBAO_CONFIG_DIR", platformdirs.user_config_dir(NAME, appauthor=False))


def data_dir() -> Path:
    """What the user made and would miss; ``YIBAO_DATA_DIR`` overrides the platform's own place."""
    return _folder("YIBAO_DATA_DIR", platformdirs.user_data_dir(NAME, appauthor=False))


def cache_dir() -> Path:
    """What can be made again; ``YIBAO_CACHE_DIR`` overrides the platform's own place."""
    return _folder("YIBAO_CACHE_DIR", platformdirs.user_cache_dir(NAME, appauthor=False))


def marks_file() -> Path:
    """The store of annotations where the user names no other."""
    return data_dir() / "marks.sqlite3"


def readings_file() -> Path:
    """The cache in which commands keep readings by content; the reader has indexes instead: :mod:`tui.data.corpus`."""
    return cache_dir() / "readings.sqlite3"


def _folder(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or usual).expanduser()
