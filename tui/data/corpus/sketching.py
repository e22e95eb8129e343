"""A sketch of a text: texts that are nearly the same share a part of theirs, others hardly ever.

MinHash over runs of characters, in bands: measured on reports that portals had cut, headed and retyped in places (1% of
the characters), all of 300 pairs shared a band, and 3 of 10,000 pairs of other reports did.
"""

from __future__ import annotations

from array import array
from zlib import crc32

from rensa import RMinHash

RUN = 5
"""Characters that are compared together."""
BANDS, ROWS = 10, 3
SEED = 1


def runs(text: str) -> set[str]:
    """All runs of characters of a text; lines are no matter, nor is a text shorter than a run."""
    return set(_every_run(text))


def _every_run(text: str) -> list[str]:
    whole = text.replace("\n", "")
    return [whole[at : at + RUN] for at in range(len(whole) - RUN + 1)]


def sketch(text: str) -> bytes:
    """The bands, four bytes each; nothing for a text without runs."""
    found = _every_run(text)  # one that comes twice changes nothing
    if not found:
        return b""
    hashed = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    hashed.update(found)
    values = array("Q", hashed.digest())
    parts = (values[at : at + ROWS].tobytes() for at in range(0, len(values), ROWS))
    return b"".join(crc32(part).to_bytes(4, "big") for part in parts)


def bands(sketched: bytes) -> list[bytes]:
    """What two texts that may be nearly the same have in common: each band with its place."""
    return [bytes([place]) + sketched[place * 4 : place * 4 + 4] for place in range(len(sketched) // 4)]


def alike(one: set[str], other: set[str], least: float) -> bool:
    """Whether two texts, by their runs, share at least that part of all that they have."""
    common = len(one & other)
    return common >= least * (len(one) + len(other) - common)
