"""How much the interpreter does, counted: a test of growth that no busy machine can fail and no quick one can pass.

What C code does inside (a regular expression, a search in a string) is not seen; the benchmark of hostile texts times
it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def effort(run: Callable[[], object]) -> int:
    """The lines run, and the calls of our functions and of others'."""
    done = 0

    def count(frame, event, argument):  # noqa: ARG001  as sys.settrace wants it
        nonlocal done
        done += 1
        return count

    sys.setprofile(count)
    sys.settrace(count)
    try:
        run()
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return done


def grows_with_length(run: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether four times the size is about four times the effort: sixteen times, were it quadratic.

    Args:
        run: makes what is to be run on something of a size.
        size: large enough that what is done once, whatever the size, does not hide the growth.
    """
    run(4 * size)()  # what is learnt of a word once, and remembered, is neither's effort
    return effort(run(4 * size)) < 6 * effort(run(size))
