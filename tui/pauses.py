"""Python's garbage collector looks through all that there is now and then, and nothing else happens meanwhile.

What stays for long is therefore taken out of its sight: a hundred thousand entries, or the marks of a long report, would
cost a tenth of a second each time. It goes all the same when nothing refers to it any more; only rings would stay.
"""

from __future__ import annotations

import gc


def spare_collector() -> None:
    """What there is now is here to stay."""
    gc.freeze()
