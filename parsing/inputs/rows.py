"""Parquet files: each row as the JSON line that would say the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

import msgspec

from parsing.formats import FormatError
from parsing.inputs.lines import NEEDED
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator

PARQUET = ".parquet"
AT_ONCE = 64
"""Rows read at a time."""


def rows(file: IO[bytes]) -> Iterator[bytes]:
    """The rows of an open file, as JSON objects.

    Raises:
        FormatError: it is no Parquet file, is damaged, has no column with a text, or no library to read it is
        installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 -- an optional part
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise FormatError(NEEDED) from error
    try:
        table = parquet.ParquetFile(file)
        wanted = _columns(table.schema_arrow.names)
        for batch in table.iter_batches(AT_ONCE, columns=wanted):
            yield from (msgspec.json.encode(_said(row)) for row in batch.to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise FormatError(f"not a whole Parquet file: {str(error).partition(chr(10))[0][:100]}") from error


def _columns(names: list[str]) -> list[str]:
    """The columns that say something of a report."""
    texts: list[str] = load("facts")["text"]["fields"]
    if not any(name.lower() in texts for name in names):
        raise FormatError(f"no column with a text: one of {', '.join(texts[:5])}, …")
    facts = {name for known in load("facts")["fields"].values() for name in known}
    return [name for name in names if name.lower() in texts or name.lower() in facts]


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if isinstance(value, str | list | date | datetime)}
