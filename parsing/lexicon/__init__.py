"""Lexicons as data: TOML files in this package, read once and frozen.

Lists of words live here, not in code. Each file says in a comment where its entries come from and what a new entry
must be like. The modules that use a lexicon own its meaning; this one only reads it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``name.toml``; treat them as read-only.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
