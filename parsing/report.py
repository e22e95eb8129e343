"""One report, from its bytes to its record: the whole flow, top to bottom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from parsing.aligned import AlignedText
from parsing.extract import extract
from parsing.record import Paragraph, Report
from parsing.structure import Document

if TYPE_CHECKING:
    from datetime import date


def parse(path: Path | str, written: date | None = None) -> Report:
    """Read, clean and extract one report."""
    text = Path(path).read_text("utf-8")
    body = AlignedText.of(text.rstrip("\n"))
    document = Document(body, tuple(_lines(body.text)), written=written)
    found = extract(document)
    return Report(
        id="0" * 32, path=str(path), encoding="utf-8", title=None, published=None, source=None, publisher=None,
        author=None, editor=None, reporter=None, text=body.text, paragraphs=document.paragraphs, furniture=(),
        repairs=(), entities=found.entities, metrics=found.metrics, measures=found.measures,
    )


def _lines(text: str) -> list[Paragraph]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Paragraph(start=at, end=at + len(line), kind="body"))
        at += len(line) + 1
    return found
