"""How often what may be a name stands again in the text: 王立 of 王立夜查 stands again before other words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from parsing.extract.entities.names import opening
from parsing.extract.vocabulary import places

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 1 << 16
"""From so many characters on, finding each name anew would cost more than one list of where all may stand."""
RECURS, MANY_SIDED = 6.0, 4
"""Weight of a reading that comes again in the text when others do not; twice that before so many different words."""


@dataclass(frozen=True)
class Recurring:
    """How often names stand in a text: all of it is gone through once, however many names are asked for."""

    text: str

    def weight(self, name: str) -> float:
        """Evidence from the rest of the text: the name stands there more often than with one more character."""
        if name not in self._weights:
            self._weights[name] = self._weighed(name)
        return self._weights[name]

    def _weighed(self, name: str) -> float:
        standing = [place for place in self._standing(name[:2]) if self.text.startswith(name, place)]
        if len(standing) < 2 or len(name) > 3:
            return 0.0
        if len(name) > 2:
            return RECURS / 2
        following = Counter(self.text[place + 2 : place + 3] for place in standing)
        return RECURS * (1 + (len(following) >= MANY_SIDED)) * (len(standing) > following.most_common(1)[0][1])

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    def _standing(self, pair: str) -> Sequence[int]:
        """Where two characters stand that a name begins with: looked for in a short text, looked up in a long one."""
        return self._places.get(pair, ()) if len(self.text) > LONG else list(places(pair, self.text))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each two characters stand that a name may begin with."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for match in opening().finditer(self.text):
            found[self.text[match.start() : match.start() + 2]].append(match.start())
        return found
