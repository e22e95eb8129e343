"""The store of annotations: what it promises after a crash, beside another program, and on a bad file."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from parsing.record import Annotation
from parsing.spans import Span
from tui.data.schema import VERSIONS
from tui.data.store import Store, StoreError


def mark(name="a", start=0, note="看这里", label=None):
    return Annotation(
        id=name, raw=Span(start, start + 2), exact="口罩", prefix="", suffix="", start=start, end=start + 2,
        label=label, note=note, created="2020-02-01T00:00:00.000Z",
    )  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "marks.sqlite3"


def test_marks_come_back_in_the_order_of_the_source(path):
    with Store(path) as store:
        store.add("r", mark("late", 9))
        store.add("r", mark("early", 1))
        store.add("other", mark("else", 0))
    with Store(path) as store:
        assert [found.id for found in store.annotations("r")] == ["early", "late"]
        assert store.annotations("r")[0] == mark("early", 1)
        assert store.annotations("nothing here") == ()
        assert store.counts() == {"r": 2, "other": 1}


def test_a_mark_added_again_takes_the_place_of_the_first(path):
    with Store(path) as store:
        store.add("r", mark(note="one"))
        store.add("r", mark(note="two"))
        assert [found.note for found in store.annotations("r")] == ["two"]


def test_a_removed_mark_stays_in_the_journal(path):
    with Store(path) as store:
        store.add("r", mark())
        store.remove("other report", "a")
        assert store.counts() == {"r": 1}
        store.remove("r", "a")
        store.remove("r", "a")
        assert store.annotations("r") == ()
        assert store.counts() == {}
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT kind, body IS NOT NULL FROM journal ORDER BY event").fetchall() == [
            ("add", 1),
            ("remove", 0),
        ]
        for statement in ("DELETE FROM journal", "UPDATE journal SET report = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                database.execute(statement)


def test_reports_that_were_opened(path):
    with Store(path) as store:
        store.mark_read("r")
        store.mark_read("r")
    with Store(path) as store:
        assert store.read_ids() == {"r"}


def test_every_mark_is_flushed_to_the_disk_also_after_a_report_was_opened(path):
    with Store(path) as store:
        store.mark_read("r")
        assert store._database.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert store._database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


CHILD = """
    import sys, threading
    from parsing.record import Annotation
    from parsing.spans import Span
    from tui.data.store import Store
    store = Store(sys.argv[1])
    for number in range(1_000_000):
        name = f"m{number}"
        store.add("r", Annotation(id=name, raw=Span(number, number), exact="", prefix="", suffix="", start=None,
                                  end=None, label=None, note="记", created="2020-02-01T00:00:00.000Z"))
        print(name, flush=True)
"""


@pytest.mark.parametrize("until", [1, 20])
def test_killed_right_after_a_note_the_note_is_there(path, until):
    child = subprocess.Popen([sys.executable, "-c", dedent(CHILD), path], stdout=subprocess.PIPE, text=True)
    told = [child.stdout.readline().strip() for _ in range(until)]
    child.send_signal(signal.SIGKILL)
    told += child.stdout.read().split()
    child.wait()
    assert child.returncode == -signal.SIGKILL
    with Store(path) as store:
        kept = [found.id for found in store.annotations("r")]
    assert kept[: len(told)] == told
    assert len(kept) - len(told) <= 1  # a note may be safe before it was said to be


def test_killed_in_the_middle_of_a_write_the_store_is_whole(path):
    with Store(path) as store:
        store.add("r", mark("before"))
    script = """
        import os, signal, sqlite3, sys
        database = sqlite3.connect(sys.argv[1], isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO journal (kind, report, annotation, body) VALUES ('add', 'r', 'half', '{}')")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", dedent(script), path], check=False)
    with Store(path) as store:
        store.add("r", mark("after"))
        assert {found.id for found in store.annotations("r")} == {"before", "after"}


def test_two_programs_see_each_other_s_marks(path):
    with Store(path) as one, Store(path) as two:
        one.add("r", mark("a"))
        two.add("r", mark("b"))
        two.remove("r", "a")
        assert [found.id for found in one.annotations("r")] == ["b"]


def open_together(barrier, paths, failures):
    for path in paths:
        barrier.wait()
        try:
            Store(path).close()
        except StoreError as error:
            failures.put(str(error))


def test_many_programs_may_make_the_store_at_once(tmp_path):
    context = multiprocessing.get_context("fork")
    barrier, failures = context.Barrier(4), context.SimpleQueue()
    paths = [tmp_path / str(number) / "marks" for number in range(60)]
    children = [context.Process(target=open_together, args=(barrier, paths, failures)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert failures.empty(), failures.get()
    assert [child.exitcode for child in children] == [0] * 4


def test_threads_may_share_a_store(path):
    names = [f"{n:03}" for n in range(200)]
    with Store(path) as store, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: (store.add("r", mark(name)), store.mark_read(name)), names))
        assert sorted(found.id for found in store.annotations("r")) == names
        assert store.read_ids() == set(names)


def test_waits_for_another_program_that_writes(path):
    Store(path).close()
    script = """
        import sqlite3, sys, time
        database = sqlite3.connect(sys.argv[1], isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        print("locked", flush=True)
        time.sleep(0.5)
        database.execute("COMMIT")
    """
    with subprocess.Popen([sys.executable, "-c", dedent(script), path], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        before = time.monotonic()
        with Store(path) as store:
            store.add("r", mark())
            assert store.counts() == {"r": 1}
        assert time.monotonic() - before > 0.2


# Files that are no store


def not_sqlite(path):
    path.write_text("这不是数据库" * 100, "utf-8")


def of_another_program(path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE theirs (x)")


def newer(path):
    Store(path).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {len(VERSIONS) + 1}")


def damaged(path):
    with Store(path) as store:
        for number in range(300):
            store.add("r", mark(str(number)))
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 256] = b"\xa5" * 256
    path.write_bytes(data)


def no_annotation(path):
    Store(path).close()
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO journal (kind, report, annotation, body) VALUES ('add', 'r', 'a', '{}')")


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (not_sqlite, "not a store of annotations, or damaged"),
        (of_another_program, "a database of another program"),
        (newer, "written by a newer yibao"),
        (damaged, "the store is damaged"),
        (no_annotation, "event 1 of the journal is not an annotation"),
        (Path.mkdir, "cannot be opened"),
    ],
)
def test_a_bad_file_is_told_in_one_line_and_left_alone(tmp_path, spoil, cause):
    path = tmp_path / "marks.sqlite3"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as told, Store(path) as store:
        store.annotations("r")
    assert str(told.value).startswith(f"{path}: {cause}")
    assert "\n" not in str(told.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_is_a_store_to_be_and_none_to_be_read(tmp_path):
    path = tmp_path / "marks.sqlite3"
    path.touch()
    with pytest.raises(StoreError, match="not a store of annotations, or damaged"):
        Store.for_reading(path)
    with Store(path) as store:
        assert store.counts() == {}


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file/marks: its folder cannot be made: file exists"):
        Store(tmp_path / "file" / "marks")


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="becomes another user, which only root may")
def test_without_permission_to_write():
    with TemporaryDirectory() as folder:
        path = Path(folder, "marks")
        Path(folder).chmod(0o755)
        assert as_nobody(path, "pass") == f"{path}: cannot be opened"
        with Store(path) as store:
            store.add("r", mark())
        assert as_nobody(path, 'store.add("r", store.annotations("r")[0])') == f"{path}: no permission to write"


def as_nobody(path, action):
    """What the store says when another user does something with it."""
    script = f"""
        import os, sys
        from tui.data.store import Store, StoreError
        os.setgid(65534)
        os.setuid(65534)
        try:
            with Store({str(path)!r}) as store:
                {action}
        except StoreError as error:
            print(error)
    """
    return subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, text=True, check=True
    ).stdout.strip()


class Journal(RuleBasedStateMachine):
    """Whatever is done, and however often the store is reopened, it holds what a dictionary would."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "marks"
        self.store = Store(self.path)
        self.model = {}

    @rule(report=st.sampled_from("rs"), name=st.sampled_from("abc"), note=st.text(max_size=5))
    def add(self, report, name, note):
        self.store.add(report, mark(name, note=note))
        self.model[report, name] = note

    @rule(report=st.sampled_from("rs"), name=st.sampled_from("abc"))
    def remove(self, report, name):
        self.store.remove(report, name)
        self.model.pop((report, name), None)

    @rule()
    def reopen(self):
        self.store.close()
        self.store = Store(self.path)

    @invariant()
    def holds_the_model(self):
        found = {(report, a.id): a.note for report in "rs" for a in self.store.annotations(report)}
        assert found == self.model
        assert sum(self.store.counts().values()) == len(self.model)

    def teardown(self):
        self.store.close()
        self.folder.cleanup()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)


@given(st.text(), st.text())
@settings(max_examples=25, deadline=None)
def test_any_text_comes_back_as_it_was(tmp_path_factory, note, label):
    path = tmp_path_factory.mktemp("s") / "marks"
    with Store(path) as store:
        store.add("r", mark(note=note, label=label))
        assert store.annotations("r") == (mark(note=note, label=label),)
