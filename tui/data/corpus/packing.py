"""Records packed small: a tenth of their JSON, and given back to the byte.

The fields of all items of a kind are written one after another, offsets as differences, and what the text says itself
(the words of an entity) not at all; the rest is left to zlib, with a dictionary that all records of an index share.
"""

from __future__ import annotations

import zlib
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from parsing.record import Check, Entity, Furniture, Item, Measure, Metric, Name, Paragraph, Repair, Report, encode
from parsing.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: dict[str, type[Item]] = {
    "paragraphs": Paragraph,
    "furniture": Furniture,
    "repairs": Repair,
    "entities": Entity,
    "metrics": Metric,
    "measures": Measure,
    "checks": Check,
    "names": Name,
}
QUOTED = ("text", "quantity", "after")
"""Fields that as a rule are what stands in the text from ``start`` to ``end``."""
SPANS = ("raw", "sentence")
LEVEL = 6
DICTIONARY = 32_768
"""Bytes of a dictionary; zlib looks no further back."""


def pack(report: Report, dictionary: bytes) -> bytes:
    """A record without its path and annotations; ``dictionary`` has to be at hand when it is unpacked."""
    plain = msgspec.structs.replace(report, path="", annotations=())
    packer = zlib.compressobj(LEVEL, zdict=dictionary) if dictionary else zlib.compressobj(LEVEL)
    return packer.compress(flat(plain)) + packer.flush()


def unpack(data: bytes, dictionary: bytes, path: str) -> Report:
    """The record, under a path.

    Raises:
        zlib.error: the data are damaged, or packed with another dictionary.
        msgspec.MsgspecError: they are no record.
    """
    unpacker = zlib.decompressobj(zdict=dictionary) if dictionary else zlib.decompressobj()
    found = unpacker.decompress(data) + unpacker.flush()
    if found[:1] == b"{":
        return msgspec.structs.replace(msgspec.json.decode(found, type=Report), path=path)
    head, *columns = msgspec.msgpack.decode(found)
    text = head["text"]
    items = {name: _items(kind, each, text) for (name, kind), each in zip(KINDS.items(), columns, strict=True)}
    return Report(**{**head, **items, "path": path})


def flat(report: Report) -> bytes:
    """A record before it is compressed: of such bytes a dictionary is made."""
    head = {
        name: getattr(report, name) for name in Report.__struct_fields__ if name not in KINDS and name != "annotations"
    }
    columns = [_columns(kind, getattr(report, name), report.text) for name, kind in KINDS.items()]
    try:
        return msgspec.msgpack.encode([head, *columns])
    except OverflowError:  # a figure of more than 64 bits, which only JSON can say
        return encode(report)


def _columns(kind: type[Item], items: Sequence[Any], text: str) -> list[Any]:
    """For each field its values in all items."""
    columns: list[Any] = []
    starts, ends = _place(items)
    for name in kind.__struct_fields__:
        values = [getattr(item, name) for item in items]
        if name == "start":
            columns.append(_differences(starts))
        elif name == "end":
            columns.append([end - start for start, end in zip(starts, ends, strict=True)])
        elif name in SPANS:
            columns.append(_differences([span.start - start for span, start in zip(values, starts, strict=True)]))
            columns.append([span.end - span.start - (end - start) for span, start, end in zip(values, starts, ends, strict=True)])
        elif name in QUOTED:
            quoted = (text[start:end] for start, end in zip(starts, ends, strict=True))
            columns.append([None if value == words else value for value, words in zip(values, quoted, strict=True)])
        else:
            columns.append(values)
    return columns


def _place(items: Sequence[Any]) -> tuple[list[int], list[int]]:
    """Where the items are in the text; items that are nowhere in it are all at its beginning."""
    return [getattr(item, "start", 0) for item in items], [getattr(item, "end", 0) for item in items]


def _items(kind: type[Item], columns: Sequence[Any], text: str) -> tuple[Any, ...]:
    values = iter(columns)
    fields: dict[str, list[Any]] = {}
    if not columns or not columns[0]:
        return ()
    starts = ends = [0] * len(columns[0])
    for name in kind.__struct_fields__:
        column = next(values)
        if name == "start":
            fields[name] = starts = list(accumulate(column))
            continue
        if name == "end":
            fields[name] = ends = [start + length for start, length in zip(starts, column, strict=True)]
            continue
        fields[name] = list(map(_value, column))
        if name in SPANS:
            fields[name] = [(first, length) for first, length in zip(accumulate(column), next(values), strict=True)]
    for name in fields.keys() & {*SPANS}:
        fields[name] = [
            Span(start + first, start + first + length + end - start)
            for (first, length), start, end in zip(fields[name], starts, ends, strict=True)
        ]
    for name in fields.keys() & {*QUOTED}:
        fields[name] = [
            text[start:end] if value is None else value
            for value, start, end in zip(fields[name], starts, ends, strict=True)
        ]
    return tuple(kind(**dict(zip(fields, row, strict=True))) for row in zip(*fields.values(), strict=True))


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _differences(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]
