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
    """A cause, perhaps after the name of a file and a colon, in that language as far as it is known."""
    for pattern, words in _table(language):
        if found := pattern.search(cause):
            inside = {name: told(text, language) for name, text in found.groupdict().items()}
            return cause[: found.start()] + words.format(**inside)
    return cause


@cache
def _table(language: Language) -> Sequence[tuple[re.Pattern[str], str]]:
    """The causes as patterns for the end of a text, the longest first."""
    table = tomllib.loads(resources.files("tui").joinpath("words", "causes.toml").read_text("utf-8")).get(language, {})
    return [(_pattern(said), words) for said, words in sorted(table.items(), key=lambda pair: -len(BRACES.sub("", pair[0])))]


def _pattern(said: str) -> re.Pattern[str]:
    """What is said, at the start or after a colon."""
    parts = BRACES.split(said)
    literal = "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile(rf"(?:^|(?<=: )){literal}$", re.IGNORECASE)
