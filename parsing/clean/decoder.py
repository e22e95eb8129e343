"""The most probable reading of a lattice of characters: Viterbi over words and their parts of speech.

Each node keeps the best way to it for each state of the language model, so the time is that of the lattice's length
times the readings at a place, and nothing is lost to a beam but states far behind the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from parsing.clean.language import MARK, Language, State, beginnings, language, other
from parsing.clean.lattice import Arc, Fan, Lattice, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

BEHIND = 9.0
"""Log probability behind the best way to a node at which a way is given up."""
ASIDE = 14.0
"""The same for all ways off step, against those in step; and for those in step where they might go off again."""


NAME: State = ("B", "nz")


@dataclass(frozen=True, slots=True)
class Own:
    """A report's own words with their log probability in it: names that no dictionary has."""

    logs: Mapping[str, float]
    begun: frozenset[str]
    pairs: frozenset[str]
    further: Callable[[str], frozenset[str]]

    @classmethod
    def of(cls, logs: Mapping[str, float]) -> Own:
        """Words of two characters and more."""
        return cls(logs, *beginnings(logs))


NOTHING = Own.of({})


class Way(NamedTuple):
    """The best way to a node in a state: its log probability, its last word, and the way before it."""

    score: float
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
    way = max(search.ways[-1].values(), key=lambda found: found.score)
    return way.score, _traced(way)


def sense(text: str, own: Own = NOTHING) -> float:
    """Log probability of a text as it stands."""
    return decoded(Lattice(units_of(text), damaged=False), own)[0]


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
        self.model = language()
        self.ways: list[dict[State, Way]] = [{} for _ in range(len(lattice))]
        self.ways[1] = {MARK: Way(0.0, (), None)}

    def go_on(self, node: int) -> None:
        """Add each word that begins at a node to the ways to it."""
        here = self.ways[node]
        if not here:
            return
        best = max(way.score for way in here.values())
        beside = max((way.score for way in self.ways[node ^ 1].values()), default=best) if node > 1 else best
        aside, ready = best < beside - ASIDE, node % 2
        if aside and not ready:
            return
        alive = [(state, way) for state, way in here.items() if way.score > best - BEHIND]
        arrive = _Arrivals(alive, self.model)
        single, fans = self.arcs[node]
        for arc in single:
            last = alive[0][1].arcs[-1].plain if alive[0][1].arcs else ""
            log, state = self.model.word(arc.plain) or other(arc.plain, last)
            self._reach(arrive, log + arc.price, state, (arc,))
            self._longer(arrive, arc.plain, (arc,), arc.price)
        for fan in () if aside else fans:
            self._alone(arrive, fan)
            for arc in self._beginning(fan):
                self._longer(arrive, arc.plain, (arc,), arc.price)

    def _reach(self, arrive: _Arrivals, log: float, state: State, arcs: tuple[Arc, ...]) -> None:
        score, way = arrive[state]
        to = self.ways[arcs[-1].to]
        known = to.get(state)
        if known is None or known.score < score + log:
            to[state] = Way(score + log, arcs, way)

    def _alone(self, arrive: _Arrivals, fan: Fan) -> None:
        """The characters of a fan as words of their own; an arc is made only for those that get ahead."""
        to, price, opens = self.ways[fan.like.to], fan.like.price, fan.like.opens
        for option in fan.options.usual:
            score, way = arrive[option.state]
            score += option.log + price + (option.bonus if opens else 0.0)
            known = to.get(option.state)
            if known is None or known.score < score:
                to[option.state] = Way(score, (fan.arc(option),), way)

    def _beginning(self, fan: Fan) -> Iterator[Arc]:
        """The characters of a fan with which a word may begin that goes on as the lattice does."""
        single, fans = self.arcs[fan.like.to]
        options = fan.options.all
        if fans:
            yield from map(fan.arc, fan.options.usual)
            return
        known, own = self.model.pairs, self.own.pairs
        for arc in single:
            second = arc.plain
            for character, option in options.items():
                if character + second in known or character + second in own:
                    yield fan.arc(option)

    def _longer(self, arrive: _Arrivals, start: str, arcs: tuple[Arc, ...], price: float) -> None:
        own, model = self.own, self.model
        for arc in self._following(start, arcs[-1].to):
            word = start + arc.plain
            found, said = model.logs.get(word), own.logs.get(word)
            if found is not None or said is not None:
                state = NAME if found is None else model.state(word)
                log = max(-99.0 if found is None else found, -99.0 if said is None else said)
                self._reach(arrive, log + price + arc.price, state, (*arcs, arc))
            if word in model.begun or word in own.begun:
                self._longer(arrive, word, (*arcs, arc), price + arc.price)

    def _following(self, start: str, node: int) -> list[Arc]:
        """The characters at a node that a word which starts so may go on with, and a few more."""
        single, fans = self.arcs[node]
        if not fans:
            return single
        found = list(single)
        for fan in fans:
            options = fan.options.all
            known, own = self.model.further(start), self.own.further(start)
            found += [fan.arc(options[c]) for c in options.keys() & known]
            found += [fan.arc(options[c]) for c in options.keys() & (own - known)]
        return found


class _Arrivals(dict[State, tuple[float, Way]]):
    """For the state of a next word, the best of the ways to a node and its score, with the step between them."""

    def __init__(self, alive: list[tuple[State, Way]], model: Language) -> None:
        super().__init__()
        self.alive, self.step = alive, model.step

    def __missing__(self, after: State) -> tuple[float, Way]:
        step = self.step
        best = self[after] = max(
            ((way.score + step(state, after), way) for state, way in self.alive), key=lambda found: found[0]
        )
        return best
