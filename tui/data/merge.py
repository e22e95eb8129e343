"""Two stores made one: the journals are put together, so that the order in which it is done makes no difference.

Every event of either is there once. A mark that both changed is as it was changed last; what was taken away in
one and not touched afterwards in the other is gone; nothing else is.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui.data.salvage import readable
from tui.data.store import Store
from tui.data.store_error import StoreError

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = 500
"""Events taken in between two moments at which readers of the same store can write."""


class Merged(NamedTuple):
    """What a merge did: new events, the marks that now stand in the store, and those of the other that do not.

    A mark that stands in the other and not in the store was taken away in the store.
    """

    new: int
    marks: int
    gone: int = 0


def merge(into: Store, other: Path) -> Merged:
    """Take all of another store into one. Doing it again, or after it was cut short, does no harm.

    Readers may have both open. The other is only read: whoever owns it may have an older yibao.

    Raises:
        StoreError: the other cannot be read, or ours not written; what was taken in stays.
    """
    if not other.exists():
        raise StoreError(other, "no such file")
    new, events = 0, readable(other)
    while batch := list(islice(events, AT_ONCE)):
        new += into.take(batch)
    gone = 0
    with suppress(StoreError), Store.for_reading(other) as source:
        for report in source.read_ids() - into.read_ids():
            into.mark_read(report)
        gone = len(
            {(report, mark.id) for report, mark in source.all()} - {(report, mark.id) for report, mark in into.all()}
        )
    return Merged(new, sum(into.counts().values()), gone)
