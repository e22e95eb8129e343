"""PDF, through pypdf: the lines of the pages as they are set. Cleaning joins them to paragraphs.

Page numbers are aside. A scan without text is no report that could be read here.
"""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader

from parsing.formats import FormatError
from parsing.formats.content import Content, of_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = re.compile(
    r"\s*(?:[-—–·•]\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?(?:\s*[-—–·•])?\s*"
)


def read(data: bytes) -> Content:
    """The text of all pages."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings of odd files would reach the terminal
    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
    except Exception as error:  # each kind of broken file raises its own kind
        raise FormatError("not a PDF that can be read") from error
    if locked:
        raise FormatError("the PDF is encrypted")
    if not any(page.strip() for page in pages):
        raise FormatError("a PDF without text: a scan, perhaps")
    return of_lines((line for page in pages for line in _lines(page)), "pdf")


def _lines(page: str) -> Iterator[tuple[str, bool]]:
    lines = [line for line in page.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        yield line, number in {0, len(lines) - 1} and NUMBER.fullmatch(line) is not None
