"""The interface in Chinese and English: words as data, so that a translation of them is a file and no change of code.

Each language is one TOML file in ``tui/words``; tables nest and are looked up by dotted name. What the commands are
called stands in their own table, :mod:`tui.commands`.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
KEYED = re.compile(r"<([a-z][a-z0-9-]*)>")
"""Stands in words for the key of the command of that name, which the user may have changed."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the interface says, in one language. ``signs`` are the keys of commands, as people read them."""

    language: Language
    table: Mapping[str, str]
    signs: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, name: str, /, **values: object) -> str:
        """The words of that dotted name, with ``{value}`` filled in.

        Where a ``number`` or ``total`` is 1, those of ``name_one``.

        Raises:
            KeyError: the language has no such words.
        """
        if 1 in (values.get("number"), values.get("total")):
            name = f"{name}_one" if f"{name}_one" in self.table else name
        text = self.table[name]
        if "<" in text:
            text = KEYED.sub(lambda found: self._sign(found[1], filled=bool(values)), text)
        return text.format(**values) if values else text

    def _sign(self, command: str, *, filled: bool) -> str:
        sign = self.signs.get(command, command)
        return sign.replace("{", "{{").replace("}", "}}") if filled else sign

    def get(self, name: str, default: str) -> str:
        """The words of that name, else the default: for names that come from data, such as a new category."""
        return self.table.get(name, default)

    def extended(self, more: Mapping[str, str]) -> Words:
        """These words and others, which take the place of those of the same name."""
        return replace(self, table={**self.table, **more})

    def keyed(self, signs: Mapping[str, str]) -> Words:
        """These words where commands have such keys."""
        return replace(self, signs=signs)


@cache
def load(language: Language) -> Words:
    """The words of a language."""
    text = resources.files("tui").joinpath("words", f"{language}.toml").read_text("utf-8")
    return Words(language, dict(_flat(tomllib.loads(text))))


def spoken(language: Language) -> Words:
    """The words of a language, with the names that the user's lexicons give to categories of measures."""
    from parsing import lexicon  # noqa: PLC0415 -- the command line says much without a lexicon

    categories = lexicon.chosen().tables.get("measures", {}).get("category", {})
    own = {f"category.{key}": row[language] for key, row in categories.items() if language in row}
    return load(language).extended(own)


def preferred(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the locale asks for: Chinese for any Chinese locale, English for all others."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
