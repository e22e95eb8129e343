"""The tables of the store of annotations, version by version.

The journal is the truth and is never changed; what stands now is a view of it, so that any moment can be
brought back. That a report has been opened is no mark of the user's and is kept apart.

Since version 2 events have a ``moment``: by it, not by their number, the last event of a mark is told, so that the
events of two stores can be put together in any order and say the same. It is the time of the event, or just after the
mark's event before where a clock went back. Of events of one moment one that adds counts more than one that removes.
A step is what the user did at once, and is undone at once; ``of`` is the step that an undo or a redo is about.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION = 0x79696261
"""SQLite's application id of our files: the letters ``yiba``."""

VERSIONS = (
    """
    CREATE TABLE IF NOT EXISTS journal (
        event INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
        kind TEXT NOT NULL CHECK (kind IN ('add', 'remove')),
        report TEXT NOT NULL,
        annotation TEXT NOT NULL,
        body TEXT CHECK ((body IS NULL) = (kind = 'remove'))
    );
    CREATE INDEX IF NOT EXISTS journal_by_annotation ON journal (report, annotation, event);
    CREATE TRIGGER IF NOT EXISTS journal_keeps BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE TRIGGER IF NOT EXISTS journal_keeps_all BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE VIEW IF NOT EXISTS present AS
        SELECT event, report, annotation, body FROM journal AS this
        WHERE kind = 'add' AND NOT EXISTS (
            SELECT 1 FROM journal AS later
            WHERE later.report = this.report AND later.annotation = this.annotation AND later.event > this.event
        );
    CREATE TABLE IF NOT EXISTS opened (
        report TEXT PRIMARY KEY,
        at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    );
    """,
    """
    DROP TRIGGER journal_keeps;
    ALTER TABLE journal ADD COLUMN step INTEGER;
    ALTER TABLE journal ADD COLUMN moment TEXT NOT NULL DEFAULT '';
    UPDATE journal SET moment = told.latest || printf('~%06d', told.number)
        FROM (SELECT event, max(at) OVER this AS latest, row_number() OVER this AS number FROM journal
              WINDOW this AS (PARTITION BY report, annotation ORDER BY event)) AS told
        WHERE told.event = journal.event;
    CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    DROP INDEX journal_by_annotation;
    CREATE UNIQUE INDEX journal_once ON journal (report, annotation, moment, kind, ifnull(body, ''));
    CREATE INDEX journal_by_step ON journal (step) WHERE step IS NOT NULL;
    DROP VIEW present;
    CREATE VIEW present AS
        SELECT event, report, annotation, body FROM journal AS this
        WHERE kind = 'add' AND NOT EXISTS (
            SELECT 1 FROM journal AS later
            WHERE later.report = this.report AND later.annotation = this.annotation
            AND (later.moment, later.kind = 'add', ifnull(later.body, '')) > (this.moment, 1, this.body)
        );
    CREATE TABLE step (
        step INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
        author TEXT NOT NULL,
        does TEXT NOT NULL CHECK (does IN ('do', 'undo', 'redo')),
        of INTEGER REFERENCES step CHECK ((of IS NULL) = (does = 'do'))
    );
    CREATE INDEX step_by_author ON step (author, step);
    CREATE TRIGGER step_keeps BEFORE UPDATE ON step
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE TRIGGER step_keeps_all BEFORE DELETE ON step
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    """,
)
"""``VERSIONS[n]`` takes a store from version ``n`` to ``n + 1``, in one transaction."""


def bring_up(database: sqlite3.Connection) -> None:
    """Take a store to the newest version. Several programs may do so at once: each step is done by one of them.

    Raises:
        sqlite3.Error: it cannot be done; the store is left at a version that it had or passed.
    """
    while True:
        if _version(database) >= len(VERSIONS):
            return
        database.execute("BEGIN IMMEDIATE")
        try:
            version = _version(database)
            if version < len(VERSIONS):
                for statement in statements(VERSIONS[version]):
                    database.execute(statement)
                database.execute(f"PRAGMA application_id = {APPLICATION}")
                database.execute(f"PRAGMA user_version = {version + 1}")
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script, each whole: a trigger has semicolons within."""
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement) and statement.strip(" \n;"):
            yield statement
            statement = ""


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
