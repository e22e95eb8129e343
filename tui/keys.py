"""Keys as people read and write them: ``^p`` for ctrl+p, ``?`` for question_mark."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def shown(key: str) -> str:
    """A key as people read it: ``^p`` for ctrl+p, ``?`` for question_mark."""
    for modifier, sign in _MODIFIERS.items():
        if key.startswith(modifier):
            return sign + shown(key.removeprefix(modifier))
    return _SIGNS.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


def untyped(keys: Iterable[str]) -> str:
    """The first of some keys that types nothing, as people read it; none if each does."""
    return next((shown(key) for key in keys if len(key) > 1 and key not in _NAMES.values() and key != "space"), "")


def meant(sign: str) -> str:
    """The key that is shown so."""
    for modifier, mark in _MODIFIERS.items():
        if sign.startswith(mark) and len(sign) > 1:
            return modifier + meant(sign.removeprefix(mark))
    return _KEYS.get(sign, sign.lower() if sign[1:].isdigit() else sign)


def named(keys: str) -> tuple[str, ...]:
    """The names of keys that are given with commas between them, by name or by sign."""
    return tuple(_NAMES.get(key, key) for each in keys.split(",") if (key := each.strip()))


def exists(key: str) -> bool:
    """Whether a terminal can send what has this name: a key such as ``f5``, a character, or the name of one."""
    from textual.keys import Keys  # noqa: PLC0415 -- what draws the first picture knows no Textual

    base = key
    while base.startswith(_HELD):
        base = base.partition("+")[2]
    if len(base) == 1 or base in {each.value for each in Keys}:
        return True
    try:
        return bool(unicodedata.lookup(base.replace("_", " ")))
    except KeyError:
        return base in _KEYS.values()


_HELD = ("ctrl+", "shift+", "alt+", "meta+", "super+", "hyper+")
_MODIFIERS = {"ctrl+": "^", "shift+": "⇧", "alt+": "⌥"}
_SIGNS = {
    "plus": "+",
    "ampersand": "&",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "asterisk": "*",
    "colon": ":",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "equals_sign": "=",
    "number_sign": "#",
    "exclamation_mark": "!",
    "minus": "-",
    "backslash": "\\",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "delete": "Del",
    "insert": "Ins",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}
_KEYS = {sign: name for name, sign in _SIGNS.items()}
_NAMES = {sign: name for name, sign in _SIGNS.items() if len(sign) == 1 and not sign.isalnum() and sign not in "←→↑↓"}
