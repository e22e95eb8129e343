"""Where the user was: the place in each report, and for each set of files what was ticked, filtered and open.

Places are offsets into the raw source, so that a report that is cleaned better next time opens at the same character.
The file is written whole or not at all, and one that cannot be read only costs the places.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from tui.data import files

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = TypeVar("Value")

FILE = "session.json"
PLACES = 5000
"""Reports whose place is remembered: those read last."""
SETS = 50
"""Sets of files that are remembered: those opened last."""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What the user did with one set of files.

    Attributes:
        filter: the query that narrowed the list, as ``spelt`` spells it.
        current: path of the open report, as ``spelt`` spells it.
        ticked: paths of the reports ticked, likewise.
        tab: the table shown.
    """

    filter: str = ""
    current: str | None = None
    ticked: tuple[str, ...] = ()
    tab: str | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered.

    Attributes:
        places: by report, the raw offset of the character the cursor was on; the report read last comes last.
        work: by set of files, as ``key`` names it; the one opened last comes last.
    """

    places: dict[str, int] = {}
    work: dict[str, Work] = {}

    def at(self, report: str, raw: int) -> Self:
        """With the place in a report."""
        return msgspec.structs.replace(self, places=_last(self.places, report, raw, PLACES))

    def doing(self, key: str, work: Work) -> Self:
        """With what is done with a set of files."""
        return msgspec.structs.replace(self, work=_last(self.work, key, work, SETS))


def _last(values: dict[str, Value], key: str, value: Value, most: int) -> dict[str, Value]:
    found = {**{name: old for name, old in values.items() if name != key}, key: value}
    return dict(list(found.items())[-most:])


def spelt(path: str) -> str:
    """A path or query as JSON can hold it.

    A byte that is no UTF-8 becomes a zero character, which is in no path, and its number.
    """
    return re.sub("[\udc80-\udcff]", lambda found: f"\0{ord(found[0]) & 0xFF:02x}", path)


def meant(text: str) -> str:
    """The path or query that was spelt so."""
    return re.sub("\0([89a-f][0-9a-f])", lambda found: chr(0xDC00 | int(found[1], 16)), text)


def key(roots: Sequence[str]) -> str:
    """The name of a set of files: the full paths that it was opened with."""
    return spelt("\n".join(sorted(str(Path(root).absolute()) for root in roots)))


def load(folder: Path) -> tuple[Session, Path | None]:
    """The session of a data folder, and the file where it is there but cannot be used."""
    return files.load(folder / FILE, Session)


def save(folder: Path, session: Session) -> None:
    """Keep the session for the next start.

    Raises:
        OSError: the file cannot be written.
    """
    files.replace(folder / FILE, msgspec.json.encode(session))
