"""Python's garbage collector looks through all that there is now and then, and nothing else happens meanwhile.

What stays for long is therefore taken out of its sight: a hundred thousand entries, or the marks of a long report, would
cost a tenth of a second each time. It goes all the same when nothing refers to it any more; only rings would stay.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


MANY = 50_000
"""Values made while the collector rested that it need not look at when it is back."""


def spare_collector() -> None:
    """What there is now is here to stay."""
    gc.freeze()


@contextmanager
def collector_off() -> Iterator[None]:
    """Let it rest while very many values may be made that stay: it would look through them again and again."""
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            spare_collector()
        gc.enable()
