r"""Characters that a program wrote as escapes and nobody read back: \u65b0, %u65b0, %E6%96%B0, and \n for a break.

A text that speaks of escapes has a few among much Chinese; one that was never read back has hardly any Chinese beside
them. Line breaks are told by what stands round them: the end of a sentence, an indent, another break.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from parsing.clean.fix import Fix, apart
from parsing.clean.script import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

UNIT = r"(?:\\{1,4}|%)u"
UNITS = re.compile(rf"{UNIT}[dD][89abAB][0-9a-fA-F]{{2}}{UNIT}[dD][c-fC-F][0-9a-fA-F]{{2}}|{UNIT}[0-9a-fA-F]{{4}}")
"""A character in units of UTF-16, two of them for a rare one."""
BYTES = re.compile(
    r"%[0-7][0-9a-fA-F]|%[c-dC-D][0-9a-fA-F]%[89abAB][0-9a-fA-F]|%[eE][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){2}"
    r"|%[fF][0-4](?:%[89abAB][0-9a-fA-F]){3}"
)
"""A character in bytes of UTF-8."""
CHINESE = re.compile(f"[{HAN}]")
LEAST = 10
"""Chinese characters in escapes, and at least as many as there are beside them."""
SIMPLE = {"n": "\n", "r": "", "t": " ", '"': '"', "'": "'", "/": "/", "\\": "\\"}
SIMPLE_ESCAPE = re.compile(r"\\{1,4}([nrt\"'/])|\\(\\)")
BREAK = re.compile(
    r"(?:\\r)?\\n(?:(?:\\r)?\\n|\\t|\\u3000|\\xa0|[ \t\u3000])*(?![a-z{}\[\]()=;<>])"
    r"|\\(?:u3000|xa0|t)(?:\\(?:u3000|xa0|t))*"
)
SENTENCE = re.compile(
    r"[。！？：；”）][ \u3000]*(?:\\r)?\\n|\\n(?:\\u3000|\u3000){2}|(?:\\r)?\\n(?:\\r)?\\n(?=[^\\]{8})"
)
"""A break behind a sentence, one before an indent, and two of them."""
CODE = re.compile(r"`|\\[dws(.\[]")
"""What a text has that speaks of escapes."""
LEAST_BREAKS = 2


def find_escapes(text: str) -> list[Fix]:
    """Escaped characters of a text that is all in escapes, or the escaped breaks of one that has no others."""
    if "\\" not in text and "%" not in text:
        return []
    for pattern, read in READINGS:
        if found := _all_escaped(text, pattern, read):
            return found
    return _breaks(text) if "\\n" in text else []


def _all_escaped(text: str, pattern: re.Pattern[str], read: Callable[[str], str]) -> list[Fix]:
    """The escapes of one kind, a character each, where most of the text's Chinese is in them."""
    fixes = [Fix(*escape.span(), read(escape.group())) for escape in pattern.finditer(text)]
    within = sum(len(CHINESE.findall(fix.new)) for fix in fixes)
    if within < LEAST or within < len(CHINESE.findall(text)):
        return []
    if pattern is UNITS:
        simple = (Fix(*found.span(), SIMPLE[found[1] or found[2]]) for found in SIMPLE_ESCAPE.finditer(text))
        fixes += apart(simple, [(fix.start, fix.end) for fix in fixes])
    return sorted(fix for fix in fixes if fix.new != text[fix.start : fix.end])


def _units(escape: str) -> str:
    """A character from its units; a lone surrogate is none."""
    data = b"".join(int(unit, 16).to_bytes(2) for unit in re.split(UNIT, escape)[1:])
    return data.decode("utf-16-be", "replace")


READINGS = ((UNITS, _units), (BYTES, unquote))


def _breaks(text: str) -> list[Fix]:
    """Escaped line breaks, with the indents behind them, of a text whose sentences end with them."""
    if len(SENTENCE.findall(text)) < LEAST_BREAKS or CODE.search(text):
        return []
    found = [*BREAK.finditer(text)]
    if text.count("\n") > sum("\\n" in match.group() for match in found):
        return []
    return [Fix(*match.span(), "\n" if "\\n" in match.group() else " ") for match in found]
