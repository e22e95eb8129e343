"""One line of a JSON Lines file: an object with a field that holds the report's text, and others that say facts."""

from __future__ import annotations

from typing import Any

import msgspec

from parsing.decoding import decode
from parsing.formats import FormatError
from parsing.formats.content import Content, known
from parsing.lexicon import load


def read(data: bytes) -> Content:
    """The text field of the object; a list of strings there is a list of paragraphs."""
    line, encoding = decode(data.strip())
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise FormatError(f"not a line of JSON: {error}") from error
    return content_of(found, encoding)


def content_of(found: Any, encoding: str) -> Content:
    """What an object says that was decoded from JSON.

    Raises:
        FormatError: it is no object, or none of its fields holds a text.
    """
    if not isinstance(found, dict):
        raise FormatError("not a JSON object")
    values = {name: text for name, value in _report(found).items() if (text := _text(value))}
    metadata = known(values, load("facts")["fields"])
    lowered = {name.lower(): value for name, value in values.items()}
    names: list[str] = load("facts")["text"]["fields"]
    text = next((lowered[name] for name in names if name in lowered), "")
    if not text:
        raise FormatError(f"no field with a text: one of {', '.join(names[:5])}, …")
    return Content(text, encoding, metadata=metadata)


def _report(found: dict[str, Any], depth: int = 3) -> dict[str, Any]:
    """The object that has a text: this one, or one inside the envelope of a server's answer."""
    names = set(load("facts")["text"]["fields"])
    if depth == 0 or any(
        name.lower() in names and isinstance(value, str | list) and _text(value) for name, value in found.items()
    ):
        return found
    for name in load("facts")["text"]["envelopes"]:
        inner = found.get(name)
        if isinstance(inner, list) and len(inner) == 1:
            inner = inner[0]
        if isinstance(inner, dict) and (report := _report(inner, depth - 1)) is not inner:
            return report
        if isinstance(inner, dict) and any(key.lower() in names for key in inner):
            return inner
    return found


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
