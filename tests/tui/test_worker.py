"""The worker: whose fault it is when a process comes down, and what is left open in one."""

import asyncio
import os
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import pytest

from parsing.corpus import Outcome, executor
from parsing.faults import DEBUG, fault
from parsing.load import LoadError
from tui.worker import FLYING, PAUSE, Engine, Worker
from tui.worker_process import settle_in

CRASHED = "the parser crashed on this report"


class Held(Executor):
    """Does what it is given when told to, and can come down."""

    def __init__(self):
        self.given, self.down, self.ended = [], False, False

    def submit(self, work, *arguments):
        if self.down:
            raise BrokenExecutor
        self.given.append((Future(), work, arguments))
        return self.given[-1][0]

    def shutdown(self, **_):
        self.ended = True

    def work(self):
        for future, work, arguments in self.given:
            if not future.done():
                future.set_result(work(*arguments))

    def fall(self):
        self.down = True
        for future, *_ in self.given:
            if not future.done():
                future.set_exception(BrokenExecutor())

    @property
    def paths(self):
        return [arguments[0] for _, _, arguments in self.given if arguments]


class Bench:
    """A worker, the executors it has made, and what it has handed on."""

    def __init__(self, paths):
        self.made, self.got = [], {}
        self.worker = Worker(
            lambda: iter(paths),
            self.deliver,
            None,
            Engine(self.start, lambda path, _: Outcome(path, None, "fine"), None),
        )
        self.running = asyncio.create_task(self.worker.run())

    def start(self):
        self.made.append(Held())
        return self.made[-1]

    def deliver(self, outcomes):
        self.got |= {outcome.path: outcome.error for outcome in outcomes}

    async def work(self, count):
        """Let the newest executor work until so many reports are there."""
        while len(self.got) < count:
            await asyncio.sleep(0)
            if self.made and not self.made[-1].down:
                self.made[-1].work()
            await asyncio.sleep(0.01)


@pytest.fixture
async def bench():
    made = Bench(list("abcd"))
    await asyncio.sleep(0)
    yield made
    made.running.cancel()
    made.worker.close()


async def turns():
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_else_was_asked_of_a_process_that_comes_down_costs_no_report(bench):
    for _ in range(3):
        other = asyncio.create_task(bench.worker.elsewhere(len, "report"))
        await turns()
        bench.made[-1].fall()
        assert await other is None
        await turns()
    async with asyncio.timeout(5):
        await bench.work(4)
    assert bench.got == dict.fromkeys("abcd", "fine")
    assert not bench.made[-1].ended


async def test_a_report_is_blamed_when_a_process_came_down_twice_and_the_second_time_had_nothing_else(bench):
    await turns()
    assert bench.made[0].paths == list("abc")[:FLYING]
    bench.made[0].fall()
    await turns()
    assert bench.made[1].paths == ["a"]
    bench.made[1].fall()
    async with asyncio.timeout(5):
        await bench.work(4)
    assert bench.got == {"a": CRASHED, "b": "fine", "c": "fine", "d": "fine"}


async def test_what_is_parsed_right_after_a_batch_does_not_wait_for_a_long_report(bench):
    await turns()
    for future, work, arguments in bench.made[0].given[:2]:
        future.set_result(work(*arguments))
        await turns()
    await asyncio.sleep(10 * PAUSE)
    assert bench.got == {"a": "fine", "b": "fine"}


async def test_a_process_that_came_down_unseen_stops_nothing(bench):
    async with asyncio.timeout(5):
        await bench.work(4)
    bench.made[-1].fall()
    assert len(bench.made) == 1
    bench.worker.again("a")
    bench.got.clear()
    async with asyncio.timeout(5):
        await bench.work(1)
    assert bench.got == {"a": "fine"}


@pytest.mark.parametrize("error", [LoadError("a.txt", "no such file"), KeyError("x")])
async def test_a_report_that_cannot_be_read_again_is_none(bench, error):
    def read(_):
        raise error

    bench.worker._engine = Engine(bench.start, None, read)
    reading = asyncio.create_task(bench.worker.read("a.txt"))
    await turns()
    future, work, _ = bench.made[-1].given[-1]
    assert work is read
    future.set_exception(error)
    assert await reading is None


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="the system does not list what a process has open")
def test_a_process_that_settles_in_has_no_more_open_than_before():
    with executor() as pool:
        before = pool.submit(os.listdir, "/dev/fd").result()
        pool.submit(settle_in).result()
        assert pool.submit(os.listdir, "/dev/fd").result() == before


def test_a_fault_is_one_line_and_its_traceback_is_kept_where_it_is_wanted(tmp_path, monkeypatch):
    def failing():
        raise ValueError("two\nlines")

    def told():
        try:
            failing()
        except ValueError as error:
            return fault(error, "a.txt")

    assert told() == "internal error: ValueError: two"
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv(DEBUG, str(tmp_path / "faults.txt"))
    assert told() == "internal error: ValueError: two"
    kept = (tmp_path / "faults.txt").read_text("utf-8")
    assert kept.startswith("a.txt\n")
    assert "in failing" in kept
    monkeypatch.setenv(DEBUG, str(tmp_path))
    assert told() == "internal error: ValueError: two"
