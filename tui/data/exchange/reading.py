"""Files of others, read: what stands at a name, and never more than one line of complaint about it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.data.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def text(path: Path) -> str:
    """A file's text, its line breaks as they are.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines that are not blank, each with file and number for messages.

    Raises:
        OSError, ValueError: as of :func:`text`.
    """
    for number, line in enumerate(text(path).split("\n"), 1):
        if line.strip():
            yield f"{path}:{number}", line


def mapping(value: object) -> dict[str, Any]:
    """A JSON object.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 -- what is wrong is in the file, not in the program
    return value


def sequence(value: object) -> list[Any]:
    """A JSON array; nothing at all, and a single value, are arrays too."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(entry: dict[str, Any], key: str) -> str | None:
    """The text at a key; ``None`` where there is none, or something else."""
    value = entry.get(key)
    return value if isinstance(value, str) and value else None


def moment(value: object) -> str:
    """A time as marks have it; empty where it is none."""
    if isinstance(value, str):
        with suppress(ValueError):
            found = datetime.fromisoformat(value)
            return rfc3339(found if found.tzinfo else found.replace(tzinfo=UTC))
    return ""
