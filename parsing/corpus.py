"""Many reports: parsing them in other processes, and never parsing the same bytes twice.

Imports nothing of the pipeline until a report is really parsed, so that the reader can list files at once.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import zlib
from array import array
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from parsing import lexicon
from parsing.aligned import OFFSET, AlignedText
from parsing.reading import Reading
from parsing.record import Report

DEPENDED_ON = ("jieba", "markdown-it-py", "opencc-python-reimplemented", "pypinyin", "resiliparse", "rjieba")
"""Packages of whose data or rules a record is made."""
OPTIONAL = ("pypdf", "python-docx")
"""The same where they are installed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. The report comes without its repairs, which are many; the index has all."""

    path: str
    report: Report | None
    error: str | None
    repaired: bool = False


def executor(jobs: int = 1) -> Executor:
    """Processes that parse, with the lexicons of this one.

    Spawned, not forked: a fork of a program with a terminal and threads is not safe.
    """
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=lexicon.adopt, initargs=(lexicon.chosen(),))


def brief(reading: Reading, path: str) -> Outcome:
    """The outcome of a reading, under the path that was asked for.

    The record may spell the path another way, see :func:`~parsing.load.shown`.
    """
    report = reading.report
    return Outcome(path, msgspec.structs.replace(report, repairs=()), None, bool(report.repairs))


@cache
def pipeline() -> str:
    """A digest of code, lexicons (the user's too) and packages' versions: what a cached reading was made with."""
    versions = [version(name) for name in DEPENDED_ON] + [_version(name) for name in OPTIONAL]
    digest = blake2b("".join(versions).encode(), digest_size=16)
    root = Path(__file__).parent
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".toml", ".txt"}):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update(lexicon.chosen().digest.encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    """The version of a package, empty where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


class Cache:
    """Readings by content and pipeline, in one SQLite file. A cache that can't be used is no cache, never an error.

    Args:
        path: the file, made when missing; ``None`` keeps nothing.
    """

    def __init__(self, path: str | Path | None) -> None:
        self._database: sqlite3.Connection | None = None
        if path is None:
            return
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS reading (digest TEXT, pipeline TEXT, packed BLOB, PRIMARY KEY (digest))"
            )
        except (OSError, sqlite3.Error):
            self._database = None

    def get(self, digest: str, path: str) -> Reading | None:
        """The reading of these bytes, its record naming the given path; ``None`` where it has to be made."""
        if self._database is None:
            return None
        try:
            row = self._database.execute(
                "SELECT packed FROM reading WHERE digest = ? AND pipeline = ?", (digest, pipeline())
            ).fetchone()
            return _unpacked(row[0], path) if row else None
        except (sqlite3.Error, msgspec.MsgspecError, zlib.error):
            return None

    def put(self, reading: Reading) -> None:
        """Keep a reading, in the place of an older one of the same bytes."""
        if self._database is None:
            return
        row = (reading.report.id, pipeline(), _packed(reading))
        try:
            self._database.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", row)
        except sqlite3.Error:
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


class _Packed(msgspec.Struct, array_like=True):
    report: Report
    source: str
    text: str
    starts: bytes
    ends: bytes


def _packed(reading: Reading) -> bytes:
    body = reading.body
    packed = _Packed(reading.report, reading.source, body.text, body.starts.tobytes(), body.ends.tobytes())
    return zlib.compress(msgspec.msgpack.encode(packed), 1)


def _unpacked(data: bytes, path: str) -> Reading:
    packed = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
    starts, ends = array(OFFSET), array(OFFSET)
    starts.frombytes(packed.starts)
    ends.frombytes(packed.ends)
    body = AlignedText(packed.text, starts, ends)
    return Reading(msgspec.structs.replace(packed.report, path=path), packed.source, body)
