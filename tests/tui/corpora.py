"""Small corpora for the tests of the index, and something to parse them with that needs no process."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass

TEXT = "关于做好防控工作的通知\n来源：松坪发布\n2月{day}日，松坪县设立检查点{number}个，累计登记返乡人员{people}人，副镇长李青禾要求每天消毒。\n"


def write(folder, count, *, first=0):
    """Reports of which no two are alike."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        text = TEXT.format(day=1 + number % 28, number=number + 3, people=1000 + number)
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    return folder


@dataclass(frozen=True)
class Here:
    """A thread of this process."""

    processes: int = 1
    deaths = (BrokenExecutor,)
    elsewhere = False

    def start(self):
        return ThreadPoolExecutor(1)

    alone = start

    def stop(self, executor):
        executor.shutdown(wait=False)


class Fragile(Executor):
    """Dies of reports that have a word, and of nothing else; all that is in work dies with it."""

    def __init__(self, word):
        self.word = word
        self.broken = False

    def submit(self, work, chunk):
        if self.broken:
            raise BrokenExecutor
        self.broken = any(self.word.encode() in job.data for job in chunk.jobs)
        future = Future()
        if self.broken:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(work(chunk))
        return future


@dataclass(frozen=True)
class Dying:
    """Starts executors that die of a word."""

    word: str
    processes: int = 2
    deaths = (BrokenExecutor,)
    elsewhere = False

    def start(self):
        return Fragile(self.word)

    alone = start

    def stop(self, executor):
        executor.shutdown(wait=False)
