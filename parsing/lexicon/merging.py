"""How a user's lexicon is laid over ours: pure, so that its laws can be tested without a folder.

Lists are extended, tables merged, and a scalar replaced. The table ``remove`` has the form of the lexicon itself and
names entries that go, before the user's own are added; so an entry can be moved from one list to another.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Table: TypeAlias = dict[str, Any]

REMOVE = "remove"
WORDS = frozenset({"divisions", "frames", "organisations", "places", "surnames", "titles"})
"""Lexicons whose strings are lists too: of words, or of characters where there is no blank in them."""


def merged(name: str, ours: Table, theirs: Table) -> Table:
    """The lexicon ``name`` with a user's tables laid over it; neither is changed."""
    words = name in WORDS
    kept = _without(ours, theirs.get(REMOVE, {}), words=words)
    result: Table = _over(kept, {key: value for key, value in theirs.items() if key != REMOVE}, words=words)
    return result


def entries(ours: str, listed: str | list[str]) -> list[str]:
    """What a string of words lists, or an array in its place; characters where ours has no blanks."""
    if isinstance(listed, list):
        return listed
    return listed.split() if _spaced(ours) else list(listed)


def _over(ours: Any, theirs: Any, *, words: bool) -> Any:
    if isinstance(ours, dict):
        new = {key: _over(ours[key], value, words=words) if key in ours else value for key, value in theirs.items()}
        return {**ours, **new}
    if isinstance(ours, list):
        return [*ours, *(entry for entry in theirs if entry not in ours)]
    if words and isinstance(ours, str):
        return _joined(ours, [*entries(ours, ours), *entries(ours, theirs)])
    return theirs


def _without(ours: Any, gone: Any, *, words: bool) -> Any:
    if isinstance(ours, dict) and isinstance(gone, dict):
        return {key: _without(value, gone[key], words=words) if key in gone else value for key, value in ours.items()}
    if isinstance(ours, dict):
        return {key: value for key, value in ours.items() if key not in gone}
    if isinstance(ours, list):
        return [entry for entry in ours if entry not in gone]
    if words and isinstance(ours, str):
        barred = set(entries(ours, gone))
        return _joined(ours, [entry for entry in entries(ours, ours) if entry not in barred])
    return ours


def _joined(ours: str, listed: list[str]) -> str:
    """A string of those entries, which keeps a blank if ours has any: without one it would list characters."""
    if not _spaced(ours):
        return "".join(dict.fromkeys(listed))
    return "\n".join([*dict.fromkeys(listed), ""]) or "\n"


def _spaced(ours: str) -> bool:
    return any(character.isspace() for character in ours)
