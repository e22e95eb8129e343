"""Reports that say the same: the same text on several portals, each with its own damage, head and foot.

Where an index keeps no records, the sketches alone tell. The first of a group is its cleanest copy: what is least
damaged, then what needed the fewest repairs, then the longest.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from tui.data.corpus.sketching import alike, bands, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.data.corpus.index import CorpusIndex

LEAST = 0.5
"""What two reports share at least of all that they say, to be the same."""
AT_ONCE = 500
REMEMBERED = 200
"""Reports whose runs of characters are kept, which takes some 100 KB each."""


def groups(index: CorpusIndex, numbers: Iterable[int]) -> list[list[int]]:
    """Groups of reports that say the same, each with its cleanest copy first, in the order of these copies."""
    ((_, found),) = deque(comparing(index, numbers), maxlen=1)
    return found or []


def comparing(index: CorpusIndex, numbers: Iterable[int]) -> Iterator[tuple[int, list[list[int]] | None]]:
    """The same report by report: how many have been compared, and at last the groups."""
    leaders: dict[bytes, list[int]] = {}
    found: dict[int, list[int]] = {}
    said = lru_cache(REMEMBERED)(partial(_runs, index))
    rows = _rows(index, sorted(numbers))  # cleanest first: whoever leads a group is its cleanest copy
    for done, (number, sketched) in enumerate(rows):
        yield done, None
        marks = bands(sketched)
        near = dict.fromkeys(leader for mark in marks for leader in leaders.get(mark, ()))
        leader = next((each for each in near if alike(said(number), said(each), LEAST)), None)
        if leader is not None:
            found[leader].append(number)
            continue
        found[number] = [number]
        for mark in marks:
            leaders.setdefault(mark, []).append(number)
    yield len(rows), [found[leader] for leader in sorted(found)]


def distinct(index: CorpusIndex, numbers: Iterable[int]) -> list[int]:
    """Of reports that say the same only the cleanest copy, in the order in which they were filed."""
    return [group[0] for group in groups(index, numbers)]


def _runs(index: CorpusIndex, number: int) -> set[str]:
    return runs(next((text.decode("utf-8", "surrogatepass") for _, text in index.texts([number])), ""))


def _rows(index: CorpusIndex, numbers: list[int]) -> list[tuple[int, bytes]]:
    """Number and sketch of some reports, the cleanest first."""
    rows: list[tuple[int, int, int, bytes]] = []
    for at in range(0, len(numbers), AT_ONCE):
        some = numbers[at : at + AT_ONCE]
        marks = ",".join("?" * len(some))
        rows += index.database.execute(
            f"SELECT flaws, -length, number, sketch FROM report WHERE number IN ({marks})",  # noqa: S608 -- only marks
            some,
        ).fetchall()
    return [(number, sketched) for *_, number, sketched in sorted(rows)]
