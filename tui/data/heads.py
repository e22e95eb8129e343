"""What the list shows of a report, apart from the index that keeps it: the first frame needs no more than this."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from parsing.record import Report


class Head(NamedTuple):
    """What the list shows of a report. ``number`` is what the index finds it by, ``id`` is the record's.

    ``size``: bytes of the file; of a report that the index does not have, characters of its text.
    """

    path: str
    number: int
    id: str
    title: str
    published: str | None
    source: str | None
    repaired: bool
    size: int = 0


class Settled(NamedTuple):
    """A report parsed and taken in by the index. ``values``: field and value of what completion may offer of it."""

    head: Head
    values: tuple[tuple[str, str], ...] = ()


def headed(report: Report, *, number: int = 0, repaired: bool = False) -> Head:
    """The head of a report: where it has no title, the first line of its text stands for one."""
    title = report.title or report.text.partition("\n")[0]
    return Head(report.path, number, report.id, title, report.published, report.source, repaired, len(report.text))
