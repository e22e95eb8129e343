"""What every format is read into: the marks on one report, anchored in whichever text the format speaks of.

Stands between the readers of formats, which know no report, and :mod:`tui.data.exchange.importing`, which knows no
format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from parsing.record import Annotation, Target
from parsing.spans import Span
from tui.data.anchors import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Problem(NamedTuple):
    """What could not be taken: ``where`` is the file with line or entry, ``cause`` why."""

    where: str
    cause: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report's marks as a file has them.

    Attributes:
        where: the file with line or entry, for messages.
        report: the report's id, where the file names it.
        path: the report's path, likewise.
        text: the cleaned text as it was exported; ``None`` where the file has none.
        marks: their ``raw`` lies in ``text``, or in the decoded source where ``of_source``. A mark whose file gives it
            no id or no time has an empty one.
        of_source: the marks are anchored in the decoded source.
    """

    where: str
    report: str | None
    path: str | None
    text: str | None
    marks: tuple[Annotation, ...]
    of_source: bool = False


Read: TypeAlias = "Callable[[Path], Iterator[Document | Problem]]"


def quoted(text: str, start: int, end: int, **body: Any) -> Annotation:
    """A mark anchored in ``text``; ``body`` is what it says.

    Raises:
        ValueError: the stretch is none of the text.
    """
    where = target(text, start, end)
    given = {"id": "", "created": "", "label": None, "note": None, **body}
    return Annotation(
        raw=where.raw, exact=where.exact, prefix=where.prefix, suffix=where.suffix, start=None, end=None, **given
    )


def target(text: str, start: int, end: int) -> Target:
    """A stretch of ``text`` with its surroundings.

    Raises:
        ValueError: it is none of the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start}..{end} is no stretch of a text of {len(text)}")
    return Target(
        raw=Span(start, end), exact=text[start:end], prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT], start=None, end=None,
    )  # fmt: skip


def on_report(**body: Any) -> Annotation:
    """A mark on a report as a whole."""
    given = {"id": "", "created": "", "label": None, "note": None, **body}
    return Annotation(raw=Span(0, 0), exact="", prefix="", suffix="", start=None, end=None, **given)
