"""CoNLL's columns with IOB2 tags: a character a line, a blank line after each line of the report.

Chinese is tagged by character, for no two programs cut its words alike. Blanks are no tokens, as everywhere in CoNLL.
Comments before a report name it; any reader of columns can be told to skip them.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, NamedTuple

from tui.data.exchange.carried import place
from tui.data.exchange.document import Document, Problem, quoted
from tui.data.exchange.reading import text
from tui.data.exchange.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from parsing.record import Annotation, Report
    from tui.data.exchange.carried import Aspect

START = "-DOCSTART-"
COMMENT = re.compile(r"# (report|path) = (.*)")


class Token(NamedTuple):
    """A token with its tag and the line it stands in."""

    text: str
    tag: str
    line: int


def write(reports: Iterable[Report], stream: IO[bytes]) -> Written:
    """The reports one after the other."""
    count = 0
    for report in reports:
        stream.write("".join(_columns(report)).encode())
        count += 1
    return Written(count)


def refuses(mark: Annotation, words: str) -> Aspect | None:
    """Marks that go on over the end of a line, or that blanks belong to which are no tokens."""
    if mark.whole or mark.label is None:
        return None
    exact = words[slice(*place(mark))]
    if "\n" in exact:
        return "lines"
    if exact != exact.strip():
        return "blanks"
    return "labels" if set(mark.label) & {"\t", "\n", "\r"} else None


def read(path: Path) -> Iterator[Document | Problem]:
    """The reports of a file: its first column are the words, its last the tags."""
    about: dict[str, str] = {}
    lines: list[list[Token]] = []
    line: list[Token] = []
    for number, row in enumerate([*text(path).split("\n"), START], 1):
        columns = row.rstrip("\r").split("\t") if "\t" in row else row.split()
        comment = COMMENT.fullmatch(row)
        if comment or columns[:1] == [START]:
            if line or lines:
                yield from _document(path, about, [*lines, line])
                about, lines, line = {}, [], []
            if comment:
                about[comment[1]] = _unquoted(comment[2])
        elif len(columns) > 1:
            line.append(Token(columns[0], columns[-1], number))
        elif line:
            lines.append(line)
            line = []
        if len(columns) == 1 and columns[0].strip() not in ("", START):
            yield Problem(f"{path}:{number}", "a word without a tag")


def _columns(report: Report) -> Iterator[str]:
    tags: dict[int, str] = {}
    for mark in report.annotations:
        start, end = place(mark)
        tags.update(dict.fromkeys(range(start, end), f"I-{mark.label}"))
        tags[start] = f"B-{mark.label}"
    for name, value in (("report", report.id), ("path", report.path)):
        yield f"# {name} = {json.dumps(value, ensure_ascii=False)}\n"
    yield f"{START}\tO\n\n"
    at, ended = 0, True
    for at, character in enumerate(report.text):
        if character == "\n" and not ended:
            yield "\n"
            ended = True
        elif not character.isspace():
            yield f"{character}\t{tags.get(at, 'O')}\n"
            ended = False
    if not ended:
        yield "\n"


def _unquoted(value: str) -> str:
    try:
        return str(json.loads(value))
    except ValueError:
        return value


def _document(path: Path, about: dict[str, str], lines: list[list[Token]]) -> Iterator[Document | Problem]:
    words = "\n".join("".join(token.text for token in line) for line in lines if line)
    marks: list[Annotation] = []
    at = 0
    for line in filter(None, lines):
        for start, end, label, number in _chunks(line, at):
            if label is None:
                yield Problem(f"{path}:{number}", "a tag that is no IOB2 tag")
            else:
                marks.append(quoted(words, start, end, label=label))
        at += sum(len(token.text) for token in line) + 1
    where = f"{path}:{lines[0][0].line if lines[0] else 1}"
    yield Document(where, about.get("report"), about.get("path"), words, tuple(marks))


def _chunks(line: list[Token], at: int) -> Iterator[tuple[int, int, str | None, int]]:
    """Start, end, label and line of each chunk; without a label what is none. ``I-`` may begin one, as in IOB1."""
    start, label, first = at, "", 0
    for token in [*line, Token("", "O", 0)]:
        kind, _, name = token.tag.partition("-")
        if label and not (kind == "I" and name == label):
            yield start, at, label, first
            label = ""
        if kind not in ("B", "I", "O") or (kind == "O") != (not name):
            yield at, at, None, token.line
        elif kind != "O" and not label:
            start, label, first = at, name, token.line
        at += len(token.text)
