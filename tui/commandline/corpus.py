"""What the commands on a corpus share: which index is meant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parsing.corpus import pipeline
from tui.data.corpus.index import CorpusError, CorpusIndex
from tui.data.corpus.places import index_file, latest

if TYPE_CHECKING:
    from argparse import Namespace


def opened(options: Namespace) -> CorpusIndex:
    """The index named, else that of the paths, else the one written last.

    Raises:
        CorpusError: there is none, or it cannot be used.
    """
    path = place(options)
    if path is None:
        raise CorpusError(Path("index"), "nothing indexed yet: yibao index PATH makes one")
    return CorpusIndex(path, pipeline(), made=True)


def place(options: Namespace) -> Path | None:
    """The file of the index that is meant."""
    if options.index:
        return Path(options.index)
    return index_file(options.paths) if options.paths else latest()
