"""A very long known report, as the program itself would have made it, for the benchmarks of the reader.

The samples, parsed by the pipeline, end to end until the text is long enough; of what was found in them as much is kept
as is asked for, evenly spread. It goes through the program's own index, next to a short report.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import structs

import seeds
from parsing.aligned import AlignedText
from parsing.reading import Reading
from parsing.record import Item
from parsing.report import read
from parsing.spans import Span
from tui.data.corpus.places import index_file
from tui.data.corpus.shelf import Shelf
from tui.data.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from parsing.record import Report

Each = TypeVar("Each", bound=Item)

NEEDLE = "末尾之处"
"""Stands at the very end of the text, and nowhere else in it."""
ENDING = f"全文到此：{NEEDLE}"
"""The last line: on the screen only where the page is, while the needle alone is also where it is typed."""
TOP = "开篇之处"
"""Stands at its very beginning."""
NEARLY = f"{NEEDLE[:-1]}初"
"""Stands there too: who types the needle is at the top until its last key, as somebody is who searches from the top."""


class Long(NamedTuple):
    """Where the reports are, the reader's own folder, and the long one itself."""

    reports: Path
    home: Path
    reading: Reading


def long(place: Path, characters: int, highlights: int) -> Long:
    """Make a short report and a long one in a folder."""
    made = Long(place / "reports", place / "home", reading(characters, highlights))
    made.reports.mkdir()
    short = made.reports / "A-short.txt"
    short.write_text("短篇之处\n松坪县排查返乡人员120人。\n", "utf-8")
    path = made.reports / "B-long.txt"
    path.write_text(made.reading.source, "utf-8")
    shelf = Shelf(index_file([str(made.reports)], made.home / "cache"))
    for found in (
        read(short),
        Reading(structs.replace(made.reading.report, path=str(path)), made.reading.source, made.reading.body),
    ):
        shelf.take_in(found.report.path, stamp(found.report.path), lambda _, found=found: found)
    shelf.close()
    return made


def reading(characters: int, highlights: int) -> Reading:
    """The reading of a report of so many characters at least, with so many entities, metrics and measures."""
    bases = [read(path).report for path in sorted(seeds.folder().glob("*.txt"))]
    texts, shifts = [f"{TOP}{NEARLY}\n"], []
    at = len(texts[0])
    while at < characters:
        base = bases[len(shifts) % len(bases)]
        shifts.append((base, at))
        texts.append(f"{base.text}\n")
        at += len(base.text) + 1
    text = "".join([*texts, ENDING])
    found = sum(len(base.entities) + len(base.metrics) + len(base.measures) for base, _ in shifts)
    share = min(1.0, highlights / found)
    report = structs.replace(
        bases[0], id=blake2b(text.encode(), digest_size=16).hexdigest(), title="长篇之题", text=text,
        furniture=(), repairs=(),
        paragraphs=_shifted([(base.paragraphs, at) for base, at in shifts], 1.0), checks=(), names=(),
        entities=_shifted([(base.entities, at) for base, at in shifts], share),
        metrics=tuple(
            structs.replace(each, sentence=Span(each.start, each.end))
            for each in _shifted([(base.metrics, at) for base, at in shifts], share)
        ),
        measures=_shifted([(base.measures, at) for base, at in shifts], share),
    )  # fmt: skip
    return Reading(report, text, AlignedText.of(text))


def _shifted(groups: Iterable[tuple[Sequence[Each], int]], share: float) -> tuple[Each, ...]:
    made, owed = [], 0.0
    for items, at in groups:
        for item in items:
            owed += share
            if owed >= 1 - 1e-9:
                owed -= 1
                start, end = item.start + at, item.end + at
                raw = {"raw": Span(start, end)} if hasattr(item, "raw") else {}
                made.append(structs.replace(item, start=start, end=end, **raw))
    return tuple(made)


def marked(report: Report) -> int:
    """How many highlights a report has."""
    return len(report.entities) + len(report.metrics) + len(report.measures)
