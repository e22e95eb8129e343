"""Records taken apart into bytes that pack small, and put together again to the byte: the text, and all else.

The fields of all items of a kind are written one after another, offsets as differences, and what the text says itself
(the words of an entity) not at all; the rest is left to compression.
"""

from __future__ import annotations

from itertools import accumulate, chain, zip_longest
from operator import sub
from typing import TYPE_CHECKING, Any

import msgspec

from parsing.record import Check, Entity, Furniture, Item, Measure, Metric, Name, Paragraph, Repair, Report, encode
from parsing.spans import Span
from tui.data.corpus.unfolding import Folds, folds, unfolded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.data.subject import Subject

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
PIECE = 20_000
"""Items of a kind that are written or read at a time: all of a very long report would halt the other threads."""
APART = {*KINDS, "text", "path", "annotations"}
"""Fields that are not of the head: items, and what is kept elsewhere or not at all."""


def parts(subject: Subject) -> tuple[bytes, bytes]:
    """The text of a record as words are looked for in it, and all else of it but its path and annotations."""
    title = len(subject.words) - len(subject.text)  # which stands before the text where that does not have it
    return subject.words.encode("utf-8", "surrogatepass"), _items_of(subject.report, title)


def whole(text: bytes, items: bytes, path: str) -> Report:
    """The record, under a path.

    Raises:
        msgspec.MsgspecError: these are no parts of a record.
    """
    if items[:1] == b"{":
        return msgspec.structs.replace(msgspec.json.decode(items, type=Report), path=path)
    head, title, known, *groups = _pieces(items)
    said = unfolded(text.decode("utf-8", "surrogatepass")[_decode(title) :], msgspec.msgpack.decode(known, type=Folds))
    found: dict[str, tuple[Any, ...]] = dict.fromkeys(KINDS, ())
    for name, group in zip_longest(KINDS, groups):
        columns = [_decode(column) for column in _pieces(group)]
        kind = name or columns.pop(0)
        found[kind] += _items(KINDS[kind], columns, said)
    return Report(**{**_decode(head), **found, "text": said, "path": path})


def _pieces(data: bytes | msgspec.Raw) -> list[msgspec.Raw]:
    """The parts of a list, to be decoded one by one."""
    return msgspec.msgpack.decode(data, type=list[msgspec.Raw])


def _decode(data: msgspec.Raw) -> Any:
    return msgspec.msgpack.decode(data)


def _items_of(report: Report, title: int) -> bytes:
    head = {name: getattr(report, name) for name in Report.__struct_fields__ if name not in APART}
    groups = [_columns(kind, getattr(report, name)[:PIECE], report.text) for name, kind in KINDS.items()]
    for name, kind in KINDS.items():
        some = getattr(report, name)
        groups += ([name, *_columns(kind, some[at : at + PIECE], report.text)] for at in range(PIECE, len(some), PIECE))
    try:
        return msgspec.msgpack.encode([head, title, folds(report.text), *groups])
    except OverflowError:  # a figure of more than 64 bits, which only JSON can say
        return encode(msgspec.structs.replace(report, path="", annotations=()))


def _columns(kind: type[Item], items: Sequence[Any], text: str) -> list[Any]:
    """For each field its values in all items."""
    columns: list[Any] = []
    if not items:
        return [[] for name in kind.__struct_fields__ for _ in range(1 + (name in SPANS))]
    starts, ends = _place(items)
    for name, values in zip(
        kind.__struct_fields__, zip(*map(msgspec.structs.astuple, items), strict=True), strict=True
    ):
        if name == "start":
            columns.append(_differences(starts))
        elif name == "end":
            columns.append(list(map(sub, ends, starts)))
        elif name in SPANS:
            columns.append(_differences([span.start - start for span, start in zip(values, starts, strict=True)]))
            columns.append(
                [span.end - span.start - (end - start) for span, start, end in zip(values, starts, ends, strict=True)]
            )
        elif name in QUOTED:
            columns.append(
                [
                    None if value == text[start:end] else value
                    for value, start, end in zip(values, starts, ends, strict=True)
                ]
            )
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
    return list(map(sub, numbers, chain((0,), numbers)))
