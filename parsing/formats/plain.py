"""Plain text: the bytes decoded, and nothing else done to them."""

from __future__ import annotations

from parsing.decoding import decode
from parsing.formats.content import Content


def read(data: bytes) -> Content:
    """The text as it stands."""
    text, encoding = decode(data)
    return Content(text, encoding)
