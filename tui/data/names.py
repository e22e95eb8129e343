"""Names of fields and values of the filter language in the interface's languages: what a user reads may be typed.

The words are those of ``tui/words``, so that what stands in a table or a list of completions is what the filter takes.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsing import lexicon
from tui import i18n
from tui.data.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def fields() -> Mapping[str, str]:
    """The Chinese name of each field to its own name: ``人名`` is ``person``."""
    words = i18n.load("zh").table
    return MappingProxyType({words[key]: key.removeprefix("field.") for key in words if key.startswith("field.")})


def named(field: str) -> str:
    """The Chinese name of a field."""
    return next((name for name, known in fields().items() if known == field), field)


@cache
def values(kind: str) -> Mapping[str, str]:
    """The folded names of some values in both languages, to what stands in the record.

    Args:
        kind: the table of the interface's words that has them, such as ``status`` or ``label``.
    """
    return MappingProxyType(
        {
            fold(text): key.removeprefix(f"{kind}.")
            for language in i18n.LANGUAGES
            for key, text in i18n.load(language).table.items()
            if key.startswith(f"{kind}.")
        }
    )


def chinese(field: str, value: str) -> str:
    """The Chinese name of a value that a field may have, which the filter takes as well; empty where it has none."""
    if field == "measure":
        users = lexicon.chosen().tables.get("measures", {}).get("category", {})
        own = users.get(value, {}).get("zh") or i18n.load("zh").get(f"category.{value}", "")
        return own or categories().get(value, {}).get("zh", "")
    return i18n.load("zh").get(f"{field}.{value}", "") if field in {"status", "has", "is", "label"} else ""


@cache
def categories() -> Mapping[str, Mapping[str, str]]:
    """The categories of measures by their ids, each with its name in ``zh`` and ``en``, the user's own too."""
    return MappingProxyType(lexicon.load("measures")["category"])


@cache
def category(needle: str) -> str | None:
    """The category of measures of that folded name or id, in the interface's words or the lexicon's own."""
    if needle in categories():
        return needle
    named = {fold(row[language]): key for key, row in categories().items() for language in i18n.LANGUAGES}
    found = named.get(needle) or values("category").get(needle)
    return found if found in categories() else None
