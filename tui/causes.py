"""Causes of failure in the user's language. What fails says why in English, wherever it is; only the reader translates.

Apart from :mod:`tui.i18n`, since a cause is no key: it comes with its own names and numbers in it, from parts that know
nothing of languages, the operating system among them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.i18n import Language

BRACES = re.compile(r"\{(\w+)\}")


def told(cause: str, language: Language) -> str:
    """A cause, perhaps after the name of a file and a colon, in that language as far as it is known.

    Of all known phrases found in it, the one that begins first is told, with what it holds. Of several that begin
    together, the one that also says where, and of those the longest.
    """
    known = ((pattern.search(cause), words) for pattern, words in _table(language))
    first = min(
        ((found.start(), number, found, words) for number, (found, words) in enumerate(known) if found), default=None
    )
    if first is None:
        return cause
    start, _, found, words = first
    return cause[:start] + words.format(**{name: told(text, language) for name, text in found.groupdict().items()})


@cache
def _table(language: Language) -> Sequence[tuple[re.Pattern[str], str]]:
    """The causes as patterns for the end of a text: what says more of another cause first, then the longest."""
    table = tomllib.loads(resources.files("tui").joinpath("words", "causes.toml").read_text("utf-8")).get(language, {})
    return [(_pattern(said), words) for said, words in sorted(table.items(), key=_rank)]


def _rank(pair: tuple[str, str]) -> tuple[bool, int]:
    return not pair[0].startswith("{"), -len(BRACES.sub("", pair[0]))


def _pattern(said: str) -> re.Pattern[str]:
    """What is said, at the start or after a colon.

    Where its beginning is what changes, it begins after the last colon.
    """
    before, *parts = BRACES.split(said)
    literal = re.escape(before) + "".join(
        re.escape(part) if at % 2 else f"(?P<{part}>.+)" for at, part in enumerate(parts)
    )
    if not before and not parts[1].startswith(": "):
        literal = literal.replace(">.+)", ">(?:(?!: ).)+)", 1)
    return re.compile(rf"(?:^|(?<=: )){literal}$", re.IGNORECASE)
