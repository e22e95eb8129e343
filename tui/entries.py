"""One entry of the reader's list: what is known of a file, from its path alone to its record."""

from __future__ import annotations

from os.path import basename
from typing import TYPE_CHECKING, NamedTuple

from tui.data.heads import Settled, headed

if TYPE_CHECKING:
    from parsing.corpus import Outcome
    from parsing.record import Report
    from tui.data.heads import Head


class Entry(NamedTuple):
    """One report of the list: first only its path, then its head or record, or the cause that there is none.

    A report that the index knows has a head alone; its record is read when it is opened.
    """

    path: str
    report: Report | None = None
    error: str | None = None
    repaired: bool = False
    known: Head | None = None

    @property
    def head(self) -> Head | None:
        """What the list shows of it; ``None`` until it is parsed."""
        if self.known is not None or self.report is None:
            return self.known
        return headed(self.report, repaired=self.repaired)

    @property
    def name(self) -> str:
        """The file's own name."""
        return basename(self.path)  # noqa: PTH119 -- a path object for each of 100,000 rows costs a second

    @property
    def title(self) -> str:
        """What the list shows: the title, the first line of the text, or the file's name."""
        head = self.head
        return (head.title if head else "") or self.name

    @property
    def waiting(self) -> bool:
        """Whether it is still to be parsed."""
        return self.known is None and self.report is None and self.error is None


def settled(outcome: Outcome | Settled) -> Entry:
    """The entry that an outcome makes."""
    if isinstance(outcome, Settled):
        return Entry(outcome.head.path, known=outcome.head, repaired=outcome.head.repaired)
    return Entry(outcome.path, outcome.report, outcome.error, outcome.repaired)
