"""Label Studio's JSON: a task a report, what was extracted as a prediction, the user's marks as an annotation.

The labelling configuration goes beside it: a project with it shows the tasks. Marks with a label are regions of the
control ``label``, those without one of the control ``span``; a note is the region's ``meta.text``, as Label Studio
keeps it; tags are choices about the whole task. Offsets are code points, as the editor counts in its ``Text``.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import msgspec

from tui.data.exchange.carried import place
from tui.data.exchange.document import Document, Problem, on_report, quoted, target
from tui.data.exchange.reading import mapping, moment, sequence, text, text_of
from tui.data.exchange.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from parsing.record import Annotation, Entity, Report, Target

MODEL = "yibao"
BARE = "SPAN"
"""The one label of the control ``span``: a stretch with a note, or the end of a relation, and no label."""

ConfigurationNames = dict[str, dict[str, None]]
"""Labels, tags and relations that were used, in the order met."""


def write(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """A list of tasks, one a line, and the configuration that goes with it."""
    names: ConfigurationNames = {"label": {}, "tag": {}, "relation": {}}
    count = 0
    stream.write(b"[")
    for report in reports:
        stream.write((b",\n" if count else b"\n") + msgspec.json.encode(_task(report)))
        _note_names(report, names)
        count += 1
    stream.write(b"\n]\n")
    return Written(count, {".xml": configuration(names).encode()})


def configuration(names: ConfigurationNames) -> str:
    """The labelling configuration of a project with these labels, tags and relations."""
    labels = "".join(f"    <Label value={quoteattr(name)}/>\n" for name in names["label"])
    tags = "".join(f"    <Choice value={quoteattr(name)}/>\n" for name in names["tag"])
    relations = "".join(f"    <Relation value={quoteattr(name)}/>\n" for name in names["relation"])
    return (
        "<View>\n"
        + (f'  <Labels name="label" toName="text">\n{labels}  </Labels>\n' if labels else "")
        + f'  <Labels name="span" toName="text">\n    <Label value="{BARE}"/>\n  </Labels>\n'
        + '  <Text name="text" value="$text"/>\n'
        + (f"  <Relations>\n{relations}  </Relations>\n" if relations else "")
        + (f'  <Choices name="tag" toName="text" choice="multiple">\n{tags}  </Choices>\n' if tags else "")
        + "</View>\n"
    )


def read(path: Path) -> Iterator[Document | Problem]:
    """The annotations of a list of tasks; predictions are nobody's marks."""
    for number, task in enumerate(sequence(msgspec.json.decode(text(path))), 1):
        where = f"{path}: task {number}"
        try:
            data = mapping(mapping(task).get("data"))
        except ValueError:
            yield Problem(where, "no task of Label Studio's")
            continue
        words = text_of(data, "text")
        if words is None:
            yield Problem(where, "no text")
            continue
        marks: list[Annotation] = []
        for annotation in sequence(task.get("annotations") or task.get("completions")):
            for found in _results(where, words, annotation) if isinstance(annotation, dict) else ():
                if isinstance(found, Problem):
                    yield found
                else:
                    marks.append(found)
        yield Document(where, text_of(data, "report"), text_of(data, "path"), words, tuple(marks))


def _task(report: Report) -> dict[str, Any]:
    result = [*_regions(report)]
    task = {
        "data": {"text": report.text, "report": report.id, "path": report.path, "title": report.title or ""},
        "predictions": [{"model_version": MODEL, "result": [*map(_entity, range(10**9), report.entities)]}],
    }
    return {**task, "annotations": [{"result": result}]} if result else task


def _entity(number: int, entity: Entity) -> dict[str, Any]:
    return _region(f"e{number}", entity.start, entity.end, entity.text, entity.label)


def _region(identity: str, start: int, end: int, words: str, label: str | None) -> dict[str, Any]:
    return {
        "id": identity, "from_name": "span" if label is None else "label", "to_name": "text", "type": "labels",
        "value": {"start": start, "end": end, "text": words, "labels": [BARE if label is None else label]},
    }  # fmt: skip


def _regions(report: Report) -> Iterator[dict[str, Any]]:
    """Regions, then relations between them, then tags. Ends of relations are labelled regions where there are any."""
    ends: dict[tuple[int, int], str] = {}
    related = [mark for mark in report.annotations if mark.to is not None]
    for number, mark in enumerate(report.annotations):
        if mark.label is not None or mark.note is not None:
            start, end = place(mark)
            region = _region(f"m{number}", start, end, report.text[start:end], mark.label)
            yield region if mark.note is None else {**region, "meta": {"text": [mark.note]}}
            if mark.label is not None:
                ends.setdefault((start, end), region["id"])
    for number, mark in enumerate(related):
        for span in (place(mark), place_of(mark)):
            if span not in ends:
                ends[span] = f"r{number}-{len(ends)}"
                yield _region(ends[span], *span, report.text[slice(*span)], None)
        yield {
            "type": "relation", "direction": "right", "labels": [mark.relation],
            "from_id": ends[place(mark)], "to_id": ends[place_of(mark)],
        }  # fmt: skip
    tags = [mark.tag for mark in report.annotations if mark.tag is not None]
    if tags:
        yield {"id": "tag", "from_name": "tag", "to_name": "text", "type": "choices", "value": {"choices": tags}}


def place_of(mark: Annotation) -> tuple[int, int]:
    """Where a placed mark's relation leads to."""
    return (mark.to.start or 0, mark.to.end or 0) if mark.to else (0, 0)


def _note_names(report: Report, names: ConfigurationNames) -> None:
    names["label"].update(dict.fromkeys(entity.label for entity in report.entities))
    for mark in report.annotations:
        for kind, name in (("label", mark.label), ("tag", mark.tag), ("relation", mark.relation)):
            if name is not None:
                names[kind][name] = None


def _results(where: str, words: str, annotation: dict[str, Any]) -> Iterator[Annotation | Problem]:
    """The marks of one annotator."""
    author = annotation.get("completed_by")
    made = {
        "author": text_of(author, "email") if isinstance(author, dict) else None,
        "created": moment(annotation.get("created_at")),
    }
    ends: dict[str, Target] = {}
    results = [result for result in sequence(annotation.get("result")) if isinstance(result, dict)]
    needed = {result.get(end) for result in results for end in ("from_id", "to_id")}
    for result in sorted(results, key=lambda result: result.get("type") == "relation"):
        try:
            yield from _read(result, words, made, ends, needed)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            yield Problem(where, f"result {result.get('id') or result.get('type')}: {error}")


def _read(
    result: dict[str, Any], words: str, made: dict[str, Any], ends: dict[str, Target], needed: set[Any]
) -> Iterator[Annotation]:
    kind, value = result["type"], result.get("value", {})
    if kind == "relation":
        first, second = ends[result["from_id"]], ends[result["to_id"]]
        for name in result.get("labels") or ["related"]:
            yield quoted(words, *first.raw, relation=name, to=second, **made)
    elif kind == "choices":
        yield from (on_report(tag=tag, **made) for tag in value["choices"])
    elif kind in ("labels", "hypertextlabels"):
        ends[result["id"]] = found = target(words, value["start"], value["end"])
        if value.get("text", found.exact) != found.exact:
            raise ValueError(f"{value['text']} is not what stands at {value['start']}..{value['end']}")
        note = "\n".join(sequence((result.get("meta") or {}).get("text"))) or None
        labels = [None] if result.get("from_name") == "span" else value[kind]
        if labels == [None] and note is None:
            if result["id"] not in needed:
                raise ValueError("neither label nor note")
            return
        for label in labels:
            yield quoted(words, *found.raw, label=label, note=note, **made)
    else:
        raise ValueError(f"nothing is known of results of type {kind}")
