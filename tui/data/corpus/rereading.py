"""Records that an index does not keep, made again from the files that they are of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from parsing.inputs import Files, Input, inputs
from parsing.load import LoadError, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.record import Report


class Wanted(NamedTuple):
    """A report by its number, address and id."""

    number: int
    path: str
    id: str

    @property
    def file(self) -> str:
        """The file that it is in, if that holds many; a file's own name may have such a sign too."""
        return self.path.rpartition("#")[0] or self.path


def reread(wanted: Iterable[Wanted]) -> Iterator[tuple[int, Report]]:
    """The records, in order, of those reports that are still as they were filed."""
    for file, group in groupby(wanted, key=lambda each: each.file):
        some = list(group)
        there = {each.path: each for path in {file, *(each.path for each in some)} for each in _inputs(path, some)}
        for each in some:
            report = _parsed(there[each.path]) if each.path in there else None
            if report is not None and report.id == each.id:
                yield each.number, report


def _inputs(path: str, wanted: list[Wanted]) -> Iterator[Input]:
    """Those of a file's reports that are wanted."""
    names = {each.path for each in wanted}
    for file in Files.under([path]).found:
        yield from (each for each in inputs(file) if isinstance(each, Input) and each.path in names)


def _parsed(met: Input) -> Report | None:
    from parsing.report import read_source  # noqa: PLC0415 -- an index that keeps records never needs the pipeline

    try:
        return read_source(decoded(met.path, met.file, met.load())).report
    except (LoadError, OSError):
        return None
