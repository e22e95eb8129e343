"""Commas that something on a page's way has put before its other marks (企业,、工地,。).

A table has empty fields, and anybody may type a comma twice. So commas are taken out only of a page that has some
before full stops or enumeration commas, which nobody writes but who trails off (很好，。。太美了，。。). They were put
there after its bytes had been damaged, so they are taken out before those are read again; and what has one before it is
a mark, and no lost byte.
"""

from __future__ import annotations

import re

from parsing.clean.fix import Fix
from parsing.clean.script import HAN

BEFORE = rf"(?<=[{HAN}A-Za-z0-9%℃）)》”’】\ufffd])"
CERTAIN = re.compile(rf"[,，](?=[、；]|。(?!。))(?<=[{HAN}A-Za-z0-9%℃）)》”’】].)")
STRAY = re.compile(
    rf"{BEFORE}[,，]+(?=[、。；：，！？,;:!\ufffd])|(?<=、)[,，]+|(?<=\ufffd)[,，]+(?=\?)"
    rf"|{BEFORE}[,，]+(?P<asks>\?)(?![A-Za-z\u00c0-\u024f?(])"
)
LEAST = 2
"""Fewest commas before a mark that no comma stands before."""


def find_stray_commas(text: str) -> list[Fix]:
    """The commas before other marks, where the text has several that cannot be meant."""
    first = CERTAIN.search(text)
    if first is None or len(CERTAIN.findall(text, first.start())) < LEAST:
        return []
    return [Fix(match.start(), match.end(), "？" if match["asks"] else "") for match in STRAY.finditer(text)]
