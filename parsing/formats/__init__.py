"""File formats: what text a file holds, and what it says of itself outside that text.

Every format becomes lines of plain text, because all damage, furniture and bylines are told from lines. Raw offsets
count in these lines, not in the file's bytes: a place in a zip or in markup is nowhere that a reader could go.
A format's module, and the library it needs, are imported only when such a file is read.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from parsing.decoding import DecodingError, decode

if TYPE_CHECKING:
    from parsing.formats.content import Content

JSON_LINES = frozenset({".jsonl", ".ndjson"})
LINE_ADDRESS = re.compile(r"(?P<file>.+\.(?:jsonl|ndjson))#(?P<line>[1-9]\d{0,8})", re.IGNORECASE | re.DOTALL)
"""One report among the lines of a file: ``reports.jsonl#12`` is its twelfth line."""
PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html\b)",
    re.IGNORECASE | re.DOTALL,
)

HEADING = re.compile(rb"^#{1,6} \S", re.MULTILINE)
STRONG = re.compile(r"\*\*(?![*\s，。、；：）])[^*\n]{1,300}(?<![\s，、；（])\*\*")
LINK = re.compile(r"\]\(https?://[^\s()]+\)")
"""Marks of Markdown in a file that is named as plain text. One kind of them alone may be an author's own, or figures
withheld (李**，男，**岁); headings with strong words or links are nobody's."""
ENOUGH = 2
"""Strong words, or links, that go with a heading."""


class FormatError(ValueError):
    """A file that cannot be read in its format; ``str()`` is the cause in a few words."""


class Format(NamedTuple):
    """``kind`` goes into the ids of such reports, so it never changes.

    ``module`` reads them, with the library that the ``extra`` brings. ``walked``: whether files of such a name in a
    folder are taken for reports; a file that the user names is read in any case.
    """

    kind: str
    module: str
    suffixes: frozenset[str]
    extra: str | None = None
    walked: bool = True


FORMATS = (
    Format("plain", "plain", frozenset({".txt", ".text"})),
    Format("markdown", "markdown", frozenset({".md", ".markdown"})),
    Format("page", "html", frozenset({".html", ".htm", ".xhtml", ".shtml"})),
    Format("json_line", "json_line", JSON_LINES),
    Format("json", "json_file", frozenset({".json"}), walked=False),
    Format("word", "docx", frozenset({".docx"}), extra="docx"),
    Format("portable", "pdf", frozenset({".pdf"}), extra="pdf"),
)
PLAIN, MARKDOWN, WEB_PAGE, JSON_FILE = FORMATS[0], FORMATS[1], FORMATS[2], FORMATS[4]
OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"[\w-]+\"\s*:")


class _Module(Protocol):
    def read(self, data: bytes) -> Content: ...


def format_of(path: str, data: bytes) -> Format:
    """The format by the file's name; any other file is plain text, or the page, object or Markdown that it holds."""
    suffix = PurePath(path).suffix.lower()
    found = next((each for each in FORMATS if suffix in each.suffixes), PLAIN)
    if found is not PLAIN:
        return found
    if PAGE.match(data[:2000]):
        return WEB_PAGE
    if OBJECT.match(data) and _holds_report(data):
        return JSON_FILE
    return MARKDOWN if _is_marked_up(data) else PLAIN


def _is_marked_up(data: bytes) -> bool:
    if HEADING.search(data) is None:
        return False
    try:
        text, _ = decode(data)
    except DecodingError:
        return False
    return any(len(sign.findall(text)) >= ENOUGH for sign in (STRONG, LINK))


def _holds_report(data: bytes) -> bool:
    """Whether bytes that begin as an object of JSON are one, with a text in it."""
    try:
        read_as(JSON_FILE, data)
    except ValueError:  # of the format or of the decoding
        return False
    return True


def read_as(form: Format, data: bytes) -> Content:
    """Read a file's bytes in a format.

    Raises:
        FormatError: the bytes are not in this format, hold no text, or the library for it is not installed.
    """
    try:
        module = cast("_Module", import_module(f"{__name__}.{form.module}"))
    except ModuleNotFoundError as error:
        if form.extra is None:
            raise
        raise FormatError(f"needs an optional part: pip install 'yibao[{form.extra}]'") from error
    content = module.read(data)
    if not content.text.strip():
        raise FormatError("no text in this file")
    return content
