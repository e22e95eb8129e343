"""The texts of public projects as readers of the rendered page get them: no markup, and known which parts are code.

Markdown is rendered by markdown-it-py: links are their words, a table is rows with tabs, HTML in it is left out. What
stands in a block or a span of code is text on the page as well, but no prose, and is kept track of.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
MARKUP = re.compile(r"</?[a-z][\w-]*[ >/]|^[^\n{}]{1,60}\{\s*[a-z-]+ ?:[^\n{}]*;", re.MULTILINE)
"""What code of a page or of its style sheet has."""
EDITION = re.compile(r"^[#:].*$|<[^>]*>|¶", re.MULTILINE)
"""Markup of the editions of classics in Mandoku's format."""
UNWRITTEN = re.compile("[&\ue000-\uf8ff]")
"""A character that such an edition has no code for."""
OPENS, CLOSES = "\0", "\1"
"""Stand round a span of code until its place is known."""
SENTENCES = 5
"""Sentences of a treebank that make a paragraph."""
MARKDOWN = MarkdownIt("commonmark").enable("table")


class Block(NamedTuple):
    """A piece of a page: prose, a row of a table, code, data with commas, or code that is markup itself."""

    kind: str
    text: str


def blocks(path: str, data: bytes) -> Iterator[Block]:
    """The pieces of a file.

    Raises:
        ValueError: it is not what its name says.
    """
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace(OPENS, "").replace(CLOSES, "")
    ending = path.rpartition(".")[2]
    yield from READERS.get(ending, _plain)(text)


def _markdown(text: str) -> Iterator[Block]:
    row: list[str] | None = None
    for token in MARKDOWN.parse(HEAD.sub("", text)):
        if token.type in {"fence", "code_block"}:
            yield Block("markup" if MARKUP.search(token.content) else "code", token.content.rstrip("\n"))
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield Block("table", "\t".join(row or ()))
            row = None
        elif token.type == "inline":
            written = "".join(_inline(token.children or ()))
            if row is None:
                yield Block("prose", written)
            else:
                row.append(written.replace("\n", " "))


def _inline(children: Iterable[Token]) -> Iterator[str]:
    for child in children:
        if child.type == "text":
            yield child.content
        elif child.type == "code_inline":
            yield f"{OPENS}{child.content}{CLOSES}"
        elif child.type in {"softbreak", "hardbreak"} or child.content.startswith("<br"):
            yield "\n"


def _notebook(text: str) -> Iterator[Block]:
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        yield from _markdown(source) if cell["cell_type"] == "markdown" else [Block("code", source)]


def _treebank(text: str) -> Iterator[Block]:
    sentences = re.findall(r"^# text = (.*)$", text, re.MULTILINE)
    for at in range(0, len(sentences), SENTENCES):
        yield Block("prose", "".join(sentences[at : at + SENTENCES]))


def _commas(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        yield Block("data", line)


def _poems(text: str) -> Iterator[Block]:
    read = json.loads(text)
    for each in read if isinstance(read, list) else [read]:
        if isinstance(each, dict):
            fields = [
                each.get(key) for key in ("title", "rhythmic", "chapter", "author", "paragraphs", "content", "para")
            ]
            lines = [
                line
                for field in fields
                for line in (field if isinstance(field, list) else [field])
                if isinstance(line, str)
            ]
            yield Block("prose", "\n".join(lines))


def _plain(text: str) -> Iterator[Block]:
    if text.startswith("#") and "#+" in text[:300]:
        text = "\n".join(line for line in EDITION.sub("", text).split("\n") if not UNWRITTEN.search(line))
    yield from (Block("prose", line) for line in text.split("\n"))


READERS = {
    "md": _markdown,
    "adoc": _markdown,
    "asc": _markdown,
    "Rmd": _markdown,
    "qmd": _markdown,
    "ipynb": _notebook,
    "conllu": _treebank,
    "csv": _commas,
    "json": _poems,
}
"""By the ending of a file's name."""


def page(pieces: Sequence[Block]) -> tuple[str, list[tuple[int, int]]]:
    """Pieces as a text, and where in it code stands."""
    written: list[str] = []
    code: list[tuple[int, int]] = []
    at = 0
    for kind, text in pieces:
        if kind in {"code", "data", "markup"}:
            code.append((at, at + len(text)))
        for part in re.split(f"([{OPENS}{CLOSES}])", f"{text}\n"):
            if part == OPENS:
                code.append((at, at))
            elif part == CLOSES:
                code[-1] = (code[-1][0], at)
            else:
                written.append(part)
                at += len(part)
    return "".join(written).removesuffix("\n"), code
