"""Mistakes of our own code while a report is read: one must not stop the other reports, nor get lost.

Whoever reads the report gets one line. Whoever mends the mistake names a file in ``YIBAO_DEBUG`` and finds the
traceback there.
"""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from pathlib import Path

DEBUG = "YIBAO_DEBUG"
"""Names the file, of the environment, that tracebacks are added to."""


def fault(error: Exception, path: str) -> str:
    """The cause, in one line, of a report that our own code failed on."""
    if file := os.environ.get(DEBUG):
        with suppress(OSError), Path(file).open("a", encoding="utf-8", errors="backslashreplace") as kept:
            kept.write("".join([f"{path}\n", *traceback.format_exception(error), "\n"]))
    return f"internal error: {type(error).__name__}: {error}".splitlines()[0]
