"""The tables of a corpus' index.

Nothing stands in them twice. The index of words holds every pair of characters and every phrase that many reports
share, each once a report and without its places: what is longer than a pair and no such phrase is looked for in the
texts that have its parts. ``common`` has, in a small index, the pairs that many share, see
:mod:`tui.data.corpus.common`. Names stand in ``names``, some hundred reports in a row, see
:mod:`tui.data.corpus.names`. ``facts`` packs a report's figures, so that they are compared without its record;
``measures`` has where they stand in the folded text; ``sketch`` and ``flaws`` tell copies of one report, and the
cleanest; ``body`` has the way from a record's text to its source.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Size: TypeAlias = Literal["full", "small"]
"""What is kept of the reports: ``full`` keeps the records, ``small`` does not."""
FORM = "6"
"""Version of the tables."""
PAGE = 16_384
"""Bytes of a page: records of some 2 KB leave little room unused on it."""
CATEGORIES = 62
"""Categories of measures that have a bit of their own in ``done`` and ``required``; all others share the next."""
LARGEST = 1e308
"""The largest figure that a column can hold; larger ones are stored and compared as this."""
TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE pipeline (number INTEGER PRIMARY KEY, digest TEXT UNIQUE);
CREATE TABLE record (number INTEGER PRIMARY KEY, trained INTEGER, text BLOB, items BLOB);
CREATE TABLE report (number INTEGER PRIMARY KEY AUTOINCREMENT, address INTEGER, path TEXT NOT NULL, size INTEGER,
    modified INTEGER, id BLOB, pipeline INTEGER, record INTEGER, title TEXT, published TEXT, source TEXT, has INTEGER,
    done INTEGER, required INTEGER, least REAL, most REAL, facts BLOB, flaws INTEGER, length INTEGER,
    sketch BLOB);
CREATE INDEX report_by_address ON report (address);
CREATE TABLE body (record INTEGER PRIMARY KEY, packed BLOB);
CREATE TABLE names (field TEXT, first INTEGER, last INTEGER, packed BLOB, PRIMARY KEY (field, first));
CREATE TABLE common (block INTEGER, pair INTEGER, bits BLOB, PRIMARY KEY (block, pair)) WITHOUT ROWID;
CREATE TABLE measures (number INTEGER PRIMARY KEY, packed BLOB);
CREATE TABLE failure (path TEXT PRIMARY KEY, cause TEXT) WITHOUT ROWID;
CREATE TABLE day (number INTEGER, first INTEGER, last INTEGER, PRIMARY KEY (number, first, last)) WITHOUT ROWID;
CREATE TABLE category (number INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE VIRTUAL TABLE held USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
"""


GATHERED = "INSERT INTO held (held, rank) VALUES ('hashsize', 16777216)"
"""Bytes of new words gathered before they are sorted and written: a whole batch at once takes half the time."""
BY_ID = "CREATE INDEX report_by_id ON report (id)"
"""Finds records that are there already, where any are kept."""


def statements(size: Size) -> list[str]:
    """What makes the tables."""
    made = [each for each in TABLES.split(";") if each.strip()] + [GATHERED]
    return [*made, BY_ID] if size == "full" else made


def clamped(value: float) -> float:
    """A figure as a column holds it: no further from zero than ``LARGEST``."""
    return float(max(-LARGEST, min(LARGEST, value)))
