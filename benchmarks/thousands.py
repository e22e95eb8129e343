"""A collection of many known reports, as the program itself would have made it, for the benchmarks of the reader.

Some hundred texts are put together from the sentences of the sample reports and parsed by the pipeline. Each then
stands for many reports: the same with other digits, figures and titles. Files and index are written through the
program's own functions; nothing in them tells that no pipeline ran a hundred thousand times. Kept in the system's
temporary folder from one run to the next, by the pipeline and the number of reports; or in a folder of one's own, where
what another pipeline made passes for this one's, so that work on the parser does not cost a new collection.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

import seeds
from parsing.aligned import AlignedText
from parsing.corpus import pipeline
from parsing.reading import Reading
from parsing.report import read
from tui.data.corpus.filing import Met
from tui.data.corpus.filing import read as filed
from tui.data.corpus.index import CorpusIndex
from tui.data.corpus.places import index_file
from tui.data.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 1500
"""Characters of a report, at least."""
PARSED = 300
"""Texts that the pipeline parses."""
BATCH = 500
"""Reports filed together."""
DIGITS = "0123456789"
LONGEST = 200
SOURCES = ("松坪发布", "云溪之声", "北川县人民政府网", "石桥日报", "城东街道办事处", "南湖区卫生健康局")


class Collection(NamedTuple):
    """Where the reports are; the folder of the reader's ``config``, ``data`` and ``cache``; how many there are."""

    reports: Path
    home: Path
    count: int


def collection(count: int, folder: str | None = None) -> Collection:
    """A collection of that many known reports, made if it is not there yet; takes some minutes for 100,000.

    ``folder``: where it is kept, whatever pipeline made it; else its place is told by the pipeline.
    """
    usual = Path(tempfile.gettempdir()) / f"yibao-thousands-{count}-{pipeline()[:12]}"
    place = usual if folder is None else Path(folder) / f"{count}"
    made = Collection(place / "reports", place / "home", count)
    if not (place / "complete").exists():
        shutil.rmtree(place, ignore_errors=True)
        made.reports.mkdir(parents=True)
        _fill(made, count)
        (place / "complete").touch()
    elif folder is not None:
        _adopt(index_file([str(made.reports)], made.home / "cache"))
    return made


def adopted(reports: Path, index: Path, home: Path) -> Collection:
    """A folder of reports with a copy of an index that was made of it elsewhere, perhaps by another pipeline."""
    place = index_file([str(reports)], home / "cache")
    place.parent.mkdir(parents=True)
    shutil.copy(index, place)
    _adopt(place)
    with closing(sqlite3.connect(place)) as database:
        (count,) = database.execute("SELECT count(*) FROM report").fetchone()
    return Collection(reports, home, count)


def _adopt(place: Path) -> None:
    """Let what another pipeline made pass for this one's."""
    with closing(sqlite3.connect(place)) as database, database:
        (number,) = database.execute("SELECT pipeline FROM report LIMIT 1").fetchone()
        database.execute("DELETE FROM pipeline WHERE digest = ? AND number <> ?", (pipeline(), number))
        database.execute("INSERT OR REPLACE INTO pipeline (number, digest) VALUES (?, ?)", (number, pipeline()))


def _fill(made: Collection, count: int) -> None:
    chance = random.Random(1)  # noqa: S311 -- the same collection every time
    bases = list(islice(_parsed(chance, made.reports / "base.txt"), min(PARSED, count)))
    with CorpusIndex(index_file([str(made.reports)], made.home / "cache"), pipeline()) as index:
        for first in range(0, count, BATCH):
            print(f"\rmaking {first}/{count} reports", end="", file=sys.stderr, flush=True)
            index.put(
                _met(bases[number % len(bases)], number, made.reports, chance)
                for number in range(first, min(count, first + BATCH))
            )
        index.tidy()
    print(file=sys.stderr)


def _met(base: Reading, number: int, reports: Path, chance: random.Random) -> Met:
    path = reports / f"R{number:06}.txt"
    reading = _variant(base, number, path, chance)
    if (found := stamp(str(path))) is None:
        raise FileNotFoundError(path)
    return Met(filed(reading), *found)


def _parsed(chance: random.Random, path: Path) -> Iterator[Reading]:
    texts = [file.read_text("utf-8", "replace") for file in sorted(seeds.folder().glob("*.txt"))]
    sentences = [part for text in texts for part in re.split(r"(?<=[。！？])|\n", text) if 8 < len(part) < LONGEST]
    while True:
        paragraphs = []
        while sum(map(len, paragraphs)) < LENGTH:
            paragraphs.append("".join(chance.sample(sentences, 4)))
        day = f"2031年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
        head = f"关于做好疫情防控工作的情况通报\n来源：{chance.choice(SOURCES)}　{day}\n"
        path.write_text(head + "\n".join(paragraphs), "utf-8")
        made = read(path)
        path.unlink()
        yield made


def _variant(base: Reading, number: int, path: Path, chance: random.Random) -> Reading:
    """The same report with other digits, another title and other figures; its file is written."""
    table = str.maketrans(DIGITS, "".join(chance.sample(DIGITS, len(DIGITS))))
    report, source = base.report, base.source.translate(table)
    path.write_text(source, "utf-8")
    text = report.text.translate(table)
    changed = structs.replace(
        report,
        id=blake2b(source.encode(), digest_size=16).hexdigest(), path=str(path), text=text,
        title=f"B{number:06}{report.title or ''}",
        entities=tuple(structs.replace(each, text=text[each.start : each.end]) for each in report.entities),
        measures=tuple(structs.replace(each, text=text[each.start : each.end]) for each in report.measures),
        metrics=tuple(
            structs.replace(
                each, quantity=each.quantity.translate(table),
                value=each.value and round(each.value * chance.uniform(0.5, 2)),
            )
            for each in report.metrics
        ),
    )  # fmt: skip
    return Reading(changed, source, AlignedText(text, base.body.starts, base.body.ends))


if __name__ == "__main__":
    print(collection(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, *sys.argv[2:3]))
