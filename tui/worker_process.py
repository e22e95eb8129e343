"""What the worker process does for the reader: one report parsed, or read whole, or its words.

Imports nothing of the pipeline before it is asked to: the reader names these functions, and never runs them itself.
"""

from __future__ import annotations

import os
import signal
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

from parsing.faults import fault
from tui.data.heads import Settled
from tui.priority import stand_back

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from parsing.corpus import Outcome
    from parsing.reading import Reading
    from tui.data.corpus.shelf import Shelf


@cache
def settle_in() -> None:
    """Leave the terminal to the reader, and do not outlive it: once for each worker process.

    No Ctrl+C reaches the process, no word from it the screen. Where the reader is killed, nobody would tell it to stop.
    """
    from multiprocessing import parent_process  # noqa: PLC0415 -- of no use in the reader's own process

    if parent_process() is None:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    if nowhere != 2:
        os.close(nowhere)
    Thread(target=_leave_with, args=(parent_process(),), daemon=True).start()


def _leave_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(0)


def outcome(path: str, index: str | None) -> Outcome | Settled:
    """Parse one report; runs in the worker process. What the index takes in comes back as its head alone."""
    from parsing.corpus import Outcome, brief  # noqa: PLC0415 -- keeps multiprocessing out of the first frame
    from parsing.load import LoadError, Source  # noqa: PLC0415
    from parsing.report import read_source  # noqa: PLC0415
    from tui.data.known import values  # noqa: PLC0415
    from tui.data.stamps import stamp  # noqa: PLC0415

    settle_in()
    stand_back()
    now = stamp(path)
    made: list[Reading] = []

    def parsed(source: Source) -> Reading:
        made.append(read_source(source))
        return made[0]

    try:
        head = _shelf(index).take_in(path, now, parsed) if index and now else None
        if head is not None:
            return Settled(head, tuple(values(made[0].report)) if made else ())
        return brief(made[0] if made else read(path), path)
    except LoadError as error:
        return Outcome(path, None, error.cause)
    except Exception as error:  # noqa: BLE001 -- one report must not stop the others
        return Outcome(path, None, fault(error, path))


@cache
def _shelf(index: str) -> Shelf:
    """The reports of an index, opened once for each worker process."""
    from tui.data.corpus.shelf import Shelf  # noqa: PLC0415 -- see above

    return Shelf(index)


def read(path: str) -> Reading:
    """Parse one report whole; runs in the worker process."""
    from parsing import report  # noqa: PLC0415 -- imports the pipeline

    settle_in()
    return report.read(path)


def words_of(text: str) -> dict[str, bytes]:
    """The runs of Chinese characters in a text, each with the lengths of its words; runs in the worker process."""
    from parsing.words import words  # noqa: PLC0415 -- reads the dictionary
    from tui.text.moving import PIECE  # noqa: PLC0415

    settle_in()
    runs = {found.group() for found in PIECE.finditer(text) if found.lastindex}
    return {run: bytes(min(255, word.end - word.start) for word in words().cut(run)) for run in runs if len(run) > 1}
