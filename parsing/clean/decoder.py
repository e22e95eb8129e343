"""The most probable reading of a lattice of characters: Viterbi over words and what stands beside them.

Each node keeps the best ways to it for the characters they end in, so the time is that of the lattice's length times
the readings at a place, and nothing is lost to a beam but ways far behind the best.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from parsing.clean.language import dictionary, other
from parsing.clean.lattice import Arc, Fan, Lattice, units_of
from parsing.clean.neighbours import Following, following
from parsing.clean.own import Own, nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIGURES = frozenset("0123456789.０１２３４５６７８９")
NEVER = -99.0
SCORE = itemgetter(0)
BEHIND, MANY = 7.0, 5
"""Log probability behind the best way to a node at which a way is given up, and how many are kept."""
ASIDE = 10.0
"""The same for all ways off step, against those in step; and for those in step where they might go off again."""


class Way(NamedTuple):
    """The best way to a node that ends in ``last``: its log probability, its last word, and the way before it."""

    score: float
    last: str
    arcs: tuple[Arc, ...]
    before: Way | None


class Readings(Protocol):
    """A lattice: characters between numbered places, of which the first is 1."""

    def __len__(self) -> int:
        """The number of places."""

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """What may come next at a place."""


def decoded(lattice: Readings, own: Own) -> tuple[float, list[Arc]]:
    """The log probability of the best reading, and its characters."""
    search = _Search(lattice, own)
    for node in range(len(lattice)):
        search.go_on(node)
    way = max(search.ways[-1].values(), key=SCORE)
    return way.score, _traced(way)


def sense(text: str, own: Own | None = None) -> float:
    """Log probability of a text as it stands."""
    return decoded(Lattice(units_of(text), damaged=False), own or nothing())[0]


def _traced(way: Way) -> list[Arc]:
    arcs: list[Arc] = []
    at: Way | None = way
    while at is not None:
        arcs += reversed(at.arcs)
        at = at.before
    return arcs[::-1]


class _Search:
    """The ways so far. ``ways[node]`` is complete when the search comes to the node."""

    def __init__(self, lattice: Readings, own: Own) -> None:
        self.arcs = [lattice.arcs(node) for node in range(len(lattice))]
        self.own = own
        self.words = dictionary()
        self.arrived: dict[str, tuple[float, Way]] = {}
        self.follow: list[Following] = []
        self.ways: list[dict[str, Way]] = [{} for _ in range(len(lattice))]
        self.ways[1] = {"\n": Way(0.0, "\n", (), None)}

    def go_on(self, node: int) -> None:
        """Add each word that begins at a node to the ways to it."""
        here = self.ways[node]
        if not here:
            return
        best = max(map(SCORE, here.values()))
        aside = node > 1 and (other_track := self.ways[node ^ 1]) and best < max(map(SCORE, other_track.values())) - ASIDE
        if aside and not node % 2:
            return
        alive = sorted((way for way in here.values() if way.score > best - BEHIND), key=SCORE, reverse=True)[:MANY]
        self.arrived.clear()
        self.follow = [following(way.last) for way in alive]
        single, fans = self.arcs[node]
        for arc in single:
            log = self.words.log(arc.plain)
            self._reach(alive, other(arc.plain, alive[0].last[-1:]) if log is None else log, arc.plain, (arc,))
            self._longer(alive, arc.plain, (arc,))
        for fan in () if aside else fans:
            self._alone(alive, fan)
            for arc in self._beginning(fan):
                self._longer(alive, arc.plain, (arc,))

    def _reach(self, alive: list[Way], log: float, word: str, arcs: tuple[Arc, ...]) -> None:
        score, way, last = self._arriving(alive, word)
        score += log + sum(arc.price for arc in arcs)
        to = self.ways[arcs[-1].to]
        known = to.get(last)
        if known is None or known.score < score:
            to[last] = Way(score, last, arcs, way)

    def _arriving(self, alive: list[Way], word: str) -> tuple[float, Way, str]:
        """The best way to a word with what stands beside it, and the last characters after it; figures count as one."""
        first = word[0]
        known = self.arrived.get(first)
        if known is None:
            best, score = alive[0], NEVER * len(self.ways)
            for way, follow in zip(alive, self.follow, strict=True):
                if (other_score := way.score + follow[first]) > score:
                    best, score = way, other_score
            self.arrived[first] = (score, best)
        else:
            score, best = known
        return score, best, best.last if first in FIGURES and best.last[-1] in FIGURES else (best.last + word)[-2:]

    def _alone(self, alive: list[Way], fan: Fan) -> None:
        """The characters of a fan as words of their own; an arc is made only for those that get ahead."""
        to, price, opens = self.ways[fan.like.to], fan.like.price, fan.like.opens
        for option in fan.options.usual:
            score, way, last = self._arriving(alive, option.plain)
            score += option.log + price + option.price + (option.bonus if opens else 0.0)
            known = to.get(last)
            if known is None or known.score < score:
                to[last] = Way(score, last, (fan.arc(option),), way)

    def _beginning(self, fan: Fan) -> Iterator[Arc]:
        """The characters of a fan with which a word may begin that goes on as the lattice does."""
        single, fans = self.arcs[fan.like.to]
        options, own = fan.options, self.own
        if fans:
            yield from map(fan.arc, options.usual)
        for arc in single:
            yield from map(fan.arc, options.before(arc.plain))
            yield from (fan.arc(options.all[c]) for c in options.all.keys() & own.before(arc.plain))

    def _longer(self, alive: list[Way], start: str, arcs: tuple[Arc, ...]) -> None:
        known, said = self.words.after(start), self.own.after(start)
        if not known and not said:
            return
        for arc in self._following(known | said if known and said else known or said, arcs[-1].to):
            word = start + arc.plain
            found = self.words.log(word) if arc.plain in known else None
            if arc.plain in said and ((heard := self.own.log(word)) > (NEVER if found is None else found)):
                found = heard
            if found is not None:
                self._reach(alive, found, word, (*arcs, arc))
            self._longer(alive, word, (*arcs, arc))

    def _following(self, follow: frozenset[str], node: int) -> Iterable[Arc]:
        """The characters at a node that a word may go on with."""
        single, fans = self.arcs[node]
        yield from (arc for arc in single if arc.plain in follow)
        for fan in fans:
            options = fan.options.all
            yield from (fan.arc(options[c]) for c in options.keys() & follow)
