"""The driver that waits for its thread to take what there is to write, but for no slow terminal."""

from types import SimpleNamespace

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from tui import prompt


class Queue:
    """Has something to write until it was looked at so often."""

    def __init__(self, turns):
        self.turns, self.looks = turns, 0

    def empty(self):
        self.looks += 1
        return self.looks > self.turns


@pytest.mark.parametrize(("busy", "looks"), [(0, 1), (3, 4), (1000, prompt.TURNS)])
def test_a_frame_is_waited_for_but_not_for_ever(monkeypatch, busy, looks):
    monkeypatch.setattr(prompt, "TURN", 0)
    kind = prompt.prompt(LinuxDriver)
    driver = kind.__new__(kind)
    driver._writer_thread = SimpleNamespace(_queue=Queue(busy))
    driver.flush()
    assert driver._writer_thread._queue.looks == looks


def test_a_driver_that_is_going_is_not_waited_for():
    kind = prompt.prompt(LinuxDriver)
    driver = kind.__new__(kind)
    driver._writer_thread = None
    driver.flush()


def test_a_driver_without_such_a_thread_stays_what_it_is():
    assert prompt.prompt(HeadlessDriver) is HeadlessDriver
