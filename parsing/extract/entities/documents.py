"""Titled documents: 《…》 whole, with its marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.extract.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = re.compile(r"[《》\n]")
LONGEST = 200
"""Characters between the marks; more is a mark that was never closed."""


def find_documents(text: str) -> Iterator[Mention]:
    """Outermost pairs of 《》 within a line."""
    depth, start = 0, 0
    for mark in MARK.finditer(text):
        if mark.group() == "《":
            if depth == 0 or mark.start() - start > LONGEST:
                depth, start = 0, mark.start()
            depth += 1
        elif mark.group() == "\n":
            depth = 0
        elif depth:
            depth -= 1
            if depth == 0 and 2 < mark.end() - start <= LONGEST:
                yield Mention(start, mark.end(), "DOCUMENT")
