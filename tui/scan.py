"""The listing of the report files, in a thread that begins before Textual does.

The first frame shows no more than the first of them and must not wait for the others: they are listed once it is on
the screen. What the index knows of a file comes with it, so that nothing that is known is parsed.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from tui.data.stamps import stamp
from tui.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.walk import Failure
    from tui.data.corpus.known import Known

FIRST, BATCH = 200, 500
"""Files listed before the first frame, which shows no more, and at a time after it."""
PATIENCE = 2.0
"""Seconds after which the listing goes on even if there has been no frame."""
REST = "…"
"""Name in the list of all that an error kept from being listed."""


class Scan:
    """Lists the report files in a thread, beginning before Textual does.

    ``trouble``: why the index cannot be used, if it cannot; known at the end.
    """

    def __init__(self, roots: Sequence[str], index: Path | None = None) -> None:
        self.roots = roots
        self._index = index
        self.trouble: Exception | None = None
        self._found: list[Entry] = []
        self._taken = 0
        self._first = Event()
        self._ready = Event()
        self._shown = Event()
        self._thread = Thread(target=self._walk, name="scan", daemon=True)
        self._thread.start()

    @property
    def going(self) -> bool:
        """Whether there may be more."""
        return self._thread.is_alive()

    def ready(self) -> None:
        """The lexicons are chosen, on which it depends what is known."""
        self._ready.set()

    def go_on(self) -> None:
        """The first frame is on the screen: what is left of the listing competes with nothing now."""
        self._shown.set()

    def take(self, patience: float = 0) -> list[Entry]:
        """What was found since the last time; of the first, as much as comes within that many seconds."""
        self._first.wait(patience)
        new = self._found[self._taken :]
        self._taken += len(new)
        return new

    def _walk(self) -> None:
        try:
            for number, batch in enumerate(self._batches()):
                self._found += batch
                if not number:
                    self._first.set()
                    self._shown.wait(PATIENCE)
        except Exception as error:  # noqa: BLE001 -- a listing that ends half-way must say so
            from parsing.faults import fault  # noqa: PLC0415 -- of no use else

            rest = str(Path(self.roots[0] if self.roots else ".", REST))
            self._found.append(Entry(rest, error=fault(error, rest)))
        finally:
            self._first.set()

    def _batches(self) -> Iterator[list[Entry]]:
        from parsing.walk import walk  # noqa: PLC0415 -- imported while Textual starts

        found = walk(self.roots)
        first = list(islice(found, FIRST))
        if self._index is None:
            yield list(map(_entry, first))
            while batch := list(islice(found, BATCH)):
                yield list(map(_entry, batch))
            return
        from tui.data.corpus.known import Known  # noqa: PLC0415 -- see above

        self._ready.wait()
        listed = _paths(first)
        with Known(self._index) as known:
            yield list(_known(known, first))
            while batch := list(islice(found, BATCH)):
                listed += _paths(batch)
                yield list(_known(known, batch))
        self.trouble = _forget_gone(self._index, listed)


def _forget_gone(index: Path, listed: Sequence[str]) -> Exception | None:
    """Take out of the index what is neither listed nor there; why it cannot be used, if it cannot."""
    from tui.data.corpus.shelf import Shelf  # noqa: PLC0415 -- it is slow to import, and the list is wanted first

    shelf = Shelf(index)
    shelf.forget_gone(listed)
    shelf.close()
    return shelf.trouble


def _known(known: Known, found: list[Path | Failure]) -> Iterator[Entry]:
    """The entries of paths, with their heads where the index knows them."""
    stamps = {path: now for path in _paths(found) if (now := stamp(path)) is not None}
    heads = known.heads(stamps)
    for each in found:
        head = heads.get(str(each)) if isinstance(each, Path) else None
        yield _entry(each) if head is None else Entry(head.path, repaired=head.repaired, known=head)


def _paths(found: list[Path | Failure]) -> list[str]:
    return [str(each) for each in found if isinstance(each, Path)]


def _entry(found: Path | Failure) -> Entry:
    """The entry of a path that nothing is known of. A failure is told by its path, which is no path object's."""
    return Entry(str(found)) if isinstance(found, Path) else Entry(found.path, error=found.cause)
