"""The two Chinese scripts, character by character: which characters are traditional, and what they are simplified.

The tables are those of opencc-python-reimplemented, read as data: its converter takes 4 s for a million characters,
a table 0.1 s. Characters whose simplified form depends on the word are in ``lexicon/script.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from parsing.lexicon import load

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
"""Chinese characters, as the inside of a character class."""

SHARE = 0.01
"""Share of traditional characters from which a text counts as written in them."""
HAN_RUN = re.compile(f"[{HAN}]+")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""Characters beyond the first plane, with which the class of an expression is slow."""
CLASSICAL, MODERN = re.compile("[之也曰矣焉乎]"), re.compile("[的了们們]")
"""Function words of classical Chinese and of the language of today."""
LEAST_CLASSICAL, CLASSICAL_SHARE, LEAST_WITHOUT = 6, 0.01, 4
"""What makes a text classical: how many of the former it has, and their share of its characters.

The last: how many are enough where it has none of the latter."""
LONG = 300
"""Chinese characters among which prose of today has such a word."""


@cache
def simplified() -> dict[int, str]:
    """For ``str.translate``: each traditional character and its most usual simplified form."""
    table = {ord(old): new[0] for old, *new in _entries("TSCharacters.txt") if len(old) == 1 and len(new[0]) == 1}
    table |= {ord(old): new for old, new in load("script")["variants"].items()}
    return {old: new for old, new in table.items() if chr(old) != new}


@cache
def spoken() -> dict[int, str]:
    """The same for the language model, to which characters with a form for each word are one (看著 is 看着, 显著 显着)."""
    return simplified() | {ord(old): usual for old, usual in load("language")["alike"].items()}


@cache
def simplified_anywhere() -> dict[int, str]:
    """The same, of characters whose simplified form does not depend on the word."""
    return {old: new for old, new in simplified().items() if chr(old) not in choices()}


@cache
def choices() -> dict[str, str]:
    """Characters whose simplified form depends on the word: the forms to choose among, the usual one first."""
    return dict(load("script")["choices"])


@cache
def _traditional() -> dict[str, list[str]]:
    return {simple: forms for simple, *forms in _entries("STCharacters.txt")}


@cache
def usual_forms() -> frozenset[str]:
    """The traditional characters that converters choose for simplified ones."""
    return frozenset(forms[0] for forms in _traditional().values())


def simplified_only(character: str) -> bool:
    """Whether only simplified text has a character: not so 后, 里, 干, which are traditional ones as well."""
    forms = _traditional().get(character)
    return forms is not None and character not in forms


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, as far as its characters tell."""
    if ASTRAL.search(text) is None:
        changed = len(_changed().findall(text))
    else:
        changed = sum(map(simplified().__contains__, map(ord, text)))
    return changed > SHARE * len(text)


def is_classical(text: str) -> bool:
    """Whether a text is in classical Chinese: it has no particle 着, and its words are none of the dictionary's."""
    classical, modern = len(CLASSICAL.findall(text)), len(MODERN.findall(text))
    enough = max(LEAST_CLASSICAL, CLASSICAL_SHARE * len(text)) if modern else LEAST_WITHOUT
    return classical >= enough and modern * 5 < classical


def is_of_today(text: str) -> bool:
    """Whether a text has particles of modern Chinese, or is too short to tell.

    A long text without any is a list, a table or a classic.
    """
    return MODERN.search(text) is not None or sum(map(len, HAN_RUN.findall(text))) < LONG


@cache
def _changed() -> re.Pattern[str]:
    """What simplifying changes, but for what no class of an expression finds fast."""
    return re.compile(f"[{''.join(character for code in simplified() if not ASTRAL.match(character := chr(code)))}]")


@cache
def phrases() -> dict[str, str]:
    """Words that are not simplified character by character; as long in both scripts."""
    found = {
        old: new[0]
        for old, *new in _entries("TSPhrases.txt")
        if len(old) == len(new[0]) and old.translate(simplified()) != new[0]
    }
    return {**found, **load("script")["phrases"]}


def _entries(name: str) -> list[list[str]]:
    spec = find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the opencc-python-reimplemented package is not installed")
    lines = Path(spec.submodule_search_locations[0], "dictionary", name).read_text("utf-8").splitlines()
    return [line.split() for line in lines if line.strip()]
