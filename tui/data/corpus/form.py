"""The tables of a corpus' index.

What stands in a record is not said again: names, units and categories are numbered once, in ``value``, and tables hold
their numbers. The first column of a key is what is asked for.
"""

from __future__ import annotations

FORM = "3"
"""Version of the tables."""
NOTHING = 0
"""Stands for what a metric counts where it does not say."""
TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE pipeline (number INTEGER PRIMARY KEY, digest TEXT UNIQUE);
CREATE TABLE record (number INTEGER PRIMARY KEY, id BLOB, pipeline INTEGER, dictionary INTEGER, packed BLOB,
    UNIQUE (id, pipeline));
CREATE TABLE report (number INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, size INTEGER, modified INTEGER,
    pipeline INTEGER, record INTEGER, title TEXT, published TEXT, source TEXT, repaired INTEGER, has INTEGER);
CREATE INDEX report_by_record ON report (record);
CREATE TABLE failure (path TEXT PRIMARY KEY, cause TEXT) WITHOUT ROWID;
CREATE TABLE day (number INTEGER, first INTEGER, last INTEGER, PRIMARY KEY (number, first, last)) WITHOUT ROWID;
CREATE TABLE value (number INTEGER PRIMARY KEY, field TEXT, text TEXT, UNIQUE (field, text));
CREATE TABLE entity (value INTEGER, number INTEGER, PRIMARY KEY (value, number)) WITHOUT ROWID;
CREATE TABLE metric (what INTEGER, unit INTEGER, number INTEGER, place INTEGER, value REAL,
    PRIMARY KEY (what, unit, number, place)) WITHOUT ROWID;
CREATE TABLE measure (category INTEGER, done INTEGER, number INTEGER, PRIMARY KEY (category, done, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE held USING fts5(words, content='', columnsize=0, detail=%s, tokenize='unicode61 remove_diacritics 0');
"""


def statements(*, places: bool) -> list[str]:
    """What makes the tables; ``places``: whether the places of words are kept."""
    return [each for each in (TABLES % ("full" if places else "none")).split(";") if each.strip()]
