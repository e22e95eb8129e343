"""Marks while the reader runs: undone across restarts, seen by others, kept when the store does not take them."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annotating import mark as any_mark
from tests.annotating import session
from tests.tui.test_store import damaged, mark, newer, not_sqlite
from tui.data.journal import Change
from tui.data.merge import merge
from tui.data.moments import rfc3339
from tui.data.salvage import health, opened, salvage
from tui.data.schema import VERSIONS
from tui.data.store import Store, StoreError
from tui.marks import Marks

ROOT = Path(__file__).parents[2]


def ids(marks, report="r"):
    return [found.id for found in marks.of(report)]


def contents(path):
    with Store(path) as store:
        return {(report, each.id): each for report, each in store.all()}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "marks.sqlite3"


# Undo and redo


def test_steps_are_undone_after_a_restart_and_in_other_reports(path):
    with Store(path) as store:
        marks = Marks(store, "甲")
        marks.do([Change("add", "r", mark("a")), Change("add", "s", mark("b"))])
        marks.remove("r", mark("a"))
    with Store(path) as store:
        marks = Marks(store, "甲")
        assert [change.kind for change in marks.undo()] == ["add"]
        assert (ids(marks), ids(marks, "s")) == (["a"], ["b"])
        assert {change.mark.id for change in marks.undo()} == {"a", "b"}
        assert (ids(marks), ids(marks, "s"), marks.undo()) == ([], [], None)
    with Store(path) as store:
        marks = Marks(store, "甲")
        assert len(marks.redo()) == 2
        assert len(marks.redo()) == 1
        assert (ids(marks), ids(marks, "s"), marks.redo()) == ([], ["b"], None)


def test_a_new_step_ends_what_could_be_redone(path):
    with Store(path) as store:
        marks = Marks(store, "甲")
        marks.add("r", mark("a"))
        marks.undo()
        marks.add("r", mark("b"))
        assert marks.redo() is None
        assert ids(marks) == ["b"]


def test_everybody_undoes_only_their_own_and_never_what_another_changed_since(path):
    with Store(path) as one, Store(path) as two:
        first, second = Marks(one, "甲"), Marks(two, "乙")
        first.add("r", mark("a"))
        second.look()
        assert second.undo() is None
        second.do([Change("add", "r", mark("a", note="乙改"))])
        assert first.undo() == []
        first.look()
        assert [each.note for each in first.of("r")] == ["乙改"]


@given(st.integers(0, 10_000), st.integers(1, 30))
@settings(max_examples=15, deadline=None)
def test_undoing_all_and_redoing_all_comes_back_to_the_same(seed, steps):
    with TemporaryDirectory() as folder, Store(Path(folder, "marks")) as store:
        list(islice(session(store, seed, "a"), steps))
        there = {(report, each.id): each for report, each in store.all()}
        while store.redo("a"):
            pass
        last = {(report, each.id): each for report, each in store.all()}
        while store.undo("a") is not None:
            pass
        assert list(store.all()) == []
        while store.redo("a") is not None:
            pass
        assert {(report, each.id): each for report, each in store.all()} == last
        assert there == last or steps > 1


# Several at once


def test_two_readers_see_each_other_s_marks_and_lose_none(path):
    with Store(path) as one, Store(path) as two:
        first, second = Marks(one, "甲"), Marks(two, "乙")
        first.add("r", mark("a", 1))
        second.add("r", mark("b", 2))
        assert first.look() == {"r"}
        assert second.look() == {"r"}
        assert ids(first) == ids(second) == ["a", "b"]
        assert first.counts == second.counts == {"r": 2}
        assert first.look() == set()
        second.remove("r", mark("a", 1))
        first.look()
        assert ids(first) == ["b"]


def annotate(path, seed, author, steps):
    script = ROOT / "tests" / "annotating.py"
    return subprocess.Popen(
        [sys.executable, script, path, str(seed), author, *([str(steps)] if steps else [])],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


ADDING = """
    import sys
    from tests.tui.test_store import mark
    from tui.data.journal import Change
    from tui.data.moments import rfc3339
from tui.data.store import Store
    from tui.marks import Marks
    path, author, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with Store(path) as store:
        marks = Marks(store, author)
        for first in range(0, number, 50):
            report = f"r{first // 50 % 40}"
            marks.do([Change("add", report, mark(f"{author}-{n}", n)) for n in range(first, first + 50)])
            marks.look()
        while marks.waiting:
            marks.look()
"""


def test_two_readers_and_a_merge_at_once_ten_thousand_marks(tmp_path):
    path, other = tmp_path / "marks.sqlite3", tmp_path / "other.sqlite3"
    with Store(path) as store, Store(other) as theirs:
        both = [Change("add", f"r{n % 40}", mark(f"both-{n}", n)) for n in range(1000)]
        store.change(both, "甲")
        merge(theirs, path)
        theirs.change([Change("add", f"r{n % 40}", mark(f"other-{n}", n)) for n in range(3100)], "丙")
        theirs.change([Change("remove", each.report, each.mark) for each in both[:100]], "丙")
    script = "\n".join(line.removeprefix("    ") for line in ADDING.splitlines())
    children = [
        subprocess.Popen([sys.executable, "-c", script, path, author, "3000"], cwd=ROOT) for author in ("甲", "乙")
    ]
    with Store(path, patience=60) as store:
        merge(store, other)
        assert [child.wait() for child in children] == [0, 0]
        assert merge(store, other).new == 0
        found = [(report, each.id) for report, each in store.all()]
    expected = {(f"r{n // 50 % 40}", f"{who}-{n}") for who in ("甲", "乙") for n in range(3000)}
    expected |= {(f"r{n % 40}", f"other-{n}") for n in range(3100)}
    expected |= {(f"r{n % 40}", f"both-{n}") for n in range(100, 1000)}
    assert len(found) == len(set(found)) == 10_000
    assert set(found) == expected


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 12)), min_size=2, max_size=2))
@settings(max_examples=15, deadline=None)
def test_merging_either_way_and_twice_gives_the_same(sessions):
    with TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in "ab"]
        with Store(paths[0]) as store:
            chances = [random.Random(n) for n in range(5)]  # noqa: S311 -- chance, no secret
            store.change([Change("add", "r0", any_mark(dice, f"s{n}", "s")) for n, dice in enumerate(chances)], "s")
        with Store(paths[1]) as store:
            merge(store, paths[0])
        for path, author, (seed, steps) in zip(paths, "ab", sessions, strict=True):
            with Store(path) as store:
                list(islice(session(store, seed, author), steps))
                store.change([Change("add", "r0", any_mark(random.Random(seed), "s1", author))], author)  # noqa: S311
        before = [contents(path) for path in paths]
        for into, other in ((0, 1), (1, 0), (0, 1)):
            with Store(paths[into]) as store:
                merge(store, paths[other])
        one, two = map(contents, paths)
        assert one == two
        assert one.keys() == before[0].keys() | before[1].keys()


def test_a_mark_taken_away_in_one_store_and_left_alone_in_the_other_is_gone(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    with Store(one) as store:
        store.add("r", mark("a"))
        store.add("r", mark("b", 3))
    with Store(two) as store:
        merge(store, one)
        store.remove("r", "a")
        assert merge(store, one).gone == 1, "told of, as its owner would look for it"
    with Store(one) as store:
        assert merge(store, two).gone == 0
        assert [each.id for each in store.annotations("r")] == ["b"]


def test_a_clock_that_goes_back_changes_no_order(path, monkeypatch):
    times = iter(["2031-01-02T00:00:00.000Z", "2031-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z"])
    monkeypatch.setattr("tui.data.journal.rfc3339", lambda time: next(times) if time.year < 2031 else rfc3339(time))
    with Store(path) as store:
        for note in ("一", "二"):
            store.add("r", mark(note=note))
        assert [each.note for each in store.annotations("r")] == ["二"]


# Kills


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment_what_was_confirmed_is_there_and_no_half_step(path, seed):
    child = annotate(path, seed, "a", None)
    first = child.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.2))  # noqa: S311
    child.send_signal(signal.SIGKILL)
    lines = (first + child.stdout.read()).splitlines(keepends=True)
    child.wait()
    confirmed = sum(line.endswith("\n") for line in lines)
    states = []
    with Store(":memory:") as memory:
        steps = session(memory, seed, "a")
        for number in range(confirmed + 1):
            told = next(steps)
            if number < confirmed:
                assert json.loads(json.dumps(told)) == json.loads(lines[number])
            states.append({(report, each.id): each for report, each in memory.all()})
    assert contents(path) in states[-2:]


# Stores of other versions, damaged, locked, on a full disk


def of_version_1(path):
    with sqlite3.connect(path) as database:
        database.executescript(f"{VERSIONS[0]} PRAGMA application_id = {0x79696261}; PRAGMA user_version = 1;")
        rows = [
            ("add", "a", mark("a", note="一")),
            ("add", "a", mark("a", note="二")),
            ("add", "b", mark("b")),
            ("remove", "b", None),
        ]
        for kind, name, body in rows:
            database.execute(
                "INSERT INTO journal (at, kind, report, annotation, body)"
                " VALUES ('2020-02-01T00:00:00.000Z', ?, 'r', ?, ?)",
                (kind, name, body and msgspec.json.encode(body).decode()),
            )


def test_a_store_of_version_1_is_brought_up(path):
    of_version_1(path)
    with Store(path) as store:
        assert [(each.id, each.note) for each in store.annotations("r")] == [("a", "二")]
        store.add("r", mark("a", note="三"))
        store.undo("")
        assert [each.note for each in store.annotations("r")] == ["二"]
        with pytest.raises(StoreError, match="only added to"):
            store.ask("UPDATE journal SET report = ''")


def test_a_merge_leaves_the_other_store_as_it_was(path, tmp_path):
    of_version_1(path)
    before = path.read_bytes()
    with Store(tmp_path / "mine.sqlite3") as store:
        merge(store, path)
        assert [(each.id, each.note) for each in store.annotations("r")] == [("a", "二")]
    assert path.read_bytes() == before


def test_a_newer_store_is_read_and_marks_wait(path, tmp_path):
    with Store(path) as store:
        store.add("r", mark("a"))
    newer(path)
    before = path.read_bytes()
    found = opened(path)
    assert found.trouble.cause.startswith("written by a newer yibao")
    with found.store as store:
        marks = Marks(store, "甲", found.trouble)
        assert not marks.do([Change("add", "r", mark("b", 5))])
        assert ids(marks) == ["a", "b"]
        marks.look()
        saved = marks.rescue(tmp_path)
    assert path.read_bytes() == before
    assert contents(saved).keys() == {("r", "b")}


def test_a_damaged_store_is_read_as_far_as_it_goes_and_salvaged(path):
    damaged(path)
    before = path.read_bytes()
    found = opened(path)
    assert found.trouble.cause == "the store is damaged"
    with found.store as store:
        Marks(store, "甲", found.trouble).add("r", mark("new"))
    assert path.read_bytes() == before
    assert health(path).faults


def scratched(path):
    """A store one page of whose journal is spoilt; the rest of it is sound."""
    with Store(path) as store:
        for number in range(0, 2000, 100):
            store.change([Change("add", "r", mark(str(n), n)) for n in range(number, number + 100)])
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        leaf = (
            database.execute("SELECT pageno FROM dbstat WHERE name = 'journal' AND pagetype = 'leaf'").fetchall()
            if (database.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'").fetchone()[0])
            else [(30,)]
        )
    data = bytearray(path.read_bytes())
    page = leaf[len(leaf) // 2][0] - 1
    data[page * 4096 : page * 4096 + 2000] = b"\xa5" * 2000
    path.write_bytes(data)


def test_what_is_readable_of_a_scratched_store_is_saved(path, tmp_path):
    scratched(path)
    number = salvage(path, tmp_path / "new")
    assert 1900 < number < 2000
    assert len(contents(tmp_path / "new")) == number
    with opened(path).store as store:
        assert store.counts() == {"r": number}


def test_what_is_no_store_is_told_and_left_alone(path):
    not_sqlite(path)
    before = path.read_bytes()
    found = opened(path)
    assert found.trouble.cause == "not a store of annotations, or damaged"
    assert found.store.counts() == {}
    found.store.close()
    assert path.read_bytes() == before


def locking(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_marks_wait_while_another_program_keeps_the_store_locked(path):
    with Store(path) as store:
        marks = Marks(store, "甲")
        marks.add("r", mark("a"))
        other = locking(path)
        assert not marks.do([Change("add", "r", mark("b", 5))])
        assert not marks.do([Change("remove", "r", mark("a"))])
        assert ids(marks) == ["b"]
        assert (marks.waiting, marks.trouble.cause) == (2, "another program keeps it locked")
        assert [change.kind for change in marks.undo()] == ["add"]
        assert ids(marks) == ["a", "b"]
        assert marks.redo() is not None
        marks.look()
        assert marks.waiting == 2
        other.execute("ROLLBACK")
        other.close()
        marks.look()
        assert (marks.waiting, marks.trouble, ids(marks)) == (0, None, ["b"])
    assert contents(path).keys() == {("r", "b")}


def test_marks_wait_while_the_disk_is_full_and_are_saved_elsewhere_at_the_end(path, tmp_path):
    with Store(path) as store:
        marks = Marks(store, "甲")
        marks.add("r", mark("a"))
        pages = store.ask("PRAGMA page_count")[0][0]
        store.ask(f"PRAGMA max_page_count = {pages}")
        full = [Change("add", "r", mark(f"b{n}", n, note="满" * 3000)) for n in range(30)]
        assert not marks.do(full)
        assert marks.trouble.cause == "the disk is full"
        assert len(ids(marks)) == 31
        saved = marks.rescue(tmp_path / "rescued")
    assert contents(path).keys() == {("r", "a")}
    assert len(contents(saved)) == 30
    with Store(path) as store:
        merge(store, saved)
        assert store.counts() == {"r": 31}


AS_NOBODY = """
    import os, sys
    from pathlib import Path
    from tests.tui.test_store import mark
    from tui.data.journal import Change
    from tui.data.salvage import opened
    from tui.marks import Marks
    os.setgid(65534)
    os.setuid(65534)
    found = opened(Path(sys.argv[1]))
    marks = Marks(found.store, "乙", found.trouble)
    kept = marks.do([Change("add", "r", mark("b", 5))])
    rescued = marks.rescue(Path(sys.argv[1]).parent)
    print(marks.trouble.cause, kept, [each.id for each in marks.of("r")], rescued, sep="|")
"""


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="becomes another user, which only root may")
@pytest.mark.parametrize("folder_too", [False, True])
def test_in_a_folder_that_is_read_only_marks_are_read_and_new_ones_saved_elsewhere(folder_too):
    with TemporaryDirectory() as folder, TemporaryDirectory() as elsewhere:
        Path(folder).chmod(0o755)
        Path(elsewhere).chmod(0o777)
        path = Path(folder, "marks.sqlite3")
        with Store(path) as store:
            store.add("r", mark("a"))
            path.chmod(0o444 if folder_too else 0o644)
            script = "\n".join(line.removeprefix("    ") for line in AS_NOBODY.splitlines())
            done = subprocess.run(
                [sys.executable, "-c", script, path], cwd=ROOT, env={**os.environ, "TMPDIR": elsewhere},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        assert done.stderr == ""
        cause, kept, marks, saved = done.stdout.strip().split("|")
        assert (cause, kept, marks) == ("no permission to write", "False", "['a', 'b']")
        assert Path(saved).parent == Path(elsewhere)
        assert contents(path).keys() == {("r", "a")}
        assert contents(Path(saved)).keys() == {("r", "b")}


def test_the_rescue_goes_where_it_can(path, tmp_path):
    (tmp_path / "file").write_text("")
    with Store(path) as store:
        marks = Marks(store, "甲", StoreError(path, "no permission to write"))
        marks.add("r", mark("a"))
        saved = marks.rescue(tmp_path / "file", tmp_path / "folder")
    assert saved.parent == tmp_path / "folder"
    assert Counter(report for report, _ in contents(saved)) == {"r": 1}
