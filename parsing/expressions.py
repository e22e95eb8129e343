"""Expressions of the lexicons as the library searches them fastest: beginning with a character, not with a condition.

Where every alternative of an expression begins with a character, the library's search skips to the next one of them; a
condition (``(?<!为)了``) or a group at the start makes it try the whole at each character instead. Lexicons are written
for those who read them, so they are rewritten here.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NOTHING = "(?!)"
"""An expression that never matches."""
CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]")
CONDITION = re.compile(r"\(\?<[!=](?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\])+\)|\^")
"""What looks back, without a group in it, or the start of the text."""
LETTER = re.compile(r"[\u4e00-\u9fff](?![*+?{])")
LETTERS = re.compile(r"\[([\u4e00-\u9fff]{1,12})\](?![*+?{])")


def searchable(expressions: Iterable[str]) -> re.Pattern[str]:
    """Any of some expressions, written so that the library's search knows what characters a match begins with.

    Alternatives in a group at the start are written out, and a condition there goes behind the first character:
    ``(?<!为)了`` is ``了(?<!(?:为)了)``. They match the same in the same order.
    """
    return re.compile("|".join(plain for expression in expressions for plain in _written_out(expression, "")))


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether any of some expressions matches; one bound to the start of the text, or of a line, is tried only there.

    What an expression may begin with and need not is left out, for it changes only where the match begins.
    """

    bound: re.Pattern[str]
    free: re.Pattern[str]

    @classmethod
    def of(cls, expressions: Iterable[str], flags: int = 0) -> Presence:
        """Sort the alternatives of some expressions."""
        bound, free = [], []
        for alternative in (one for expression in expressions for one in _alternatives(expression)):
            if not alternative.startswith("^"):
                free.append(_needed(alternative))
                continue
            bound.append(alternative)
            if flags & re.MULTILINE:
                free.append(f"\n(?:{alternative[1:]})")
        begun, others = by_first(free)
        grouped = [*(f"(?:{found})" for found in begun.values()), *([others] if others != NOTHING else [])]
        return cls(re.compile("|".join(bound) or NOTHING, flags), re.compile("|".join(grouped) or NOTHING, flags))

    def within(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether one matches in a stretch of a text."""
        return self.free.search(text, start, end) is not None or self.bound.match(text, start, end) is not None


class Behind(dict[str, re.Pattern[str]]):
    """Any of some expressions, for matching at one place: by the Chinese character there, those that can match.

    They are tried in their order, as all of them would be; a character's are compiled when it is asked for.
    """

    def __init__(self, expressions: Iterable[str]) -> None:
        super().__init__()
        self.plain = [plain for expression in expressions for plain in _written_out(expression, "")]

    def __missing__(self, letter: str) -> re.Pattern[str]:
        fitting = [plain for plain in self.plain if plain[0] == letter or not LETTER.match(plain)]
        found = self[letter] = re.compile("|".join(fitting) or NOTHING)
        return found

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """What matches at a place."""
        return self[text[at : at + 1]].match(text, at)


def by_first(expressions: Iterable[str]) -> tuple[dict[str, str], str]:
    """Some expressions by the Chinese character they begin with, and all others.

    Of those by character, only the few that begin as a text does need be tried where a text is matched whole.
    """
    begun: dict[str, list[str]] = {}
    for expression in expressions:
        for plain in _written_out(expression, ""):
            begun.setdefault(plain[0] if LETTER.match(plain) else "", []).append(plain)
    others = "|".join(begun.pop("", [NOTHING]))
    return {first: "|".join(found) for first, found in begun.items()}, others


def any_of(words: Iterable[str], behind: Mapping[str, str] | None = None) -> str:
    """An expression for any of some words, the longest that stands there, as a tree of their characters.

    The library tries one alternative after the other, so that a hundred words cost a hundred tries at a place; of a
    tree it tries only what goes on as the text does. ``behind``: the condition that stands behind a word.
    """
    conditions = behind or {}
    return _tree({word: conditions.get(word, "") for word in sorted({*words})}) or NOTHING


def _tree(words: Mapping[str, str]) -> str:
    """The tree of some words, which are in order."""
    branches = []
    for first, group in groupby((word for word in words if word), key=itemgetter(0)):
        branches.append(re.escape(first) + _tree({word[1:]: words[word] for word in group}))
    if not words:
        return ""
    if "" not in words:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if words[""]:
        return f"(?:{'|'.join([*branches, words['']])})"
    return f"(?:{'|'.join(branches)})?" if branches else ""


def _written_out(expression: str, conditions: str) -> Iterator[str]:
    """The alternatives of an expression, each with the conditions that stand before it."""
    for alternative in _alternatives(expression):
        held, rest = conditions, alternative
        while (condition := CONDITION.match(rest)) is not None:
            held, rest = held + condition.group(), rest[condition.end() :]
        inner, after = _first_group(rest)
        if inner:
            yield from _written_out("|".join(part + after for part in _alternatives(inner)), held)
        elif (letters := LETTERS.match(rest)) is not None:
            for letter in letters[1]:
                yield from _written_out(letter + rest[letters.end() :], held)
        elif LETTER.match(rest):
            yield (
                rest[0]
                + "".join(_behind(condition.group(), rest[0]) for condition in CONDITION.finditer(held))
                + rest[1:]
            )
        else:
            yield held + rest


def _needed(alternative: str) -> str:
    """An alternative without the class or the group that it may begin with and need not have."""
    end = _closing(alternative) if alternative.startswith(("[", "(?:")) else 0
    needless = end and alternative[end : end + 1] == "?" and alternative[end + 1 : end + 2] not in {"?", "+"}
    return alternative[end + 1 :] if needless else alternative


def _behind(condition: str, letter: str) -> str:
    """The condition as it is put behind the letter that it stood before."""
    if condition == "^":
        return f"(?<=^{letter})"
    return f"{condition[:4]}(?:{condition[4:-1]}){letter})"


def _first_group(expression: str) -> tuple[str, str]:
    """What a group at the start holds, and the rest; nothing where it captures, repeats or is a condition."""
    end = _closing(expression) if expression.startswith("(?:") else 0
    inner, after = expression[3 : max(end - 1, 0)], expression[end:]
    return ("", expression) if not end or after[:1] in {"*", "+", "?", "{"} else (inner, after)


def _alternatives(expression: str) -> list[str]:
    """What stands between the bars that no bracket encloses."""
    found, at, start = [], 0, 0
    while at < len(expression):
        if expression[at] == "|":
            found.append(expression[start:at])
            start = at + 1
        at = _closing(expression, at)
    return [*found, expression[start:]]


def _closing(expression: str, at: int = 0) -> int:
    """The end of the bracket, the escaped character or the character that begins at ``at``."""
    if expression[at] == "\\":
        return at + 2
    if (characters := CLASS.match(expression, at)) is not None:
        return characters.end()
    if expression[at] != "(":
        return at + 1
    at += 1
    while expression[at] != ")":
        at = _closing(expression, at)
    return at + 1
