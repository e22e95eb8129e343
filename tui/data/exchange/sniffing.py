"""Which format a file is in, told by its name and by how it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.record import FORMAT
from tui.data.exchange.doccano import with_relations

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = {
    ".jsonld": "w3c",
    ".zip": "brat",
    ".ann": "brat",
    ".conll": "conll",
    ".iob": "conll",
    ".iob2": "conll",
    ".bio": "conll",
}
BEGINNINGS = tuple(
    (name, re.compile(begins))
    for name, begins in (
        ("w3c", r'[\[{][^}]{0,200}"@context"'),
        ("json", rf'\{{\s*"format":\s*"{FORMAT}",\s*"reports"'),
        ("jsonl", rf'\{{"format":\s*"{FORMAT}"'),
        ("label-studio", r"\["),
        ("doccano", r"\{"),
        ("conll", r"# report = |-DOCSTART-|\S+[ \t]+(?:\S+[ \t]+)*(?:O|[BI]-\S+)\s"),
    )
)
"""The first that a file begins with is its format."""

HEAD = 4096
"""Bytes that are enough to tell."""


def sniffed(path: Path) -> str | None:
    """The name of the format; ``None`` where it cannot be told.

    Raises:
        OSError: the file cannot be read.
    """
    if path.is_dir():
        return "brat"
    if path.suffix.lower() in ENDINGS:
        return ENDINGS[path.suffix.lower()]
    with path.open("rb") as stream:
        head = stream.read(HEAD).decode("utf-8-sig", "ignore").lstrip()
        stream.seek(0)
        related = with_relations(stream.readline())
    found = next((name for name, begins in BEGINNINGS if begins.match(head)), None)
    return "doccano-relations" if found == "doccano" and related else found
