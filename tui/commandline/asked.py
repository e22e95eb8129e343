"""The query of a command line, read once for all commands that take one, its mistakes told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commandline.output import complain
from tui.data.initials import initials
from tui.data.query import QueryError, parse_query

if TYPE_CHECKING:
    from tui.data.query import Query


def asked(text: str, argument: str = "--where") -> Query | None:
    """The query of that argument, or ``None`` where it makes no sense, which the user has been told."""
    try:
        query = parse_query(text)
        if query.spelled:
            query = parse_query(text, initials())
    except QueryError as error:
        complain(f"{argument}: {error.message} (at character {error.position + 1})")
        return None
    return query
