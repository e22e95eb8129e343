"""Names, messages and text from anywhere, made harmless for a terminal that prints them as they come.

A control character would be a command to the terminal, a bidirectional one reorders what is round it, and a lone
surrogate (from a file name that is no UTF-8) cannot be written at all. The reader has its own way
(:mod:`tui.text.cells`), which also minds the width of each character, and loads rich.
"""

from __future__ import annotations

import re

UNSAFE = "\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
"""What a terminal obeys, hides or cannot write, as the inside of a character class."""

_BYTES = re.compile("[\udc80-\udcff]+")
_UNSAFE = re.compile(f"[{UNSAFE}]")
_UNSAFE_IN_LINES = re.compile(rf"(?!\r?\n)[{UNSAFE}]")


def one_line(text: str) -> str:
    r"""The text on one line: a picture for each control character (``␛``), an escape for the others (``\u202e``)."""
    return _UNSAFE.sub(_picture, named(text))


def named(path: str) -> str:
    r"""A path as UTF-8 can hold it: bytes that the system's encoding did not know are read as UTF-8, else ``\xff``."""
    return _BYTES.sub(lambda found: _bytes(found).decode("utf-8", "backslashreplace"), path)


def lines(text: str) -> str:
    r"""The text with an escape for each unsafe character (``\u001b``, as JSON reads it); line breaks stay."""
    return _UNSAFE_IN_LINES.sub(_escape, text)


def _bytes(found: re.Match[str]) -> bytes:
    return bytes(ord(char) - 0xDC00 for char in found.group())


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else _escape(found)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
