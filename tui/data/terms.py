"""The text of a query taken apart: words, phrases and fields, each with its place for error messages.

Only the form is read here; what a field means is :mod:`tui.data.query`'s. An input method types full-width signs, so
``：`` ``＞`` ``－`` and ``“ ”`` are as good as their ASCII twins, and ``人名：`` is as good as ``person:``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tui import i18n
from tui.data import names

FORM = r"""(?P<minus> [-－]? )
    (?: (?P<field> [A-Za-z]+ | %s ) (?P<sign> >= | <= | [:=<>：＝＜＞≥≤] ) )?
    (?P<value> "[^"]*%s | “[^”]*%s | [^\s"“]* )"""
SIGNS = {"：": ":", "＝": "=", "＜": "<", "＞": ">", "≥": ">=", "≤": "<="}
OPENING = ('"', "“")
SEPARATOR = ", "
"""Stands between the values that a field may have."""


class QueryError(ValueError):
    """A query that makes no sense.

    Args:
        kind: name of the mistake in the table ``query`` of the interface's words.
        position: offset in the query's text of what is wrong.
        end: where it ends; without it, one character is wrong.
        values: what the words have to be filled in with.
    """

    def __init__(self, kind: str, position: int, end: int | None = None, **values: str) -> None:
        self.kind = kind
        self.position = position
        self.end = position + 1 if end is None else end
        self.values = values
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.told(i18n.load("en"))

    def told(self, words: i18n.Words) -> str:
        """What is wrong, in the language of the interface."""
        values = self.values
        if words.language == "zh" and "choices" in values:
            field = values["field"]
            choices = (names.chinese(field, value) or value for value in values["choices"].split(SEPARATOR))
            values = {"field": names.named(field), "choices": "、".join(choices)}
        return words(f"query.{self.kind}", **values)


class Term(NamedTuple):
    """One condition as it was written: a plain word has no ``field``. ``sign`` is ``:``, ``=`` or a comparison."""

    field: str | None
    sign: str
    value: str
    negated: bool
    position: int
    end: int


@cache
def form(*, closed: bool = True) -> re.Pattern[str]:
    """The expression of one term; ``closed``: quotations have to be, as they need not while the user is typing."""
    chinese = "|".join(map(re.escape, names.fields()))
    return re.compile(FORM % (chinese, *(('"', "”") if closed else ('"?', "”?"))), re.VERBOSE)


def field_of(name: str) -> str:
    """The field of that name, in either language; names that are none are given back."""
    return names.fields().get(name, name.lower())


def terms(text: str) -> list[Term]:
    """The conditions of a query, in order.

    Raises:
        QueryError: a quotation is not closed, or a ``-`` has nothing to negate.
    """
    found, at = [], 0
    while (at := _next(text, at)) < len(text):
        term, at = _term(text, at)
        found.append(term)
    return found


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _term(text: str, at: int) -> tuple[Term, int]:
    match = form().match(text, at)
    if match is None:
        raise ValueError(f"no term at {at}")  # cannot be: every part of the pattern may be empty
    end = match.end()
    if not match["value"] and text[end : end + 1] in OPENING:
        raise QueryError("unclosed", end, len(text))
    if match["minus"] and not (match["field"] or match["value"]):
        raise QueryError("negates_nothing", at)
    field, sign, value = match["field"], match["sign"] or "", match["value"]
    if value.startswith(OPENING):
        value = value[1:-1]
    return Term(field and field_of(field), SIGNS.get(sign, sign), value, bool(match["minus"]), at, end), end
