"""The tables of the store of annotations, version by version.

The journal is the truth and is never changed; what stands now is a view of it, so that any moment can be
brought back. That a report has been opened is no mark of the user's and is kept apart.
"""

from __future__ import annotations

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
)
"""``VERSIONS[n]`` takes a store from version ``n`` to ``n + 1``. Each can be run twice: two programs may race."""
