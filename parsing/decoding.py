"""Bytes to text: which encoding a file has.

Encodings are tried strictly, the likely one first, because a strict decoder that succeeds on Chinese text is almost
never wrong and is faster than any detector; where two of them succeed, the one whose text is of common characters is
right. Files are put together from parts: where no encoding reads all of a file, each line is read by itself, and
within a line what is UTF-8 apart from the rest.
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
WIDE = ("utf-16-le", "utf-16-be")
MOSTLY = 0.02
"""Share of bytes that may be control bytes in a text."""
LOST_AT_MOST = 0.05
"""Share of characters that may be undecodable in a file that still counts as damaged text."""
TEXT = re.compile("[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffee“”‘’—…·]")
ALL_TEXT = 0.95
"""Share of Chinese and ASCII in a text of two bytes a character without a byte order mark."""
UTF8_RUN = re.compile(
    rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){3,}|(?<![\x80-\xff])(?:[\xe2-\xe9\xef][\x80-\xbf]{2})+(?![\x80-\xff])"
)
"""Chinese characters of UTF-8, three or apart from others, which hardly come about by chance in another encoding."""
SURROGATE = re.compile("[\ud800-\udfff]")
"""What no text holds: a page may name an encoding of Python's own that makes it."""
SAMPLE = 20_000
"""Characters at the start of a text by which GBK and Big5 are told apart."""
FEW = 3
"""Lost characters with which a file is UTF-8 that was cut or hit, and no mixture."""


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
        return _wide(data)
    if (utf8 := strictly(data, "utf-8")) is not None:
        return utf8, "utf-8"
    decoded = {encoding: read for encoding in CHINESE if (read := strictly(data, encoding)) is not None}
    if not decoded:
        return _damaged(data)
    encoding = max(decoded, key=lambda name: _common(decoded[name], name))
    return decoded[encoding], encoding


def strictly(data: bytes, encoding: str) -> str | None:
    """The text, where every byte of it is right in this encoding, which may be one that Python does not know."""
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return None if SURROGATE.search(text) else text


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without its mark, which is all but text in no other encoding."""
    for encoding in WIDE:
        text = strictly(data, encoding)
        if text and len(TEXT.findall(text)) >= ALL_TEXT * len(text):
            return text, encoding
    raise DecodingError("not a text file")


def _common(text: str, encoding: str) -> float:
    """The share of common characters among those of a text that are not ASCII: level 1 of GB 2312, or of Big5."""
    name, first, last = COMMON[encoding]
    codes = [character.encode(name, "ignore") for character in text[:SAMPLE] if not character.isascii()]
    return sum(first <= code <= last for code in codes) / len(codes) if codes else 1.0


COMMON = {"gb18030": ("gb2312", b"\xa1\xa1", b"\xd7\xfe"), "big5hkscs": ("big5", b"\xa1\x40", b"\xc6\x7e")}
"""Marks and common characters of each encoding."""


def _damaged(data: bytes) -> tuple[str, str]:
    """Text with parts in several encodings, or a few bytes that none explains: each of those is kept as U+FFFD."""
    whole = [_lossy(data, encoding) for encoding in ("utf-8", *CHINESE)]
    parts = [_line(line) for line in data.splitlines(keepends=True)]
    text = "".join(text for text, _ in parts)
    used = sorted({name for _, encoding in parts for name in encoding.split("+")} - {"ascii"})
    mixed = text.count("\ufffd"), "+".join(used), text
    lost, encoding, text = whole[0] if whole[0][0] <= FEW else min([mixed, *whole], key=lambda found: found[0])
    if lost > len(text) * LOST_AT_MOST:
        raise DecodingError("not a text file in a known encoding")
    return text, encoding


def _lossy(data: bytes, encoding: str) -> tuple[int, str, str]:
    """How many characters are lost in an encoding, its name, and the text."""
    text = data.decode(encoding, "replace")
    return text.count("\ufffd"), encoding, text


def _line(line: bytes) -> tuple[str, str]:
    """A line and its encoding; where none reads all of it, runs of UTF-8 apart from GBK."""
    for encoding in ("ascii", "utf-8", "gb18030"):
        if (text := strictly(line, encoding)) is not None:
            return text, encoding
    pieces: list[str] = []
    at = 0
    for run in UTF8_RUN.finditer(line):
        pieces += (line[at : run.start()].decode("gb18030", "replace"), run.group().decode("utf-8", "replace"))
        at = run.end()
    return "".join(pieces) + line[at:].decode("gb18030", "replace"), "gb18030+utf-8" if pieces else "gb18030"
