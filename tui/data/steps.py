"""Steps of the journal: written, taken back and done again. Works within a transaction of the store's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.data.journal import JournalStep, moment, stacks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tui.data.journal import Does

LAST = "ORDER BY moment DESC, kind = 'add' DESC, ifnull(body, '') DESC LIMIT 1"
"""The order in which the last event of a mark is found; the view ``present`` says the same."""


class Turn(NamedTuple):
    """A mark that a step taken back or done again has changed: its bodies before and after, ``None`` for none.

    ``event`` is an event of the step.
    """

    event: int
    report: str
    was: str | None
    becomes: str | None


def begin(database: sqlite3.Connection, author: str, does: Does, of: int | None = None) -> int:
    """Begin a step of an author's; its number."""
    found = database.execute("INSERT INTO step (author, does, of) VALUES (?, ?, ?)", (author, does, of))
    return int(found.lastrowid or 0)


def write(database: sqlite3.Connection, step: int, report: str, annotation: str, body: str | None) -> None:
    """Write what a mark becomes, as a part of a step; ``None``: it is taken away."""
    (before,) = database.execute(
        "SELECT max(moment) FROM journal WHERE report = ? AND annotation = ?", (report, annotation)
    ).fetchone()
    database.execute(
        "INSERT INTO journal (moment, kind, report, annotation, body, step) VALUES (?, ?, ?, ?, ?, ?)",
        (moment(before), "remove" if body is None else "add", report, annotation, body, step),
    )


def last(database: sqlite3.Connection, report: str, annotation: str, before: str = "~") -> str | None:
    """What a mark was before a moment, or is now: its body, ``None`` where it was not there."""
    row = database.execute(
        f"SELECT body FROM journal WHERE report = ? AND annotation = ? AND moment < ? {LAST}",  # noqa: S608 -- ours
        (report, annotation, before),
    ).fetchone()
    return row[0] if row else None


def again(database: sqlite3.Connection, author: str, does: Does) -> list[Turn] | None:
    """Take back, or do again, the author's step whose turn it is; ``None`` where there is none."""
    rows = database.execute("SELECT step, does, of FROM step WHERE author = ? ORDER BY step", (author,))
    done, undone = stacks(JournalStep(*row) for row in rows.fetchall())
    stack = done if does == "undo" else undone
    if not stack:
        return None
    number = begin(database, author, does, stack[-1])
    return list(_turned(database, stack[-1], number, back=does == "undo"))


def _turned(database: sqlite3.Connection, of: int, step: int, *, back: bool) -> Iterator[Turn]:
    """Write what takes a step back, or does it again, where the marks are as they were left."""
    touched = database.execute(
        "SELECT report, annotation, min(moment), max(event) FROM journal WHERE step = ? GROUP BY report, annotation",
        (of,),
    ).fetchall()
    for report, annotation, first, event in touched:
        before = last(database, report, annotation, first)
        (after,) = database.execute("SELECT body FROM journal WHERE event = ?", (event,)).fetchone()
        was, becomes = (after, before) if back else (before, after)
        if last(database, report, annotation) == was and was != becomes:
            write(database, step, report, annotation, becomes)
            yield Turn(event, report, was, becomes)
