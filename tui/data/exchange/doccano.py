"""doccano's JSON Lines for sequence labelling, with and without relations (doccano 1.5 and on).

A project that labels sequences reads ``{"text": …, "label": [[start, end, label], …]}``; one that uses relations
``{"text": …, "entities": [{"id", "start_offset", "end_offset", "label"}], "relations": [{"id", "from_id", "to_id",
"type"}]}``. Offsets are code points. Any other key of a line becomes metadata of the example and comes back with it:
that is how a line finds its report again. doccano wants a label on both ends of a relation.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, TypeAlias

import msgspec

from tui.data.exchange.carried import place
from tui.data.exchange.document import Document, Problem, quoted, target
from tui.data.exchange.reading import lines, mapping, sequence, text_of
from tui.data.exchange.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from parsing.record import Annotation, Report, Target
    from tui.data.exchange.carried import Aspect

MarksAndProblems: TypeAlias = "tuple[list[Annotation], list[Problem]]"
MarksOf: TypeAlias = "Callable[[str, str, dict[str, Any]], MarksAndProblems]"

END = "SPAN"
"""The label of the end of a relation that has none of its own."""


def write_sequences(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """A line a report, with triples."""
    count = 0
    for report in reports:
        labels = [[*place(mark), mark.label] for mark in report.annotations]
        _write(stream, report, {"label": labels})
        count += 1
    return Written(count)


def write_relations(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """A line a report, with entities and relations."""
    count = 0
    for report in reports:
        _write(stream, report, _related(report))
        count += 1
    return Written(count)


def refuses_end(mark: Annotation, _: str) -> Aspect | None:
    """A label that would be taken for the bare end of a relation."""
    return "labels" if mark.label == END else None


def read_sequences(path: Path) -> Iterator[Document | Problem]:
    """The reports of a file without relations."""
    return _documents(path, ("label", "labels"), _labels)


def read_relations(path: Path) -> Iterator[Document | Problem]:
    """The reports of a file with relations."""
    return _documents(path, ("entities",), _entities)


def with_relations(line: bytes) -> bool:
    """Whether a line is of the form that has relations."""
    try:
        return "entities" in mapping(msgspec.json.decode(line))
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return False


def _documents(path: Path, keys: tuple[str, ...], marks_of: MarksOf) -> Iterator[Document | Problem]:
    for where, line in lines(path):
        try:
            entry = mapping(msgspec.json.decode(line))
            text = entry.get("text", entry.get("data"))
            if not isinstance(text, str):
                yield Problem(where, "no text")
                continue
            if not any(key in entry for key in keys):
                yield Problem(where, f"no {keys[0]}: an example of another of doccano's formats")
                continue
            marks, problems = marks_of(where, text, entry)
        except (ValueError, RecursionError, msgspec.MsgspecError) as error:
            yield Problem(where, f"no example of doccano's: {error}")
            continue
        yield from problems
        yield Document(where, text_of(entry, "report"), text_of(entry, "path"), text, tuple(marks))


def _write(stream: IO[bytes], report: Report, body: dict[str, Any]) -> None:
    stream.write(msgspec.json.encode({"text": report.text, **body, "report": report.id, "path": report.path}) + b"\n")


def _related(report: Report) -> dict[str, Any]:
    """Entities and relations; the end of a relation is a labelled mark on the same stretch where there is one."""
    entities: list[dict[str, Any]] = []
    ends: dict[tuple[int, int], int] = {}

    def added(start: int, end: int, label: str) -> int:
        number = len(entities)
        entities.append({"id": number, "start_offset": start, "end_offset": end, "label": label})
        return ends.setdefault((start, end), number)

    for mark in report.annotations:
        if mark.label is not None:
            added(*place(mark), mark.label)
    relations: list[dict[str, Any]] = []
    for mark in report.annotations:
        if mark.to is not None and mark.to.start is not None and mark.to.end is not None:
            first, second = place(mark), (mark.to.start, mark.to.end)
            numbers = [ends[span] if span in ends else added(*span, END) for span in (first, second)]
            relations.append({"id": len(relations), "from_id": numbers[0], "to_id": numbers[1], "type": mark.relation})
    return {"entities": entities, "relations": relations}


def _labels(where: str, text: str, entry: dict[str, Any]) -> MarksAndProblems:
    marks: list[Annotation] = []
    problems = _comments(where, entry)
    for found in sequence(entry.get("label", entry.get("labels"))):
        try:
            start, end, label = found
            marks.append(quoted(text, start, end, label=_name(label)))
        except (TypeError, ValueError) as error:
            problems.append(Problem(where, f"label {found}: {error}"))
    return marks, problems


def _entities(where: str, text: str, entry: dict[str, Any]) -> MarksAndProblems:
    marks: list[Annotation] = []
    problems = _comments(where, entry)
    ends: dict[Any, Target] = {}
    for found in sequence(entry.get("entities")):
        try:
            ends[found["id"]] = target(text, found["start_offset"], found["end_offset"])
            if found["label"] != END:
                marks.append(quoted(text, found["start_offset"], found["end_offset"], label=_name(found["label"])))
        except (TypeError, ValueError, KeyError) as error:
            problems.append(Problem(where, f"entity {found}: {error}"))
    for found in sequence(entry.get("relations")):
        try:
            first, second = ends[found["from_id"]], ends[found["to_id"]]
            marks.append(quoted(text, *first.raw, relation=_name(found["type"]), to=second))
        except (TypeError, ValueError, KeyError) as error:
            problems.append(Problem(where, f"relation {found}: {error}"))
    return marks, problems


def _comments(where: str, entry: dict[str, Any]) -> list[Problem]:
    return [Problem(where, f"comment left out: {comment}") for comment in sequence(entry.get("Comments"))]


def _name(label: object) -> str:
    if not isinstance(label, str) or not label:
        raise ValueError("no label")
    return label
