"""Gold: reports with the entities, metrics and measures that they should give, from either form of file.

``NNN.gold.json`` lies beside its text, ``NNN.raw.txt`` (as the report was got) or ``NNN.clean.txt`` (which offsets
count in), with ``NNN.meta.json`` for the day of publication. Or it is what ``yibao export`` writes: records, whose text
and findings are the gold once somebody has looked through them, with their marks laid over; where they were judged, the
gold is what was accepted and set right in the reports that were approved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias, cast, get_args

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from parsing.causes import told_by_system
from parsing.record import Annotation, Bound, Label, Status
from tui.data.scoring.judged import findings, judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

GOLD = ".gold.json"
RECORDS = (".json", ".jsonl")
LABELS = frozenset(get_args(Label))

Offset: TypeAlias = Annotated[int, Meta(ge=0)]


class GoldEntity(Struct, frozen=True):
    """A named entity; ``norm`` is unset for a mark, which does not say it."""

    label: Label
    start: Offset
    end: Offset
    norm: str | UnsetType | None = None


class GoldMetric(Struct, frozen=True):
    """A count with what it counts."""

    start: Offset
    end: Offset
    value: int | float | None
    unit: str
    bound: Bound = "exact"
    redacted: bool = False
    what: str | None = None
    scope: str | None = None
    as_of: str | None = None
    per: str | None = None


class GoldMeasure(Struct, frozen=True):
    """An action; what counts is the sentence that it stands in."""

    start: Offset
    end: Offset
    category: str
    status: Status


class Findings(Struct, frozen=True):
    """What is in a report, by the gold or by the program."""

    entities: tuple[GoldEntity, ...] = ()
    metrics: tuple[GoldMetric, ...] = ()
    measures: tuple[GoldMeasure, ...] = ()

    def places(self) -> Iterator[tuple[int, int]]:
        """Where they stand."""
        for found in (self.entities, self.metrics, self.measures):
            yield from ((each.start, each.end) for each in found)


class _Record(Findings, frozen=True):
    text: str = ""
    path: str = ""
    published: str | None = None
    annotations: tuple[Annotation, ...] = ()


class _Meta(Struct, frozen=True):
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """A report with its right answer. ``source`` is the file to be parsed, or none where ``text`` itself is."""

    name: str
    text: str
    findings: Findings
    source: Path | None = None
    written: date | None = None


class GoldError(Exception):
    """A file that is no gold. ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: {cause}")


def gold_files(path: Path) -> list[Path]:
    """The gold files of a folder, those of the first form where there are any; or the file itself.

    Raises:
        GoldError: there is none.
    """
    if not path.is_dir():
        return [path]
    inside = sorted(path.iterdir())
    found = [each for each in inside if each.name.endswith(GOLD)]
    found = found or [each for each in inside if each.suffix in RECORDS and not each.name.endswith(".meta.json")]
    if not found:
        raise GoldError(path, "no gold in it")
    return found


def read(path: Path) -> Iterator[Gold]:
    """The reports of a gold file.

    Raises:
        GoldError: it cannot be read, or an offset lies outside its text.
    """
    try:
        found = [_beside(path)] if path.name.endswith(GOLD) else _all_of(_records(path))
    except OSError as error:
        raise GoldError(path, _told(error, path)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        malformed = isinstance(error, msgspec.DecodeError) and not isinstance(error, msgspec.ValidationError)
        raise GoldError(path, ("not JSON: " if malformed else "") + str(error).partition("\n")[0]) from error
    for gold in found:
        for start, end in gold.findings.places():
            if not start < end <= len(gold.text):
                raise GoldError(path, f"{gold.name}: {start}..{end} in a text of {len(gold.text)}")
        yield gold


def _told(error: OSError, path: Path) -> str:
    cause = told_by_system(error)
    return cause if error.filename in (None, str(path)) else f"{error.filename}: {cause}"


def _beside(path: Path) -> Gold:
    stem = path.name.removesuffix(GOLD)
    clean, raw, meta = (path.with_name(stem + kind) for kind in (".clean.txt", ".raw.txt", ".meta.json"))
    facts = msgspec.json.decode(meta.read_bytes(), type=_Meta) if meta.exists() else _Meta()
    if not (raw.exists() or clean.exists()):
        raise ValueError(f"neither {clean.name} nor {raw.name} beside it")
    source = raw if raw.exists() else clean
    text = (clean if clean.exists() else raw).read_text("utf-8-sig")
    return Gold(stem, text, msgspec.json.decode(path.read_bytes(), type=Findings), source, _day(facts.published))


def _records(path: Path) -> Sequence[_Record]:
    data = path.read_bytes()
    if path.suffix == ".jsonl":
        return [msgspec.json.decode(line, type=_Record) for line in data.splitlines() if line.strip()]
    whole = msgspec.json.decode(data)
    if isinstance(whole, dict) and "reports" in whole:
        return msgspec.convert(whole["reports"], list[_Record])
    return [msgspec.convert(whole, _Record)]


def _all_of(records: Sequence[_Record]) -> list[Gold]:
    """The gold of some records: once something in them was judged, only that of reports that somebody approved."""
    if not any(judged(record.annotations) for record in records):
        return [_of(record, record) for record in records]
    standing = [(record, findings(record.annotations)) for record in records]
    found = [_of(record, msgspec.convert(said, Findings)) for record, said in standing if said is not None]
    if not found:
        raise ValueError("no report in it is approved")
    return found


def _of(record: _Record, said: Findings) -> Gold:
    if not record.text:
        raise ValueError("a record without text")
    entities = tuple(_marked(said.entities, record.annotations))
    findings = Findings(entities, said.metrics, said.measures)
    return Gold(record.path or "record", record.text, findings, None, _day(record.published))


def _marked(entities: Iterable[GoldEntity], marks: Iterable[Annotation]) -> Iterator[GoldEntity]:
    """Entities with the user's marks laid over: a mark takes the place of what it overlaps, if that is not the same."""
    given = [
        GoldEntity(cast("Label", mark.label), mark.start, mark.end, UNSET)
        for mark in marks
        if mark.label in LABELS and mark.start is not None and mark.end is not None and mark.start < mark.end
    ]
    known = {(entity.label, entity.start, entity.end) for entity in entities}
    new = [mark for mark in given if (mark.label, mark.start, mark.end) not in known]
    for entity in entities:
        if not any(_replaces(mark, entity) for mark in new):
            yield entity
    yield from dict.fromkeys(new)


def _replaces(mark: GoldEntity, entity: GoldEntity) -> bool:
    same = (mark.start, mark.end) == (entity.start, entity.end)
    return same or (mark.label == entity.label and mark.start < entity.end and entity.start < mark.end)


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published and len(published) >= len("2020-01-01") else None
