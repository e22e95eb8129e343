"""The records of an index as files of a few thousand each, JSON Lines or Parquet.

A part holds the reports of a range of numbers and is written whole; a list beside the parts says what each was made of,
so that a run that was stopped goes on at the next, and only parts in which something has changed are written again.
"""

from __future__ import annotations

import io
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from parsing.record import encode
from tui.data import files
from tui.data.corpus.columns import parquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parsing.record import Report
    from tui.data.corpus.index import CorpusIndex

PartFormat: TypeAlias = Literal["jsonl", "parquet"]

PART = 5000
"""Numbers in a part."""
LIST = "parts.json"
NAME = re.compile(r"part-\d{6,}\.(?:jsonl|parquet)")


def write_parts(index: CorpusIndex, folder: Path, form: PartFormat) -> Iterator[Path]:
    """Write what is not there yet, and take away parts of which nothing is left; gives each part written.

    Raises:
        OSError: the folder cannot be written.
    """
    listed = _listed(folder)
    (last,) = index.database.execute("SELECT max(number) FROM report").fetchone()
    wanted: dict[str, str] = {}
    for first in range(1, (last or 0) + 1, PART):
        rows = index.database.execute(
            "SELECT number, path, hex(id), pipeline FROM report WHERE number BETWEEN ? AND ? ORDER BY number",
            (first, first + PART - 1),
        ).fetchall()
        if not rows:
            continue
        name = f"part-{first // PART:06}.{form}"
        wanted[name] = blake2b(repr(rows).encode(), digest_size=16).hexdigest()
        if listed.get(name) == wanted[name] and (folder / name).is_file():
            continue
        records = (report for _, report in index.records(number for number, *_ in rows))
        files.replace(folder / name, _written(records, form))
        listed[name] = wanted[name]
        files.replace(folder / LIST, msgspec.json.encode(listed))
        yield folder / name
    for name in listed.keys() - wanted.keys():
        (folder / name).unlink(missing_ok=True)
    files.replace(folder / LIST, msgspec.json.encode(wanted))


def _listed(folder: Path) -> dict[str, str]:
    """What the list says of parts, and only that: what it names gets deleted, and anybody may have written it."""
    try:
        listed = msgspec.json.decode((folder / LIST).read_bytes(), type=dict[str, str])
        return {name: made_of for name, made_of in listed.items() if NAME.fullmatch(name)}
    except (OSError, RecursionError, msgspec.MsgspecError):
        return {}


def _written(records: Iterator[Report], form: PartFormat) -> bytes:
    if form == "jsonl":
        return b"".join(encode(report) + b"\n" for report in records)
    stream: Any = io.BytesIO()
    parquet([msgspec.to_builtins(report) for report in records], stream)
    return bytes(stream.getvalue())
