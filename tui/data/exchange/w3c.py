"""W3C Web Annotation as JSON-LD: one AnnotationCollection, whose page holds a mark an item; nothing is left out.

The context is the W3C's own, named and never fetched. Targets are the report's decoded source, by its digest, with a
TextPositionSelector (code points) and a TextQuoteSelector; a tag is about the source as a whole. A relation is a body
that is itself a selection of the source, with its name in a textual body of the purpose ``linking``. What was judged,
and what was set right, are textual bodies in JSON.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import msgspec

from parsing.record import Annotation, Judgement, Target
from parsing.spans import Span
from tui.data.exchange.document import Document, Problem
from tui.data.exchange.reading import mapping, moment, sequence, text, text_of
from tui.data.exchange.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from parsing.record import Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
REPORT = "urn:yibao:report:"
MARK = "urn:yibao:mark:"
COLLECTION = "urn:yibao:marks:"
JSON = "application/json"


def write(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """The collection, an annotation a line; it is named by what is in it."""
    digest = blake2b(digest_size=16)
    stream.write(b'{"@context": "%s", "type": "AnnotationCollection", "label": "yibao",' % CONTEXT.encode())
    stream.write(b' "first": {"type": "AnnotationPage", "startIndex": 0, "items": [')
    count = total = 0
    for report in reports:
        count += 1
        for mark in report.annotations:
            line = msgspec.json.encode(_annotation(report, mark))
            digest.update(line)
            stream.write((b",\n" if total else b"\n") + line)
            total += 1
    name = COLLECTION + digest.hexdigest()
    page = f'"id": "{name}:page", "partOf": "{name}"}}, "id": "{name}", "total": {total}}}'
    stream.write(f"\n], {page}\n".encode())
    return Written(count)


def read(path: Path) -> Iterator[Document | Problem]:
    """The annotations of a collection, a page or a list, those on one source together."""
    documents: dict[str, tuple[dict[str, Any], list[Annotation]]] = {}
    for number, item in enumerate(_items(msgspec.json.decode(text(path))), 1):
        where = f"{path}: item {number}"
        try:
            source, mark = _read(mapping(item))
        except (ValueError, TypeError, KeyError, AttributeError, msgspec.MsgspecError) as error:
            yield Problem(where, f"no annotation of text: {error}")
            continue
        documents.setdefault(source["id"], (source, []))[1].append(mark)
    for name, (source, marks) in documents.items():
        report = unquote(name.removeprefix(REPORT)) if name.startswith(REPORT) else None
        path_there = text_of(source, "label") or (None if report else name)
        yield Document(f"{path}", report, path_there, None, tuple(marks), of_source=True)


def _annotation(report: Report, mark: Annotation) -> dict[str, Any]:
    source = {"id": REPORT + quote(report.id), "type": "Text", "label": report.path}
    about = source if mark.whole else _selection(source, mark)
    found: dict[str, Any] = {
        "id": MARK + quote(mark.id), "type": "Annotation", "motivation": mark.motivation, "created": mark.created,
        "body": [*_bodies(mark)], "target": about,
    }  # fmt: skip
    if mark.author is not None:
        found["creator"] = {"type": "Person", "name": mark.author}
    if mark.to is not None:
        found["body"].append({**_selection(source, mark.to), "purpose": "linking"})
    return found


def _selection(source: dict[str, Any], where: Annotation | Target) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": where.raw.start, "end": where.raw.end},
            {"type": "TextQuoteSelector", "exact": where.exact, "prefix": where.prefix, "suffix": where.suffix},
        ],
    }


def _bodies(mark: Annotation) -> Iterator[dict[str, Any]]:
    texts = (("classifying", mark.label), ("commenting", mark.note), ("tagging", mark.tag), ("linking", mark.relation))
    for purpose, value in texts:
        if value is not None:
            yield {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    if mark.judgement is not None:
        judged = {"kind": mark.judgement.kind, "fields": mark.judgement.fields}
        yield {"type": "TextualBody", "purpose": "assessing", "value": mark.judgement.verdict, "format": "text/plain"}
        yield _json("describing", judged)
        if mark.judgement.corrected:
            yield _json("editing", mark.judgement.corrected)


def _json(purpose: str, value: object) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": msgspec.json.encode(value).decode(), "format": JSON}


def _items(value: Any) -> list[Any]:
    """The annotations in whatever holds them."""
    if not isinstance(value, dict):
        return sequence(value)
    if "first" in value:
        return _items(value["first"])
    return sequence(value["items"]) if "items" in value else [value]


def _read(item: dict[str, Any]) -> tuple[dict[str, Any], Annotation]:
    """The source that an annotation is about, and the mark."""
    about = sequence(item["target"])[0]
    source, where = _selected(about if isinstance(about, dict) else {"id": about})
    said, to = _said(item)
    creator = sequence(item.get("creator"))
    name = text_of(creator[0], "name") if creator and isinstance(creator[0], dict) else None
    mark = Annotation(
        id=_own(item.get("id")), raw=where.raw, exact=where.exact, prefix=where.prefix, suffix=where.suffix,
        start=None, end=None, label=said.get("classifying"), note=said.get("commenting"),
        created=_time(item), author=name, tag=said.get("tagging"), judgement=_judgement(said),
        relation=said.get("linking") if to else None, to=to,
    )  # fmt: skip
    if all(part is None for part in (mark.label, mark.note, mark.tag, mark.judgement, mark.relation)):
        raise ValueError("it says nothing that a mark can hold")
    if where is WHOLE and not mark.whole:
        raise ValueError("no words are selected")
    return source, mark


def _own(name: object) -> str:
    """The id of a mark that was ours; empty for anybody else's."""
    return unquote(name.removeprefix(MARK)) if isinstance(name, str) and name.startswith(MARK) else ""


def _time(item: dict[str, Any]) -> str:
    return str(item["created"]) if _own(item.get("id")) and "created" in item else moment(item.get("created"))


WHOLE = Target(raw=Span(0, 0), exact="", prefix="", suffix="", start=None, end=None)


def _selected(about: dict[str, Any]) -> tuple[dict[str, Any], Target]:
    """The source of a target or body, and the stretch of it that is selected."""
    source = about.get("source")
    if source is None:
        return about, WHOLE
    found: dict[str, Any] = {}
    for selector in sequence(about.get("selector")):
        found[selector["type"]] = selector
    place, words = found.get("TextPositionSelector"), found.get("TextQuoteSelector")
    if words is None:
        raise ValueError("no TextQuoteSelector")
    raw = Span(int(place["start"]), int(place["end"])) if place else Span(0, 0)
    if not 0 <= raw.start <= raw.end:
        raise ValueError(f"a selection of {raw.start}..{raw.end}")
    return source if isinstance(source, dict) else {"id": source}, Target(
        raw=raw,
        exact=words["exact"],
        prefix=words.get("prefix", ""),
        suffix=words.get("suffix", ""),
        start=None,
        end=None,
    )


def _said(item: dict[str, Any]) -> tuple[dict[str, str], Target | None]:
    """The texts of the bodies by purpose, and the selection that a relation leads to."""
    said: dict[str, str] = {}
    to: Target | None = None
    default = sequence(item.get("motivation"))[:1] or ["commenting"]
    for body in sequence(item.get("body", item.get("bodyValue"))):
        if isinstance(body, str):
            said.setdefault("commenting", body)
        elif body.get("type") == "SpecificResource" and "selector" in body:
            to = _selected(body)[1]
        elif isinstance(body.get("value"), str):
            said.setdefault(sequence(body.get("purpose"))[0] if "purpose" in body else default[0], body["value"])
    return said, to


def _judgement(said: dict[str, str]) -> Judgement | None:
    if "assessing" not in said or "describing" not in said:
        return None
    judged = {**msgspec.json.decode(said["describing"]), "verdict": said["assessing"]}
    if "editing" in said:
        judged["corrected"] = msgspec.json.decode(said["editing"])
    return msgspec.convert(judged, Judgement)
