"""Standard streams that whoever started the program has closed: Python then has ``None`` in their place."""

from __future__ import annotations

import io
import os
import sys

USES = {"stdin": ("rb", os.O_WRONLY), "stdout": ("wb", os.O_RDONLY), "stderr": ("wb", os.O_WRONLY)}
"""How each is used, and how its place is taken: reading from or writing to it fails as it would without Python.

What is complained of is lost, since nobody asked for it.
"""


def taken_care_of() -> None:
    """Put something in the place of each closed one, so that no file opened later gets its number, and its output."""
    for number, (name, (mode, way)) in enumerate(USES.items()):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, way)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            raw = io.FileIO(number, mode, closefd=False)
            buffered = io.BufferedReader(raw) if name == "stdin" else io.BufferedWriter(raw)
            setattr(sys, name, io.TextIOWrapper(buffered, "utf-8", errors="backslashreplace"))
