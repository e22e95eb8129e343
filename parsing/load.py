"""From a path to decoded text: the only place that reads a report's bytes.

Encodings are tried strictly, the likely one first, because a strict decoder that succeeds on Chinese text is almost
never wrong and is faster than any detector; only where two of them succeed does charset-normalizer decide.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CHINESE = ("gb18030", "big5hkscs")
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOSTLY = 0.02
"""Share of bytes that may be undecodable in a file that still counts as damaged text, or control bytes as text."""


class LoadError(Exception):
    """A file that is no report. ``str()`` is one line that names the file and the cause."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause

    def __reduce__(self) -> tuple[type[LoadError], tuple[str, str]]:
        """Exceptions are pickled by their message alone, which is not what this one is made from."""
        return LoadError, (self.path, self.cause)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file. ``digest``: BLAKE2b of the bytes, 128 bits, hex; it names the report wherever the file lies."""

    path: str
    text: str
    encoding: str
    digest: str


def load(path: Path | str) -> Source:
    """Read and decode one file.

    Raises:
        LoadError: it is missing, unreadable, empty, or not text.
    """
    name = shown(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise LoadError(name, (error.strerror or str(error)).lower()) from error
    if not data.strip():
        raise LoadError(name, "the file is empty")
    text, encoding = _decode(data, name)
    return Source(name, text, encoding, blake2b(data, digest_size=16).hexdigest())


def shown(path: Path | str) -> str:
    """A path as text that can be written anywhere: bytes of a name that are no UTF-8 become U+FFFD."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    if len(BINARY.findall(data)) > len(data) * MOSTLY or b"\x00" in data:
        raise LoadError(name, "not a text file")
    if (utf8 := _strictly(data, "utf-8")) is not None:
        return utf8, "utf-8"
    decoded = {encoding: read for encoding in CHINESE if (read := _strictly(data, encoding)) is not None}
    if len(decoded) > 1:
        decoded = _likelier(data, decoded)
    for encoding, read in decoded.items():
        return read, encoding
    return _damaged(data, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelier(data: bytes, decoded: dict[str, str]) -> dict[str, str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- slow to import, and rarely needed

    best = from_bytes(data, cp_isolation=list(decoded)).best()
    encoding = best.encoding if best is not None and best.encoding in decoded else next(iter(decoded))
    return {encoding: decoded[encoding]}


def _damaged(data: bytes, name: str) -> tuple[str, str]:
    """Text with a few bytes that no encoding explains: each is kept as U+FFFD."""
    lost, encoding, text = min(
        ((text := data.decode(encoding, "replace")).count("\ufffd"), encoding, text)
        for encoding in ("utf-8", *CHINESE)
    )
    if lost > len(text) * MOSTLY:
        raise LoadError(name, "not a text file in a known encoding")
    return text, encoding
