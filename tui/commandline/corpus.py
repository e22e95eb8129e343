"""What the commands on a corpus share: which index is meant, and what is told of one that cannot be read."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from parsing.corpus import pipeline
from tui.commandline.output import complain
from tui.data.corpus.connecting import UNREADABLE, CorpusError, Patience
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.places import index_file, latest
from tui.data.corpus.search import SearchResult
from tui.data.query import undated

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator


@contextmanager
def opened(options: Namespace) -> Iterator[CorpusIndex]:
    """The index named, or that of the paths, else the one written last, to be asked.

    Raises:
        CorpusError: there is none, or it cannot be used, as may turn out only while it is read; or both are given.
    """
    if options.index and options.paths:
        raise CorpusError(Path(options.paths[0]), "--index names the index already: give a PATH or --index, not both")
    path = place(options)
    if path is None:
        raise CorpusError(Path("index"), "nothing indexed yet: yibao index PATH makes one")
    with naming(path), CorpusIndex(path, pipeline(), made=True, patience=waiting(path)) as index:
        yield index


def waiting(path: Path) -> Patience:
    """Waits for another program that keeps an index locked, and says so once."""
    return Patience(told=cache(lambda: complain(f"{path}: waiting for another program that keeps it locked")))


def tell_undated(index: CorpusIndex, where: str, *, once: bool) -> None:
    """Say how many reports a query with a day leaves out only because they have none."""
    rest = undated(where)
    number = SearchResult(index, rest, once=once).count() if rest else 0
    if number:
        complain(f"{number} without any date left out: -date: finds them")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Say of what goes wrong with an index which file it is.

    Raises:
        CorpusError: the index cannot be used.
    """
    try:
        yield
    except UNREADABLE as error:
        raise CorpusError(path, str(error).lower()) from error


def place(options: Namespace) -> Path | None:
    """The file of the index that is meant."""
    if options.index:
        return Path(options.index)
    return index_file(options.paths) if options.paths else latest()
