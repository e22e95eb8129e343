"""Standard output: UTF-8 whatever the locale, and on a terminal nothing that the terminal would obey."""

from __future__ import annotations

import sys
from typing import IO

from tui.commandline.harmless import one_line, safe_json


def stream() -> IO[bytes]:
    """Standard output as bytes."""
    return sys.stdout.buffer


def write_json(data: bytes) -> None:
    """Write JSON text and a line break; on a terminal with its unsafe characters escaped."""
    if sys.stdout.isatty():
        data = safe_json(data.decode()).encode()
    stream().write(data + b"\n")


def write_text(text: str) -> None:
    """Write lines of text; on a terminal with pictures in the place of control characters."""
    if sys.stdout.isatty():
        text = "\n".join(map(one_line, text.split("\n")))
    stream().write(text.encode("utf-8", "backslashreplace") + b"\n")


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"yibao: {one_line(message)}\n")
