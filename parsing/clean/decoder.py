"""The most probable path through a lattice of characters: Viterbi's search over words and what stands beside them.

Each node keeps the best path to it for each ending (the characters that a path ends in). So time grows with the
lattice's length times the readings at a place, and the only paths given up are those far behind the best. Among paths
of equal worth the first wins; therefore sets are gone through in a fixed order, so that every process reads a report
the same way. Most places of a lattice have only one reading and cost a few look-ups: for that reason paths are bare
tuples, and an arc is made only when a path gets there.
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol, TypeAlias

from parsing.clean.arcs import Arc, Fan, is_in_step, other_track
from parsing.clean.bigrams import together
from parsing.clean.language import dictionary, other
from parsing.clean.neighbours import Following, following
from parsing.clean.options import Begun, going_on
from parsing.clean.report_words import LONGEST, ReportWords, no_words
from parsing.clean.standing import QUESTION, standing_price
from parsing.clean.units import units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.clean.options import Option

FIGURES = frozenset("0123456789.０１２３４５６７８９")
NEVER = -99.0
SCORE = itemgetter(0)
BEHIND, MANY = 7.0, 5
"""Log probability behind the best path to a node at which a path is given up, and how many are kept."""
ASIDE = 10.0
"""The same for all paths off step, against those in step; and for those in step where they might go off again."""

Choice: TypeAlias = "Arc | tuple[Fan, Option]"
"""An arc, or what one is to be made of if it is on the best path."""
Path: TypeAlias = "tuple[float, str, tuple[Choice, ...], Path | None, str]"
"""The best path to a node for one ending.

Its log probability, the ending, the choices of its last word, the path before that word, and the word."""


class Readings(Protocol):
    """A lattice: characters between numbered places."""

    def before(self, node: int) -> str:
        """The last characters before a place."""

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """What may come next at a place."""


def decoded(lattice: Readings, own: ReportWords, first: int, last: int) -> list[Arc]:
    """The characters of the best reading from a place to another."""
    search = _Search(lattice, own, last)
    search.best[first], search.paths[first] = (
        0.0,
        {(before := lattice.before(first)): (0.0, before, (), None, before[-1:])},
    )
    for node in range(first, last):
        search.go_on(node)
    return _traced(max(search.paths[last].values(), key=SCORE))


def _traced(path: Path | None) -> list[Arc]:
    arcs: list[Arc] = []
    while path is not None:
        arcs += [choice if isinstance(choice, Arc) else choice[0].arc(choice[1]) for choice in reversed(path[2])]
        path = path[3]
    return arcs[::-1]


def log_probability(text: str, own: ReportWords | None = None) -> float:
    """Log probability of a text as it stands.

    It has one reading, so that there is one path to each place: the search of :func:`decoded` without its machinery.
    """
    units = units_of(text)
    plain, words, own = units.plain, dictionary(), own or no_words()
    size, last = len(plain), "\n"
    best = [NEVER * (size + 1)] * (size + 1)
    before = ["\n"] * (size + 1)
    best[0] = 0.0
    for at, character in enumerate(plain):
        odds, beside = following(last)[character], together(before[at])
        reached = best[at] + odds
        log = words.log(character)
        ends = [(at + 1, other(character, last[-1]) if log is None else log), *_words(plain, at, own)]
        for end, log in ends:
            score = reached + log
            if beside and (known := beside.get(plain[at:end])) is not None:
                score += max(0.0, known - odds)
            if score > best[end]:
                best[end], before[end] = score, plain[at:end]
        if character not in FIGURES or last[-1] not in FIGURES:
            last = last[-1] + character
    marked = (at for at, character in enumerate(units.text) if character in QUESTION or at in units.hints)
    return best[size] + sum(standing_price(units, at) for at in marked)


def _words(plain: str, at: int, own: ReportWords) -> Iterator[tuple[int, float]]:
    """The ends of the words of several characters that begin at a place, with their log probability."""
    words, start = dictionary(), plain[at]
    for end in range(at + 1, len(plain)):
        known = plain[end] in words.after(start)
        start += plain[end]
        said = end - at < LONGEST and own.says(start)
        if not known and not said:
            return
        log = words.log(start) if known else None
        if said and ((heard := own.log(start)) > (NEVER if log is None else log)):
            log = heard
        if log is not None:
            yield end + 1, log


class _Search:
    """The paths so far, and the worth of the best path to each node.

    ``paths[node]`` is complete when the search comes to the node.
    """

    def __init__(self, lattice: Readings, own: ReportWords, last: int) -> None:
        self.lattice, self.own, self.last = lattice, own, last
        self.words = dictionary()
        self.known_arcs: dict[int, tuple[list[Arc], list[Fan]]] = {}
        self.alive: list[tuple[Path, Following]] = []
        self.arrived: dict[str, tuple[float, Path]] = {}
        self.paths: defaultdict[int, dict[str, Path]] = defaultdict(dict)
        self.best: dict[int, float] = {}

    def arcs(self, node: int) -> tuple[list[Arc], list[Fan]]:
        """What may come next at a node, within the part that is searched."""
        found = self.known_arcs.get(node)
        if found is None:
            found = self.known_arcs[node] = self.lattice.arcs(node) if node < self.last else ([], [])
        return found

    def go_on(self, node: int) -> None:
        """Add each word that begins at a node to the paths to it."""
        here = self.paths.get(node)
        if not here:
            return
        best = self.best[node]
        aside = best < self.best.get(other_track(node), best) - ASIDE
        if aside and not is_in_step(node):
            return
        alive = [path for path in here.values() if path[0] > best - BEHIND]
        if len(alive) > 1:
            alive = sorted(alive, key=SCORE, reverse=True)[:MANY]
        self.alive = [(path, following(path[1])) for path in alive]
        self.arrived.clear()
        single, fans = self.arcs(node)
        for arc in single:
            log = self.words.log(arc.plain)
            if log is None:
                log = other(arc.plain, alive[0][1][-1:])
            score, path = self._arriving(arc.plain)
            self._put(arc.to, score + log + arc.price, arc.plain, (arc,), path)
            self._longer(arc.plain, (arc,), arc.to, score + arc.price, path)
        for fan in () if aside else fans:
            self._second_certain(fan)
            self._alone(fan)

    def _arriving(self, first: str) -> tuple[float, Path]:
        """The best path to a word that begins so, and what it is worth with what stands beside it."""
        found = self.arrived.get(first)
        if found is None:
            path, follow = self.alive[0]
            found = (path[0] + follow[first], path)
            for path, follow in self.alive[1:]:
                if (score := path[0] + follow[first]) > found[0]:
                    found = (score, path)
            self.arrived[first] = found
        return found

    def _put(self, to: int, score: float, word: str, choices: tuple[Choice, ...], path: Path) -> None:
        """Keep a path that is the best to its node with its ending, and not far behind the best there.

        All figures count as one ending.
        """
        if (beside := together(path[4])) and (odds := beside.get(word)) is not None:
            score += max(0.0, odds - following(path[1])[word[0]])
        best = self.best.get(to, score)
        if score <= best - BEHIND:
            return
        if score >= best:
            self.best[to] = score
        last = path[1] if word[0] in FIGURES and path[1][-1] in FIGURES else (path[1] + word)[-2:]
        paths = self.paths[to]
        known = paths.get(last)
        if known is None or known[0] < score:
            paths[last] = (score, last, choices, path, word)

    def _alone(self, fan: Fan) -> None:
        """The characters of a fan as words of their own, and before what else is not certain."""
        to = fan.like.to
        _, fans = self.arcs(to)
        for option in fan.options.usual:
            score, path = self._arriving(option.plain)
            price = fan.price(option)
            self._put(to, score + option.log + price, option.plain, ((fan, option),), path)
            if fans:
                self._spread(option.plain, ((fan, option),), fans, score + price, path)

    def _second_certain(self, fan: Fan) -> None:
        """The words that begin with a character of a fan and go on with one that is certain."""
        single, _ = self.arcs(fan.like.to)
        options, own = fan.options, self.own
        for arc in single:
            for begun in options.before(arc.plain):
                self._second(fan, arc, begun)
            for character in sorted(options.characters & own.before(arc.plain)):
                word = character + arc.plain
                self._second(fan, arc, Begun(options.all[character], word, own.log(word), goes_on=True))

    def _second(self, fan: Fan, arc: Arc, begun: Begun) -> None:
        """A word that begins with a character of a fan and the next one."""
        option, word = begun.option, begun.word
        score, path = self._arriving(option.plain)
        score += fan.price(option) + arc.price
        if begun.log is not None:
            self._put(arc.to, score + begun.log, word, ((fan, option), arc), path)
        if begun.goes_on:
            self._longer(word, ((fan, option), arc), arc.to, score, path)

    def _longer(self, start: str, choices: tuple[Choice, ...], node: int, score: float, path: Path) -> None:
        """The words that begin with some characters and go on as the lattice does."""
        single, fans = self.arcs(node)
        known, short, own = self.words.after(start), len(start) < LONGEST, self.own
        for arc in single:
            in_known, word = arc.plain in known, start + arc.plain
            said = short and own.says(word)
            if in_known or said:
                log = self.words.log(word) if in_known else None
                if said and ((heard := own.log(word)) > (NEVER if log is None else log)):
                    log = heard
                if log is not None:
                    self._put(arc.to, score + arc.price + log, word, (*choices, arc), path)
                self._longer(word, (*choices, arc), arc.to, score + arc.price, path)
        if fans:
            self._spread(start, choices, fans, score, path)

    def _spread(self, start: str, choices: tuple[Choice, ...], fans: list[Fan], score: float, path: Path) -> None:
        """The same where a word goes on with a character of a fan."""
        known, said = self.words.after(start), self.own.after(start)
        for fan in fans:
            options = fan.options
            follow = going_on(options, start)
            if said and not options.characters.isdisjoint(said):
                follow = sorted((options.characters & said).union(follow))
            for character in follow:
                option, word = options.all[character], start + character
                log = self.words.log(word) if character in known else None
                if character in said and ((heard := self.own.log(word)) > (NEVER if log is None else log)):
                    log = heard
                price = score + fan.price(option)
                if log is not None:
                    self._put(fan.like.to, price + log, word, (*choices, (fan, option)), path)
                self._longer(word, (*choices, (fan, option)), fan.like.to, price, path)
