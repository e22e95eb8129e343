"""The text of a query taken apart: words, phrases and fields, each with its place for error messages.

Only the form is read here; what a field means is :mod:`tui.data.query`'s. An input method types full-width signs, so
``：`` ``＞`` ``－`` and ``“ ”`` are as good as their ASCII twins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TERM = re.compile(
    r"""(?P<minus> [-－]? )
        (?: (?P<field> [A-Za-z]+ ) (?P<sign> >= | <= | [:=<>：＝＜＞≥≤] ) )?
        (?P<value> "[^"]*" | “[^”]*” | [^\s"“]* )""",
    re.VERBOSE,
)
SIGNS = {"：": ":", "＝": "=", "＜": "<", "＞": ">", "≥": ">=", "≤": "<="}
OPENING = ('"', "“")


class QueryError(ValueError):
    """A query that makes no sense. ``position`` is the offset in the query's text of what is wrong."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class Term(NamedTuple):
    """One condition as it was written: a plain word has no ``field``. ``sign`` is ``:``, ``=`` or a comparison."""

    field: str | None
    sign: str
    value: str
    negated: bool
    position: int


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
    match = TERM.match(text, at)
    if match is None:
        raise ValueError(f"no term at {at}")  # cannot be: every part of the pattern may be empty
    end = match.end()
    if not match["value"] and text[end : end + 1] in OPENING:
        raise QueryError("this quotation is not closed", end)
    if match["minus"] and not (match["field"] or match["value"]):
        raise QueryError("nothing to leave out after -", at)
    field, sign, value = match["field"], match["sign"] or "", match["value"]
    if value.startswith(OPENING):
        value = value[1:-1]
    return Term(field and field.lower(), SIGNS.get(sign, sign), value, bool(match["minus"]), at), end
