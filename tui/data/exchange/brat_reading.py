"""brat's standoff, read: ours, and what others wrote of the kinds of lines that a mark can hold."""

from __future__ import annotations

import re
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from parsing.record import Judgement
from tui.data.exchange.document import Document, Problem, quoted, target
from tui.data.exchange.reading import text, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parsing.record import Annotation, Target

BARE = "Span"
"""The type of a stretch without a label."""

CONFIGURATION, LOOKS, INDEX = "annotation.conf", "visual.conf", "reports.json"
ESCAPES: dict[str, str] = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
BAR = "\\u007c"
ESCAPED = re.compile(r"\\(?:[\\ntr]|u007c)")
MOST = 1 << 30
"""Bytes that a zip may unpack to."""


def escaped(words: str, *, bars: bool = False) -> str:
    """Words on one line; without ``|`` too, where that is what divides a line."""
    found = words.translate({ord(of): to for of, to in ESCAPES.items()})
    return found.replace("|", BAR) if bars else found


def unescaped(words: str) -> str:
    """What :func:`escaped` was given."""
    back = {to: of for of, to in ESCAPES.items()} | {BAR: "|"}
    return ESCAPED.sub(lambda found: back[found[0]], words)


def read(path: Path) -> Iterator[Document | Problem]:
    """The reports of a folder, of a zip of one, or of one ``.ann`` file with its text beside it."""
    if path.is_dir():
        yield from _folder(path, sorted(path.rglob("*.ann")), path)
    elif path.suffix == ".ann":
        yield from _folder(path.parent, [path], path.parent)
    else:
        with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST:
                raise ValueError("more than a gigabyte in this zip")
            archive.extractall(place)
            yield from _folder(Path(place), sorted(Path(place).rglob("*.ann")), path)


def _folder(folder: Path, files: list[Path], shown: Path) -> Iterator[Document | Problem]:
    labels, reports = _labels(folder / LOOKS), _reports(folder / INDEX)
    for file in files:
        where = str(shown / file.relative_to(folder))
        try:
            words = text(file.with_suffix(".txt"))
            rows = text(file).split("\n")
        except (OSError, ValueError) as error:
            yield Problem(where, f"cannot be read with its text: {getattr(error, 'strerror', None) or error}")
            continue
        about = reports.get(file.stem, {})
        found = _Found(where, words, labels)
        for number, row in enumerate(rows, 1):
            found.take(number, row)
        marks = found.marks()
        yield from found.problems
        yield Document(where, text_of(about, "report"), text_of(about, "path"), words, tuple(marks))


def _labels(path: Path) -> dict[str, str]:
    """The labels behind brat's names, from ``visual.conf``: the first way in which each is shown."""
    if not path.is_file():
        return {}
    section = text(path).partition("[labels]")[2].partition("\n[")[0]
    rows = (row.split(" | ") for row in section.split("\n") if " | " in row and not row.startswith("#"))
    return {row[0].strip(): unescaped(row[1]) for row in rows}


def _reports(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return {entry["name"]: entry for entry in msgspec.json.decode(text(path))}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _unknown(_number: int, _identity: str, _body: str, _words: str) -> None:
    raise ValueError("a kind of line that no mark can hold")


class _Found:
    """The lines of one file, gathered by what they are about."""

    def __init__(self, where: str, words: str, labels: Mapping[str, str]) -> None:
        self.where, self.words, self.labels = where, words, labels
        self.stretches: dict[str, tuple[int, str | None, Target]] = {}
        self.relations: list[tuple[int, str, str, str]] = []
        self.notes: dict[str, list[str]] = {}
        self.judgements: dict[str, Judgement] = {}
        self.attached: dict[str, int] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, row: str) -> None:
        """Read one line."""
        if not row.strip():
            return
        try:
            identity, body, *rest = row.rstrip("\r").split("\t", 2)
            readers = {"T": self._stretch, "R": self._relation, "#": self._note, "A": self._attribute}
            readers.get(row[0], _unknown)(number, identity, body, rest[0] if rest else "")
        except (ValueError, msgspec.MsgspecError) as error:
            self.problems.append(Problem(f"{self.where}:{number}", f"{row[:40]}: {error}"))

    def marks(self) -> list[Annotation]:
        """The marks that the lines make; what hangs on nothing is among the problems."""
        made = [quoted(self.words, *self.stretches[one][2].raw, relation=kind, to=self.stretches[other][2])
                for _, kind, one, other in self._whole()]  # fmt: skip
        ends = {end for _, _, one, other in self.relations for end in (one, other)}
        for identity, (number, label, where) in self.stretches.items():
            note = "\n".join(self.notes.get(identity, ())) or None
            judgement = self.judgements.get(identity)
            if label is not None or note is not None or judgement is not None:
                made.append(quoted(self.words, *where.raw, label=label, note=note, judgement=judgement))
            elif identity not in ends:
                self.problems.append(Problem(f"{self.where}:{number}", "a stretch of which nothing is said"))
        for identity, number in self.attached.items():
            if identity not in self.stretches:
                self.problems.append(Problem(f"{self.where}:{number}", f"it is about {identity}, which is no stretch"))
        return made

    def _whole(self) -> Iterator[tuple[int, str, str, str]]:
        for number, kind, one, other in self.relations:
            if one in self.stretches and other in self.stretches:
                yield number, kind, one, other
            else:
                self.problems.append(Problem(f"{self.where}:{number}", "an end of the relation is missing"))

    def _stretch(self, number: int, identity: str, body: str, words: str) -> None:
        kind, _, offsets = body.partition(" ")
        spans = [tuple(map(int, fragment.split())) for fragment in offsets.split(";")]
        if any(len(span) != 2 for span in spans):
            raise ValueError("no offsets")
        if " ".join(self.words[start:end] for start, end in spans) != words:
            raise ValueError("not what stands there in the text")
        for (_, end), (start, _) in pairwise(spans):
            if self.words[end:start].strip():
                raise ValueError("a stretch in pieces with words between them")
        where = target(self.words, spans[0][0], spans[-1][1])
        self.stretches[identity] = (number, None if kind == BARE else self.labels.get(kind, kind), where)

    def _relation(self, number: int, _: str, body: str, __: str) -> None:
        kind, one, other = body.split()
        self.relations.append((number, self.labels.get(kind, kind), one.partition(":")[2], other.partition(":")[2]))

    def _note(self, number: int, _: str, body: str, words: str) -> None:
        kind, about = body.split()
        if kind == "Judgement":
            self.judgements[about] = msgspec.json.decode(words, type=Judgement)
        elif kind == "AnnotatorNotes":
            self.notes.setdefault(about, []).append(unescaped(words))
        else:
            raise ValueError(f"a note of the kind {kind}")
        self.attached[about] = number

    def _attribute(self, number: int, _: str, body: str, __: str) -> None:
        kind, about, *_rest = body.split()
        if kind != "Verdict":
            raise ValueError("an attribute that no mark can hold")
        self.attached[about] = number
