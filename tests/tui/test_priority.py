"""Who parses for the reader stands back; the reader itself does not."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tui.priority import BEHIND, stand_back


def stood_back() -> int:
    """How nice a process is that was told to stand back twice."""
    stand_back()
    stand_back()
    return os.nice(0)


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
def test_a_process_that_the_reader_started_stands_back_once():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        assert executor.submit(stood_back).result() == min(19, os.nice(0) + BEHIND)


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
def test_the_reader_stays_as_it_is():
    before = os.nice(0)
    assert stood_back() == before
