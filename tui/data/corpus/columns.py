"""Records and rows of tables as Parquet, with the same columns whatever values there are."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, get_type_hints

from parsing.formats import FormatError
from parsing.inputs.lines import NEEDED
from parsing.record import Report
from parsing.spans import Span
from tui.data.corpus.packing import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import msgspec


def parquet(records: Sequence[dict[str, Any]], stream: IO[bytes]) -> None:
    """Write records as built-in values, without their annotations, a row each.

    Raises:
        FormatError: the library for it is not installed.
    """
    pa, writer = _library()
    texts = [name for name in Report.__struct_fields__ if name not in KINDS and name != "annotations"]
    fields = [(name, pa.string()) for name in texts]
    fields += [(name, pa.list_(pa.struct(_fields(pa, kind)))) for name, kind in KINDS.items()]
    writer.write_table(pa.Table.from_pylist(list(records), pa.schema(fields)), stream, compression="zstd")


def parquet_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: IO[bytes]) -> int:
    """Write the rows of a table; how many there were.

    Raises:
        FormatError: the library for it is not installed.
    """
    pa, writer = _library()
    found = [list(row) for row in rows]
    values = zip(*found, strict=True) if found else ((),) * len(columns)
    table = {name: _column(pa, column) for name, column in zip(columns, values, strict=True)}
    writer.write_table(pa.table(table), stream, compression="zstd")
    return len(found)


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 -- an optional part
        from pyarrow import parquet as writer  # noqa: PLC0415
    except ImportError as error:
        raise FormatError(NEEDED) from error
    return pa, writer


def _column(pa: Any, values: Sequence[Any]) -> Any:
    known = {type(value) for value in values} - {type(None)}
    if not known or str in known:
        return pa.array(values, pa.string())
    return (
        pa.array([None if value is None else float(value) for value in values]) if float in known else pa.array(values)
    )


def _fields(pa: Any, kind: type[msgspec.Struct]) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(name, _type(pa, hints[name])) for name in kind.__struct_fields__]


def _type(pa: Any, hint: Any) -> Any:
    told = str(hint)
    if hint is Span or told.startswith("tuple["):
        return pa.list_(pa.int64())
    if hint is bool:
        return pa.bool_()
    return pa.float64() if "float" in told else pa.int64() if hint is int else pa.string()
