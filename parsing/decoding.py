"""Bytes to text: which encoding a file has.

Encodings are tried strictly, the likely one first, because a strict decoder that succeeds on Chinese text is almost
never wrong and is faster than any detector; only where two of them succeed does charset-normalizer decide.
"""

from __future__ import annotations

import codecs
import re

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


class DecodingError(ValueError):
    """Bytes that are no text; ``str()`` says so in a few words."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        DecodingError: the bytes are no text, or none in a known encoding.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    if len(BINARY.findall(data)) > len(data) * MOSTLY or b"\x00" in data:
        raise DecodingError("not a text file")
    if (utf8 := strictly(data, "utf-8")) is not None:
        return utf8, "utf-8"
    decoded = {encoding: read for encoding in CHINESE if (read := strictly(data, encoding)) is not None}
    if len(decoded) > 1:
        decoded = _likelier(data, decoded)
    for encoding, read in decoded.items():
        return read, encoding
    return _damaged(data)


def strictly(data: bytes, encoding: str) -> str | None:
    """The text, where every byte of it is right in this encoding, which may be one that Python does not know."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _likelier(data: bytes, decoded: dict[str, str]) -> dict[str, str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- slow to import, and rarely needed

    best = from_bytes(data, cp_isolation=list(decoded)).best()
    encoding = best.encoding if best is not None and best.encoding in decoded else next(iter(decoded))
    return {encoding: decoded[encoding]}


def _damaged(data: bytes) -> tuple[str, str]:
    """Text with a few bytes that no encoding explains: each is kept as U+FFFD."""
    lost, encoding, text = min(
        ((text := data.decode(encoding, "replace")).count("\ufffd"), encoding, text)
        for encoding in ("utf-8", *CHINESE)
    )
    if lost > len(text) * MOSTLY:
        raise DecodingError("not a text file in a known encoding")
    return text, encoding
