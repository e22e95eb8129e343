"""The listing of the files: what keeps it from its end is listed in the place of the rest."""

from pathlib import Path

import pytest

from parsing import walk
from parsing.walk import Failure
from tui.scan import REST, Scan


@pytest.mark.parametrize("indexed", [False, True])
def test_an_error_half_way_is_an_entry(tmp_path, monkeypatch, indexed):
    def walking(_):
        yield tmp_path / "a.txt"
        yield Failure(str(tmp_path / "b"), "permission denied")
        raise KeyError("x")

    monkeypatch.setattr(walk, "walk", walking)
    scan = Scan([str(tmp_path)], tmp_path / "index.sqlite3" if indexed else None)
    scan.ready()
    scan.go_on()
    scan._thread.join(10)
    assert not scan.going
    entries = {Path(entry.path).name: entry.error for entry in scan.take()}
    assert entries[REST] == "internal error: KeyError: 'x'"
