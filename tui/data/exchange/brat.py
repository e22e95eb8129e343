r"""brat's standoff: for each report a text and its annotations side by side, in a folder or a zip of one.

``T`` is a labelled stretch, in fragments where it goes on over line ends, ``R`` a relation, ``A`` a verdict on what was
extracted, ``#`` a note. brat's names are letters, digits, ``_`` and ``-``: any other label gets a number, and
``visual.conf`` says how it is shown, which is where it is read back from. Stretches without a label have the type
``Span``. A line holds a note, so that in it ``\n``, ``\t``, ``\r`` and ``\\`` stand for what would end it or be
mistaken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import IO, TYPE_CHECKING, NamedTuple

import msgspec

from tui.data.exchange.brat_reading import BARE, CONFIGURATION, INDEX, LOOKS, escaped
from tui.data.exchange.carried import place
from tui.data.exchange.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsing.record import Annotation, Report
    from tui.data.exchange.carried import Aspect

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
PLAIN = re.compile(r"[^\w-]+")
BREAK = re.compile(r"[\r\n]+")
LONGEST = 60
"""Characters of a report's name that its files keep."""


class BratNames:
    """What labels and relations are called in brat, given out as they are met."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}
        self.relations: dict[str, str] = {}
        self.files: dict[str, dict[str, str]] = {}
        self.taken: Counter[str] = Counter()

    def type(self, label: str | None) -> str:
        """The type of a stretch with this label."""
        return BARE if label is None else _named(label, self.types, "Label")

    def relation(self, name: str) -> str:
        """The type of a relation."""
        return _named(name, self.relations, "Relation")

    def file(self, report: Report) -> str:
        """A name for the report's files, used once; kept with what finds the report again."""
        stem = re.split(r"[/\\]", report.path)[-1].rpartition(".")[0] or report.path
        base = PLAIN.sub("_", stem)[:LONGEST].strip("_") or "report"
        name = base
        while name.casefold() in self.files:
            self.taken[base.casefold()] += 1
            name = f"{base}-{self.taken[base.casefold()]}"
        self.files[name.casefold()] = {"name": name, "report": report.id, "path": report.path}
        return name


class _Lines(NamedTuple):
    """The annotations of one report as they are written, and the stretches that relations may lead to."""

    report: Report
    names: BratNames
    rows: list[str]
    ends: dict[tuple[int, int], str]
    numbers: dict[str, int]

    def add(self, kind: str, body: str) -> str:
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        identity = f"{kind}{self.numbers[kind]}"
        self.rows.append(f"{identity}\t{body}\n")
        return identity

    def stretch(self, span: tuple[int, int], label: str | None) -> str:
        fragments = [*_fragments(self.report.text, *span)]
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(self.report.text[start:end] for start, end in fragments)
        return self.add("T", f"{self.names.type(label)} {offsets}\t{words}")

    def end(self, span: tuple[int, int]) -> str:
        if span not in self.ends:
            self.ends[span] = self.stretch(span, None)
        return self.ends[span]


def members(reports: Iterable[Report]) -> Iterator[tuple[str, bytes]]:
    """The files of the folder, by name; the configuration comes last, when all names are known."""
    names = BratNames()
    for report in reports:
        name = names.file(report)
        yield f"{name}.txt", report.text.encode()
        yield f"{name}.ann", "".join(_annotations(report, names)).encode()
    yield CONFIGURATION, _configuration(names).encode()
    yield LOOKS, _looks(names).encode()
    yield INDEX, msgspec.json.format(msgspec.json.encode([*names.files.values()]))


def write(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """The folder as a zip."""
    count = 0
    whole = io.BytesIO() if not stream.seekable() else None
    with zipfile.ZipFile(whole or stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members(reports):
            archive.writestr(
                zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED
            )  # dated as ever: the same bytes each time
            count += name.endswith(".ann")
    if whole:
        stream.write(whole.getvalue())
    return Written(count)


def refuses(mark: Annotation, words: str) -> Aspect | None:
    """Brat knows nothing of a document as a whole, and a fragment needs characters of its own."""
    if mark.whole:
        return "tags" if mark.tag is not None else "judgements"
    spans = [place(mark)] + ([(mark.to.start or 0, mark.to.end or 0)] if mark.to else [])
    return "blanks" if any(BREAK.match(words[a]) or BREAK.match(words[b - 1]) for a, b in spans) else None


def _annotations(report: Report, names: BratNames) -> list[str]:
    lines = _Lines(report, names, [], {}, {})
    for mark in report.annotations:
        if mark.relation is None:
            identity = lines.stretch(place(mark), mark.label)
            _said(lines, identity, mark)
            if mark.label is not None or place(mark) not in lines.ends:
                lines.ends[place(mark)] = identity
    for mark in report.annotations:
        if mark.relation is not None and mark.to is not None:
            first, second = lines.end(place(mark)), lines.end((mark.to.start or 0, mark.to.end or 0))
            lines.add("R", f"{names.relation(mark.relation)} Arg1:{first} Arg2:{second}")
    return lines.rows


def _said(lines: _Lines, identity: str, mark: Annotation) -> None:
    """The note on a stretch, and the verdict, with what was judged in a note of its own."""
    if mark.note is not None:
        lines.add("#", f"AnnotatorNotes {identity}\t{escaped(mark.note)}")
    if mark.judgement is not None:
        lines.add("A", f"Verdict {identity} {mark.judgement.verdict}")
        lines.add("#", f"Judgement {identity}\t{msgspec.json.encode(mark.judgement).decode()}")


def _fragments(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in BREAK.finditer(words, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _named(label: str, known: dict[str, str], kind: str) -> str:
    if label not in known:
        usual = NAME.fullmatch(label) and label != BARE and not label.startswith(f"{kind}_")
        known[label] = label if usual else f"{kind}_{len(known) + 1}"
    return known[label]


def _configuration(names: BratNames) -> str:
    entities = "\n".join([*names.types.values(), BARE])
    relations = "\n".join(f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in names.relations.values())
    verdicts = "Verdict\tArg:<ENTITY>, Value:accepted|rejected|corrected"
    overlaps = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return f"[entities]\n{entities}\n\n[relations]\n{overlaps}\n{relations}\n\n[events]\n\n[attributes]\n{verdicts}\n"


def _looks(names: BratNames) -> str:
    called = {**names.types, **names.relations}
    rows = "".join(f"{name} | {escaped(label, bars=True)}\n" for label, name in called.items() if name != label)
    return f"[labels]\n{rows}\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n"
