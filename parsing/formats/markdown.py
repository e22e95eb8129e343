"""Markdown: the text without its marks, one block a line, line breaks inside a paragraph kept.

Numbers of lists stay, since reports refer to them; bullets go. Front matter says facts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from parsing.decoding import decode
from parsing.formats.content import Content, known
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<fields>(?:[^\n]*\n){1,40}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
FIELD = re.compile(
    r"^(?P<name>\w+)[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<value>[^\r\n]*?)(?P=quote)[ \t]*\r?$", re.MULTILINE
)
BREAKS = frozenset({"softbreak", "hardbreak"})
UNIT = f"[{''.join(unit for units in load('units')['dimensions'].values() for unit in units if len(unit) == 1)}]"
WITHHELD = rf"(?<![\\*\d])\*{{1,3}}(?={UNIT}(?:[，。；）)]|$))"
"""Stars that stand for a figure: 男，**岁，. Behind a figure they end strong words."""
HOLDS_WITHHELD = re.compile(rf"^.*{WITHHELD}.*$", re.MULTILINE)
STAR = re.compile(
    rf"(?P<kept>\\.|\A[ >]*\*\s|(?!{WITHHELD})(?<!\*)(?P<mark>\*{{1,3}})(?![\s*])[^*，。；\n]*[^*，。；\s](?P=mark)(?!\*))|\*"
)
"""In a line with such stars all are signs but a bullet, those round words of one clause, and escaped ones."""


def read(data: bytes) -> Content:
    """The blocks in order; the cells of a table's row are set apart by a space."""
    text, encoding = decode(data)
    front = FRONT.match(text)
    fields = {field["name"]: field["value"] for field in FIELD.finditer(front["fields"])} if front else {}
    body = HOLDS_WITHHELD.sub(_escaped, text[front.end() :] if front else text)
    tokens = MarkdownIt("commonmark").enable("table").disable("code").parse(body)
    return Content("\n".join(_blocks(tokens)), encoding, metadata=known(fields, load("facts")["fields"]))


def _escaped(line: re.Match[str]) -> str:
    return STAR.sub(lambda star: star["kept"] or r"\*", line[0])


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    number = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " ".join(row)
            row = None
        elif token.type == "inline":
            if row is not None:
                row.append(_words(token))
            else:
                yield number + _words(token)
                number = ""
        elif token.type in {"fence", "html_block"}:
            yield token.content.rstrip("\n")


def _words(inline: Token) -> str:
    return "".join("\n" if child.type in BREAKS else child.content for child in inline.children or ())
