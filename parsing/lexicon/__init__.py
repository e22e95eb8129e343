"""Lexicons as data: TOML files in this package, and those that a user lays over them, read once and frozen.

Lists of words live here, not in code. Each file says in a comment where its entries come from and what a new entry
must be like. The modules that use a lexicon own its meaning; this one only reads it.

A process has one set of lexicons. A user's folder is chosen before the first lexicon is read, since much is compiled
from them at import; worker processes are given the choice that was made, not the folder, so that all of a run agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from parsing.lexicon.merging import merged
from parsing.lexicon.users import NONE, LexiconError, Users, our, read

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LexiconError", "Users", "adopt", "chosen", "load", "use"]


@dataclass(slots=True)
class _Process:
    """The choice of this process; ``settled`` once a lexicon has been read, and then it is too late for another."""

    users: Users = NONE
    settled: bool = False


_PROCESS = _Process()


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``name.toml`` with the user's laid over them; treat them as read-only.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    _PROCESS.settled = True
    ours = our(name)
    theirs = _PROCESS.users.tables.get(name)
    return ours if theirs is None else merged(name, ours, theirs)


def use(folder: Path) -> None:
    """Lay the lexicons of a folder over ours, for the rest of this process.

    Raises:
        LexiconError: the folder, or a file in it, cannot be used; the choice stays as it was.
        RuntimeError: a lexicon has been read already.
    """
    adopt(read(folder))


def adopt(users: Users) -> None:
    """Take over a choice that another process made.

    Raises:
        RuntimeError: a lexicon has been read already, and not with these.
    """
    if users == _PROCESS.users:
        return
    if _PROCESS.settled:
        raise RuntimeError("the user's lexicons have to be chosen before any lexicon is read")
    _PROCESS.users = users


def chosen() -> Users:
    """What was laid over our lexicons in this process, to be handed to others."""
    return _PROCESS.users
